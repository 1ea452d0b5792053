"""Offsets of a text as positions of the protocol, and back.

A position is a 0-based line and a 0-based count of code units in it: of UTF-16 unless client and
server agreed on another encoding. LF, CR LF and CR end a line, nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from contentai.diagnostics import Span
from contentai.text.lines import LineIndex, index_lines

# The last characters of which one takes one unit, two, three, …
_SINGLE: Final = {"utf-8": (0x7F, 0x7FF, 0xFFFF), "utf-16": (0xFFFF,), "utf-32": ()}


class At(NamedTuple):
    """A position; both numbers count from 0."""

    line: int
    unit: int


class Change(NamedTuple):
    """What a client says of an edit: the old range, and what stands there now."""

    start: At
    end: At
    text: str


@dataclass(frozen=True)
class Positions:
    """Positions in ``text``; ``encoding`` is utf-8, utf-16 or utf-32."""

    text: str
    encoding: str = "utf-16"

    @cached_property
    def lines(self) -> LineIndex:
        """The lines of the text."""
        return index_lines(self.text)

    @cached_property
    def _units(self) -> npt.NDArray[np.int64]:
        """How many units stand before each character, and in all: ascending, one more than those.

        One pass for all positions, for a draft can be a single line with thousands of findings.
        """
        codes = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), np.uint32)
        widths = np.ones(len(codes), np.int64)
        for last in _SINGLE[self.encoding]:
            widths += codes > last
        return np.concatenate((np.zeros(1, np.int64), np.cumsum(widths)))

    def at(self, offset: int) -> At:
        """The position of an offset; one beyond the text is its end.

        Between CR and LF there is no position: that offset is the end of the line.
        """
        row = self.lines.position(max(offset, 0))[0] - 1
        start, end = self._line(row)
        return At(row, int(self._units[min(max(offset, 0), end)] - self._units[start]))

    def offset(self, at: At) -> int:
        """The offset of a position.

        What lies beyond a line is its end, what lies beyond the text the end of that. A
        position inside a character is where the character begins.
        """
        if at.line < 0:
            return 0
        if at.line >= len(self.lines.starts):
            return len(self.text)
        start, end = self._line(at.line)
        wanted = self._units[start] + max(at.unit, 0)
        return min(int(self._units.searchsorted(wanted, "right")) - 1, end)

    def _line(self, row: int) -> tuple[int, int]:
        """Where a line (from 0) begins, and where it ends before what ends it."""
        starts = self.lines.starts
        if row + 1 == len(starts):
            return starts[row], len(self.text)
        end = starts[row + 1] - 1
        return starts[row], end - (self.text[max(end - 1, starts[row]) : end + 1] == "\r\n")

    def ends(self, span: Span) -> tuple[At, At]:
        """The positions of both ends of a span."""
        return self.at(span.start), self.at(span.end)

    def span(self, start: At, end: At) -> Span:
        """The span between two positions, whichever comes first."""
        one, other = self.offset(start), self.offset(end)
        return Span(min(one, other), max(one, other))


def changed(text: str, changes: Iterable[Change | str], encoding: str) -> str:
    """The text after changes, each made in what the one before left; a string replaces all."""
    for change in changes:
        if isinstance(change, str):
            text = change
        else:
            start, end = Positions(text, encoding).span(change.start, change.end)
            text = text[:start] + change.text + text[end:]
        text = _joined(text)
    return text


def _joined(text: str) -> str:
    """The text with halves of a character made one where an edit brought them together."""
    if text.isascii() or not any("\ud800" <= character <= "\udbff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
