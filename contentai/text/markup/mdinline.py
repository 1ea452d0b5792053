"""The inside of a Markdown block: what a reader sees of it, with links and images."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it.token import Token

from contentai.diagnostics import Span
from contentai.text.mapped import MappedText
from contentai.text.markup import Image, Link, Unread, UnreadKind
from contentai.text.markup.addresses import addresses
from contentai.text.markup.htmlelements import (
    INLINE_CODE,
    VOID,
    Veil,
    attribute,
    attribute_text,
    hides,
    is_never_shown,
    look_of,
)
from contentai.text.markup.htmllook import PLAIN, Look, Looks
from contentai.text.markup.htmltags import Tag, tokens
from contentai.text.markup.linebreaks import is_meant
from contentai.text.markup.mdplaces import Content
from contentai.text.markup.weave import Weave


class Shown(NamedTuple):
    """What a block shows: its text, the texts of its images, its links, images and code."""

    text: MappedText
    alts: tuple[MappedText, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    code: tuple[Span, ...]
    unread: tuple[Unread, ...] = ()


class _OpenLink(NamedTuple):
    target: str
    mark: int
    images: int


def shown(content: Content, children: Sequence[Token], *, one_line: bool = False) -> Shown:
    """Read the placed inline tokens of one block whose content is ``content``.

    ``one_line``: a line break in the source is a space, as in a heading.
    """
    if len(children) == 1 and children[0].type == "text" and children[0].content == content.text:
        return _plain(content)
    reader = _InlineReader(content, one_line=one_line)
    for token in children:
        reader.take(token)
    reader.close_link()
    reader.find_addresses()
    links = tuple(sorted(reader.links, key=lambda link: link.span))
    return Shown(
        reader.weave.done(),
        tuple(reader.alts),
        links,
        tuple(reader.images),
        tuple(reader.code),
        tuple(reader.unread),
    )


def _plain(content: Content) -> Shown:
    """The same of a block without markup, in less time."""
    text = content.text
    links = (
        Link(content.cover(*span), target, text[span.start : span.end])
        for span, target in addresses(text)
    )
    first = len(text) - len(text.lstrip())
    last = max(first, len(text.rstrip()))
    ordered = tuple(sorted(links, key=lambda link: link.span))
    return Shown(content.part(first, last).mapped(), (), ordered, (), ())


class _InlineReader:
    def __init__(self, content: Content, *, alt: bool = False, one_line: bool = False) -> None:
        self.weave = Weave()
        self.alts: list[MappedText] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.code: list[Span] = []
        self.unread: list[Unread] = []
        self._looks = Looks()
        self._code_tag: Span | None = None
        self._veil: Veil | None = None
        self._content = content
        self._alt = alt
        self._one_line = alt or one_line
        self._gap: Span | None = None
        self._link: _OpenLink | None = None
        # The code points of the weave where addresses are not looked for, in order.
        self._taken: list[Span] = []

    def take(self, token: Token) -> None:
        """Read one token; those that only style the text show nothing themselves."""
        act = _ACTS.get(token.type)
        if token.type in _SEEN and (self._veil or self._is_unseen(token.type)):
            if token.content.strip() and not (self._veil and is_never_shown(self._veil.name)):
                self.unread.append(Unread(UnreadKind.HIDDEN, token.content, self._cover(token)))
        elif act:
            act(self, token)

    def _look(self) -> Look:
        return self._looks.within(PLAIN, 0)

    def _is_unseen(self, kind: str) -> bool:
        """True where tags around a token make words that nobody sees; a picture has a size."""
        look = self._look()
        return look.veiled if kind == "image" else look.hides_words

    def find_addresses(self) -> None:
        """Add the bare addresses that are in no link and no code."""
        text = self.weave.text()
        for span, target in addresses(text):
            before = bisect_right(self._taken, Span(span.end, span.start))
            if not before or not self._taken[before - 1].overlaps(span):
                place = self.weave.span(span.start, span.end)
                self.links.append(Link(place, target, text[span.start : span.end]))

    def close_link(self) -> None:
        """End the open link: on its words, or on its image when it has none."""
        if self._link is None:
            return
        target, mark, images = self._link
        self._link = None
        text = self.weave.text(mark)
        words = text.strip()
        if words:
            first = mark + len(text) - len(text.lstrip())
            span = Span(first, first + len(words))
            self._taken.append(span)
            self.links.append(Link(self.weave.span(*span), target, " ".join(words.split())))
        elif len(self.images) > images:
            image = self.images[images]
            self.links.append(Link(image.span, target, image.alt))

    def _open_link(self, target: str) -> None:
        self.close_link()
        if not self._alt:
            self._link = _OpenLink(target, len(self.weave), len(self.images))

    def _cover(self, token: Token) -> Span:
        size = len(self._content.text)
        at = min(token.meta.get("at", 0), size - 1)
        return self._content.cover(at, max(at + 1, min(token.meta.get("to", size), size)))

    def _settle(self, following: str) -> None:
        """Part the words on both sides of an image by one space."""
        gap, self._gap = self._gap, None
        if gap and self.weave and not self.weave.last.isspace() and not following.isspace():
            self.weave.stand(" ", *gap)

    def _copy(self, text: str, at: int, token: Token) -> None:
        """Add ``text`` as it stands at ``at``; should it differ there, for the whole token."""
        if not text:
            return
        self._settle(text[0])
        here = self._content.part(at, at + len(text))
        if here.text == text:
            self.weave.each(*here)
        else:
            self.weave.stand(text, *self._cover(token))

    def _text(self, token: Token) -> None:
        self._copy(token.content, token.meta.get("at", 0), token)

    def _special(self, token: Token) -> None:
        if token.content == token.markup:
            self._text(token)
        elif token.content:
            self._settle(token.content[0])
            self.weave.stand(token.content, *self._cover(token))

    def _code(self, token: Token) -> None:
        if not token.content:
            return
        self.code.append(self._cover(token))
        first = token.meta["at"] + len(token.markup)
        size = len(token.content)
        raw = self._content.text[first : first + size + 1].replace("\n", " ")
        # One space on each side of the code belongs to the backticks.
        if not raw.startswith(token.content) and raw[1:] == token.content:
            first += 1
        here = self._content.part(first, first + size)
        self._settle(token.content[0])
        mark = len(self.weave)
        if here.text.replace("\n", " ") == token.content:
            self.weave.each(token.content, here.starts, here.ends)
        else:
            self.weave.stand(token.content, *self._cover(token))
        if self._link is None:
            self._taken.append(Span(mark, len(self.weave)))

    def _soft_break(self, token: Token) -> None:
        if self.weave.last != "\n":
            meant = not self._one_line and is_meant(self._content.text, token.meta["at"])
            self._break("\n" if meant else " ", token)

    def _hard_break(self, token: Token) -> None:
        self._break("\n", token)

    def _break(self, shown_as: str, token: Token) -> None:
        self._gap = None
        at = token.meta["at"]
        line_end = self._content.text.find("\n", at) + 1
        self.weave.stand(shown_as, *self._content.cover(at, max(line_end, at + 1)))

    def _link_open(self, token: Token) -> None:
        self._open_link(str(token.attrs.get("href", "")))

    def _link_close(self, _token: Token) -> None:
        self.close_link()

    def _image(self, token: Token) -> None:
        inner = token.meta["at"] + len("![")
        content = self._content.part(inner, inner + len(token.content))
        if self._alt:
            outer, self._content = self._content, content
            for child in token.children or ():
                self.take(child)
            self._content = outer
            return
        reader = _InlineReader(content, alt=True)
        for child in token.children or ():
            reader.take(child)
        self._add_image(self._cover(token), str(token.attrs["src"]), reader.weave.done())

    def _add_image(self, span: Span, target: str, alt: MappedText) -> None:
        self.images.append(Image(span, target, alt.text))
        if alt.text:
            self.alts.append(alt)
        self._gap = self._gap or span

    def _html(self, token: Token) -> None:
        """Inline tags are dropped, save those that show or link something."""
        source = token.content
        for tag in tokens(source, 0, len(source)):
            if not isinstance(tag, Tag) or self._is_veiled(source, tag):
                continue
            if tag.closing:
                self._looks.end(tag.name, 0)
            elif tag.name not in VOID:
                around = self._look()
                self._looks.start(tag.name, 0, look_of(around, source, tag), around)
            if tag.name == "br":
                self._gap = None
                self.weave.stand("\n", *self._cover(token))
            elif tag.name == "a":
                self._html_link(source, tag)
            elif tag.name in INLINE_CODE:
                self._html_code(tag, self._cover(token))
            elif tag.name == "img" and not self._alt:
                alt = self._placed(attribute_text(source, tag, "alt"), token.meta["at"])
                self._add_image(self._cover(token), attribute(source, tag, "src"), alt)

    def _is_veiled(self, source: str, tag: Tag) -> bool:
        """True for a tag that hides what follows, and for all up to its end."""
        if self._veil and self._veil.count(tag.name, 0, -1 if tag.closing else 1):
            self._veil = None
            return tag.closing or self._is_veiled(source, tag)
        if not self._veil and not tag.closing and tag.name not in VOID and hides(source, tag):
            self._veil = Veil(tag.name, 0)
        return self._veil is not None

    def _html_link(self, source: str, tag: Tag) -> None:
        self.close_link()
        target = attribute(source, tag, "href").strip()
        if target and not tag.closing:
            self._open_link(target)

    def _html_code(self, tag: Tag, place: Span) -> None:
        if not tag.closing:
            self._code_tag = self._code_tag or place
        elif self._code_tag:
            self.code.append(Span(self._code_tag.start, place.end))
            self._code_tag = None

    def _placed(self, inner: MappedText, at: int) -> MappedText:
        weave = Weave()
        starts = [self._content.starts[at + start] for start in inner.starts.tolist()]
        ends = [self._content.ends[at + end - 1] for end in inner.ends.tolist()]
        weave.each(inner.text, starts, ends)
        return weave.done()


_SEEN = frozenset({"text", "text_special", "code_inline", "softbreak", "hardbreak", "image"})
_ACTS = {
    "text": _InlineReader._text,
    "text_special": _InlineReader._special,
    "code_inline": _InlineReader._code,
    "softbreak": _InlineReader._soft_break,
    "hardbreak": _InlineReader._hard_break,
    "link_open": _InlineReader._link_open,
    "link_close": _InlineReader._link_close,
    "image": _InlineReader._image,
    "html_inline": _InlineReader._html,
}
