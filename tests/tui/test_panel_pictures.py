"""How the panels look, in Chinese and in English."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.pilot import Pilot

from contentai.language import Bilingual
from contentai.rulebook.explain import terminal_page
from contentai.tui.advice import asked
from contentai.tui.judging.work import Bench
from contentai.tui.listing import at_cursor
from contentai.tui.weeks import Happening
from contentai.tui.widgets.calendar import CalendarStrip
from contentai.tui.widgets.fixmenu import FixMenu
from contentai.tui.widgets.header import HeaderForm
from contentai.tui.widgets.problems import Problems
from contentai.tui.widgets.rulepage import RulePage
from contentai.tui.widgets.scores import Scores
from contentai.tui.widgets.standing import StandingPane
from contentai.tui.widgets.topics import TopicsPane
from tests.tui.judgements import DRAFT, bench, judged
from tests.tui.stage import STYLES, settle

ON = datetime.date(2026, 11, 22)
IDEA = asked.Idea(
    "t-1",
    "滤网、异味",
    ("空调滤网多久洗一次", "滤网有味，先看这三处"),
    0.64,
    (("affinity", 0.71), ("value", 0.95)),
    "租房青年关心“清洗”，2 个独立来源谈到。",
    "离这群人的兴趣还不够近。",
    (asked.Quote("六十户里四十一户的滤网一年没有拆过。", "滤网入户记", "家电月报", "2026-08-18"),),
    "洗滤网（2026-10-01，0.46）",
)
KINDS = (
    asked.Kind(Bilingual("干货", "value"), 0.5, 0.4, 0.5),
    asked.Kind(Bilingual("推广", "promotion"), 0.5, 0.6, 0.1),
)
NEAR = asked.Near("空调滤网怎么洗", "2026-11-03", True, 0.86)


def answer(at: Bench) -> asked.Ask:
    def ask(request: asked.Request, tell: Callable[[asked.Progress], None]) -> asked.Reply:
        if isinstance(request, asked.Suggest):
            return asked.Topics((("a", "租房青年"),), "a", (IDEA,), (), True)
        if isinstance(request, asked.Compare):
            return asked.Standing(9, (NEAR,), KINDS, KINDS[1].name, KINDS[0].name, 4, 28)
        assert isinstance(request, asked.Page)
        return asked.Lines(tuple(terminal_page(at.workspace.rulebook.rules[request.rule])))

    return ask


class Panes(App[None]):
    """All panes that stand beside a text, one beside the other."""

    CSS_PATH = STYLES
    CSS = "Horizontal > * { width: 1fr; }"

    def __init__(self, at: Bench) -> None:
        super().__init__()
        self.bench, self.found = at, judged(at)

    def compose(self) -> ComposeResult:
        ask = answer(self.bench)
        with Horizontal():
            yield Scores()
            yield RulePage(ask)
            yield HeaderForm()
            yield TopicsPane(ask, today=ON)
            yield StandingPane(ask)
        yield CalendarStrip(days=True)

    async def show(self, pilot: Pilot[None]) -> None:
        self.query_one(Scores).show(self.found, DRAFT)
        self.query_one(RulePage).show("TRY-001")
        self.query_one(HeaderForm).show(DRAFT)
        self.query_one(TopicsPane).look("a", "wechat")
        self.query_one(StandingPane).look(DRAFT, "a.md", today=ON)
        days = [Happening("大雪", ON.replace(month=12, day=7), ON.replace(month=12, day=7))]
        self.query_one(CalendarStrip).show(ON, days, ON.replace(day=30))
        await settle(pilot)


class Below(App[None]):
    """What was found, and what can be done about it."""

    CSS_PATH = STYLES

    def __init__(self, at: Bench) -> None:
        super().__init__()
        self.found = judged(at)

    def compose(self) -> ComposeResult:
        yield FixMenu()
        yield Problems()

    async def show(self, pilot: Pilot[None]) -> None:
        self.query_one(Problems).show(self.found)
        at = DRAFT.index("黄香蕉")
        assert at_cursor(self.found.findings, at)
        self.query_one(FixMenu).open(DRAFT, self.found.findings, at)
        await settle(pilot)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("app", "size"), [(Panes, (180, 30)), (Below, (100, 30))])
def test_panels(
    snap_compare: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    app: type[Panes | Below],
    size: tuple[int, int],
    language: str,
) -> None:
    monkeypatch.setenv("CONTENTAI_LANG", language)
    folder: Path = tmp_path_factory.mktemp("house")
    shown = app(bench(folder))
    assert snap_compare(shown, terminal_size=size, run_before=shown.show)
