"""The drafts that are open, in one line: a click goes to one, a click on its × closes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.text import Text
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from contentai.tui.cells import shown, width

_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Tab:
    """An open draft; ``unsaved`` text is marked by a star."""

    path: Path
    unsaved: bool = False


class TabLine(Widget):
    """Shows open drafts around the one in front; hidden when there are less than two."""

    tabs: reactive[tuple[Tab, ...]] = reactive[tuple[Tab, ...]](())
    current: reactive[Path | None] = reactive[Path | None](None)

    DEFAULT_CSS = "TabLine { height: 1; background: $surface; }"

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        path: Path

    @dataclass
    class CloseWanted(Message):
        """The × of a tab was clicked."""

        path: Path

    def show_tabs(self, tabs: Sequence[Tab], current: Path | None) -> None:
        """Show these; ``current`` is in front."""
        self.tabs, self.current = tuple(tabs), current
        self.display = len(tabs) > 1

    def render(self) -> Text:
        """The tabs that fit; … where there are more."""
        line = Text(no_wrap=True, end="")
        places = list(self._places())
        if places and places[0][0] is not self.tabs[0]:
            line.append("… ", "dim")
        for tab, label, _, _ in places:
            front = tab.path == self.current
            line.append(f" {label} ", "bold reverse" if front else "")
            line.append("× ", "reverse" if front else "dim")
        if places and places[-1][0] is not self.tabs[-1]:
            line.append("…", "dim")
        return line

    def on_click(self, event: Click) -> None:
        """Go to the tab, or have it closed."""
        event.stop()
        for tab, _, start, end in self._places():
            if start <= event.x < end:
                closing = event.x >= end - 2
                wanted = self.CloseWanted(tab.path) if closing else self.Chosen(tab.path)
                self.post_message(wanted)

    def _places(self) -> Iterator[tuple[Tab, str, int, int]]:
        """Tabs with labels and the cells they take, from the first that lets ``current`` in."""
        labels = [(tab, self._label(tab)) for tab in self.tabs]
        sizes = [width(label) + 4 for _, label in labels]
        front = next((n for n, tab in enumerate(self.tabs) if tab.path == self.current), 0)
        first = 0
        while first < front and sum(sizes[first : front + 1]) > self.size.width - 4:
            first += 1
        at = 2 if first else 0
        for number in range(first, len(labels)):
            tab, label = labels[number]
            if at + sizes[number] > self.size.width and number > front:
                return
            yield tab, label, at, at + sizes[number]
            at += sizes[number]

    def _label(self, tab: Tab) -> str:
        same = [other for other in self.tabs if other.path.name == tab.path.name]
        name = tab.path.name if len(same) < 2 else f"{tab.path.parent.name}/{tab.path.name}"
        label = shown(name)
        while width(label) > _LONGEST:
            label = label.removesuffix("…")[:-1] + "…"
        return ("*" if tab.unsaved else "") + label
