"""Picks a snippet: a filter, the names, and the text of the one under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from contentai.language import Bilingual
from contentai.tui.snippets import Snippet, preview
from contentai.tui.widgets.textfield import TextField


class Picking(ModalScreen[Snippet | None]):
    """Gives back the snippet that was picked, or None."""

    CSS_PATH = "../styles/choice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]

    def __init__(self, snippets: Sequence[Snippet], problem: Bilingual | None = None) -> None:
        super().__init__()
        self.snippets, self.problem = tuple(snippets), problem
        self._shown: list[Snippet] = []

    def compose(self) -> ComposeResult:
        """Filter, names, text."""
        with Vertical(id="choice"):
            words = Bilingual("插入片段", "insert a snippet")
            yield Static(str(words), id="choice-question", markup=False)
            if self.problem:
                yield Static(str(self.problem), id="naming-problem", markup=False)
            field = Bilingual("筛选，回车插入", "filter; enter inserts")
            yield TextField(placeholder=str(field), id="picking-filter", compact=True)
            yield OptionList(id="picking-names", compact=True, markup=False)
            yield Static("", id="picking-text", markup=False)

    def on_mount(self) -> None:
        """All are shown at first."""
        self._narrow("")
        self.query_one(Input).focus()

    def action_leave(self) -> None:
        """Nothing is picked."""
        self.dismiss(None)

    def action_move(self, by: int) -> None:
        """Move through the names while the filter keeps the focus."""
        names = self.query_one(OptionList)
        if self._shown:
            at = 0 if names.highlighted is None else names.highlighted
            names.highlighted = (at + by) % len(self._shown)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._narrow(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        at = self.query_one(OptionList).highlighted
        if at is not None and self._shown:
            self.dismiss(self._shown[at])

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._shown[event.option_index])

    @on(OptionList.OptionHighlighted)
    def _looked_at(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_index < len(self._shown):
            self.query_one("#picking-text", Static).update(
                preview(self._shown[event.option_index], date.today())
            )

    def _narrow(self, wanted: str) -> None:
        wanted = wanted.strip().lower()
        self._shown = [
            snippet
            for snippet in self.snippets
            if any(wanted in text.lower() for text in (*snippet.name, snippet.text))
        ]
        names = self.query_one(OptionList)
        names.clear_options()
        own = Bilingual("（自己的）", " (own)")
        names.add_options(
            Option(f"{snippet.name}{own if snippet.own else ''}") for snippet in self._shown
        )
        names.highlighted = 0 if self._shown else None
        if not self._shown:
            none = Bilingual("没有这样的片段", "no such snippet")
            self.query_one("#picking-text", Static).update(str(none))
