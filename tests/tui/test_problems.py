"""contentai.tui.widgets.problems: listed, filtered, counted, stepped through, chosen."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList, Static

from contentai.language import Bilingual
from contentai.tui.judging.judged import Judged
from contentai.tui.judging.work import Bench
from contentai.tui.widgets.problems import Problems
from tests.tui.judgements import DRAFT, bench, judged
from tests.tui.stage import staged


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return bench(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def found(house: Bench) -> Judged:
    return judged(house)


def rows(panel: Problems, name: str = "list") -> list[str]:
    options = panel.query_one(f".{name}", OptionList).options
    return [str(option.prompt).strip() for option in options]


def state(panel: Problems) -> str:
    shown = panel.query_one(".state", Static)
    return str(shown.render()) if shown.display else ""


def chosen(app: object) -> list[str]:
    return [message.finding.excerpt for message in app.heard_of(Problems.Chosen)]  # type: ignore[attr-defined]


async def test_findings_are_listed_counted_sorted_and_filtered(found: Judged) -> None:
    panel = Problems()
    async with staged(panel) as (app, pilot):
        assert state(panel) == "没有打开的稿件"
        panel.show(None)
        assert state(panel) == "正在看这一稿…"
        panel.show(found)
        assert [row.split()[2] for row in rows(panel)] == [
            "TRY-001",
            "TRY-003",
            "TRY-002",
            "TRY-001",
        ]
        assert rows(panel)[0].startswith("✗ 6:5")
        assert rows(panel, "rules") == ["✗ TRY-001 ×2", "! TRY-002 ×1", "i TRY-003 ×1"]
        counts = str(panel.query_one(".counts", Static).render())
        assert counts.split() == ["✗", "2", "错误", "!", "1", "警告", "i", "1", "提示"]
        panel.query_one(".list").focus()
        await pilot.press("s")
        assert [row[0] for row in rows(panel)] == ["✗", "✗", "!", "i"]
        await pilot.press("slash", *"香", "enter")
        assert [row.split()[2] for row in rows(panel)] == ["TRY-002"]
        await pilot.press("enter")
        assert chosen(app) == ["黄香蕉"]
        await pilot.press("slash", *"zzz")
        assert rows(panel) == []
        assert state(panel) == "没有一处符合筛选，Esc 清空"
        await pilot.press("escape")
        assert len(rows(panel)) == 4


async def test_a_rule_that_is_picked_filters_and_lets_go(found: Judged) -> None:
    panel = Problems()
    async with staged(panel) as (_, pilot):
        panel.show(found)
        panel.query_one(".rules").focus()
        await pilot.press("down", "down", "enter")
        assert panel.query_one(Input).value == "TRY-002"
        assert len(rows(panel)) == 1
        await pilot.press("enter")
        assert len(rows(panel)) == 4


async def test_steps_go_on_from_the_cursor_and_round_the_ends(found: Judged) -> None:
    panel = Problems()
    async with staged(panel) as (app, pilot):
        assert panel.step(1, 0) is None
        panel.show(found)
        at, gone = 0, []
        for _ in range(5):
            step = panel.step(1, at)
            assert step
            at = step.span.start
            gone.append(step.excerpt)
        back = panel.step(-1, at)
        await pilot.pause()
        assert back
        assert gone == ["绿苹果", "蓝莓", "黄香蕉", "绿苹果", "绿苹果"]
        assert chosen(app) == []  # who steps goes there
        assert back.span.start == DRAFT.rindex("绿苹果")


async def test_the_mouse_chooses_and_sorts(found: Judged) -> None:
    panel = Problems()
    async with staged(panel) as (app, pilot):
        panel.show(found)
        await pilot.pause()
        await pilot.click(".list", offset=(20, 2))
        assert chosen(app) == ["黄香蕉"]
        await pilot.click(".order")
        assert [row[0] for row in rows(panel)] == ["✗", "✗", "!", "i"]


async def test_what_was_highlighted_stays_so_after_another_judgement(
    found: Judged, house: Bench
) -> None:
    panel = Problems()
    async with staged(panel) as (_, pilot):
        panel.show(found)
        panel.point(found.findings[2])
        listed = panel.query_one(".list", OptionList)
        assert listed.highlighted == 2
        later = judged(house, DRAFT.replace("绿苹果，也", "也"), 2)
        panel.show(later)
        await pilot.pause()
        assert listed.highlighted == 1
        assert "黄香蕉" in str(listed.options[1].prompt)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("只讲怎么挑、怎么放、放几天。", "✓ 已经读过、判过：没有发现问题"),
        ("", "稿子里没有可判的文字"),
    ],
)
async def test_nothing_found_is_told_apart_from_nothing_read(
    house: Bench, text: str, told: str
) -> None:
    panel = Problems()
    async with staged(panel):
        panel.show(judged(house, text))
        assert (rows(panel), state(panel)) == ([], told)


async def test_why_nothing_was_judged_is_told() -> None:
    panel = Problems()
    async with staged(panel):
        panel.show(Judged(1, (), None, {}, (), Bilingual("没有模型", "no model"), 0.0))
        assert state(panel) == "没有模型"


async def test_a_draft_cannot_write_on_the_terminal(house: Bench) -> None:
    text = "绿\u200b苹果[red]x[/red]\x1b[31m 绿苹果"
    panel = Problems()
    async with staged(panel) as (app, _):
        panel.show(judged(house, text))
        shown = "".join(s.text for strip in app.screen._compositor.render_strips() for s in strip)
        assert "\x1b" not in shown
        assert rows(panel)


async def test_in_little_room_the_list_has_it_to_itself(found: Judged) -> None:
    panel = Problems()
    async with staged(panel, size=(60, 12)) as (_, pilot):
        panel.show(found)
        await pilot.pause()
        assert panel.query_one(".rules").size.width == 0
        assert panel.query_one(".list").size.width == 60
