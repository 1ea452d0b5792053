"""A question with a few answers, and what it is about: a text, or the lines of a difference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from contentai.language import Bilingual
from contentai.tui.cells import width

# As in choice.tcss: cells around a label, of a button and of the whole at least and at most.
_AROUND, _LEAST_BUTTON, _MOST_WIDTH = 2, 8, 90
# Rows below which there is no room for a frame.
_LOW = 12
# Rows of a difference with its frame: fewer tell nothing, and more hide what was written on.
_LEAST_DIFFERENCE, _MOST_DIFFERENCE = 3, 16
# More lines than this nobody reads, and each costs.
_MOST_LINES = 400
_STYLES = {"+": "$text-success", "-": "$text-error", "…": "$text-muted"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to go on. ``key`` is what ``dismiss`` gives back."""

    key: str
    label: Bilingual


class _Box(VerticalScroll, can_focus=False, inherit_bindings=False):
    """All of it, scrolled to the answer that has the focus: arrows go to the next one."""


class Choice(ModalScreen[str]):
    """Asks, shows the difference if there is one, and gives back the key of an answer.

    Escape is the last answer: put the one there that changes nothing.
    """

    CSS_PATH = "../styles/choice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]

    def __init__(
        self,
        question: Bilingual,
        answers: Sequence[Answer],
        *,
        about: Bilingual | None = None,
        lines: Iterable[str] = (),
    ) -> None:
        super().__init__()
        self.question, self.answers, self.about = question, tuple(answers), about
        self.lines = tuple(lines)

    def compose(self) -> ComposeResult:
        """Question, reason, difference, answers."""
        with _Box(id="choice"):
            yield Static(str(self.question), id="choice-question", markup=False)
            if self.about:
                yield Static(str(self.about), id="choice-about", markup=False)
            if self.lines:
                with VerticalScroll(id="choice-difference"):
                    yield Static(coloured(self.lines))
            with Horizontal(id="choice-answers"):
                for answer in self.answers:
                    yield Button(str(answer.label), id=f"choice-{answer.key}", compact=True)

    def on_mount(self) -> None:
        """The first answer is at hand."""
        self.query("#choice-answers Button").first(Button).focus()

    def on_resize(self, event: Resize) -> None:
        """Answers that do not fit beside each other stand below each other."""
        labels = (width(str(answer.label)) for answer in self.answers)
        wanted = sum(max(label + _AROUND, _LEAST_BUTTON) + 1 for label in labels)
        room = min(event.size.width * 9 // 10, _MOST_WIDTH) - 4
        stacked, low = wanted > room, event.size.height < _LOW
        self.set_class(stacked, "-stacked")
        self.set_class(low, "-low")
        if self.lines:
            rows = event.size.height if low else event.size.height * 9 // 10 - 2
            answers = (len(self.answers) if stacked else 1) + (not low)
            self._fit_difference(rows - answers, room + 2 * low)

    def _fit_difference(self, rows: int, room: int) -> None:
        """Give the difference what the question leaves of ``rows``: only it can be scrolled."""
        for words in self.query("#choice-question, #choice-about").results(Static):
            rows -= words.get_content_height(self.size, self.size, room)
        shown = self.query_one("#choice-difference")
        rows = min(rows - 1, _MOST_DIFFERENCE)  # a row of margin above it
        shown.display = rows >= _LEAST_DIFFERENCE
        shown.styles.max_height = max(rows, _LEAST_DIFFERENCE)

    def action_leave(self) -> None:
        """The answer that changes nothing."""
        self.dismiss(self.answers[-1].key)

    @on(Button.Pressed)
    def _answered(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss((event.button.id or "").removeprefix("choice-"))


def coloured(lines: Sequence[str]) -> Content:
    """Lines of a difference in colours; the signs say the same without."""
    shown = [Content.styled(line, _STYLES.get(line[:1], "")) for line in lines[:_MOST_LINES]]
    left = len(lines) - len(shown)
    if left > 0:
        words = Bilingual(f"…… 还有 {left} 行", f"… {left} more lines")
        shown.append(Content.styled(str(words), "$text-muted"))
    return Content("\n").join(shown)
