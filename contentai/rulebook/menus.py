"""Reply-keyword menus: numbered lines of which a reader sends a number back.

A menu is a run of at least three numbered lines, one right after the other, with a line that
asks to reply within two lines before or after it. A further run of two or more, at most two
other lines below (its heading), is a group of the same menu. Numbered headings with text
between them, and lists that nobody is asked to answer, are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from contentai.diagnostics import Span
from contentai.text import lazy
from contentai.text.document import Document
from contentai.text.markup import BlockKind

# 101. 标题, 【101】标题, (3) 标题, 101 标题, 回复101：标题
_ENTRY = lazy.pattern(
    r"^\s*(?:\*\*|__)?(?:回[复覆復])?\s*[“\"「]?"
    r"(?:[【\[(（](?P<boxed>\d{1,4})[】\])）]|(?P<bare>\d{1,4})(?=[”\"」]?\s*[.、．:：\s→|｜丨\-—–]))"
    r"[”\"」]?\s*[.、．:：\s→|｜丨\-—–]*(?P<title>\S.*)$"
)
_MARKER = lazy.pattern(r"^[\s>]*(\d{1,4})[.)][ \t]+$")
_REPLY = lazy.pattern("回[复覆復]|輸入|输入|发送|發送")
_BREAK = lazy.pattern("[\\n ]")
_LEAST, _NEAR = 3, 2


class Entry(NamedTuple):
    """One entry: its number, where that stands in the source, and its reading line."""

    number: int
    keyword: Span
    line: Span


class _Line(NamedTuple):
    span: Span
    asks: bool
    entry: Entry | None


def menu_entries(document: Document) -> tuple[Entry, ...]:
    """The entries of the reply-keyword menus of a draft, in order."""
    if not _asks(document.text):
        return ()
    lines = list(_lines(document))
    found: list[Entry] = []
    end_before: int | None = None
    for start, end in _runs([line.entry is not None for line in lines]):
        around = lines[max(0, start - _NEAR) : start] + lines[end : end + _NEAR]
        asked = end - start >= _LEAST and any(line.asks for line in around)
        follows = end_before is not None and start - end_before <= _NEAR and end - start > 1
        if asked or follows:
            found += [line.entry for line in lines[start:end] if line.entry]
            end_before = end
    return tuple(found)


def _lines(document: Document) -> Iterator[_Line]:
    """The lines as they are written, code left out."""
    text = document.text
    for block in document.blocks:
        if block.kind in (BlockKind.CODE, BlockKind.IMAGE_ALT):
            continue
        start = block.span.start
        for at in [*_breaks(document, block.span), block.span.end]:
            if at > start:
                span = Span(start, at)
                entry = _entry(document, span)
                yield _Line(span, entry is None and _asks(text[start:at]), entry)
            start = at + 1


def _breaks(document: Document, block: Span) -> Iterator[int]:
    """Reading offsets where a line ends."""
    found = (match.start() for match in _BREAK.finditer(document.text, *block))
    return (at for at in found if _ends_line(document, at))


def _ends_line(document: Document, at: int) -> bool:
    # Markdown shows the end of a source line inside a paragraph as a blank.
    return document.text[at] == "\n" or (
        document.format == "markdown"
        and "\n" in document.source[slice(*document.source_span(Span(at, at + 1)))]
    )


def _asks(line: str) -> bool:
    return _REPLY.search(line) is not None


def _entry(document: Document, span: Span) -> Entry | None:
    match = _ENTRY.match(document.text[slice(*span)])
    if match:
        group = "boxed" if match["boxed"] else "bare"
        keyword = Span(span.start + match.start(group), span.start + match.end(group))
        return Entry(int(match[group]), document.source_span(keyword), span)
    # The marker of an ordered list in Markdown is not read, but it is what readers send.
    start = document.source_span(span).start
    begin = document.source.rfind("\n", 0, start) + 1
    marker = _MARKER.match(document.source[begin:start]) if document.format == "markdown" else None
    if marker:
        keyword = Span(begin + marker.start(1), begin + marker.end(1))
        return Entry(int(marker[1]), keyword, span)
    return None


def _runs(flags: list[bool]) -> Iterator[tuple[int, int]]:
    """Half-open index ranges of neighbouring true values."""
    start = 0
    for value, group in groupby(flags):
        end = start + len(list(group))
        if value:
            yield start, end
        start = end
