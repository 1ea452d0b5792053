"""The text of a draft with what was found in it: underlines, gutter marks, a message, heat.

Offsets are code points of the whole text, whose lines end at LF, as in ``diagnostics``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual.cache import LRUCache
from textual.events import Click, MouseDown
from textual.geometry import Region
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from contentai.diagnostics import Diagnostic, Evidence, Severity, Span
from contentai.tui import stops
from contentai.tui.marks import Change
from contentai.tui.overlay import Overlay
from contentai.tui.widgets.prose import Prose
from contentai.tui.widgets.rows import Layer, Paint, Row, paint

# How long the cursor rests before the message of its finding is shown, in seconds.
_IDLE = 0.35
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


class _View(NamedTuple):
    """What all rows have in common; ``cursor`` only while the keys are the editor's."""

    cells: int
    gutter: int
    cursor: tuple[int, int] | None


class Editor(Prose):
    """Edits one draft. ``version`` counts its changes; findings are shown by ``show_findings``."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"editor--{name}" for name in _STYLES}

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
        self._overlay = Overlay()
        self._words: tuple[Sequence[int], int] = ((), 0)
        self._paint: Paint | None = None
        self._painted: LRUCache[Row, Strip] = LRUCache(2048)
        self._pointed: Diagnostic | None = None
        self._rests = False
        self._rest: Timer | None = None
        super().__init__(text, id=id, read_only=read_only)

    def on_mount(self) -> None:
        """The cursor rests from the beginning."""
        self._wake()

    def changed(self, changes: Sequence[Change]) -> None:
        """What is drawn moves with the text."""
        self._overlay.change(self.version, changes)
        self._point()
        self._wake()
        self.post_message(self.Edited(self, self.version))

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
        finding = self._overlay.pointed(self.cursor, self.line_span(self.cursor_location[0]))
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

    def word_starts(self, line: int) -> list[int]:
        """Columns at which words begin: by the tokenizer, once it has answered."""
        cut, version = self._words
        begin = self._line_starts[line]
        return stops.word_starts(self.document[line], begin, cut, self._overlay.since(version))

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
        row = self._row(y + self.scroll_offset[1], self._view())
        self.row_painted(y, (self._styles, row))
        if row is None:
            return Strip.blank(self.size.width, self._styles.style("base"))
        strip = self._painted.get(row)
        if strip is None:
            strip = self._painted[row] = paint(row, self._styles)
        return strip

    def rows_shown(self) -> list[object]:
        """What ``render_line`` paints in each row."""
        view, top, styles = self._view(), self.scroll_offset[1], self._styles
        return [(styles, self._row(top + y, view)) for y in range(self.size.height)]

    @property
    def _styles(self) -> Paint:
        if self._paint is None:
            names = {**_TEXTUAL_STYLES, **{name: f"editor--{name}" for name in _STYLES}}
            styles = {
                name: self.get_component_rich_style(of, partial=True) for name, of in names.items()
            }
            self._paint = Paint({**styles, "base": self.rich_style})
        return self._paint

    def _view(self) -> _View:
        gutter = self.gutter_width
        return _View(
            cells=max(self.scrollable_content_region.width - gutter, 0),
            gutter=gutter,
            cursor=self.cursor_location if self.has_focus else None,
        )

    def _row(self, y: int, view: _View) -> Row | None:
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
        current = view.cursor is not None and view.cursor[0] == line
        column = view.cursor[1] if view.cursor is not None and current else -1
        told = self._pointed if current and last and self._rests else None
        return Row(
            text=self.document[line][start:end],
            cells=view.cells,
            layers=(*layers, *self._selected(line, start, end)),
            cursor=column - start if start <= column < end + last else None,
            current=current,
            gutter=view.gutter,
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

    # --- mouse

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
