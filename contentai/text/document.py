"""A draft as it was read: source, header, blocks, and the texts derived from them.

Three coordinate systems, each with one name. *Source*: code points of the decoded file;
every public offset is one. *Reading*: what a person reads, blocks one after the other,
annotations and markup gone. *Folded*: reading text after folding. ``source_span`` and
``unfold`` lead back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple

import numpy as np

from contentai.diagnostics import Evidence, Place, Span
from contentai.text import lazy
from contentai.text.evasion import Evasion, Understood, understand, understand_all
from contentai.text.frontmatter import read_front_matter
from contentai.text.header import FrontMatter
from contentai.text.lines import LineIndex, index_lines
from contentai.text.mapped import MappedText, identity, joined, opaque
from contentai.text.markup import BlockKind, Image, Link, Marked, RawBlock, Unread
from contentai.text.markup.given import as_repaired, below_headline, without_title
from contentai.text.names import SUFFIXES, Format
from contentai.text.repair import Repaired, repair
from contentai.text.script import Scripts, scripts
from contentai.text.sentences import split_sentences
from contentai.text.tokenize import Engine, Token, tag, words

# A lone surrogate cannot be encoded, so no tokenizer and no output could take it.
_SURROGATE = lazy.pattern("[\ud800-\udfff]")


class Block(NamedTuple):
    """A block in reading order; ``span`` is a range of the reading text."""

    kind: BlockKind
    span: Span
    level: int = 0


@dataclass(frozen=True)
class Document:
    """One draft. Build it with ``Document.parse``; it never changes afterwards.

    ``channel`` is the one its front matter names, else the one whose editor made it.
    ``links`` and ``images`` carry source spans; ``code`` (inside lines), ``garbled`` and the
    spans of ``front`` and ``unread`` too. ``blocks`` carry reading spans. ``given_title`` is a
    title that came from beside the text. Without ``takes_header`` it has no header, and none
    is to be written into it.
    """

    source: str
    encoding: str
    path: str | None
    format: Format
    front: FrontMatter
    reading: MappedText
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    code: tuple[Span, ...]
    garbled: tuple[Span, ...]
    pinyin: int
    engine: Engine = "rjieba"
    channel: str | None = None
    given_title: str | None = None
    takes_header: bool = True
    unread: tuple[Unread, ...] = ()
    _removed: tuple[Span, ...] = ()

    @classmethod
    def parse(
        cls,
        source: str,
        *,
        path: str | None = None,
        format: Format | None = None,
        encoding: str = "utf-8",
        title: str | None = None,
        headline: int = 0,
        channel: str | None = None,
        marked: Marked | None = None,
        takes_header: bool = True,
        engine: Engine = "rjieba",
    ) -> Document:
        """Read a decoded draft. Never raises, whatever the text.

        ``format`` defaults to the one of ``path``'s suffix, else plain text. ``title``
        adds a title that the text itself does not hold (it maps to the empty range at 0);
        ``headline`` tells how long the title is that ``source`` begins with, on lines of its
        own. ``channel`` is the one where the draft names none. ``marked`` is what is known of
        a text that was taken out of another file: its spans are of ``source``, its blocks
        stand one to one in it.
        """
        source = _SURROGATE.sub("\ufffd", source)
        kind = format or SUFFIXES.get(PurePath(path or "").suffix.lower(), "plain")
        repaired = repair(source)
        text = repaired.text
        front = read_front_matter(text.text) if takes_header and not headline else FrontMatter()
        if marked:
            marked = as_repaired(marked, text, front.end)
        elif headline:
            end = int(np.searchsorted(text.starts, headline))
            marked = below_headline(_mark(kind, text.text, end), text.text, end)
        else:
            marks = len(text.text) - len(text.text.lstrip("\ufeff"))
            marked = _mark(kind, text.text, front.end or marks)
        blocks = list(_below_header(marked.blocks, text.text, front, title))
        reading, placed = _lay_out(blocks)
        return cls(
            source=source,
            encoding=encoding,
            path=path,
            format=kind,
            front=_in_source(front, text),
            reading=reading.onto(text),
            blocks=tuple(placed),
            links=tuple(
                Link(text.span(*link.span), link.target, link.label) for link in marked.links
            ),
            images=tuple(
                Image(text.span(*image.span), image.target, image.alt) for image in marked.images
            ),
            code=tuple(text.span(*span) for span in marked.code),
            garbled=_seen(repaired, front),
            pinyin=repaired.pinyin,
            engine=engine,
            channel=front.channel or channel or marked.channel,
            given_title=title,
            takes_header=takes_header,
            unread=tuple(words._replace(span=text.span(*words.span)) for words in marked.unread),
            _removed=repaired.removed,
        )

    @property
    def text(self) -> str:
        """The reading text."""
        return self.reading.text

    @cached_property
    def lines(self) -> LineIndex:
        """Lines of the source."""
        return index_lines(self.source)

    @cached_property
    def reading_lines(self) -> LineIndex:
        """Lines of the reading text."""
        return index_lines(self.reading.text)

    @cached_property
    def folded(self) -> MappedText:
        """The folded reading text, mapped onto the reading text."""
        return self._understood.folded

    @property
    def evasions(self) -> tuple[Evasion, ...]:
        """What was written so that a filter would not see it, with reading spans."""
        return self._understood.evasions

    @cached_property
    def _understood(self) -> Understood:
        return understand(self.reading.text)

    @cached_property
    def key(self) -> str:
        """The folded text in lower case, of the same length: what matching looks at."""
        text = self.folded.text
        lowered = text.lower()
        if len(lowered) == len(text):
            return lowered
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)

    @cached_property
    def scripts(self) -> Scripts:
        """How much of what a reader understands is Chinese."""
        return scripts(self.key)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Reading ranges of the sentences; none crosses a block, code has none."""
        return tuple(
            sentence
            for block in self.blocks
            if block.kind is not BlockKind.CODE
            for sentence in split_sentences(self.text, *block.span)
        )

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the folded text, in order and without gaps."""
        return tuple(words(self.folded.text, self.engine))

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the folded text with folded spans and parts of speech."""
        return tuple(tag(self.folded.text, self.engine))

    @cached_property
    def title(self) -> Block | None:
        """The title block, when the draft has one."""
        return next((b for b in self.blocks if b.kind is BlockKind.TITLE), None)

    @cached_property
    def body(self) -> tuple[Block, ...]:
        """The blocks below the title and the digest."""
        return tuple(b for b in self.blocks if b.kind not in (BlockKind.TITLE, BlockKind.DIGEST))

    @cached_property
    def body_length(self) -> int:
        """Code points a reader reads in the body, white space not counted."""
        return self._length(self.body)

    @cached_property
    def length(self) -> int:
        """Code points a reader reads in all, title and digest too, white space not counted."""
        return self._length(self.blocks)

    def _length(self, blocks: Iterable[Block]) -> int:
        seen = (self.text[slice(*b.span)] for b in blocks if b.kind is not BlockKind.IMAGE_ALT)
        return sum(len("".join(text.split())) for text in seen)

    @property
    def body_sentences(self) -> tuple[Span, ...]:
        """The sentences from where the body begins."""
        if not self.body:
            return ()
        return self.sentences[bisect_right(self.sentences, (self.body[0].span.start, -1)) :]

    def unfold(self, start: int, end: int) -> Span:
        """The reading range of a folded range."""
        return self.folded.span(start, end)

    def folded_span(self, span: Span) -> Span:
        """The folded range of a reading range."""
        # Typed needles: a plain int would have numpy copy the whole array to 64 bits.
        needles = np.array(span, dtype=np.int32)
        start, end = self.folded.starts.searchsorted(needles).tolist()
        return Span(start, end)

    def source_span(self, span: Span) -> Span:
        """The source range of a reading range; annotations after its end stay outside."""
        return self.reading.span(*span)

    def is_in_given_title(self, span: Span) -> bool:
        """True for a reading range within a title from beside the text.

        Of the source it has the empty range at 0; in the title it is the very same range.
        """
        title = self.title if (self.given_title or "").strip() else None
        return title is not None and title.span.contains(span)

    def in_source(self, found: Evidence) -> Evidence:
        """What is known of a reading span, said of the source span or of the given title."""
        if self.is_in_given_title(found.span):
            return found._replace(in_title=True)
        return found._replace(span=self.source_span(found.span))

    def reading_span(self, span: Span) -> Span | None:
        """The reading range of what a source range shows; None when it shows nothing."""
        inside = np.flatnonzero(
            (self.reading.starts >= span.start)
            & (self.reading.ends <= max(span.end, span.start + 1))
        )
        return Span(int(inside[0]), int(inside[-1]) + 1) if len(inside) else None

    def reading_offset(self, offset: int) -> int:
        """The reading offset of what stands at or last before a source offset; 0 for none."""
        starts = self.reading.starts
        before = np.flatnonzero(starts <= offset)
        return int(before[np.argmax(starts[before])]) if len(before) else 0

    def place(self, span: Span) -> Place:
        """Line and column of a source range."""
        return self.lines.place(span)

    @property
    def reads_differently(self) -> bool:
        """True when lines of the source are not what a reader reads: tags, annotations."""
        return self.format == "html" or bool(self._removed)

    def excerpt(self, span: Span) -> str:
        """What a reader sees of a source range: the slice, less removed annotations."""
        pieces: list[str] = []
        at = span.start
        first = bisect_right(self._removed, (span.start, -1))
        if first and self._removed[first - 1].end > span.start:
            first -= 1
        for removed in self._removed[first:]:
            if removed.start >= span.end:
                break
            pieces.append(self.source[at : max(at, removed.start)])
            at = max(at, removed.end)
        pieces.append(self.source[at : span.end] if at < span.end else "")
        return "".join(pieces)

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds reading offset ``offset``, or the empty range there."""
        index = bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1
        if index >= 0 and self.sentences[index].end >= offset:
            return self.sentences[index]
        return Span(offset, offset)

    @cached_property
    def _block_starts(self) -> tuple[int, ...]:
        return tuple(block.span.start for block in self.blocks)

    def block_at(self, offset: int) -> Block | None:
        """The block that holds reading offset ``offset``."""
        index = bisect_right(self._block_starts, offset) - 1
        if index >= 0 and offset <= self.blocks[index].span.end:
            return self.blocks[index]
        return None


def understand_together(documents: Iterable[Document]) -> None:
    """Find out what each of the drafts says, which takes less time than one by one."""
    new = [document for document in documents if "_understood" not in vars(document)]
    for document, understood in zip(new, understand_all([d.text for d in new]), strict=True):
        vars(document)["_understood"] = understood


def _mark(kind: Format, text: str, start: int) -> Marked:
    """Parse by format; parsers are imported when a draft of their kind appears."""
    if kind == "markdown":
        from contentai.text.markup import markdown

        return markdown.parse(text, start)
    if kind == "html":
        from contentai.text.markup import html

        return html.parse(text, start)
    from contentai.text.markup import plain

    return plain.parse(text, start)


def _below_header(
    blocks: Iterable[RawBlock], text: str, front: FrontMatter, given: str | None
) -> Iterable[RawBlock]:
    """One title at most: the given one, else the header's, else the markup's; the digest."""
    heads: list[RawBlock] = []
    if given and given.strip():
        heads.append(RawBlock(BlockKind.TITLE, opaque(_SURROGATE.sub("\ufffd", given), Span(0, 0))))
    elif front.title and front.title_span:
        heads.append(RawBlock(BlockKind.TITLE, _value(text, front.title, front.title_span)))
    below = without_title(blocks) if heads else blocks
    if front.digest and front.digest_span:
        heads.append(RawBlock(BlockKind.DIGEST, _value(text, front.digest, front.digest_span)))
    yield from sorted(heads, key=lambda block: int(block.text.starts[0]))
    yield from below


def _value(text: str, words: str, span: Span) -> MappedText:
    """A value of the header, character by character where it stands there as it is read."""
    exact = text[span.start : span.end] == words
    return identity(words, span.start) if exact else opaque(words, span)


def _lay_out(blocks: Iterable[RawBlock]) -> tuple[MappedText, list[Block]]:
    """Blocks one after the other, a line break between them; the break maps to the gap."""
    shown = [block for block in blocks if block.text.text.strip()]
    if not shown:
        return joined(()), []
    starts = np.array([block.text.starts[0] for block in shown[1:]], dtype=np.int32)
    ends = np.array([block.text.ends[-1] for block in shown[:-1]], dtype=np.int32)
    before = np.minimum(starts, ends)
    pieces = [shown[0].text]
    placed = [Block(shown[0].kind, Span(0, len(shown[0].text)), shown[0].level)]
    at = len(shown[0].text)
    for number, block in enumerate(shown[1:]):
        gap = slice(number, number + 1)
        pieces += (MappedText("\n", before[gap], starts[gap]), block.text)
        end = at + 1 + len(block.text)
        placed.append(Block(block.kind, Span(at + 1, end), block.level))
        at = end
    return joined(pieces), placed


def _in_source(front: FrontMatter, text: MappedText) -> FrontMatter:
    """The header with its spans led back to the source."""

    def back(span: Span | None) -> Span | None:
        return text.span(*span) if span else None

    return front._replace(
        end=text.span(front.end, front.end).start if front.end else 0,
        title_span=back(front.title_span),
        digest_span=back(front.digest_span),
        ignored=tuple(i._replace(span=text.span(*i.span)) for i in front.ignored),
        problems=tuple(p._replace(span=text.span(*p.span)) for p in front.problems),
    )


def _seen(repaired: Repaired, front: FrontMatter) -> tuple[Span, ...]:
    """Garbled ranges of the body; the header is reported by its own problems."""
    body = repaired.text.span(front.end, front.end).start if front.end else 0
    return tuple(span for span in repaired.garbled if span.end > body)
