"""HTML as the WeChat editor exports it and browsers save it: what a reader sees, as blocks.

Lenient where HTML is broken: nothing raises, and text is kept rather than lost.
"""

from __future__ import annotations

from contentai.diagnostics import Span
from contentai.text import lazy
from contentai.text.mapped import MappedText
from contentai.text.markup import (
    BlockKind,
    Image,
    Link,
    Marked,
    RawBlock,
    Unread,
    UnreadKind,
)
from contentai.text.markup.charrefs import decoded
from contentai.text.markup.given import within
from contentai.text.markup.htmlelements import (
    ARTICLE,
    INLINE_CODE,
    VOID,
    Veil,
    attribute,
    attribute_text,
    ends_line,
    ends_unsaid,
    hides,
    inside,
    is_block,
    is_never_shown,
    key_of,
    look_of,
)
from contentai.text.markup.htmlflow import Flow
from contentai.text.markup.htmllink import OpenLink
from contentai.text.markup.htmllook import Look, Looks
from contentai.text.markup.htmlstack import Article, Elements
from contentai.text.markup.htmltags import Tag, Text, tokens
from contentai.text.markup.htmltitle import HeadTitle, Titles
from contentai.text.markup.prose import is_prose, lines_of

# What the WeChat editor leaves in the pages it makes.
_WECHAT = lazy.pattern(r"\brich_media_(?:title|content)\b|\bid=[\"']?js_content\b|\bwxw-img\b")


def parse(text: str, offset: int = 0) -> Marked:
    """The visible blocks, the links and the images of ``text`` from ``offset`` on.

    Of a saved WeChat page that is the title and the article: buttons, QR codes and what else
    WeChat puts around it is not the draft's.

    The title is WeChat's ``h1.rich_media_title``, else the first ``h1``, else ``og:title`` or
    ``<title>``. Offsets are those of ``text``. Never fails; linear in time.
    """
    reader = _read(text, offset)
    channel = "wechat" if _WECHAT.search(text, offset) else None
    blocks = reader.titles.placed(reader.blocks)
    marked = _marked(reader)._replace(blocks=blocks, channel=channel)
    return within(reader.article.span, marked) if reader.article else marked


def fragment(text: str) -> Marked:
    """Like ``parse``, for HTML inside another markup: an ``h1`` stays a heading of level 1."""
    return _marked(_read(text, 0))


def _read(text: str, offset: int) -> _Reader:
    reader = _Reader(text)
    for token in tokens(text, offset, len(text)):
        reader.take(token)
    reader.finish()
    return reader


def _marked(reader: _Reader) -> Marked:
    links, images = tuple(reader.links), tuple(reader.images)
    blocks, unread = tuple(reader.blocks), tuple(reader.unread)
    return Marked(blocks, links, images, tuple(reader.code), unread=unread)


