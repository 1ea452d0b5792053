"""A line to write in, with the keys that the text has."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from contentai.tui.keys import SELECT_ALL


class TextField(Input):
    """An input in which what selects all of the text selects all: Textual's goes to the start."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(SELECT_ALL.keys, SELECT_ALL.action, id=SELECT_ALL.id, show=False),
    ]
