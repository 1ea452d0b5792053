"""The page of one rule beside the text: what it does, why, where it comes from, examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from contentai.language import Bilingual
from contentai.report.visible import visible
from contentai.tui.advice.asked import Ask, Lines, Page

_NONE = Bilingual(
    "光标移到有问题的地方，这里就是那条规则的说明",
    "With the cursor on a problem its rule is explained here",
)
_WAITING = Bilingual("正在翻规则书…", "Opening the rulebook…")
_UNKNOWN = Bilingual("规则书里没有 {rule}", "The rulebook has no {rule}")
_SUPPRESSION = Bilingual(
    "{rule} 说的是稿子里那条“忽略”本身：没有用到、没写原因，或者写错了。见 docs/suppressing.md",
    "{rule} is about a suppression in the draft: unused, without a reason, or written wrongly. "
    "See docs/suppressing.md",
)


class RulePage(VerticalScroll, can_focus=True):
    """Shows the rule that ``show`` names, which ``ask`` looks up; ``none`` while it names none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
    ]
    HELP_WORDS = Bilingual(
        "规则说明：查什么、为什么、怎么改、出处、反例和不算的例子。上下键滚动。",
        "The rule's page: what it does, why, what to do, its source, examples. Arrows scroll.",
    )

    @dataclass
    class _Found(Message):
        rule: str
        answer: Lines

    def __init__(self, ask: Ask, *, none: Bilingual = _NONE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ask, self._none = ask, none
        self._rule: str | None = None
        self._known: dict[str, Content] = {}

    def compose(self) -> ComposeResult:
        """The page."""
        yield Static(str(self._none), markup=False)

    @property
    def rule(self) -> str | None:
        """The rule that is shown."""
        return self._rule

    def show(self, rule: str | None) -> None:
        """Show the page of a rule; None: of none. The page stays when it is the same."""
        if rule == self._rule:
            return
        self._rule = rule
        if rule is None:
            self._write(Content(str(self._none)))
        elif rule.startswith("SUP-"):
            self._write(Content(str(_SUPPRESSION).format(rule=rule)))
        elif rule in self._known:
            self._write(self._known[rule])
        else:
            self._write(Content(str(_WAITING)))
            self._look_up(rule)

    def forget(self) -> None:
        """The rulebook changed: pages are looked up anew."""
        self._known, rule, self._rule = {}, self._rule, None
        self.show(rule)

    def _write(self, page: Content) -> None:
        self.query_one(Static).update(page)
        self.scroll_home(animate=False)

    @work(thread=True, exclusive=True, group="rule")
    def _look_up(self, rule: str) -> None:
        worker = get_current_worker()
        answer = self._ask(Page(rule), lambda _: None)
        if not worker.is_cancelled and isinstance(answer, Lines):
            self.post_message(self._Found(rule, answer))

    @on(_Found)
    def _found(self, event: _Found) -> None:
        event.stop()
        if event.answer.problem is not None:
            if event.rule == self._rule:
                self._rule = None  # the next look tries again
                self._write(Content.styled(visible(str(event.answer.problem)), "$text-error"))
            return
        lines = event.answer.lines
        unknown = str(_UNKNOWN).format(rule=event.rule)
        page = Content(unknown) if lines is None else Content("\n").join(_styled(lines))
        self._known[event.rule] = page
        if event.rule == self._rule:
            self._write(page)


def _styled(lines: Iterable[str]) -> Iterator[Content]:
    """The lines of a page: its first line and headings stand out, examples have their colour."""
    first, mark = True, ""
    for raw in lines:
        line = visible(raw)
        bare = line.strip()
        if first:
            yield Content.styled(line, "bold")
        elif bare.startswith(("✗", "✓")):
            mark = "$text-error" if bare[0] == "✗" else "$text-success"
            yield Content.styled(line, mark)
        elif line and not line.startswith(" "):
            mark = ""
            yield Content.styled(line, "bold underline")
        else:
            muted = mark if line.startswith("    ") and "→" not in line else ""
            yield Content.styled(line, muted) if muted else Content(line)
        first = False
