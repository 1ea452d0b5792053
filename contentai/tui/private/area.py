"""A text area for Chinese: its document, its keys, its steps of undo, and what it paints."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from textual.binding import Binding
from textual.document._document import EditResult, Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.events import Key, Paste
from textual.geometry import Region
from textual.widgets import TextArea

from contentai.tui.private.document import Lines, Wrapped

__all__ = ["ChineseTextArea", "Edit", "EditResult", "Location", "Selection"]


class ChineseTextArea(TextArea):
    """A text area that lays Chinese out right and undoes several edits in one step."""

    wrapped_document: Wrapped

    def leave_alone(self) -> None:
        """Tell that the text is read-only: somebody tries to write."""
        raise NotImplementedError

    @property
    def keymap(self) -> Mapping[str, str]:
        """Keys that are bound to other than their own actions, by the ids of actions."""
        return self.app._keymap

    def __init__(self, text: str, *, id: str | None, read_only: bool, max_checkpoints: int) -> None:
        # What was painted in each row, None where that is not known; rows being painted now.
        self._rows_seen: list[object] = []
        self._rows_due: set[int] = set()
        super().__init__(
            text,
            id=id,
            read_only=read_only,
            show_line_numbers=True,
            max_checkpoints=max_checkpoints,
        )

    def rows_shown(self) -> list[object]:
        """What is to be seen in each row of the widget; equal rows look equal."""
        raise NotImplementedError

    def row_painted(self, y: int, row: object) -> None:
        """To be called for every row that is painted."""
        if y in self._rows_due:
            self._rows_due.discard(y)
            self._rows_seen[y] = row
        elif y < len(self._rows_seen):
            # For another widget's sake, and perhaps only a part of it.
            self._rows_seen[y] = None

    def _exchange_repaint_regions(self) -> Collection[Region]:
        """Of all that is to be painted, the rows that look otherwise than they did."""
        regions = super()._exchange_repaint_regions()
        size = self.outer_size
        if size.region not in regions or size != self.size:
            return regions
        before, height = self._rows_seen, size.height
        if len(before) != height:
            self._rows_seen, self._rows_due = [None] * height, set(range(height))
            return regions
        rows = zip(self.rows_shown(), before, strict=True)
        due = {y for y, (row, seen) in enumerate(rows) if row != seen}
        self._rows_due |= due
        return [Region(0, y, size.width, 1) for y in due]

    async def _on_key(self, event: Key) -> None:
        """A key that is bound here acts here, in its turn.

        Textual sends it up through all parents first: while one of them is being laid out,
        the letters typed after it would overtake it.
        """
        bindings = self._bindings.copy()
        bindings.apply_keymap(self.app._keymap)
        found = bindings.key_to_bindings.get(event.key, ())
        if self.read_only and _writes(event, found):
            self.leave_alone()
        for binding in found:
            if not binding.priority and await self.app.run_action(binding.action, self):
                event.stop()
                event.prevent_default()
                return

    async def _on_paste(self, _: Paste) -> None:
        """Textual's own, which comes next, takes nothing into a text that is read-only."""
        if self.read_only:
            self.leave_alone()

    def _set_document(self, text: str, language: str | None) -> None:
        self._highlight_query = None
        self.document = Lines(text)
        self.wrapped_document = Wrapped(self.document, tab_width=self.indent_width)
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


def _writes(event: Key, bindings: Iterable[Binding]) -> bool:
    """Whether a key would change the text, by its letter or by what is bound to it."""
    writing = ("delete", "cut", "paste", "indent")
    bound = any(binding.action.startswith(writing) for binding in bindings)
    return bound or event.is_printable or event.key == "enter"
