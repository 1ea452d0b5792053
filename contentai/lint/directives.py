"""Comments in a draft that tell which findings it knows of: where they stand, what they cover.

    <!-- contentai: ignore LAW-001 引用原文 -->             this line; alone on a line, the next one
    <!-- contentai: ignore-next-line LAW-001, PLAT 原因 --> the next line with text
    <!-- contentai: ignore-block LAW-001 原因 -->           its paragraph, or the one that follows
    <!-- contentai: ignore-start LAW-001 原因 --> … <!-- contentai: ignore-end -->
    <!-- contentai: ignore-file LAW-001 原因 -->

A header says the same of the whole draft: ``contentai: {ignore: [LAW-001 原因]}``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from contentai.diagnostics import Span
from contentai.language import Bilingual
from contentai.located import nearest
from contentai.rulenames import half_width
from contentai.text import lazy
from contentai.text.document import Document

_VISIBLE = lazy.pattern(r"[^\r\n]")
_OPEN, _CLOSE = "<!--", "-->"
# Without the colon it is a slip where what follows is plainly meant for us.
_OURS = lazy.pattern(r"\s*contentai(?:\s*[:：]\s*|\s+(?=ignore))", re.IGNORECASE)
_NAMED = lazy.pattern("contentai", re.IGNORECASE)
# What stands where ``ignore`` belongs: a word of letters, else enough to know it again.
_WORD = lazy.pattern(r"[A-Za-z-]+(?![A-Za-z0-9-])|[^\s,，、:：]{0,20}")
# A blank where the hyphen belongs is a slip: the whole pack is not what was meant.
_NAME = lazy.pattern(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]*\*?|[ \u3000]0\d\d)?(?![A-Za-z0-9_*-])")
# A further name must look like one: after a comma any word could begin the reason.
_SURE_NAME = lazy.pattern(r"(?:[A-Z][A-Z0-9]*|[A-Za-z][A-Za-z0-9]*-[0-9]+\*?)(?![A-Za-z0-9_*-])")
_FIRST = lazy.pattern(r"\s*[,，、:：]?\s*")
_BETWEEN = lazy.pattern(r"\s*[,，、;；/／&＆+＋和与及]?\s*")
_BEFORE_REASON = lazy.pattern(r"[\s,，、;；:：—–-]*")
_NEXT_LINE, _BLOCK, _START, _END, _FILE = (
    f"ignore-{word}" for word in ("next-line", "block", "start", "end", "file")
)
_IGNORE = "ignore"
_NOTHING = Span(0, 0)
_OPENING = 200
WORDS = (_IGNORE, _NEXT_LINE, _BLOCK, _START, _END, _FILE)


class Directive(NamedTuple):
    """One suppression. ``span`` is where it is written, ``covers`` the source range it is for.

    ``problem`` says why it cannot be used, if so; it then covers nothing.
    """

    span: Span
    names: tuple[str, ...]
    reason: str
    covers: Span = _NOTHING
    in_header: bool = False
    problem: Bilingual | None = None


def directives(document: Document) -> list[Directive]:
    """The directives of a draft in text order, those of its header first.

    What a reader would see is no comment: directives in code blocks and escaped ones do not
    count. In plain text, which has no comments, they count wherever they stand.
    """
    everything = Span(0, len(document.source) + 1)
    found = [
        Directive(item.span, *read_names(item.words), everything, in_header=True)
        for item in document.front.ignored
    ]
    comments = list(_comments(document))
    layout = _Layout(document, [comment.span for comment in comments])
    placed: list[Directive] = []
    opened: list[int] = []  # positions in ``placed`` of regions that are not closed yet
    for comment in comments:
        if comment.word == _END and comment.closed:
            position = _matching(placed, opened, comment.names)
            if position is None:
                placed.append(_useless(comment, _NOT_OPENED))
            else:
                opened.remove(position)
                region = placed[position]
                covers = Span(region.covers.start, comment.span.start)
                placed[position] = region._replace(covers=covers)
            continue
        if comment.word == _START:
            opened.append(len(placed))
        placed.append(_placed(comment, layout))
    return found + placed


class _Comment(NamedTuple):
    span: Span
    word: str
    names: tuple[str, ...]
    reason: str
    closed: bool
    colon: bool


def _comments(document: Document) -> Iterator[_Comment]:
    source, at = document.source, document.front.end
    starts = document.reading.starts
    # Where a reader reads our name: what holds such a place is no comment.
    text = half_width(document.text)
    shown = sorted(int(starts[found.start()]) for found in _NAMED.finditer(text))
    while (start := source.find(_OPEN, at)) >= 0:
        inside = start + len(_OPEN)
        stop = source.find(_CLOSE, inside)
        closed = stop >= 0
        end = stop + len(_CLOSE) if closed else len(source)
        at = end
        # Of one that is never closed the beginning is enough.
        written = half_width(source[inside : stop if closed else inside + _OPENING])
        ours = _OURS.match(written)
        if not ours:
            if not closed:
                return
            continue
        span = Span(start, end)
        if closed and document.format != "plain":
            index = bisect_left(shown, start)
            if index < len(shown) and shown[index] < end:
                continue
        if not closed:
            # The rest of the draft is no comment's text: only the opening is shown.
            end = inside + ours.end()
            yield _Comment(Span(start, end), "", (), "", closed=False, colon=True)
            return
        at_word = len(written) - len(written[ours.end() :].lstrip())
        word = _WORD.match(written, at_word)
        assert word
        known = word.group().lower() if word.group().lower() in WORDS else word.group()
        names, reason = read_names(source[inside + word.end() : stop].rstrip())
        colon = any(mark in ours.group() for mark in ":：")
        yield _Comment(span, known, names, reason, True, colon)


def read_names(text: str) -> tuple[tuple[str, ...], str]:
    """The rules that ``text`` begins with, separated by commas or spaces, and the reason.

    The names are half-width, however they are written.
    """
    plain = half_width(text)
    names: list[str] = []
    end = 0
    name = _NAME.match(plain, _FIRST.match(plain).end())  # type: ignore[union-attr] # it matches anything
    while name:
        names.append(name.group())
        end = name.end()
        name = _SURE_NAME.match(plain, _BETWEEN.match(plain, end).end())  # type: ignore[union-attr]
    return tuple(names), " ".join(text[_BEFORE_REASON.match(text, end).end() :].split())  # type: ignore[union-attr]


def _matching(placed: list[Directive], opened: list[int], names: tuple[str, ...]) -> int | None:
    """The last open region of these names; of any names when none is given."""
    wanted = {name.upper() for name in names}
    for position in reversed(opened):
        if not wanted or {name.upper() for name in placed[position].names} == wanted:
            return position
    return None


_NOT_OPENED = Bilingual(
    "ignore-end 前面没有对应的 ignore-start", "there is no ignore-start for this ignore-end"
)


def _useless(comment: _Comment, problem: Bilingual) -> Directive:
    return Directive(comment.span, comment.names, comment.reason, problem=problem)


def _placed(comment: _Comment, layout: _Layout) -> Directive:
    if not comment.closed:
        return _useless(
            comment, Bilingual("注释没有写完，缺 -->", "the comment is not closed by -->")
        )
    if not comment.colon:
        words = Bilingual(
            "contentai 后面少了冒号，什么都没有忽略",
            "a colon is missing after contentai; it ignores nothing",
        )
        return _useless(comment, words)
    if not comment.word:
        words = Bilingual(
            "contentai: 后面要写 ignore 和规则，什么都没有忽略",
            "after contentai: comes ignore and a rule; it ignores nothing",
        )
        return _useless(comment, words)
    if comment.word not in WORDS:
        near = nearest(comment.word.lower(), WORDS) or _IGNORE
        return _useless(
            comment,
            Bilingual(
                f"不认识的写法“{comment.word}”，最接近的是“{near}”",
                f"unknown word {comment.word!r}; the nearest is {near!r}",
            ),
        )
    covers = _covered(comment, layout)
    return Directive(comment.span, comment.names, comment.reason, covers)


@dataclass(frozen=True)
class _Layout:
    """A draft with what directives are placed by: they stand in the ranges ``comments``."""

    document: Document
    comments: Sequence[Span]

    @cached_property
    def held(self) -> list[int]:
        """Numbers of the lines with text or a picture; tags, rules and directives are none."""
        document = self.document
        if document.format != "plain":
            shown = [image.span.start for image in document.images]
            shown += (link.span.start for link in document.links)
            reading = document.reading
            # A title that was given stands nowhere in the source: it holds no line.
            placed = zip(reading.starts.tolist(), reading.ends.tolist(), document.text, strict=True)
            shown += (at for at, end, c in placed if end > at and not c.isspace())
            lines = np.unique(np.searchsorted(document.lines.starts, shown, "right"))
            return [int(line) for line in lines]
        bare = _without(document.source, self.comments)
        numbers = range(1, len(document.lines.starts) + 1)
        return [n for n in numbers if bare[slice(*self.line(n))].strip(" \t\r\n>\u3000")]

    @cached_property
    def places(self) -> list[Span]:
        """Source ranges of the blocks, in order."""
        return sorted(self.document.source_span(block.span) for block in self.document.blocks)

    def line(self, number: int) -> Span:
        """The 1-based line; the last one holds the end of the source too."""
        starts = self.document.lines.starts
        end = starts[number] if number < len(starts) else len(self.document.source) + 1
        return Span(starts[number - 1], end)

    def holds(self, first: int, last: int) -> bool:
        """True when one of some lines has text besides directives."""
        return bisect_left(self.held, first) < bisect_right(self.held, last)


def _covered(comment: _Comment, layout: _Layout) -> Span:
    """The source range that a directive is for."""
    span, position = comment.span, layout.document.lines.position
    end = len(layout.document.source) + 1
    first, last = position(span.start)[0], position(span.end - 1)[0]
    if comment.word == _FILE:
        return Span(0, end)
    if comment.word == _START:
        return Span(span.end, end)
    alone = not layout.holds(first, last)
    if comment.word == _BLOCK:
        return _block(layout, span, alone)
    if comment.word == _IGNORE and not alone:
        return Span(layout.line(first).start, layout.line(last).end)
    index = bisect_right(layout.held, last)
    return layout.line(layout.held[index]) if index < len(layout.held) else _NOTHING


def _without(source: str, spans: Iterable[Span]) -> str:
    """``source`` with blanks for what is in ``spans``; its lines stay where they are."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [source[at:start], _VISIBLE.sub(" ", source[start:end])]
        at = end
    return "".join([*pieces, source[at:]])


def _block(layout: _Layout, span: Span, alone: bool) -> Span:
    """From the end of the block before to the start of the block after the one that is meant.

    Inside or right behind a block that one is meant, else the block that follows.
    """
    document, places = layout.document, layout.places
    end = len(document.source) + 1
    after = bisect_right(places, (span.start, end))
    line = layout.line(document.lines.position(span.start)[0]).start
    before = places[after - 1].end if after else 0
    inside = before > span.end
    index = after - 1 if inside or (not alone and before > line) else after
    if index >= len(places):
        return _NOTHING
    low = places[index - 1].end if index else document.front.end
    high = places[index + 1].start if index + 1 < len(places) else end
    return Span(min(low, places[index].start), max(high, places[index].end))
