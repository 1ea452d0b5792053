"""An option that is on or off, told by a sign and not by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from contentai.language import Bilingual


class Tick(Widget, can_focus=True):
    """``[x] label``; space, enter or a click turns it over."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,enter", "turn", show=False)]
    DEFAULT_CSS = """
    Tick {
        width: auto; height: 1; margin-right: 2;
        &:focus { text-style: reverse; }
        &.-on { text-style: bold; }
        &.-on:focus { text-style: bold reverse; }
    }
    """

    value = reactive(False, toggle_class="-on")

    @dataclass
    class Turned(Message):
        """The option was turned over by the user."""

        tick: Tick

        @property
        def control(self) -> Tick:
            """The tick, for selectors."""
            return self.tick

    def __init__(self, label: Bilingual, value: bool = False, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.label = label
        self.set_reactive(Tick.value, value)
        self.set_class(value, "-on")

    def render(self) -> Content:
        """The sign and the label."""
        return Content(f"[{'x' if self.value else ' '}] {self.label}")

    def action_turn(self) -> None:
        """Turn the option over."""
        self.value = not self.value
        self.post_message(self.Turned(self))

    def on_click(self, event: Click) -> None:
        """A click turns the option over."""
        event.stop()
        self.action_turn()
