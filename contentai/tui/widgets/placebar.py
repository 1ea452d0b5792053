"""The line of screens at the top; a click goes to one."""

from __future__ import annotations

from rich.text import Text
from textual.events import Click
from textual.widget import Widget

from contentai.tui.cells import width
from contentai.tui.keys import PLACES, Key, shown_key


class PlaceBar(Widget):
    """All screens by their names and keys; the one that is seen stands out."""

    DEFAULT_CSS = "PlaceBar { height: 1; background: $panel; color: $foreground; }"

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place

    def render(self) -> Text:
        """The names, with their keys where there is room."""
        line = Text(no_wrap=True, end="")
        for key, label, _, _ in self._places():
            line.append(label, "bold reverse" if key.id == f"place.{self._place}" else "")
        return line

    async def on_click(self, event: Click) -> None:
        """Go to the screen of that name."""
        event.stop()
        for key, _, start, end in self._places():
            if start <= event.x < end:
                await self.run_action(f"app.{key.action}")

    def _places(self) -> list[tuple[Key, str, int, int]]:
        keymap: dict[str, str] = getattr(self.app, "remapped", {})
        long = [f" {shown_key(key.id, keymap)} {key.words} " for key in PLACES]
        room = self.size.width
        labels = long if sum(map(width, long)) <= room else [f" {key.words} " for key in PLACES]
        found, at = [], 0
        for key, label in zip(PLACES, labels, strict=True):
            found.append((key, label, at, at + width(label)))
            at += width(label)
        return found
