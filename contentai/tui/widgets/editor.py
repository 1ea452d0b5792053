"""The text of a draft with what was found in it: underlines, gutter marks, a message, heat.

Offsets are code points of the whole text, whose lines end at LF, as in ``diagnostics``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.events import Click, MouseDown, Paste
from textual.geometry import Region
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from contentai import diagnostics
from contentai.diagnostics import Diagnostic, Evidence, Severity, Span
from contentai.tui import stops
from contentai.tui.keys import TEXT_KEYS
from contentai.tui.marks import Change, difference
from contentai.tui.overlay import Overlay
from contentai.tui.private import ChineseTextArea, Edit, EditResult, Location
from contentai.tui.widgets.rows import Layer, Paint, Row, paint

# How long the cursor rests before the message of its finding is shown, in seconds.
_IDLE = 0.35
_LINE_ENDS = re.compile(r"\r\n|\r")
_STYLES = (
    *(str(severity) for severity in Severity),
    *(f"gutter-{severity}" for severity in Severity),
    *(f"message-{severity}" for severity in Severity),
    *("heat-1", "heat-2", "heat-3", "heat-less", "found", "found-here", "unseen"),
)
_TEXTUAL_STYLES = {
    "current": "text-area--cursor-line",
    "cursor": "text-area--cursor",
    "selection": "text-area--selection",
    "gutter": "text-area--gutter",
    "gutter-current": "text-area--cursor-gutter",
}


class Editor(ChineseTextArea):
    """Edits one draft. ``version`` counts its changes; findings are shown by ``show_findings``."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"editor--{name}" for name in _STYLES}
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key.keys, key.action, id=key.id, show=False) for key in TEXT_KEYS),
        Binding("tab", "indent", show=False),
        Binding("ctrl+home", "cursor_start", show=False),
        Binding("ctrl+end", "cursor_finish", show=False),
        Binding("ctrl+shift+home", "cursor_start(True)", show=False),
        Binding("ctrl+shift+end", "cursor_finish(True)", show=False),
    ]

    @dataclass
    class Edited(Message):
        """The text changed and is now ``version``."""

        editor: Editor
        version: int

    @dataclass
    class Pointed(Message):
        """The cursor moved; ``finding`` is the one it is in, or the worst of its line."""

        editor: Editor
        finding: Diagnostic | None

    @dataclass
    class MarkClicked(Message):
        """A mark in the gutter was clicked."""

        editor: Editor
        finding: Diagnostic

    def __init__(self, text: str = "", *, id: str | None = None, read_only: bool = False) -> None:
        self._version = 0
        self._overlay = Overlay()
        self._starts: list[int] | None = None
        self._words: tuple[Sequence[int], int] = ((), 0)
        self._paint: Paint | None = None
        self._painted: LRUCache[Row, Strip] = LRUCache(2048)
        self._pointed: Diagnostic | None = None
        self._rests = False
        self._rest: Timer | None = None
        super().__init__(
            _LINE_ENDS.sub("\n", text),
            id=id,
            read_only=read_only,
            show_line_numbers=True,
            max_checkpoints=1000,
        )
        self.cursor_blink = False

    def on_mount(self) -> None:
        """The cursor rests from the beginning."""
        self._wake()

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

    def _line_span(self, line: int) -> Span:
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
        if self.read_only or not ordered:
            return
        self.edit_all(
            [
                Edit(text, self.location_of(start), self.location_of(end), True)
                for (start, end), text in ordered
            ]
        )
        self._changed([Change(*span, len(text)) for span, text in ordered])

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
        self._overlay.change(self._version, changes)
        self._point()
        self._wake()
        self.post_message(self.Edited(self, self._version))

    # --- what was found in the text

    def show_findings(self, findings: Iterable[Diagnostic], version: int) -> None:
        """Mark the findings on the text of ``version``; edits since then move them."""
        self._overlay.show_findings(findings, version)
        self._point()
        self.refresh()

    def show_heat(self, evidence: Iterable[Evidence], version: int) -> None:
        """Colour the text by what pushed a score; none takes the colours away."""
        self._overlay.show_heat(evidence, version)
        self.refresh()

    def show_found(self, spans: Sequence[Span], here: int | None = None) -> None:
        """Mark what was searched for; ``here`` is the index of the one stood at."""
        self._overlay.show_found(spans, here)
        self.refresh()

    def show_words(self, starts: Sequence[int], version: int) -> None:
        """Take the offsets at which words of the text of ``version`` begin, ascending.

        To be called before ``show_findings`` of that version.
        """
        self._words = (starts, version)

    @property
    def findings(self) -> list[tuple[Diagnostic, Span]]:
        """The findings that no edit has touched, and where each is now."""
        return [(mark.finding, mark.span) for mark in self._overlay.marks]

    @property
    def pointed(self) -> Diagnostic | None:
        """The finding the cursor is in, else the worst one of its line."""
        return self._pointed

    def current(self, finding: Diagnostic) -> Diagnostic | None:
        """A finding with all its spans where they are now; None once an edit touched it."""
        return self._overlay.current(finding)

    def _point(self) -> None:
        """Look again at what the cursor stands in, and tell when it is something else."""
        finding = self._overlay.pointed(self.cursor, self._line_span(self.cursor_location[0]))
        if finding is not self._pointed:
            self._pointed = finding
            self.post_message(self.Pointed(self, finding))

    def on_text_area_selection_changed(self) -> None:
        """The cursor moved."""
        self._point()
        self._wake()

    def _wake(self) -> None:
        """Hide the message beside the cursor until the cursor rests again."""
        if self._rests:
            self._rests = False
            self.refresh()
        if self._rest is not None:
            self._rest.reset()
        elif self.is_running:
            self._rest = self.set_timer(_IDLE, self._rested)

    def _rested(self) -> None:
        self._rest, self._rests = None, True
        if self._pointed:
            self.refresh()

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
        return line, stops.word_left(self._word_starts(line), self.document[line], column)

    def get_cursor_word_right_location(self) -> Location:
        """The beginning of the next word; at the end of a line, the line below."""
        line, column = self.cursor_location
        if column >= len(self.document[line]):
            return self.get_cursor_right_location()
        return line, stops.word_right(self._word_starts(line), self.document[line], column)

    def action_delete_word_right(self) -> None:
        """Delete to the beginning of the next word, or what is selected."""
        start, end = self.selection
        if start == end:
            end = self.get_cursor_word_right_location()
        if not self.read_only:
            self.delete(start, end, maintain_selection_offset=False)

    def _word_starts(self, line: int) -> list[int]:
        cut, version = self._words
        text, begin = self.document[line], self._line_starts[line]
        return stops.word_starts(text, begin, cut, self._overlay.since(version))

    # --- painting

    def notify_style_update(self) -> None:
        """Another theme, or other styles: nothing that is painted stays."""
        self._paint = None
        self._painted.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """As any widget: what the text area would do here for its own themes is not needed."""
        return ScrollView.render_lines(self, crop)

    def render_line(self, y: int) -> Strip:
        """The row at ``y`` of the widget."""
        row = self._row(y + self.scroll_offset[1])
        if row is None:
            return Strip.blank(self.size.width, self._styles.style("base"))
        strip = self._painted.get(row)
        if strip is None:
            strip = self._painted[row] = paint(row, self._styles)
        return strip

    @property
    def _styles(self) -> Paint:
        if self._paint is None:
            names = {**_TEXTUAL_STYLES, **{name: f"editor--{name}" for name in _STYLES}}
            styles = {
                name: self.get_component_rich_style(of, partial=True) for name, of in names.items()
            }
            self._paint = Paint({**styles, "base": self.rich_style})
        return self._paint

    def _row(self, y: int) -> Row | None:
        wrapped = self.wrapped_document
        place = wrapped.row_at(y)
        if place is None:
            return None
        line, number = place
        start, end = wrapped.edges(line, number)
        last = number == wrapped.last_row(line)
        begin = self._line_starts[line] + start
        layers: list[Layer] = []
        begun: list[Severity] = []
        for (low, high), _, style, begins in self._overlay.over(Span(begin, begin + end - start)):
            if low - begin < end - start + last:
                layers.append((max(low - begin, 0), min(high - begin, end - start), style))
                if begins and low >= begin:
                    begun.append(begins)
        cursor_line, cursor_column = self.cursor_location
        current = line == cursor_line and self.has_focus
        under = current and start <= cursor_column < end + last
        told = self._pointed if current and last and self._rests else None
        return Row(
            text=self.document[line][start:end],
            cells=max(self.scrollable_content_region.width - self.gutter_width, 0),
            layers=(*layers, *self._selected(line, start, end)),
            cursor=cursor_column - start if under else None,
            current=current,
            gutter=self.gutter_width,
            number=str(line + 1) if number == 0 else "",
            mark=max(begun, key=lambda severity: severity.rank).value if begun else "",
            message=told.message if told else "",
            message_style=f"message-{told.severity}" if told else "",
        )

    def _selected(self, line: int, start: int, end: int) -> list[Layer]:
        (top, first), (bottom, past) = sorted(self.selection)
        if not top <= line <= bottom:
            return []
        low = max(first if line == top else 0, start)
        high = min(past if line == bottom else end, end)
        return [(low - start, high - start, "selection")] if low < high else []

    # --- mouse and paste

    async def _on_mouse_down(self, event: MouseDown) -> None:
        if event.x < self.gutter_width:
            event.prevent_default()  # the gutter is no text: see on_click

    def on_click(self, event: Click) -> None:
        """A click in the gutter goes to the row; on a mark, it chooses the finding."""
        place = self.wrapped_document.row_at(event.y + self.scroll_offset[1])
        if event.x >= self.gutter_width or place is None:
            return
        line, number = place
        start, end = self.wrapped_document.edges(line, number)
        self.move_cursor((line, start))
        begin = self._line_starts[line]
        last = number == self.wrapped_document.last_row(line)
        finding = self._overlay.worst(Span(begin + start, begin + end - (not last)))
        if finding:
            self.post_message(self.MarkClicked(self, finding))

    async def _on_paste(self, event: Paste) -> None:
        event.text = _LINE_ENDS.sub("\n", event.text)
