"""The line of keys at the very bottom; a click does what its key does."""

from __future__ import annotations

from rich.text import Text
from textual.events import Click
from textual.widget import Widget

from contentai.tui.cells import width
from contentai.tui.keys import KEYS, PALETTE, Key, shown_key


class KeyBar(Widget):
    """The keys that a writer needs most, as many as fit."""

    def render(self) -> Text:
        """Keys and their names."""
        line = Text(no_wrap=True, end="")
        for key, _, _ in self._places():
            line.append(f" {shown_key(key.id, self._keymap)}", "bold")
            line.append(f" {key.short} ")
        return line

    async def on_click(self, event: Click) -> None:
        """Do what the key would do."""
        for key, start, end in self._places():
            if start <= event.x < end:
                owner = "app" if key is PALETTE else "screen"
                await self.run_action(f"{owner}.{key.action}")

    @property
    def _keymap(self) -> dict[str, str]:
        keymap: dict[str, str] = getattr(self.app, "remapped", {})
        return keymap

    def _places(self) -> list[tuple[Key, int, int]]:
        places, at = [], 0
        for key in (*KEYS, PALETTE):
            if not key.short.zh:
                continue
            size = width(f" {shown_key(key.id, self._keymap)} {key.short} ")
            if at + size > self.size.width:
                break
            places.append((key, at, at + size))
            at += size
        return places
