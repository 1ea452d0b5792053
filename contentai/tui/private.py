"""The one module that uses what Textual and Rich keep private; ``tests/tui/test_private.py``
fails where another version has it differently, so textual is pinned.

Textual takes a run of Han for one word, lays a paragraph out anew for each row of it that is
seen, ends lines at marks that no file ends them at, and undoes edits one by one. The text area
below does none of that; the rest of the editor builds on it by public names alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

import rich._wrap
import textual._wrap
from textual.document._document import Document, EditResult, Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.document._wrapped_document import WrappedDocument
from textual.events import Key
from textual.geometry import Offset
from textual.widgets import TextArea

from contentai.tui.cells import column_at, width
from contentai.tui.marks import difference
from contentai.tui.wrapping import NOT_FIRST, NOT_LAST, rewrap, wrap

__all__ = ["ChineseTextArea", "Edit", "EditResult", "Location", "Selection", "wrap_chinese"]

_OPEN = "".join(re.escape(mark) for mark in sorted(NOT_LAST))
_CLOSE = "".join(re.escape(mark) for mark in sorted(NOT_FIRST))
_HAN = (
    "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff"
)
# A piece that stays whole: one Han or a word, with the marks that cling to it.
_PIECE = rf"(?:[{_OPEN}]*(?:[{_HAN}]|[^\s{_HAN}{_OPEN}]+)[{_CLOSE}]*|\S+)\s*"


def wrap_chinese() -> None:
    """From now on every widget breaks between Han, and keeps 。，》 off the start of a line."""
    rich._wrap.re_word = re.compile(rf"\s*{_PIECE}")
    textual._wrap.re_chunk = re.compile(rf"{_PIECE}|\s+")


class _Lines(Document):
    """A document whose lines end at LF alone, as drafts do once they are read."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._newline = "\n"
        self._lines = text.split("\n")

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
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


class _Wrapped(WrappedDocument):
    """A document wrapped by ``wrapping``; an edit costs the same in a line of any length."""

    def __init__(self, document: Document, width: int = 0, tab_width: int = 4) -> None:
        self._seen: list[str] = []
        self._tops: list[int] = [0]
        super().__init__(document, width, tab_width)

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        same = width == self._width
        known = dict(zip(self._seen, self._wrap_offsets, strict=True)) if same else {}
        self._width = width
        self._seen = list(self.document.lines)
        self._wrap_offsets = [
            known[line] if line in known else wrap(line, width) for line in self._seen
        ]
        self._lay_out()

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
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
        line, breaks = self._seen[line_index], self._wrap_offsets[line_index]
        return [line[a:b] for a, b in zip([0, *breaks], [*breaks, len(line)], strict=True)]

    def location_to_offset(self, location: Location) -> Offset:
        line = min(max(location[0], 0), len(self._seen) - 1)
        row = bisect_right(self._wrap_offsets[line], location[1])
        start, _ = self.edges(line, row)
        return Offset(width(self._seen[line][start : location[1]]), self._tops[line] + row)

    def offset_to_location(self, offset: Offset) -> Location:
        line, row = self.row_at(min(max(offset.y, 0), self.height - 1)) or (0, 0)
        return line, self.get_target_document_column(line, max(offset.x, 0), row)

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        last = self.last_row(line_index)
        row = y_offset if y_offset >= 0 else last + 1 + y_offset
        start, end = self.edges(line_index, row)
        column = start + column_at(self._seen[line_index][start:end], x_offset)
        # The place after the last character of a row is the first one of the next.
        return min(column, end - 1) if row < last else column


class ChineseTextArea(TextArea):
    """A text area that lays Chinese out right and undoes several edits in one step."""

    wrapped_document: _Wrapped

    async def _on_key(self, event: Key) -> None:
        """A key that is bound here acts here, in its turn.

        Textual sends it up through all parents first: while one of them is being laid out,
        the letters typed after it would overtake it.
        """
        bindings = self._bindings.copy()
        bindings.apply_keymap(self.app._keymap)
        for binding in bindings.key_to_bindings.get(event.key, ()):
            if not binding.priority and await self.app.run_action(binding.action, self):
                event.stop()
                event.prevent_default()
                return

    def _set_document(self, text: str, language: str | None) -> None:
        self._highlight_query = None
        self.document = _Lines(text)
        self.wrapped_document = _Wrapped(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def _build_highlight_map(self) -> None:
        """Nothing: there is no syntax tree, and rows are cached by what they show."""

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """None: to look for one walks through the whole text at a key."""
        return None

    def edit_all(self, edits: Sequence[Edit]) -> None:
        """Perform edits in the given order and record them as one step of undo."""
        if not edits:
            return
        for edit in edits:
            edit.do(self)
        self.history._undo_stack.append(list(edits))
        self.history._redo_stack.clear()
        self.history.checkpoint()
        self._settle(edits)

    def _undo_batch(self, edits: Sequence[Edit]) -> None:
        for edit in reversed(edits):
            edit.undo(self)
        self._settle(list(reversed(edits)))

    def _redo_batch(self, edits: Sequence[Edit]) -> None:
        for edit in edits:
            edit.do(self, record_selection=False)
        self._settle(edits)

    def _settle(self, edits: Sequence[Edit]) -> None:
        """Lay out anew after edits of any number of places."""
        self.wrapped_document.wrap(self.wrap_width)
        self._refresh_size()
        for edit in edits:
            edit.after(self)
        self.post_message(self.Changed(self))
        self.refresh()
