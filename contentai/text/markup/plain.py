"""Plain text: one block a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentai.diagnostics import Span
from contentai.text import lazy
from contentai.text.mapped import identity
from contentai.text.markup import BlockKind, Link, Marked, RawBlock
from contentai.text.markup.addresses import addresses

_TITLE_SIZE = 40
_LINE_END = lazy.pattern(r"\r\n|\r|\n")
_HAN_NUMBER = "一二三四五六七八九十百"

# A number before a full stop is a marker only when no digit follows: 1.5折 is no item. A
# hyphen needs a space or a Han character after it, so that -5℃ and --- are not items; an
# asterisk needs a space, because *注 is a footnote.
_ITEM = lazy.pattern(
    rf"""
      [*+–]\s
    | -(?=\s|[一-鿿])
    | [•·●○◆◇■□▪▫▶►‣⁃✓✔✅]
    | \d{{1,3}}(?:[、)）]|[.．](?!\d))
    | [(（](?:\d{{1,3}}|[{_HAN_NUMBER}]{{1,3}})[)）]
    | 【(?:\d{{1,3}}|[{_HAN_NUMBER}]{{1,3}})】
    | [{_HAN_NUMBER}]{{1,3}}[、.．]
    | [①-⒛㈠-㈩❶-➓⓪-⓿]
    | \d\ufe0f?\u20e3
    | [A-Za-z](?:[、)）]|\.\s)
    """,
    re.VERBOSE,
)
# A longer first line is a title only where a blank line sets it apart: many posts have none.
_SHORT_TITLE = 20
_PARAGRAPH_END = lazy.pattern(r"[^\S\r\n]*(?:\r\n|\n|\r(?!\n))[^\S\r\n]*[\r\n]")
_UNFINISHED = tuple("。，；、：,;:…")
_STOPS = frozenset("。！？!?")
_CLOSERS = "。！？!?”’」』》）)】\"' "


def parse(text: str, offset: int = 0) -> Marked:
    """The lines of ``text`` from the code point ``offset`` on, as blocks.

    Lines end at ``\\n``, ``\\r\\n`` and ``\\r``. Offsets are those of ``text``. Never fails.
    """
    lines = list(_lines(text, offset))
    longest_later = max((span.end - span.start for span in lines[1:]), default=0)
    blocks: list[RawBlock] = []
    links: list[Link] = []
    for span in lines:
        line = text[span.start : span.end]
        first = not blocks
        roomy = len(line) <= _SHORT_TITLE or _PARAGRAPH_END.match(text, span.end) is not None
        kind = kind_of(line, may_be_title=first and roomy and len(line) < longest_later)
        level = 1 if kind is BlockKind.LIST_ITEM else 0
        blocks.append(RawBlock(kind, identity(line, span.start), level))
        links.extend(_links(line, span.start))
    return Marked(tuple(blocks), tuple(links))


def _lines(text: str, offset: int) -> Iterator[Span]:
    """The non-blank lines, less the whitespace around them."""
    at = offset
    for match in _LINE_END.finditer(text, offset):
        yield from _stripped(text, at, match.start())
        at = match.end()
    yield from _stripped(text, at, len(text))


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    line = text[start:end]
    body = line.strip()
    if body:
        first = start + len(line) - len(line.lstrip())
        yield Span(first, first + len(body))


def kind_of(line: str, *, may_be_title: bool) -> BlockKind:
    """What part a line plays by how it begins and ends."""
    if _ITEM.match(line):
        return BlockKind.LIST_ITEM
    if may_be_title and _looks_like_title(line):
        return BlockKind.TITLE
    return BlockKind.PARAGRAPH


def _looks_like_title(line: str) -> bool:
    if len(line) > _TITLE_SIZE or line.endswith(_UNFINISHED):
        return False
    if not any(map(str.isalnum, line)):  # a rule of dashes or stars
        return False
    return _STOPS.isdisjoint(line.rstrip(_CLOSERS))


def _links(line: str, offset: int) -> Iterator[Link]:
    for span, target in addresses(line):
        place = Span(offset + span.start, offset + span.end)
        yield Link(place, target, line[span.start : span.end])