class _Reader:
    """One pass over the tokens; what is open lies on a stack, nothing recurs."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks: list[RawBlock] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.code: list[Span] = []
        self.unread: list[Unread] = []
        self.titles = Titles()
        self.article: Article | None = None
        self._elements = Elements()
        # Where the text at hand stands; the elements may be past it when it is flushed.
        self._context = self._elements.innermost
        self._flow = Flow()
        self._alts: list[MappedText] = []
        self._link: OpenLink | None = None
        self._veil: Veil | None = None
        self._looks = Looks()
        self._code: Span | None = None
        # Whether the text at hand holds a <code>: then a <pre> is a program's.
        self._coded = False
        self._in_svg = False
        self._in_title = False

    def take(self, token: Tag | Text) -> None:
        """Read one token."""
        if isinstance(token, Text):
            self._text(token)
        elif token.closing:
            self._end(token)
        else:
            self._start(token)

    def finish(self) -> None:
        """End what is still open."""
        self._flush()
        self._close_link()
        if self.article:
            self.article.end(len(self.source), 0)

    def _text(self, token: Text) -> None:
        if token.raw:
            return
        if not self._visible() or self._look().hides_words:
            self._pass_over(token.span)
        elif self._in_title:
            self._head_text(token.span)
        else:
            self._context = self._elements.innermost
            self._flow.preformatted = self._context.kind is BlockKind.CODE
            self._flow.text(self.source, *token.span)

    def _pass_over(self, span: Span) -> None:
        words = decoded(self.source, *span).strip()
        if words and not (self._veil and is_never_shown(self._veil.name)):
            self.unread.append(Unread(UnreadKind.HIDDEN, words, span))

    def _look(self) -> Look:
        return self._looks.within(self._elements.innermost.look, self._elements.depth)

    def _visible(self) -> bool:
        return not (self._veil or self._elements.innermost.hidden or self._look().veiled)

    def _start(self, tag: Tag) -> None:
        self._in_title = False
        if ends_line(tag.name):
            visible = self._visible()
            self._end_unsaid(tag.name)
            self._end_line(visible)
        if is_block(tag.name) and tag.name not in VOID:
            self._push(tag)
            return
        if self._veil and self._veil.count(tag.name, self._elements.depth, 1):
            self._veil = None
        if self._veil:
            return
        if hides(self.source, tag):
            if tag.name not in VOID:
                self._veil = Veil(tag.name, self._elements.depth)
            return
        around = self._look()
        look = look_of(around, self.source, tag)
        if tag.name not in VOID:
            self._looks.start(tag.name, self._elements.depth, look, around)
        if tag.name in _ON_START and not self._elements.innermost.hidden and not look.veiled:
            _ON_START[tag.name](self, tag)

    def _end(self, tag: Tag) -> None:
        self._in_title = False
        if not self._veil and not is_block(tag.name):
            self._looks.end(tag.name, self._elements.depth)
        if ends_line(tag.name):
            visible = self._visible()
            self._pop(key_of(tag.name))
            self._end_line(visible)
            if self.article:
                self.article.end(tag.span.start, self._elements.depth)
        elif tag.name == "a":
            self._close_link()
        elif tag.name == "svg":
            self._in_svg = False
        elif tag.name in INLINE_CODE and self._code:
            self.code.append(Span(self._code.start, tag.span.end))
            self._code = None
        elif tag.name == "br" and self._visible():
            self._flow.line_break(tag.span)
        if self._veil and self._veil.count(tag.name, self._elements.depth, -1):
            self._veil = None

    def _end_line(self, was_visible: bool) -> None:
        """End the block at hand, unless the tag lies inside a hidden part of a line."""
        if was_visible or self._visible():
            self._flush()

    def _push(self, tag: Tag) -> None:
        context = inside(self._elements.innermost, self.source, tag, self._look())
        self._elements.push(context)
        if self.article is None and attribute(self.source, tag, "id") == ARTICLE:
            self.article = Article(tag.span.end, self._elements.depth)

    def _end_unsaid(self, name: str) -> None:
        while ends_unsaid(self._elements.innermost.key, name):
            self._pop(self._elements.innermost.key)

    def _pop(self, key: str) -> None:
        """Leave the innermost open element ``key`` and all within; nothing if none is open."""
        if not self._elements.pop(key):
            return
        self._looks.leave(self._elements.depth)
        if self._veil and self._veil.depth > self._elements.depth:
            self._veil = None

    def _flush(self) -> None:
        """End the block at hand; image texts follow the block that held the image."""
        if self._link:
            self._link.gather(self._flow.weave)
            self._link.mark = 0
        if self._flow.weave:
            body = self._flow.done()
            if body.text and not body.text.isspace():
                self._add(body)
            self._flow = Flow()
        self._coded = False
        self.blocks.extend(RawBlock(BlockKind.IMAGE_ALT, alt) for alt in self._alts)
        self._alts.clear()

    def _add(self, body: MappedText) -> None:
        context = self._context
        if context.kind is BlockKind.HEADING and context.level == 1:
            self.titles.take_heading(len(self.blocks), context.titled)
        if context.kind is BlockKind.CODE and not self._coded and is_prose(body.text):
            # Not a program, only text that keeps its lines.
            paragraphs = (line for line in lines_of(body) if line.text.strip())
            self.blocks.extend(RawBlock(BlockKind.PARAGRAPH, line) for line in paragraphs)
        else:
            self.blocks.append(RawBlock(context.kind, body, context.level))

    def _head_text(self, span: Span) -> None:
        flow = Flow()
        flow.text(self.source, *span)
        text = flow.done()
        if text.text:
            self.titles.head = HeadTitle(text, len(self.blocks))

    def _on_title(self, _tag: Tag) -> None:
        # An <svg> may have a <title> too: a tooltip, not the page's.
        self._in_title = self.titles.head is None and not self._in_svg

    def _on_svg(self, _tag: Tag) -> None:
        self._in_svg = True

    def _on_code(self, tag: Tag) -> None:
        self._code = self._code or tag.span
        self._coded = True

    def _on_break(self, tag: Tag) -> None:
        self._flow.line_break(tag.span)

    def _on_meta(self, tag: Tag) -> None:
        name = attribute(self.source, tag, "property") or attribute(self.source, tag, "name")
        if name == "og:title" and self.titles.og_title is None:
            text = attribute_text(self.source, tag, "content")
            if text.text:
                self.titles.og_title = HeadTitle(text, len(self.blocks))

    def _on_image(self, tag: Tag) -> None:
        lazy = attribute(self.source, tag, "data-src")
        target = (lazy or attribute(self.source, tag, "src")).strip()
        alt = attribute_text(self.source, tag, "alt")
        image = Image(tag.span, target, alt.text)
        self.images.append(image)
        if alt.text:
            self._alts.append(alt)
        if self._link and not self._link.image:
            self._link.image = image
        self._flow.gap(tag.span)

    def _on_anchor(self, tag: Tag) -> None:
        self._close_link()
        target = attribute(self.source, tag, "href").strip()
        if target:
            self._link = OpenLink(target, len(self._flow.weave))

    def _close_link(self) -> None:
        if self._link:
            self._link.gather(self._flow.weave)
            link = self._link.done()
            if link:
                self.links.append(link)
        self._link = None


_ON_START = {
    "a": _Reader._on_anchor,
    "br": _Reader._on_break,
    "img": _Reader._on_image,
    "image": _Reader._on_image,
    "meta": _Reader._on_meta,
    "svg": _Reader._on_svg,
    "title": _Reader._on_title,
    **dict.fromkeys(INLINE_CODE, _Reader._on_code),
}
