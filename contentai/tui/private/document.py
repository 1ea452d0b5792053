"""A draft as lines, and as the rows that its lines are broken into."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from textual.document._document import Document, EditResult, Location
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset

from contentai.tui.cells import column_at, width
from contentai.tui.marks import difference
from contentai.tui.wrapping import rewrap, wrap


class Lines(Document):
    """A document whose lines end at LF alone, as drafts do once they are read."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._newline = "\n"
        self._lines = text.split("\n")

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Put ``text`` in the place of what is between two places."""
        (top, left), (bottom, right) = sorted((start, end))
        lines = self._lines
        replaced = self.get_text_range((top, left), (bottom, right))
        before = lines[top][:left] if top < len(lines) else ""
        after = lines[bottom][right:] if bottom < len(lines) else ""
        new = text.split("\n")
        new[0] = before + new[0]
        place = (top + len(new) - 1, len(new[-1]))
        new[-1] += after
        lines[top : bottom + 1] = new
        return EditResult(place, replaced)


class Wrapped(WrappedDocument):
    """A document wrapped by ``wrapping``; an edit costs the same in a line of any length."""

    def __init__(self, document: Document, width: int = 0, tab_width: int = 4) -> None:
        self._seen: list[str] = []
        self._tops: list[int] = [0]
        super().__init__(document, width, tab_width)

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Lay everything out for ``width`` cells; at the same width, only lines that are new."""
        same = width == self._width
        known = dict(zip(self._seen, self._wrap_offsets, strict=True)) if same else {}
        self._width = width
        self._seen = list(self.document.lines)
        self._wrap_offsets = [
            known[line] if line in known else wrap(line, width) for line in self._seen
        ]
        self._lay_out()

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Lay out anew what an edit touched."""
        row, lines = start[0], self.document.lines
        one = row == old_end[0] == new_end[0] and row < len(lines) == len(self._seen)
        if not one:
            self.wrap(self._width)
            return
        change = difference(self._seen[row], lines[row])
        if change is None:
            return
        self._seen[row] = lines[row]
        longer = change.length - (change.end - change.start)
        before, changed = self._wrap_offsets[row], (change.start, change.start + change.length)
        self._wrap_offsets[row] = rewrap(lines[row], self._width, before, changed, longer)
        if len(before) != len(self._wrap_offsets[row]):
            self._lay_out()

    def _lay_out(self) -> None:
        heights = (len(breaks) + 1 for breaks in self._wrap_offsets)
        self._tops = list(accumulate(heights, initial=0))

    @property
    def height(self) -> int:
        """How many rows there are."""
        return self._tops[-1]

    def row_at(self, y: int) -> tuple[int, int] | None:
        """The line and which of its rows (both from 0) is painted at ``y``."""
        if not 0 <= y < self._tops[-1]:
            return None
        line = bisect_right(self._tops, y) - 1
        return line, y - self._tops[line]

    def edges(self, line: int, row: int) -> tuple[int, int]:
        """First and last column of a row of a line, the last exclusive."""
        breaks = self._wrap_offsets[line]
        start = breaks[row - 1] if row else 0
        return start, breaks[row] if row < len(breaks) else len(self._seen[line])

    def last_row(self, line: int) -> int:
        """How many rows a line has, less one."""
        return len(self._wrap_offsets[line])

    def get_sections(self, line_index: int) -> list[str]:
        """The rows of a line."""
        line, breaks = self._seen[line_index], self._wrap_offsets[line_index]
        return [line[a:b] for a, b in zip([0, *breaks], [*breaks, len(line)], strict=True)]

    def location_to_offset(self, location: Location) -> Offset:
        """Where a place of the text is painted."""
        line = min(max(location[0], 0), len(self._seen) - 1)
        row = bisect_right(self._wrap_offsets[line], location[1])
        start, _ = self.edges(line, row)
        return Offset(width(self._seen[line][start : location[1]]), self._tops[line] + row)

    def offset_to_location(self, offset: Offset) -> Location:
        """The place of the text that is painted there, or the nearest one."""
        line, row = self.row_at(min(max(offset.y, 0), self.height - 1)) or (0, 0)
        return line, self.get_target_document_column(line, max(offset.x, 0), row)

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        """The column of a line that is painted ``x_offset`` cells into its row ``y_offset``."""
        last = self.last_row(line_index)
        row = y_offset if y_offset >= 0 else last + 1 + y_offset
        start, end = self.edges(line_index, row)
        column = start + column_at(self._seen[line_index][start:end], x_offset)
        # The place after the last character of a row is the first one of the next.
        return min(column, end - 1) if row < last else column
