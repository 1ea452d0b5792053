"""What the screens beside the edit screen have in common: where one is, keys, the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.types import CSSPathType

from contentai.language import Bilingual
from contentai.tui.keys import KEYS, Key
from contentai.tui.screens.asking import Asking
from contentai.tui.screens.edit import HEIGHTS, WIDTHS
from contentai.tui.widgets.keybar import KeyBar
from contentai.tui.widgets.placebar import PlaceBar

BACK = Key("back", "escape", "back", Bilingual("回到稿子", "Back"), Bilingual("回去", "Back"))

# What stands beside the text: one goes back to the text with it.
_BESIDE = [
    Binding(key.keys, f"app.go_beside{key.action.removeprefix('side_tab')}", id=key.id, show=False)
    for key in KEYS
    if key.id.startswith("side.")
]


class Place(Asking):
    """A screen of its own kind: ``NAME`` is its id, ``KEYS`` are its keys.

    Its keys are letters, which a field that has the focus takes for itself.
    """

    # Read when one goes there first: the drafts are painted without it.
    CSS_PATH: ClassVar[CSSPathType | None] = "../styles/places.tcss"
    NAME: ClassVar[str] = ""
    KEYS: ClassVar[Sequence[Key]] = ()
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(BACK.keys, BACK.action, show=False),
        Binding("ctrl+q", "app.quit", show=False, id="quit"),
        *_BESIDE,
    ]

    def __init_subclass__(cls) -> None:
        """Bind the keys of the screen."""
        own = [Binding(key.keys, key.action, key.words.en, show=False) for key in cls.KEYS]
        cls.BINDINGS = [*own, *cls.__dict__.get("BINDINGS", ())]
        super().__init_subclass__()

    def compose(self) -> ComposeResult:
        """Where one is, what the screen shows, and the keys."""
        yield PlaceBar(self.NAME)
        yield from self.body()
        yield KeyBar((*self.KEYS, BACK))

    def body(self) -> ComposeResult:
        """What the screen shows."""
        raise NotImplementedError

    async def action_back(self) -> None:
        """Back to the drafts."""
        await self.run_action("app.go('edit')")
