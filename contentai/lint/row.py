"""A draft that is a row of a table: how it is read, and where it stands in the file."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from contentai.diagnostics import Applicability, Diagnostic, Edit, Fix, Place, Span
from contentai.text.cells import Cell, Skip, Style, as_written
from contentai.text.lines import LineIndex
from contentai.text.names import Format


class Part(NamedTuple):
    """A cell in the text of a draft: from ``at`` on, on ``line`` and ``column`` of the file."""

    at: int
    start: int
    line: int
    column: int
    skips: tuple[Skip, ...] = ()
    style: Style = Style.FIXED


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
    of JSON Lines, which have no ``delimiter``.
    """

    file: str
    encoding: str
    number: int
    parts: tuple[Part, ...]
    headline: int = 0
    channel: str | None = None
    format: Format = "plain"
    delimiter: str = ""

    @property
    def brief(self) -> Brief:
        """What judging it needs of this."""
        return Brief(self.file, self.headline, self.channel, self.format)

    def cells(self, text: str) -> list[str]:
        """What each of the cells holds when the row's text is this."""
        return text.split("\n", len(self.parts) - 1)

    def holding(self, text: str) -> Row:
        """The row with another text; where it stands in the file is not known anew."""
        if len(self.parts) == 1:
            return self
        title, body = self.parts
        end = len(self.cells(text)[0])
        return self._replace(parts=(title, body._replace(at=end + 1)), headline=end)

    def takes(self, fix: Fix, text: str) -> bool:
        """True when the fix of this text can be written into the file.

        Each edit has to lie in one cell, into which something can be written, and a title
        stays one line.
        """
        return all(self._takes(edit, len(text)) for edit in fix.edits)

    def _takes(self, edit: Edit, size: int) -> bool:
        part = self.part(edit.span.start)
        is_title = part is not self.parts[-1]
        end = self.parts[-1].at - 1 if is_title else size
        broken = is_title and any(sign in edit.text for sign in "\r\n")
        return edit.span.end <= end and part.style is not Style.FIXED and not broken

    def in_file(self, finding: Diagnostic, lines: LineIndex) -> Diagnostic:
        """A finding of the row's text, of which ``lines`` are the lines, placed in the file."""
        span, place = self.placed(finding.span, lines)
        return finding._replace(
            span=span,
            place=place,
            evidence=tuple(
                item._replace(span=self.span(item.span, lines)) for item in finding.evidence
            ),
            fixes=tuple(self._fix_in_file(fix, lines) for fix in finding.fixes),
        )

    def placed(self, of: Span, lines: LineIndex) -> tuple[Span, Place]:
        """The range of the file that a range of the row's text stands for, and where it lies."""
        (_, *start), (_, *end) = (
            self._position(of.start, lines),
            self._position(of.end, lines, before=of.end > of.start),
        )
        return self.span(of, lines), Place(start[0], start[1], end[0], end[1])

    def _fix_in_file(self, fix: Fix, lines: LineIndex) -> Fix:
        """With its edits as they stand in the file; only to be read where they cannot."""
        edits: list[Edit] = []
        applicability = fix.applicability
        for edit in fix.edits:
            style = self.part(edit.span.start).style
            text = as_written(edit.text, style, self.delimiter)
            if text is None:
                applicability = Applicability.DISPLAY
            edits.append(Edit(self.span(edit.span, lines), edit.text if text is None else text))
        return fix._replace(edits=tuple(edits), applicability=applicability)

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
        part = self.part(at - before)
        offset = _offset(part, at)
        row, first = lines.position(at)[0], lines.position(part.at)[0]
        if not self.delimiter or row == first:  # JSON writes line ends as escapes
            return offset, part.line, part.column + offset - part.start
        return offset, part.line + row - first, offset - _offset(part, lines.starts[row - 1]) + 1

    def part(self, at: int) -> Part:
        """The part that holds a character of the text."""
        index = bisect_right(self.parts, at, key=lambda part: part.at) - 1
        return self.parts[max(index, 0)]


def _offset(part: Part, at: int) -> int:
    return Cell("", part.start, part.skips).offset(max(at - part.at, 0))
