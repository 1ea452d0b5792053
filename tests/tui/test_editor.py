"""contentai.tui.widgets.editor: keys, marks and mouse on a real text area."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.containers import Vertical
from textual.events import Key
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from contentai.diagnostics import Diagnostic, Edit, Evidence, Place, Severity, Span
from contentai.tui.widgets.editor import Editor
from tests.tui.stage import Stage, settle, staged, until

TEXT = "第一行有绿苹果\n第二行👨‍👩‍👧在\n\n第四行很长" + "很长的话，" * 30


@asynccontextmanager
async def editing(
    text: str = TEXT, *, read_only: bool = False, size: tuple[int, int] = (60, 20)
) -> AsyncIterator[tuple[Stage, Pilot[None], Editor]]:
    editor = Editor(text, id="text", read_only=read_only)
    async with staged(editor, size=size) as (app, pilot):
        editor.focus()
        await settle(pilot)
        yield app, pilot, editor


def finding(
    start: int, end: int, severity: Severity = Severity.ERROR, message: str = "有苹果"
) -> Diagnostic:
    return Diagnostic("TRY-001", severity, message, "改", Span(start, end), Place(1, 1, 1, 2), "")


def shown(editor: Editor, row: int) -> str:
    return editor.render_line(row).text.rstrip()


async def test_typing_moves_marks_and_touching_drops_them() -> None:
    async with editing() as (app, pilot, editor):
        editor.show_findings([finding(4, 7), finding(9, 11)], editor.version)
        await pilot.press("你", "好")
        assert [span for _, span in editor.findings] == [Span(6, 9), Span(11, 13)]
        editor.go_to(Span(7, 7))
        await pilot.press("x")
        assert [span for _, span in editor.findings] == [Span(12, 14)]
        assert editor.text.startswith("你好第一行有绿x苹果")
        versions = [message.version for message in app.heard_of(Editor.Edited)]
        assert versions == sorted(versions) == [1, 2, 3]


async def test_marks_gutter_and_underlines_are_painted() -> None:
    async with editing() as (_, pilot, editor):
        editor.show_findings([finding(4, 7), finding(11, 12, Severity.WARNING)], 0)
        await pilot.pause()
        assert shown(editor, 0).startswith("✗1 第一行有绿苹果")
        assert shown(editor, 1).startswith("!2 第二行👨‍👩‍👧在")
        assert shown(editor, 2).startswith(" 3")
        marked = [s.text for s in editor.render_line(0) if s.style and s.style.underline]
        assert marked == ["绿苹果"]
        # A row that continues a line has no number and no mark of its own.
        assert shown(editor, 4).startswith("   ")


async def test_the_message_stands_behind_the_line_once_the_cursor_rests() -> None:
    async with editing() as (_, pilot, editor):
        editor.show_findings([finding(4, 7)], 0)
        editor.on_text_area_selection_changed()  # it may have rested already
        before = [shown(editor, row) for row in range(4)]
        assert "有苹果" not in before[0][8:]
        await until(pilot, lambda: "有苹果" in shown(editor, 0))
        assert shown(editor, 0) == before[0] + "  有苹果"
        assert [shown(editor, row) for row in range(1, 4)] == before[1:]  # nothing moved
        await pilot.press("down")
        assert shown(editor, 0) == before[0]


async def test_the_finding_pointed_at_is_told_once() -> None:
    async with editing() as (app, pilot, editor):
        one, other = finding(4, 7), finding(9, 11)
        editor.show_findings([one, other], 0)
        await pilot.press("right", "right", "down", "down")
        told = [message.finding for message in app.heard_of(Editor.Pointed)]
        assert told == [one, other, None]


async def test_edits_together_are_one_step_of_undo() -> None:
    async with editing("一绿二绿三\n四绿五") as (_, pilot, editor):
        editor.apply([Edit(Span(1, 2), "红\n红"), Edit(Span(3, 4), ""), Edit(Span(7, 8), "蓝")])
        assert editor.text == "一红\n红二三\n四蓝五"
        rows = [shown(editor, row) for row in range(4)]
        assert [row[3:] for row in rows] == ["一红", "红二三", "四蓝五", ""]
        await pilot.press("ctrl+z")
        assert editor.text == "一绿二绿三\n四绿五"
        assert shown(editor, 1).endswith("四绿五")
        await pilot.press("ctrl+y")
        assert editor.text == "一红\n红二三\n四蓝五"
        await pilot.press("x", "ctrl+z", "ctrl+z")
        assert editor.text == "一绿二绿三\n四绿五"


async def test_marks_survive_undo_where_it_changed_nothing() -> None:
    async with editing("绿苹果和黄香蕉") as (_, pilot, editor):
        editor.show_findings([finding(0, 3), finding(4, 7)], 0)
        editor.apply([Edit(Span(0, 3), "梨")])
        assert [span for _, span in editor.findings] == [Span(2, 5)]
        await pilot.press("ctrl+z")
        assert [span for _, span in editor.findings] == [Span(4, 7)]


async def test_words_and_signs_are_single_moves() -> None:
    async with editing() as (_, pilot, editor):
        editor.show_words([0, 2, 3, 4, 5, 8, 10, 16], 0)
        await pilot.press("ctrl+right", "ctrl+right")
        assert editor.cursor == 3
        await pilot.press("ctrl+left")
        assert editor.cursor == 2
        editor.go_to(Span(11, 11))
        await pilot.press("right")
        assert editor.cursor == 16  # behind the whole family
        await pilot.press("backspace")
        assert editor.document.lines[1] == "第二行在"
        await pilot.press("ctrl+home", "ctrl+right", "alt+delete")
        assert editor.document.lines[0] == "第一有绿苹果"
        await pilot.press("ctrl+shift+end")
        assert editor.selected_text == editor.text[2:]


async def test_paste_keeps_one_kind_of_line_end() -> None:
    async with editing("") as (_, pilot, editor):
        pasted = "一\r\n二\r三\n" + "很长" * 20_000
        pilot.app.post_message(events.Paste(pasted))
        await until(pilot, lambda: bool(editor.text))
        assert editor.text == "一\n二\n三\n" + "很长" * 20_000
        assert editor.cursor == len(editor.text)
        await pilot.press("ctrl+z")
        assert editor.text == ""


async def test_a_burst_of_keys_is_whole_and_in_order() -> None:
    async with editing("尾" * 20_000) as (app, pilot, editor):
        typed = "".join(chr(0x4E00 + n) for n in range(500))
        for sign in typed:
            app.post_message(events.Key(sign, sign))
        await until(pilot, lambda: len(editor.text) >= 20_500)
        assert editor.text == typed + "尾" * 20_000
        assert shown(editor, 0)[3:6] == typed[:3]


async def test_a_click_on_a_mark_chooses_its_finding() -> None:
    async with editing() as (app, pilot, editor):
        low, high = finding(0, 2, Severity.INFO), finding(4, 7)
        editor.show_findings([low, high], 0)
        await pilot.click(editor, offset=(0, 0))
        assert [message.finding for message in app.heard_of(Editor.MarkClicked)] == [high]
        await pilot.click(editor, offset=(1, 2))
        assert editor.cursor_location == (2, 0)
        assert len(app.heard_of(Editor.MarkClicked)) == 1
        await pilot.click(editor, offset=(3 + 7, 1))  # behind the family: 第二行👨‍👩‍👧 are 8 cells
        assert editor.cursor_location == (1, 3)


async def test_heat_and_hits_are_drawn_and_taken_away() -> None:
    async with editing() as (_, pilot, editor):

        def grounds() -> list[str]:
            row = editor.render_line(0)
            base = editor.rich_style.bgcolor
            return [s.text for s in row if s.style and s.style.bgcolor != base]

        editor.blur()
        await pilot.pause()
        before = grounds()
        editor.show_heat([Evidence(Span(4, 7), 2.0)], 0)
        assert [text for text in grounds() if text not in before] == ["绿苹果"]
        editor.show_heat([], 0)
        editor.show_found([Span(0, 2)], 0)
        assert [text for text in grounds() if text not in before] == ["第一"]
        editor.show_found([])
        assert grounds() == before


async def test_read_only_text_stays() -> None:
    async with editing(read_only=True) as (_, pilot, editor):
        await pilot.press("x", "backspace", "delete", "tab", "alt+delete", "ctrl+k")
        editor.apply([Edit(Span(0, 1), "x")])
        pilot.app.post_message(events.Paste("x"))
        await pilot.pause()
        assert editor.text == TEXT


@pytest.mark.parametrize("key", ["x", "好", "enter", "tab", "backspace", "delete", "ctrl+k", ""])
async def test_whoever_writes_into_a_read_only_text_is_told_once_and_how(key: str) -> None:
    async with editing(read_only=True) as (_, pilot, _editor):
        await pilot.press("down", "right", "ctrl+a", "shift+left")
        assert not pilot.app._notifications
        for _ in range(3):
            if key:
                await pilot.press(key)
            else:
                pilot.app.post_message(events.Paste("x"))
                await pilot.pause()
        (told,) = pilot.app._notifications
        assert "只读" in told.message and "另存为（F12）" in told.message


@pytest.mark.parametrize("size", [(20, 5), (6, 2), (1, 1), (200, 60)])
async def test_any_size_of_terminal_is_painted(size: tuple[int, int]) -> None:
    async with editing(size=size) as (_, pilot, editor):
        editor.show_findings([finding(4, 7)], 0)
        await pilot.press("down", "x", "enter", "pagedown", "pageup", "ctrl+end")
        assert editor.text.count("x") == 1


async def test_marks_of_the_markup_language_are_text() -> None:
    async with editing("[bold]不是标记[/bold] [/]") as (_, pilot, editor):
        editor.show_findings([finding(0, 4, message="[red]也[/] 不是")], 0)
        await until(pilot, lambda: "也" in shown(editor, 0))
        assert shown(editor, 0) == "✗1 [bold]不是标记[/bold] [/]  [red]也[/] 不是"


class Busy(Vertical):
    """A parent that has something to do."""

    class Wait(Message):
        pass

    def __init__(self, *children: Widget) -> None:
        super().__init__(*children)
        self.begun, self.done = asyncio.Event(), asyncio.Event()

    async def on_busy_wait(self) -> None:
        self.begun.set()
        await self.done.wait()


async def test_keys_keep_their_order_while_a_parent_is_busy() -> None:
    editor = Editor("标题\n正文")
    busy = Busy(editor)
    async with staged(busy) as (app, pilot):
        editor.focus()
        await pilot.pause()
        busy.post_message(Busy.Wait())
        await busy.begun.wait()
        for key, character in (("end", None), ("x", "x"), ("home", None), ("y", "y")):
            app.post_message(Key(key, character))
        # Not by the pilot, which waits for the parent too.
        for _ in range(3000):
            if len(editor.text) == len("标题\n正文") + 2:
                break
            await asyncio.sleep(0.01)
        text = editor.text
        busy.done.set()
        assert text == "y标题x\n正文"


async def test_a_remapped_key_acts_and_the_usual_one_no_longer() -> None:
    editor = Editor("标题")
    async with staged(editor) as (app, pilot):
        app.set_keymap({"redo": "ctrl+b", "undo": "ctrl+y"})
        editor.focus()
        await pilot.press("x", "ctrl+z")
        assert editor.text == "x标题"
        await pilot.press("ctrl+y")
        assert editor.text == "标题"
        await pilot.press("ctrl+b")
        assert editor.text == "x标题"
