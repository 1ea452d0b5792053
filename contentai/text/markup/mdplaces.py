"""From what markdown-it says of a block (its lines, its content) to places in the source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from contentai.diagnostics import Span
from contentai.text import lazy
from contentai.text.mapped import MappedText, Offsets

_LINE_END = lazy.pattern(r"\r\n|\r|\n")
# What markdown-it trims from the ends of a paragraph (its ``mdTrim``): more than str.strip
# in some places, less in others.
_TRIMMED = "\t\n\x0b\x0c\r \xa0\u1680\u202f\u205f\u3000\u2028\u2029" + "".join(
    chr(code) for code in range(0x2000, 0x200B)
)


class Content(NamedTuple):
    """The content of a block token with the source range of each code point."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def part(self, start: int, end: int) -> Content:
        """The code points ``start``–``end``."""
        return Content(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def cover(self, start: int, end: int) -> Span:
        """The source range of the code points ``start``–``end``, ``start < end``."""
        return Span(self.starts[start], self.ends[end - 1])

    def mapped(self) -> MappedText:
        """The content as a value."""
        return MappedText(self.text, _offsets(self.starts), _offsets(self.ends))


class Lines:
    """The lines of the source, numbered as markdown-it numbers them."""

    __slots__ = ("_ends", "_next", "_starts", "source")

    def __init__(self, source: str, offset: int) -> None:
        self.source = source
        self._starts = [offset]
        self._ends: list[int] = []
        for match in _LINE_END.finditer(source, offset):
            self._ends.append(match.start())
            self._starts.append(match.end())
        self._ends.append(len(source))
        self._next = [*self._starts[1:], len(source)]

    def __len__(self) -> int:
        return len(self._starts)

    def span(self, first: int, end: int) -> Span:
        """The source range of the lines ``first``–``end``, without the last line end."""
        return Span(self._starts[first], self._ends[max(first, min(end, len(self)) - 1)])

    def text(self, line: int) -> str:
        """One line as markdown-it reads it."""
        return self.source[self._starts[line] : self._ends[line]].replace("\0", "\ufffd")

    def paragraph(self, content: str, first: int, end: int) -> Content:
        """Place the trimmed content of a paragraph that stands in the lines ``first``–``end``."""
        size = content.count("\n") + 1
        for start in range(first, max(first, end - size) + 1):
            placed = self._suffixes(content, start, trimmed=True)
            if placed:
                return placed
        return self._opaque(content, first, end)

    def code(self, content: str, first: int, end: int) -> Content:
        """Place content that keeps its lines whole, save for their indentation."""
        return self._suffixes(content, first, trimmed=False) or self._opaque(content, first, end)

    def heading(self, content: str, line: int, level: int) -> Content:
        """Place the content of an ATX heading: markers may stand before and after it."""
        text = self.text(line)
        # No marker of a quote or a list holds a "#": the first one is the heading's own.
        column = text.find("#") + level
        column += len(text[column:]) - len(text[column:].lstrip(_TRIMMED))
        if text.startswith(content, column):
            return self._run(content, self._starts[line] + column)
        return self._opaque(content, line, line + 1)

    def cells(self, line: int, tail: int) -> list[Content]:
        """The cells of the table row that is the last ``tail`` code points of the line."""
        row = self.text(line)[-tail:] if tail else ""
        at = self._ends[line] - tail + len(row) - len(row.lstrip(_TRIMMED))
        cells = [_trimmed(cell) for cell in _split(self._run(row.strip(_TRIMMED), at))]
        if cells and not cells[0].text and row.lstrip(_TRIMMED).startswith("|"):
            cells = cells[1:]
        return cells

    def cell(self, content: str, cells: Sequence[Content], column: int, line: int) -> Content:
        """The cell of one column, checked against what markdown-it read."""
        if column < len(cells) and cells[column].text == content:
            return cells[column]
        return self._opaque(content, line, line + 1)

    def _suffixes(self, content: str, first: int, *, trimmed: bool) -> Content | None:
        """Place each line of ``content`` at the end of its source line; None if one differs."""
        starts: list[int] = []
        ends: list[int] = []
        pieces = content.split("\n")
        if first + len(pieces) > len(self):
            return None
        for line, piece in enumerate(pieces, first):
            last = line == first + len(pieces) - 1
            text = self.text(line)
            body = _without_end(text, piece) if trimmed and last else text
            # A tab that belongs half to a marker comes as spaces; so may a line's indentation.
            real = piece
            while real and not body.endswith(real) and real[0] in " \t":
                real = real[1:]
            if not body.endswith(real):
                return None
            at = self._starts[line] + len(body) - len(real)
            virtual = len(piece) - len(real)
            if last and line == first and not virtual:
                return self._run(content, at)
            starts.extend([max(self._starts[line], at - 1)] * virtual)
            ends.extend([at] * virtual)
            starts.extend(range(at, at + len(real)))
            ends.extend(range(at + 1, at + len(real) + 1))
            if not last:
                starts.append(self._ends[line])
                ends.append(self._next[line])
        return Content(content, starts, ends)

    def _run(self, content: str, at: int) -> Content:
        size = len(content)
        return Content(content, range(at, at + size), range(at + 1, at + size + 1))

    def _opaque(self, content: str, first: int, end: int) -> Content:
        """Never wrong, only coarse: each character stands for all the lines."""
        span = self.span(first, end)
        return Content(content, [span.start] * len(content), [span.end] * len(content))


def _offsets(places: Sequence[int]) -> Offsets:
    if isinstance(places, range):
        return np.arange(places.start, places.stop, dtype=np.int32)
    return np.array(places, dtype=np.int32)


def _without_end(line: str, content: str) -> str:
    """The line less the whitespace that markdown-it trimmed (before 4.1: Python's own)."""
    body = line.rstrip(_TRIMMED)
    return body if body.endswith(content.lstrip(" \t")) else line.rstrip()


def _split(row: Content) -> list[Content]:
    """Split a table row at its pipes; ``\\|`` is a pipe of the text, mapped to both signs."""
    cells: list[Content] = []
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    escaped = False
    for character, start, end in zip(row.text, row.starts, row.ends, strict=True):
        if character == "|" and escaped:
            text[-1] = "|"
            ends[-1] = end
        elif character == "|":
            cells.append(Content("".join(text), starts, ends))
            text, starts, ends = [], [], []
        else:
            text.append(character)
            starts.append(start)
            ends.append(end)
        escaped = character == "\\"
    cells.append(Content("".join(text), starts, ends))
    return cells


def _trimmed(cell: Content) -> Content:
    first = len(cell.text) - len(cell.text.lstrip(_TRIMMED))
    return cell.part(first, max(first, len(cell.text.rstrip(_TRIMMED))))
