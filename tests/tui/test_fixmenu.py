"""contentai.tui.widgets.fixmenu: what is offered at a place, its preview, what is answered."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList, Static

from contentai.diagnostics import Applicability, Diagnostic, Edit, Fix, Place, Severity, Span
from contentai.tui.widgets.fixmenu import FixMenu
from tests.tui.stage import Stage, staged

SOURCE = "第一行有甲乙丙。\n第二行有丁。\n"


def fix(title: str, applicability: Applicability, start: int, end: int, text: str) -> Fix:
    return Fix(title, applicability, (Edit(Span(start, end), text),))


SAFE = fix("换成天", Applicability.SAFE, 4, 5, "天")
UNSAFE = fix("换成地", Applicability.UNSAFE, 4, 5, "地")
SHOWN = fix("只看看", Applicability.DISPLAY, 4, 5, "人")
OTHER = fix("换成玄", Applicability.SAFE, 13, 14, "玄")


def finding(rule: str, start: int, end: int, *fixes: Fix) -> Diagnostic:
    place = Place(1, 1, 1, 2)
    words = f"{rule} 说的话", "换个说法"
    return Diagnostic(rule, Severity.WARNING, *words, Span(start, end), place, "甲", fixes=fixes)


FOUND = [finding("TRY-001", 4, 5, SAFE, UNSAFE, SHOWN), finding("TRY-002", 13, 14, OTHER)]


def options(menu: FixMenu) -> list[str]:
    return [str(o.prompt).split("  ")[0] for o in menu.query_one(".choices", OptionList).options]


def told(menu: FixMenu, name: str = "diff") -> str:
    return str(menu.query_one(f".{name}", Static).render())


def answers(app: Stage) -> list[object]:
    kinds = (FixMenu.Picked, FixMenu.PickedAll, FixMenu.Ignore, FixMenu.Disable, FixMenu.Page)
    return [message for message in app.heard if type(message) in kinds]


async def test_nothing_is_offered_to_be_written_into_a_read_only_draft() -> None:
    menu = FixMenu()
    async with staged(menu):
        menu.open(SOURCE, FOUND, 4, read_only=True)
        assert options(menu) == [
            "换成天",
            "换成地",
            "只看看",
            "停用规则 TRY-001",
            "TRY-001 的说明（F4）",
        ]


async def test_no_fix_is_missed_where_another_finding_has_one() -> None:
    menu = FixMenu()
    async with staged(menu) as (_, pilot):
        for others, missed in (((), True), ((finding("TRY-004", 3, 6, SHOWN),), False)):
            menu.open(SOURCE, [finding("TRY-003", 3, 6), *others], 4)
            choices = menu.query_one(".choices", OptionList)
            choices.highlighted = next(
                n for n, o in enumerate(options(menu)) if "忽略 TRY-003" in o
            )
            await pilot.pause()
            assert ("没有现成的改法" in told(menu)) is missed
            assert len(told(menu).splitlines()) == 1, "one answer"
            assert told(menu).startswith("这一处没有现成的改法。这一项：") is missed


async def test_what_can_be_done_here_is_offered_with_its_preview() -> None:
    menu = FixMenu()
    async with staged(menu) as (app, pilot):
        assert not menu.display
        menu.open(SOURCE, FOUND, 4)
        await pilot.pause()
        assert options(menu) == [
            "换成天",
            "换成地",
            "只看看",
            "全部可以直接改的（2 处）",
            "在这里忽略 TRY-001…",
            "停用规则 TRY-001",
            "TRY-001 的说明（F4）",
        ]
        assert "TRY-001 说的话" in told(menu, "heading")
        assert told(menu).splitlines() == ["-   1 第一行有甲乙丙。", "+   1 第一行有天乙丙。"]
        await pilot.press("down", "down", "down")
        assert told(menu).splitlines()[2:] == ["-   2 第二行有丁。", "+   2 第二行有玄。"]
        await pilot.press("enter")
        assert isinstance(answers(app)[0], FixMenu.PickedAll)
        assert not menu.display
        assert len(app.heard_of(FixMenu.Closed)) == 1


async def test_preview_and_reason_are_seen_on_24_rows() -> None:
    menu = FixMenu()
    many = [finding(f"TRY-{n:03}", 4, 5, SAFE) for n in range(4)]
    async with staged(menu, size=(54, 20)) as (_, pilot):
        menu.open(SOURCE, many, 4)
        await pilot.pause()
        inside = menu.content_region
        assert inside.contains_region(menu.query_one(".preview").region)
        assert menu.query_one(".diff").size.height == 2
        for _ in range(options(menu).index("在这里忽略 TRY-000…")):
            await pilot.press("down")
        await pilot.press("enter")
        await pilot.pause()
        reason = menu.query_one(".reason", Input)
        assert reason.has_focus and inside.contains_region(reason.region)
        await pilot.press("escape")
        await pilot.pause()
        assert inside.contains_region(menu.query_one(".choices").region), "back to the choices"


@pytest.mark.parametrize(("downs", "picked"), [(0, SAFE), (1, UNSAFE)])
async def test_one_fix_is_picked(downs: int, picked: Fix) -> None:
    menu = FixMenu()
    async with staged(menu) as (app, pilot):
        menu.open(SOURCE, FOUND, 5)
        await pilot.press(*["down"] * downs, "enter")
        assert [message.fix for message in app.heard_of(FixMenu.Picked)] == [picked]


async def test_a_fix_that_is_only_shown_is_not_applied() -> None:
    menu = FixMenu()
    async with staged(menu) as (app, pilot):
        menu.open(SOURCE, FOUND, 4)
        await pilot.press("down", "down", "enter")
        assert answers(app) == []
        assert menu.display
        await pilot.press("escape")
        assert not menu.display


async def test_a_suppression_asks_for_its_reason() -> None:
    menu = FixMenu()
    async with staged(menu) as (app, pilot):
        menu.open(SOURCE, FOUND, 4)
        await pilot.press(*["down"] * 4, "enter")
        assert app.focused is menu.query_one(Input)
        await pilot.press("escape")
        assert menu.display, "back to the choices"
        await pilot.press("enter", *"原话", "enter")
        (ignore,) = app.heard_of(FixMenu.Ignore)
        assert (ignore.finding, ignore.reason) == (FOUND[0], "原话")


async def test_where_a_reason_is_asked_for_none_is_no_answer() -> None:
    menu = FixMenu()
    async with staged(menu) as (app, pilot):
        menu.open(SOURCE, FOUND, 4, reason_needed=True)
        await pilot.press(*["down"] * 4, "enter", "enter", "space", "enter")
        assert answers(app) == []
        await pilot.press("x", "enter")
        assert [message.reason for message in app.heard_of(FixMenu.Ignore)] == ["x"]


async def test_what_ignoring_writes_is_told_for_the_format() -> None:
    menu = FixMenu()
    async with staged(menu) as (_, pilot):
        for plain, words in ((False, "写一条注释"), (True, "写进稿件头部")):
            menu.plain = plain
            menu.open(SOURCE, FOUND, 4)
            await pilot.press(*["down"] * 4)
            assert words in told(menu)


async def test_a_rule_is_turned_off_and_explained() -> None:
    menu = FixMenu()
    async with staged(menu) as (app, pilot):
        menu.open(SOURCE, FOUND, 4, config="house.yaml")
        await pilot.press(*["down"] * 5)
        assert "house.yaml" in told(menu)
        await pilot.press("enter")
        menu.open(SOURCE, FOUND, 4)
        await pilot.press(*["down"] * 6, "enter")
        assert [m.rule for m in app.heard_of(FixMenu.Disable)] == ["TRY-001"]
        assert [m.rule for m in app.heard_of(FixMenu.Page)] == ["TRY-001"]


async def test_where_nothing_was_found_only_the_safe_ones_are_offered() -> None:
    menu = FixMenu()
    async with staged(menu) as (_, pilot):
        menu.open(SOURCE, FOUND, 0)
        await pilot.pause()
        assert options(menu) == ["全部可以直接改的（2 处）"]
        assert told(menu, "heading") == "光标处没有问题；F8 去下一处"
        menu.open("", [], 0)
        await pilot.pause()
        assert (options(menu), told(menu)) == ([], "")


async def test_a_finding_about_a_suppression_can_only_be_mended() -> None:
    about = FOUND[0]._replace(rule="SUP-001", fixes=(UNSAFE,))
    menu = FixMenu()
    async with staged(menu) as (_, pilot):
        menu.open(SOURCE, [about], 4)
        await pilot.pause()
        assert options(menu) == ["换成地"]


async def test_the_mouse_picks() -> None:
    menu = FixMenu()
    async with staged(menu) as (app, pilot):
        menu.open(SOURCE, FOUND, 4)
        await pilot.pause()
        await pilot.click(".choices", offset=(3, 1))
        assert [message.fix for message in app.heard_of(FixMenu.Picked)] == [UNSAFE]
