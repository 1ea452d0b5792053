"""Asks for the name of a draft: a new one, another name, or another place to save it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from contentai.language import Bilingual, system_reason
from contentai.tui.widgets.textfield import TextField

# File systems take 255 bytes; what is written beside a file has a longer name.
_LONGEST = 240


class Naming(ModalScreen[Path | None]):
    """Gives back a path that is free, in a folder that is there; None when left by Escape.

    A name is one below ``folder``; ``.md`` is added to one without a suffix of a draft.
    """

    CSS_PATH = "../styles/choice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, question: Bilingual, folder: Path, name: str = "") -> None:
        super().__init__()
        self.question, self.folder, self.name_now = question, folder, name

    def compose(self) -> ComposeResult:
        """Question, input, what is wrong with it."""
        with Vertical(id="choice"):
            yield Static(str(self.question), id="choice-question", markup=False)
            yield TextField(self.name_now, id="naming-name", compact=True, select_on_focus=False)
            yield Static("", id="naming-problem", markup=False)

    def on_mount(self) -> None:
        """The name before its suffix is selected: that is what one changes."""
        field = self.query_one(Input)
        field.focus()
        end = len(self.name_now) - len(Path(self.name_now).suffix)
        field.selection = Selection(self.name_now.rfind(os.sep) + 1, end)

    def action_leave(self) -> None:
        """No name after all."""
        self.dismiss(None)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one("#naming-problem", Static).update("")

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        event.stop()
        answer = named(event.value, self.folder)
        if isinstance(answer, Bilingual):
            self.query_one("#naming-problem", Static).update(str(answer))
        else:
            self.dismiss(answer)


def named(written: str, folder: Path) -> Path | Bilingual:
    """The path that a written name means, or why it cannot be a draft's."""
    from contentai.text.names import SUFFIXES  # brings in numpy

    name = written.strip()
    if not name or name.endswith(("/", os.sep)) or not Path(name).name:
        return Bilingual("请写名字", "a name is needed")
    if any(ord(character) < 32 for character in name):
        return Bilingual("名字里有控制字符", "the name has control characters")
    path = folder / Path(name).expanduser()
    if path.suffix == Path(path.stem).suffix and path.suffix.lower() in SUFFIXES:
        path = path.with_name(path.stem)  # a whole name was written before the suffix there was
    if path.suffix.lower() not in SUFFIXES:
        path = path.with_name(path.name + ".md")
    if path.name.startswith("."):
        return Bilingual("名字不能以点开头：那是隐藏文件", "a name with a dot in front is hidden")
    if len(os.fsencode(path.name)) > _LONGEST:
        return Bilingual("名字太长", "the name is too long")
    try:
        if os.path.lexists(path):
            return Bilingual(f"已经有 {path.name} 了，请换个名字", f"{path.name} is there already")
        if not path.parent.is_dir():
            return Bilingual(f"没有文件夹 {path.parent}", f"there is no folder {path.parent}")
    except OSError as error:
        why = system_reason(error)
        return Bilingual(f"这个名字不能用：{why.zh}", f"not a usable name: {why.en}")
    return path
