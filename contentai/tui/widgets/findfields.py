"""What is looked for, by what it is replaced, and what may differ: the fields of both searches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from contentai.language import Bilingual
from contentai.tui.finding import Kind, Query
from contentai.tui.widgets.textfield import TextField
from contentai.tui.widgets.tick import Tick

_WANTED = Bilingual("查找什么", "find")
_BY = Bilingual("换成什么（正则可用 \\1、\\g<名字>）", "replace by (with RE2: \\1, \\g<name>)")
_OPTIONS = {
    "case": Bilingual("分大小写", "case"),
    "width": Bilingual("不分全半角", "any width"),
    "word": Bilingual("整词", "whole words"),
    "regex": Bilingual("正则", "RE2"),
    "folded": Bilingual("按读者读到的", "as it is read"),
}
_TELLS = {
    "case": Bilingual("App 和 app 算两样（Alt+C）", "App is not app (Alt+C)"),
    "width": Bilingual("，和 , 算一样（Alt+F）", "full and half width are one (Alt+F)"),
    "word": Bilingual(
        "按分词：找“最”不会找到“最近”（Alt+W）", "whole words by the tokenizer (Alt+W)"
    ),
    "regex": Bilingual("RE2 正则表达式（Alt+R）", "RE2 regular expression (Alt+R)"),
    "folded": Bilingual(
        "繁简、全半角、谐音、插空都算：找“微信”能找到“薇信”“V信”（Alt+D）",
        "script, width, look-alikes and gaps do not matter (Alt+D)",
    ),
}


class FindFields(Vertical):
    """Two inputs and five options. ``whole words`` and ``RE2`` exclude each other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("alt+c", "turn('case')", show=False, id="find.case"),
        Binding("alt+f", "turn('width')", show=False, id="find.width"),
        Binding("alt+w", "turn('word')", show=False, id="find.word"),
        Binding("alt+r", "turn('regex')", show=False, id="find.regex"),
        Binding("alt+d", "turn('folded')", show=False, id="find.folded"),
    ]

    @dataclass
    class Changed(Message):
        """What is looked for changed."""

        query: Query

    @dataclass
    class ByChanged(Message):
        """The replacement changed."""

        by: str

    @dataclass
    class Entered(Message):
        """Enter was pressed; ``replacing`` in the field of the replacement."""

        replacing: bool

    def compose(self) -> ComposeResult:
        """The inputs above the options."""
        with Horizontal(classes="find-row"):
            yield TextField(placeholder=str(_WANTED), id="find-wanted", compact=True)
            yield Static("", id="find-told", markup=False)
        with Horizontal(classes="find-row", id="find-replacing"):
            yield TextField(placeholder=str(_BY), id="find-by", compact=True)
        with Horizontal(classes="find-row", id="find-options"):
            for name, label in _OPTIONS.items():
                tick = Tick(label, id=f"find-{name}")
                tick.tooltip = str(_TELLS[name])
                yield tick

    @property
    def query_now(self) -> Query:
        """What is looked for now."""
        on = {name: self._tick(name).value for name in _OPTIONS}
        kind: Kind = "regex" if on["regex"] else "word" if on["word"] else "plain"
        return Query(
            self._input("wanted").value,
            kind,
            any_case=not on["case"],
            any_width=on["width"],
            folded=on["folded"],
        )

    @property
    def replacing(self) -> bool:
        """True while the field of the replacement is seen."""
        return self.query_one("#find-replacing").display

    @property
    def by(self) -> str:
        """The replacement."""
        return self._input("by").value

    def put(self, query: Query) -> None:
        """Fill the fields in."""
        self._input("wanted").value = query.wanted
        turned = {
            "case": not query.any_case,
            "width": query.any_width,
            "word": query.kind == "word",
            "regex": query.kind == "regex",
            "folded": query.folded,
        }
        for name, value in turned.items():
            self._tick(name).value = value

    def put_wanted(self, wanted: str) -> None:
        """Look for something else under the same options."""
        self._input("wanted").value = wanted

    def tell(self, words: str, *, problem: bool = False) -> None:
        """Say beside the input what came of it."""
        told = self.query_one("#find-told", Static)
        told.update(words)
        told.set_class(problem, "-problem")

    def show_replacing(self, shown: bool) -> None:
        """Show or hide the field of the replacement."""
        self.query_one("#find-replacing").display = shown

    def enter_by(self) -> None:
        """Put the focus on the replacement."""
        self._input("by").focus()

    def enter_wanted(self) -> None:
        """Put the focus on what is looked for, all of it selected."""
        field = self._input("wanted")
        field.focus()
        field.select_all()

    def action_turn(self, name: str) -> None:
        """Turn one of the options over."""
        self._tick(name).action_turn()

    def _tick(self, name: str) -> Tick:
        return self.query_one(f"#find-{name}", Tick)

    def _input(self, name: str) -> Input:
        return self.query_one(f"#find-{name}", Input)

    @on(Tick.Turned)
    def _turned(self, event: Tick.Turned) -> None:
        event.stop()
        other = {"find-word": "regex", "find-regex": "word"}.get(event.tick.id or "")
        if other and event.tick.value:
            self._tick(other).value = False
        self.post_message(self.Changed(self.query_now))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input.id == "find-wanted":
            self.post_message(self.Changed(self.query_now))
        else:
            self.post_message(self.ByChanged(event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(event.input.id == "find-by"))
