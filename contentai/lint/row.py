"""A draft that is a row of a table: how it is read, and where it stands in the file."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from contentai.diagnostics import Diagnostic, Place, Span
from contentai.text.cells import Cell, Skip
from contentai.text.lines import LineIndex
from contentai.text.names import Format


class Part(NamedTuple):
    """A cell in the text of a draft: from ``at`` on, on ``line`` and ``column`` of the file."""

    at: int
    start: int
    line: int
    column: int
    skips: tuple[Skip, ...] = ()


class Brief(NamedTuple):
    """What a row is judged by, besides its text."""

    file: str
    headline: int
    channel: str | None
    format: Format


class Row(NamedTuple):
    """A draft that is a row of ``file``: how it is read, and where it stands.

    Its text is the title, ``headline`` characters long, and on the next line the text cell;
    without a title the text cell alone. ``number`` is the row of the spreadsheet, or the line
    of JSON Lines. ``folded`` says that line ends are written as escapes.
    """

    file: str
    encoding: str
    number: int
    parts: tuple[Part, ...]
    headline: int = 0
    channel: str | None = None
    format: Format = "plain"
    folded: bool = False

    @property
    def brief(self) -> Brief:
        """What judging it needs of this."""
        return Brief(self.file, self.headline, self.channel, self.format)

    def in_file(self, finding: Diagnostic, lines: LineIndex) -> Diagnostic:
        """A finding of the row's text, of which ``lines`` are the lines, placed in the file."""
        (_, *start), (_, *end) = (
            self._position(finding.span.start, lines),
            self._position(finding.span.end, lines, before=finding.span.end > finding.span.start),
        )
        fixes = (
            fix._replace(edits=tuple(e._replace(span=self.span(e.span, lines)) for e in fix.edits))
            for fix in finding.fixes
        )
        return finding._replace(
            span=self.span(finding.span, lines),
            place=Place(start[0], start[1], end[0], end[1]),
            evidence=tuple(
                item._replace(span=self.span(item.span, lines)) for item in finding.evidence
            ),
            fixes=tuple(fixes),
        )

    def span(self, of: Span, lines: LineIndex) -> Span:
        """The range of the file that a range of the row's text stands for."""
        start = self._position(of.start, lines)[0]
        return Span(start, max(start, self._position(of.end, lines, before=True)[0]))

    def position(self, at: int, lines: LineIndex) -> tuple[int, int]:
        """Line and column in the file of an offset of the row's text."""
        _, line, column = self._position(at, lines)
        return line, column

    def _position(self, at: int, lines: LineIndex, *, before: bool = False) -> tuple[int, int, int]:
        """Offset, line and column in the file; with ``before`` of the end of what stands there."""
        index = bisect_right(self.parts, at - before, key=lambda part: part.at) - 1
        part = self.parts[max(index, 0)]
        offset = _offset(part, at)
        row, first = lines.position(at)[0], lines.position(part.at)[0]
        if self.folded or row == first:
            return offset, part.line, part.column + offset - part.start
        return offset, part.line + row - first, offset - _offset(part, lines.starts[row - 1]) + 1


def _offset(part: Part, at: int) -> int:
    return Cell("", part.start, part.skips).offset(max(at - part.at, 0))
