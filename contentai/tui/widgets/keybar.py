"""The line of keys at the very bottom; a click does what its key does."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.events import Click
from textual.widget import Widget

from contentai.tui.cells import width
from contentai.tui.keys import APP_KEYS, GO, HELP, KEYS, PALETTE, Key, key_name


class KeyBar(Widget):
    """The keys that work here and are needed most, as many as fit.

    Those of the place that has the focus come first: of what stands around it, the nearest that
    has ``bar_keys``. Then those of the screen, and those of every screen.
    """

    def __init__(self, keys: Sequence[Key] = KEYS) -> None:
        super().__init__()
        self._keys = keys
        self._own: Sequence[Key] = ()

    def on_mount(self) -> None:
        """Follow the focus."""
        self.watch(self.screen, "focused", self._follow)

    def _follow(self, focused: Widget | None) -> None:
        around = focused.ancestors_with_self if focused else ()
        found = (getattr(node, "bar_keys", ()) for node in around)
        self._own = next(filter(None, found), ())
        self.refresh()

    def render(self) -> Text:
        """Keys and their names."""
        line = Text(no_wrap=True, end="")
        for key, _, _ in self._places():
            line.append(f" {self._keyed(key)}", "bold")
            line.append(f" {key.short} ")
        return line

    async def on_click(self, event: Click) -> None:
        """Do what the key would do."""
        for key, start, end in self._places():
            if start <= event.x < end:
                if key in self._own:
                    self.app.simulate_key(key.keys)
                    return
                owner = "app" if key in APP_KEYS else "screen"
                await self.run_action(f"{owner}.{key.action}")

    def _keyed(self, key: Key) -> str:
        keymap: dict[str, str] = getattr(self.app, "remapped", {})
        return key_name(keymap.get(key.id) or key.keys)

    def _places(self) -> list[tuple[Key, int, int]]:
        places, at = [], 0
        for key in (HELP, *self._own, *self._keys, PALETTE, GO):
            if not key.short.zh:
                continue
            size = width(f" {self._keyed(key)} {key.short} ")
            if at + size > self.size.width:
                break
            places.append((key, at, at + size))
            at += size
        return places
