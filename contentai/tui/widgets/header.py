"""The front-matter form: what the draft is for, beside the raw text and always equal to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import DescendantBlur
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.timer import Timer
from textual.widgets import Input, Label, Select, Static

from contentai.language import Bilingual
from contentai.located import DataError
from contentai.text.names import CHANNELS, NEEDS, STAGES
from contentai.tui.heading import (
    FIELDS,
    Field,
    Heading,
    read_heading,
    split_words,
    write_heading,
)
from contentai.tui.keys import REDO, UNDO
from contentai.tui.widgets.rewrite import retell
from contentai.tui.widgets.textfield import TextField

# How long typing in a field rests before the text is changed, in seconds.
_REST = 0.3
_LABELS: Mapping[Field, Bilingual] = {
    "title": Bilingual("标题", "title"),
    "channel": Bilingual("渠道", "channel"),
    "segment": Bilingual("人群", "segment"),
    "stage": Bilingual("阶段", "stage"),
    "product": Bilingual("商品", "product"),
    "needs": Bilingual("需要", "needs"),
    "publish_on": Bilingual("发布日", "publish"),
}
_STAGE_NAMES = dict(
    zip(
        STAGES,
        (
            Bilingual("吸引关注", "follow"),
            Bilingual("互动", "engage"),
            Bilingual("转化", "convert"),
            Bilingual("留住", "retain"),
        ),
        strict=True,
    )
)
_NEED_NAMES = dict(
    zip(NEEDS, (Bilingual("安装", "install"), Bilingual("维护", "maintain")), strict=True)
)
_NEEDS = ((NEEDS[0],), (NEEDS[1],), NEEDS)
_HINTS: Mapping[Field, Bilingual] = {
    "segment": Bilingual("几个之间用逗号", "commas between several"),
    "publish_on": Bilingual("2026-01-31", "2026-01-31"),
}
# A field has one line, as the title has that it becomes: what is pasted may bring in others.
_NO_BLANKS = dict.fromkeys(map(ord, "\t\v\f\n\r\x1c\x1d\x1e\x85\u2028\u2029"), " ")
_UNSAID = Bilingual("没写", "not said")


class HeaderForm(VerticalScroll, can_focus=False):
    """Fields of the front matter. ``show`` it the text; it answers with ``Changed``."""

    HELP_WORDS = Bilingual(
        "头部：标题、渠道、人群、阶段、商品。改了会写进稿子开头，别的键和注释不动；"
        "在原文里改，这里也跟着变。Ctrl+Z/Y 撤销和重做，和原文是同一串。Esc 回到原文。",
        "Front matter: title, channel, segment, stage, product. Changes go to the top of the "
        "draft, other keys and comments stay; changes in the text show here. Ctrl+Z/Y undo and "
        "redo, in one order with the text. Esc goes back to it.",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key.keys, key.action, id=key.id, show=False) for key in (UNDO, REDO)
    ]

    @dataclass
    class Changed(Message):
        """The front matter ``before``, at the start of the text, is to be ``after``.

        Where the text does not begin with ``before`` it is another draft's: leave it.
        """

        before: str
        after: str

    @dataclass
    class StepWanted(Message):
        """A step of the draft is to be taken back, else done again."""

        back: bool

    def __init__(
        self,
        *,
        channels: Mapping[str, str] | None = None,
        segments: Iterable[str] = (),
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._channels = dict(channels or {})
        self._segments = list(segments)
        self._heading = Heading("", {})
        self._shown: Heading | None = None
        self._rows: list[Horizontal] = []
        self._pending: set[Field] = set()
        self._rest: Timer | None = None

    def compose(self) -> ComposeResult:
        """A row for each field, and what is wrong with the header."""
        yield Static(classes="off", markup=False)
        for field in FIELDS:
            with Horizontal(classes="row") as row:
                self._rows.append(row)
                yield Label(str(_LABELS[field]), markup=False)
                yield self._control(field)
        yield Static(classes="notes", markup=False)

    def _control(self, field: Field) -> Input | Select[str]:
        name = f"field-{field}"
        if field == "channel":
            shown = [(_named(self._channels.get(c, ""), c), c) for c in CHANNELS]
            return Select(shown, prompt=str(_UNSAID), compact=True, id=name)
        if field == "stage":
            shown = [(_named(str(_STAGE_NAMES[s]), s), s) for s in STAGES]
            return Select(shown, prompt=str(_UNSAID), compact=True, id=name)
        if field == "needs":
            shown = [(_needs_name(needs), ",".join(needs)) for needs in _NEEDS]
            return Select(shown, prompt=str(_UNSAID), compact=True, id=name)
        hint = str(_HINTS[field]) if field in _HINTS else ""
        known = SuggestFromList(self._segments) if field == "segment" and self._segments else None
        # Not all of it selected on focus: the next letter would take the place of the title.
        return TextField(
            placeholder=hint, compact=True, id=name, suggester=known, select_on_focus=False
        )

    def on_mount(self) -> None:
        """An empty header until a text comes."""
        self.show("")

    def show(self, text: str, *, html: bool = False) -> None:
        """Show the front matter of a draft. What is being typed here is not overwritten."""
        heading = read_heading(text, html=html)
        if heading == self._shown and not self._pending:
            return  # as with nearly every key
        self._heading = self._shown = heading
        retell(self.query_one(".off", Static), Content(str(heading.off or "")), hide_empty=True)
        for row in self._rows:
            row.disabled = heading.off is not None
        notes = Content("\n".join(f"! {note}" for note in heading.notes))
        retell(self.query_one(".notes", Static), notes, hide_empty=True)
        if heading.off is None:
            for field in FIELDS:
                if field not in self._pending:
                    self._fill(field, heading.fields[field])

    def flush(self) -> None:
        """Write what was typed at once."""
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        pending, self._pending = self._pending, set()
        self._shown = None
        before = after = self._heading.text
        try:
            for field in FIELDS:
                value = self._value(field)
                if field in pending and value != self._heading.fields[field]:
                    after = write_heading(after, field, value)
        except DataError as error:
            notes = self.query_one(".notes", Static)
            notes.display = True
            notes.update(f"! {error.words}")
            for field in FIELDS:
                self._fill(field, self._heading.fields[field])
            return
        if after != before:
            # The next change is made to this one, whether or not the text has it by then.
            self._heading = read_heading(after)
            self.post_message(self.Changed(before, after))

    def action_undo(self) -> None:
        """Take back the last step of the draft, in this form or in the text."""
        self._step(back=True)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._step(back=False)

    def _step(self, back: bool) -> None:
        self.flush()  # what was just typed is the last step
        self.post_message(self.StepWanted(back))

    def _fill(self, field: Field, value: str | tuple[str, ...]) -> None:
        if self._value(field) == value:
            return
        control = self.query_one(f"#field-{field}")
        with self.prevent(Input.Changed, Select.Changed):
            if isinstance(control, Input):
                control.value = value if isinstance(value, str) else ", ".join(value)
                if not control.has_focus:
                    control.cursor_position = 0  # of a long one the beginning is seen
            elif isinstance(control, Select):
                chosen = value if isinstance(value, str) else ",".join(value)
                control.value = chosen or Select.NULL

    def _value(self, field: Field) -> str | tuple[str, ...]:
        """What the form says."""
        control = self.query_one(f"#field-{field}")
        if isinstance(control, Select):
            chosen = "" if control.value is Select.NULL else str(control.value)
            return split_words(chosen) if field == "needs" else chosen
        assert isinstance(control, Input)
        typed = control.value.translate(_NO_BLANKS).strip()
        return split_words(typed) if field == "segment" else typed

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._note(event.input.id)
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST, self.flush)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.flush()

    @on(Select.Changed)
    def _picked(self, event: Select.Changed) -> None:
        event.stop()
        self._note(event.select.id)
        self.flush()

    def on_descendant_blur(self, _: DescendantBlur) -> None:
        """Whoever leaves a field has finished it."""
        if self._pending:
            self.flush()

    def _note(self, id: str | None) -> None:
        self._pending.update(field for field in FIELDS if id == f"field-{field}")


def _named(name: str, id: str) -> str:
    return name or id


def _needs_name(needs: Iterable[str]) -> str:
    return str(Bilingual("和", " and ")).join(str(_NEED_NAMES[need]) for need in needs)
