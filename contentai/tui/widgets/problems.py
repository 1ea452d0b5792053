"""The problems panel: what was found, where, and how often each rule found something."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click, Resize
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from contentai.diagnostics import Diagnostic, Severity
from contentai.language import Bilingual
from contentai.report.visible import visible
from contentai.tui.judging.judged import Judged
from contentai.tui.listing import Direction, Order, by_rule, listed, neighbour
from contentai.tui.severities import COLOURS, MARKS, NAMES
from contentai.tui.widgets.keyedlist import ProblemsIn
from contentai.tui.widgets.rewrite import relist, retell
from contentai.tui.widgets.textfield import TextField

_NARROW = 70
_FILTER = Bilingual("筛选", "filter")
_WAITING = Bilingual("正在看这一稿…", "Reading the draft…")
_NO_DRAFT = Bilingual("没有打开的稿件", "No draft is open")
_CLEAN = Bilingual("已经读过、判过：没有发现问题", "Read and judged: nothing found")
_NO_WORDS = Bilingual("稿子里没有可判的文字", "The draft holds no text to judge")
_NO_MATCH = Bilingual("没有一处符合筛选，Esc 清空", "None matches the filter; Esc clears it")
_ORDERS = {
    "place": Bilingual("按位置", "by place"),
    "severity": Bilingual("按轻重", "by severity"),
}


class Problems(Vertical):
    """Findings in a list; ``show`` it what was judged. Answers with ``Chosen``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "turn", "sort", show=False),
        Binding("slash", "filter", "filter", show=False),
        Binding("escape", "clear", "clear the filter", show=False),
    ]
    HELP_WORDS = Bilingual(
        "问题面板：回车或点击跳到原文，F8 / Shift+F8 下一处、上一处，s 换排序，/ 筛选，"
        "左边点规则只看这一条，Esc 全部看，再按回到原文。",
        "Problems: Enter or a click jumps to the place, F8 / Shift+F8 to the next and the "
        "previous, s sorts, / filters, a rule on the left shows only its own, Esc all, "
        "and once more goes back to the text.",
    )

    @dataclass
    class Chosen(Message):
        """A finding was chosen: the editor should go there."""

        finding: Diagnostic

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._judged: Judged | None = None
        self._awaited = False
        self._shown: list[Diagnostic] = []
        self._rules: list[str] = []
        self._order: Order = "place"

    def compose(self) -> ComposeResult:
        """A bar with counts and the filter, the rules, the findings."""
        with Horizontal(classes="bar"):
            yield Static(classes="counts", markup=False)
            yield TextField(placeholder=str(_FILTER), compact=True, classes="filter")
            yield Static(classes="order", markup=False)
        yield Static(classes="state", markup=False)
        with Horizontal(classes="body"):
            yield OptionList(classes="rules", compact=True, markup=False)
            yield ProblemsIn(classes="list", compact=True, markup=False)

    def on_mount(self) -> None:
        """Say that there is nothing to read yet."""
        self._refill()

    def on_resize(self, event: Resize) -> None:
        """In little room the list has it to itself."""
        self.set_class(event.size.width < _NARROW, "-narrow")

    def show(self, judged: Judged | None) -> None:
        """Show the findings of a judgement; None while the first one is awaited."""
        self._judged = judged
        self._awaited = judged is None
        self._refill()

    def forget(self) -> None:
        """No draft is open."""
        self._judged, self._awaited = None, False
        self._refill()

    def point(self, finding: Diagnostic | None) -> None:
        """Follow the cursor of the editor: mark ``finding``."""
        if finding in self._shown:
            self._list.highlighted = self._shown.index(finding)

    def step(self, direction: Direction, offset: int) -> Diagnostic | None:
        """Stand at the next (1) or previous (-1) of the listed findings from ``offset``.

        The caller goes there: a message would come after keys that are waiting already.
        """
        finding = neighbour(self._shown, offset, direction)
        if finding is not None:
            self.point(finding)
        return finding

    def action_turn(self) -> None:
        """Sort the other way."""
        self._order = "severity" if self._order == "place" else "place"
        self._refill()

    def action_filter(self) -> None:
        """Go to the filter."""
        self._input.focus()

    def action_clear(self) -> None:
        """Show everything again; what is seen as a whole already is left to others."""
        if not self._input.value:
            raise SkipAction
        self._input.value = ""
        self._list.focus()

    @on(Input.Changed)
    def _filtered(self) -> None:
        self._refill()

    @on(Input.Submitted)
    def _entered(self) -> None:
        if self._list.highlighted is None:
            self._list.highlighted = 0
        self._list.focus()

    @on(OptionList.OptionSelected, ".list")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.post_message(self.Chosen(self._shown[event.option_index]))

    @on(OptionList.OptionSelected, ".rules")
    def _picked(self, event: OptionList.OptionSelected) -> None:
        rule = self._rules[event.option_index]
        self._input.value = "" if self._input.value == rule else rule

    @on(Click, ".order")
    def _ordered(self) -> None:
        self.action_turn()

    @property
    def _list(self) -> OptionList:
        return self.query_one(".list", OptionList)

    @property
    def _input(self) -> Input:
        return self.query_one(Input)

    def _refill(self) -> None:
        if not self.query(".list"):  # not composed yet
            return
        findings = self._judged.findings if self._judged else ()
        at = self._list.highlighted
        before = self._shown[at] if at is not None and at < len(self._shown) else None
        self._shown = listed(findings, self._input.value, self._order)
        if relist(self._list, [_row(finding) for finding in self._shown]) and before:
            self._list.highlighted = _nearest(self._shown, before)
        counted = by_rule(findings)
        rules = self.query_one(".rules", OptionList)
        picked = None if rules.highlighted is None else self._rules[rules.highlighted]
        self._rules = [rule for rule, _, _ in counted]
        if relist(rules, [_count(*each) for each in counted]) and picked in self._rules:
            rules.highlighted = self._rules.index(picked)
        rules.set_class(len(counted) < 2, "-useless")
        checked = self._judged is not None and self._judged.checked  # else none is no good sign
        counts = _counts(findings) if checked else Content("")
        retell(self.query_one(".counts", Static), counts)
        retell(self.query_one(".order", Static), Content(f"{_ORDERS[self._order]} (s)"))
        retell(self.query_one(".state", Static), self._state() or Content(""), hide_empty=True)

    def _state(self) -> Content | None:
        """What is said beside or in place of the findings."""
        judged = self._judged
        if judged is None:
            return Content(str(_WAITING if self._awaited else _NO_DRAFT))
        if judged.problem is not None:
            return Content.styled(str(judged.problem), "$text-warning")
        if judged.findings:
            return None if self._shown else Content(str(_NO_MATCH))
        if judged.scores is None:
            return Content(str(_NO_WORDS))
        return Content.styled(f"✓ {_CLEAN}", "$text-success")


def _row(finding: Diagnostic) -> Content:
    mark = (MARKS[finding.severity], COLOURS[finding.severity])
    place = f"{finding.place.line}:{finding.place.column}"
    return Content.assemble(
        mark,
        f" {place:<7} ",
        (f"{finding.rule} ", "bold"),
        visible(finding.message),
    )


def _count(rule: str, severity: Severity, count: int) -> Content:
    return Content.assemble((MARKS[severity], COLOURS[severity]), f" {rule} ×{count}")


def _counts(findings: tuple[Diagnostic, ...]) -> Content:
    counts = Counter(finding.severity for finding in findings)
    pieces: list[tuple[str, str] | str] = []
    for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO):
        style = COLOURS[severity] if counts[severity] else "$text-muted"
        pieces += [(f"{MARKS[severity]} {counts[severity]} {NAMES[severity]}", style), "  "]
    return Content.assemble(*pieces)


def _nearest(findings: list[Diagnostic], wanted: Diagnostic) -> int | None:
    """The same finding after an edit: of the same rule if any is left, the nearest by place."""
    places = range(len(findings))
    return min(
        places,
        key=lambda n: (
            findings[n].rule != wanted.rule,
            abs(findings[n].span.start - wanted.span.start),
        ),
        default=None,
    )
