"""contentai.tui.widgets.findbar on a real editor: found, gone to, replaced in one step."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input, Static

from contentai.tui.cells import width as cells
from contentai.tui.finding import Query
from contentai.tui.widgets.editor import Editor
from contentai.tui.widgets.findbar import FindBar
from contentai.tui.widgets.keybar import KeyBar
from tests.tui.stage import Stage, settle, staged
from tests.tui.writing import writing

TEXT = "老款，新款，老款\n加我薇信，老款"


@asynccontextmanager
async def searching(
    text: str = TEXT, *, replacing: bool = False, read_only: bool = False
) -> AsyncIterator[tuple[Stage, Pilot[None], Editor, FindBar]]:
    editor, bar = Editor(text, id="text", read_only=read_only), FindBar()
    async with staged(editor, bar) as (app, pilot):
        editor.focus()
        bar.attach(editor)
        bar.open(replacing=replacing)
        await settle(pilot)
        yield app, pilot, editor, bar


async def typed(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause(0.12)
    await settle(pilot)


def told(bar: FindBar) -> str:
    return str(bar.query_one("#find-told", Static).render())


async def test_what_is_typed_is_found_at_once_and_keys_go_on() -> None:
    async with searching() as (app, pilot, editor, bar):
        await typed(pilot, "老", "款")
        assert (editor.selected_text, editor.cursor, told(bar)) == ("老款", 2, "1/3")
        await typed(pilot, "enter")
        assert (editor.cursor, told(bar)) == (8, "2/3")
        await typed(pilot, "f3")
        assert (editor.cursor, told(bar)) == (16, "3/3")
        await typed(pilot, "f3")
        assert (editor.cursor, told(bar)) == (2, "1/3"), "round the end"
        await typed(pilot, "shift+f3")
        assert (editor.cursor, told(bar)) == (16, "3/3"), "round the start"
        assert [(m.number, m.count) for m in app.heard_of(FindBar.Moved)] == [
            (2, 3), (3, 3), (1, 3), (3, 3),
        ]  # fmt: skip
        await typed(pilot, "x")
        assert told(bar) == "没有找到"
        await typed(pilot, "escape")
        assert not bar.display and len(app.heard_of(FindBar.Closed)) == 1
        assert editor.text == TEXT


async def test_the_selection_is_what_is_looked_for() -> None:
    async with searching() as (_, pilot, editor, bar):
        bar.action_close()
        editor.focus()
        editor.move_cursor((0, 6))
        editor.move_cursor((0, 8), select=True)
        bar.open()
        await settle(pilot)
        assert bar.fields.query_now == Query("老款")
        assert told(bar) == "2/3"
        await typed(pilot, "enter")
        assert told(bar) == "3/3"


async def test_options_are_turned_by_keys() -> None:
    async with searching() as (_, pilot, _editor, bar):
        await typed(pilot, "微", "信", "alt+d")
        assert bar.fields.query_now == Query("微信", folded=True)
        assert told(bar) == "1/1"
        await typed(pilot, "alt+d", "alt+c", "alt+f")
        assert bar.fields.query_now == Query("微信", any_case=False, any_width=True)
        assert told(bar) == "没有找到"
        await typed(pilot, "alt+c", "alt+f", "alt+w", "alt+r")
        assert bar.fields.query_now == Query("微信", "regex")
        await typed(pilot, "alt+w")
        assert bar.fields.query_now == Query("微信", "word")
        assert told(bar) == "没有找到"


async def test_options_are_turned_by_mouse() -> None:
    async with searching() as (_, pilot, editor, bar):
        await typed(pilot, "微", "信")
        await pilot.click("#find-folded")
        await pilot.pause(0.12)
        await settle(pilot)
        assert editor.selected_text == "薇信"
        assert "[x]" in str(bar.query_one("#find-folded").render())


async def test_a_wrong_expression_is_told_and_moves_nothing() -> None:
    async with searching(replacing=True) as (_, pilot, editor, bar):
        await typed(pilot, "alt+r", "(")
        assert told(bar).startswith("正则写错了")
        await typed(pilot, "enter", "alt+a")
        assert (editor.cursor, editor.text) == (0, TEXT)
        await typed(pilot, "老", ")")
        assert told(bar) == "1/3"


async def test_one_place_is_replaced_and_the_next_is_shown() -> None:
    async with searching(replacing=True) as (app, pilot, editor, bar):
        await typed(pilot, "老", "款", "tab", "旧", "enter")
        assert editor.text.startswith("旧，新款，老款\n")
        assert (editor.selected_text, editor.cursor, told(bar)) == ("老款", 7, "1/2")
        await typed(pilot, "enter")
        assert editor.text == "旧，新款，旧\n加我薇信，老款"
        assert [m.count for m in app.heard_of(FindBar.Replaced)] == [1, 1]


async def test_all_places_are_replaced_in_one_step_of_undo() -> None:
    async with searching(replacing=True) as (app, pilot, editor, bar):
        await typed(pilot, "alt+r", *"(老|新)款", "tab", *r"\1货", "\\", "9", "alt+a")
        assert r"\9" in told(bar), "a replacement that means nothing is told"
        assert editor.text == TEXT
        await typed(pilot, "backspace", "backspace", "alt+a")
        assert editor.text == "老货，新货，老货\n加我薇信，老货"
        assert "4" in told(bar)
        assert [m.count for m in app.heard_of(FindBar.Replaced)] == [4]
        editor.undo()
        assert editor.text == TEXT
        editor.redo()
        assert editor.text.count("货") == 4


async def test_a_replacement_that_contains_what_is_looked_for_ends() -> None:
    async with searching("款款", replacing=True) as (_, pilot, editor, _bar):
        await typed(pilot, "款", "tab", "款", "款", "enter")
        assert (editor.text, editor.cursor) == ("款款款", 3)
        await typed(pilot, "enter")
        assert editor.text == "款款款款"


async def test_a_draft_that_may_not_be_changed_is_left_alone() -> None:
    async with searching(replacing=True, read_only=True) as (app, pilot, editor, bar):
        await typed(pilot, "老", "款", "tab", "旧", "enter", "alt+a")
        assert "不许改" in told(bar)
        assert editor.text == TEXT and not app.heard_of(FindBar.Replaced)


async def test_hits_follow_the_text_and_another_editor() -> None:
    async with searching() as (app, pilot, editor, bar):
        await typed(pilot, "老", "款")
        editor.insert("老款", (0, 0))
        bar.refresh_hits()
        await typed(pilot)
        assert "4" in told(bar)
        other = Editor("没有", id="other")
        await app.mount(other, before=bar)
        bar.attach(other)
        await typed(pilot)
        assert told(bar) == "没有找到"
        bar.attach(None)
        await typed(pilot, "enter", "alt+a")
        assert editor.text == "老款" + TEXT


async def test_nothing_is_looked_for_while_it_is_closed() -> None:
    async with searching() as (_, pilot, editor, bar):
        await typed(pilot, "老", "款", "escape")
        editor.move_cursor((0, 0))
        bar.refresh_hits()
        await typed(pilot)
        assert editor.cursor == 0
        assert bar.query_one("#find-wanted", Input).value == "老款"
        await bar.action_next()
        assert editor.selected_text == "老款", "F3 goes on with what was looked for last"


async def test_what_was_replaced_stays_told_and_is_taken_back_from_the_bar(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT, "utf-8")
    async with writing(tmp_path / "a.md") as desk:
        await desk.press("ctrl+r")
        bar = desk.screen.query_one(FindBar)
        await typed(desk.pilot, "老", "款", "tab", "旧", "alt+a")
        assert desk.editor.text.count("旧") == 3
        assert told(bar) == "换了 3 处，一步可撤回", "and not, right after it, that none is left"
        await typed(desk.pilot, "ctrl+z")
        assert (desk.editor.text, told(bar)) == (TEXT, "1/3")
        await typed(desk.pilot, "ctrl+y")
        assert desk.editor.text.count("旧") == 3


async def test_all_is_replaced_only_once_one_sees_by_what(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT, "utf-8")
    async with writing(tmp_path / "a.md") as desk:
        await desk.press("ctrl+f")
        bar = desk.screen.query_one(FindBar)
        await typed(desk.pilot, "老", "款", "alt+a")
        assert desk.editor.text == TEXT, "nobody asked that it be replaced by nothing"
        assert bar.fields.replacing
        await typed(desk.pilot, "旧", "alt+a")
        assert desk.editor.text.count("旧") == 3


async def test_the_line_of_keys_tells_those_that_work_where_one_is(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT, "utf-8")
    async with writing(tmp_path / "a.md") as desk:
        line = desk.screen.query_one(KeyBar)
        assert "全部替换" not in str(line.render())
        await desk.press("ctrl+r")
        await settle(desk.pilot)
        shown = str(line.render())
        assert shown.startswith(" F1 帮助  F3 下一处  Alt+A 全部替换  Esc 关上 ")
        await desk.pilot.click(KeyBar, offset=(cells(shown[: shown.index("Esc")]) + 1, 0))
        await settle(desk.pilot)
        assert not desk.screen.query_one(FindBar).display, "a click does what the key does"
        assert "全部替换" not in str(line.render())
