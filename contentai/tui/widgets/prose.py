"""A text area for prose: its text by offsets, its edits as changes, and how the cursor goes.

Offsets are code points of the whole text, whose lines end at LF, as in ``diagnostics``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.timer import Timer

from contentai import diagnostics
from contentai.diagnostics import Span
from contentai.tui import stops, words
from contentai.tui.keys import TEXT_KEYS, shown_key
from contentai.tui.marks import Change, difference
from contentai.tui.private.area import ChineseTextArea, Edit, EditResult, Location

_LINE_ENDS = re.compile(r"\r\n|\r")
# So many steps can be undone.
_MOST_STEPS = 1000
# For so many seconds it is told that the text is read-only, however many keys are pressed.
_TOLD = 4.0


class Prose(ChineseTextArea):
    """Counts the changes of its text; whoever builds on it hears of each by ``changed``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key.keys, key.action, id=key.id, show=False) for key in TEXT_KEYS),
        Binding("tab", "indent", show=False),
        Binding("ctrl+home", "cursor_start", show=False),
        Binding("ctrl+end", "cursor_finish", show=False),
        Binding("ctrl+shift+home", "cursor_start(True)", show=False),
        Binding("ctrl+shift+end", "cursor_finish(True)", show=False),
    ]

    def __init__(self, text: str = "", *, id: str | None = None, read_only: bool = False) -> None:
        self._version = 0
        self._starts: list[int] | None = None
        self._told_alone: Timer | None = None
        self._height = 0
        # The top row before less room moved the text, and the one it was moved to.
        self._moved: tuple[int, int] | None = None
        super().__init__(
            _LINE_ENDS.sub("\n", text),
            id=id,
            read_only=read_only,
            max_checkpoints=_MOST_STEPS,
        )
        # A cursor that blinks repaints its row twice a second, also while nobody types.
        self.cursor_blink = False

    def changed(self, changes: Sequence[Change]) -> None:
        """The text became ``version`` by these changes, in this order."""

    # --- the text by offsets

    @property
    def version(self) -> int:
        """Grows with each change of the text."""
        return self._version

    def offset_of(self, location: Location) -> int:
        """The offset of a (line, column); the end of the text at most."""
        line, column = location
        if line >= self.document.line_count:
            line, column = self.document.end
        return self._line_starts[line] + min(column, len(self.document[line]))

    def location_of(self, offset: int) -> Location:
        """The (line, column) of an offset; the end of the text at most."""
        line = max(bisect_right(self._line_starts, offset) - 1, 0)
        return line, min(offset - self._line_starts[line], len(self.document[line]))

    @property
    def cursor(self) -> int:
        """The offset of the cursor."""
        return self.offset_of(self.cursor_location)

    def go_to(self, span: Span, select: bool = False) -> None:
        """Put the cursor at the start of ``span``, in view; with ``select`` mark it all."""
        self.move_cursor(self.location_of(span.start))
        if select:
            self.move_cursor(self.location_of(span.end), select=True)

    @property
    def _line_starts(self) -> Sequence[int]:
        if self._starts is None:
            lengths = (len(line) + 1 for line in self.document.lines)
            self._starts = list(accumulate(lengths, initial=0))[:-1]
        return self._starts

    def line_span(self, line: int) -> Span:
        """The offsets of a line, without its end."""
        start = self._line_starts[line]
        return Span(start, start + len(self.document[line]))

    # --- editing

    def edit(self, edit: Edit) -> EditResult:
        """Perform one edit; line ends of what is put in become LF."""
        edit.text = _LINE_ENDS.sub("\n", edit.text)
        start, end = self.offset_of(edit.top), self.offset_of(edit.bottom)
        result = super().edit(edit)
        if start != end or edit.text:
            self._changed([Change(start, end, len(edit.text))])
        return result

    def apply(self, edits: Iterable[diagnostics.Edit]) -> None:
        """Perform edits of disjoint spans of the text as it is, as one step of undo."""
        # The last first: what comes before it keeps its place.
        ordered = [
            (edit.span, _LINE_ENDS.sub("\n", edit.text))
            for edit in sorted(edits, key=lambda edit: edit.span, reverse=True)
        ]
        if not ordered:
            return
        if self.read_only:
            self.leave_alone()
            return
        self.edit_all(
            [
                Edit(text, self.location_of(start), self.location_of(end), True)
                for (start, end), text in ordered
            ]
        )
        self._changed([Change(*span, len(text)) for span, text in ordered])

    def leave_alone(self) -> None:
        """Tell that the text is read-only, and the way out."""
        if self._told_alone is not None:
            return
        told = str(words.LEFT_ALONE).format(key=shown_key("save.as", self.keymap))
        self.notify(told, severity="warning", markup=False, timeout=_TOLD)
        self._told_alone = self.set_timer(_TOLD, self._told_enough)

    def _told_enough(self) -> None:
        self._told_alone = None

    def action_indent(self) -> None:
        """Put in two blanks, as a list within a list begins."""
        if not self.read_only:
            self.replace("  ", *self.selection, maintain_selection_offset=False)

    def replace_text(self, text: str) -> None:
        """Put another text in place of this one, as one step of undo."""
        change = difference(self.text, _LINE_ENDS.sub("\n", text))
        if change:
            new = _LINE_ENDS.sub("\n", text)[change.start : change.start + change.length]
            self.apply([diagnostics.Edit(Span(change.start, change.end), new)])

    def load_text(self, text: str) -> None:
        """Another text: nothing of the old one is kept, not even what could be undone."""
        before = self.text
        super().load_text(_LINE_ENDS.sub("\n", text))
        self._changed([Change(0, len(before), len(self.text))])

    def undo(self) -> None:
        """Take back the last step."""
        before = self.text
        super().undo()
        self._changed_from(before)

    def redo(self) -> None:
        """Do again what was taken back."""
        before = self.text
        super().redo()
        self._changed_from(before)

    def _changed_from(self, before: str) -> None:
        change = difference(before, self.text)
        if change:
            self._changed([change])

    def _changed(self, changes: Sequence[Change]) -> None:
        self._version += 1
        self._starts = None
        self.changed(changes)

    # --- less room, and more

    def on_resize(self, event: Resize) -> None:
        """See to the line of the cursor once the text is laid out, if it was in sight."""
        height, self._height = self._height, event.size.height
        seen = 0 <= self._cursor_offset[1] - self.scroll_offset.y < height
        if seen or self._moved:
            self.call_later(self._keep_in_sight, seen)

    def _keep_in_sight(self, seen: bool) -> None:
        """The line of the cursor stays in sight; with room again the text stands as before."""
        top = self.scroll_offset.y
        before, moved_to = self._moved or (top, top)
        stayed = top == min(moved_to, self.max_scroll_y)  # nobody has scrolled since
        self._moved = None
        if stayed:
            self.scroll_to(y=before, animate=False)
            top = before
        if seen or stayed:
            self.scroll_cursor_visible()
            now = self.scroll_offset.y
            self._moved = (top, now) if now != top else None

    # --- moving by signs and by words

    def action_cursor_start(self, select: bool = False) -> None:
        """Go to the beginning of the text."""
        self.move_cursor((0, 0), select=select)

    def action_cursor_finish(self, select: bool = False) -> None:
        """Go to the end of the text."""
        self.move_cursor(self.document.end, select=select)

    def get_cursor_left_location(self) -> Location:
        """The place before the sign on the left, all code points of it."""
        line, column = self.cursor_location
        if not column:
            return super().get_cursor_left_location()
        return line, stops.left(self.document[line], column)

    def get_cursor_right_location(self) -> Location:
        """The place behind the sign on the right, all code points of it."""
        line, column = self.cursor_location
        if column >= len(self.document[line]):
            return super().get_cursor_right_location()
        return line, stops.right(self.document[line], column)

    def get_cursor_word_left_location(self) -> Location:
        """The beginning of the word on the left; at the start of a line, the line above."""
        line, column = self.cursor_location
        if not column:
            return self.get_cursor_left_location()
        return line, stops.word_left(self.word_starts(line), self.document[line], column)

    def get_cursor_word_right_location(self) -> Location:
        """The beginning of the next word; at the end of a line, the line below."""
        line, column = self.cursor_location
        if column >= len(self.document[line]):
            return self.get_cursor_right_location()
        return line, stops.word_right(self.word_starts(line), self.document[line], column)

    def action_delete_word_right(self) -> None:
        """Delete to the beginning of the next word, or what is selected."""
        start, end = self.selection
        if start == end:
            end = self.get_cursor_word_right_location()
        if not self.read_only:
            self.delete(start, end, maintain_selection_offset=False)

    def word_starts(self, line: int) -> list[int]:
        """Columns at which words of a line begin, ascending; never empty."""
        return stops.word_starts(self.document[line], self._line_starts[line])
