"""The line of screens at the top; a click goes to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text
from textual.events import Click
from textual.widget import Widget

from contentai.tui.cells import width
from contentai.tui.keys import PLACES, Key, shown_key

_HELD = "Alt+"


class PlaceBar(Widget):
    """All screens by their names and keys; the one that is seen stands out."""

    DEFAULT_CSS = "PlaceBar { height: 1; background: $panel; color: $foreground; }"

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place

    def render(self) -> Text:
        """The keys, and the names that there is room for."""
        line = Text(f" {_HELD}" if self._short else "", "dim", no_wrap=True, end="")
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
        names = self._key_names
        if self._short:
            names = [name.removeprefix(_HELD) for name in names]
        start = len(_HELD) + 1 if self._short else 0
        for labels in self._told(names):
            if start + sum(map(width, labels)) <= self.size.width:
                break
        found, at = [], start
        for key, label in zip(PLACES, labels, strict=True):
            found.append((key, label, at, at + width(label)))
            at += width(label)
        return found

    def _told(self, names: Sequence[str]) -> Iterator[list[str]]:
        """The labels, ever shorter: words go before keys, which lead to a screen without them."""
        pairs = list(zip(names, PLACES, strict=True))
        yield [f" {name} {key.words} " for name, key in pairs]
        yield [f" {name} {key.short} " for name, key in pairs]
        yield [f" {name} {key.short}" for name, key in pairs]
        seen = f"place.{self._place}"
        yield [f" {name} {key.short} " if key.id == seen else f" {name} " for name, key in pairs]

    @property
    def _key_names(self) -> list[str]:
        keymap: dict[str, str] = getattr(self.app, "remapped", {})
        return [shown_key(key.id, keymap) for key in PLACES]

    @property
    def _short(self) -> bool:
        """True when all keys are held with Alt, which is then told once."""
        return all(name.startswith(_HELD) for name in self._key_names)
