"""contentai.tui.widgets.status: what the line at the bottom tells where there is little room."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets._toast import Toast

from contentai.language import Bilingual
from contentai.tui.widgets.status import StatusLine
from tests.tui.stage import settle, staged
from tests.tui.writing import writing

WHY = "只按规则查，没有打分：没有模型文件 /a/long/way/down/to/posts.safetensors；重装 contentai"


@pytest.mark.parametrize("name", ["稿.md", ""])
async def test_what_is_off_is_told_in_few_words_rather_than_not_at_all(name: str) -> None:
    line = StatusLine()
    async with staged(line, size=(60, 3)) as (_, pilot):
        line.tell(name=name, errors=7, checked=True, phase=Bilingual(WHY, WHY))
        await pilot.pause()
        told = line.render().plain
        assert "只按规则查" in told
        assert ("✗7" in told) is bool(name)


async def test_what_is_off_has_all_the_room_that_is_left() -> None:
    line = StatusLine()
    async with staged(line, size=(120, 3)) as (_, pilot):
        for columns in (60, 80, 100, 120):
            await pilot.resize_terminal(columns, 3)
            line.tell(name="稿.md", checked=True, phase=Bilingual(WHY, WHY))
            await pilot.pause()
            told = line.render().plain
            assert WHY in told or " " * 4 not in told, columns
            assert "✗0 !0 i0" in told
        assert WHY in told, "whole where there is room"


async def test_a_draft_that_is_not_checked_does_not_look_clean() -> None:
    line = StatusLine()
    async with staged(line, size=(80, 3)) as (_, pilot):
        why = Bilingual("检查停了，配置或规则用不了（contentai.yaml:3）：……", "unusable")
        for columns, told in ((80, str(why)), (30, "没检查"), (80, str(why))):
            await pilot.resize_terminal(columns, 3)
            line.tell(name="稿.md", phase=why, checked=False)
            await pilot.pause()
            assert told in line.render().plain
            assert "✗0" not in line.render().plain
        line.tell(phase=None, checked=True)
        assert "✗0 !0 i0" in line.render().plain


@pytest.mark.parametrize("size", [(110, 24), (40, 12), (30, 8)])
@pytest.mark.parametrize("key", ["", "ctrl+f", "ctrl+r"])
async def test_what_is_told_for_some_seconds_hides_neither_the_line_nor_the_bar_that_finds(
    tmp_path: Path, size: tuple[int, int], key: str
) -> None:
    (tmp_path / "a.md").write_text("字\n", "utf-8")
    async with writing(tmp_path / "a.md", size=size, told=True) as desk:
        if key:
            await desk.press(key)
        desk.app.notify("a.md 在另一个编辑器里也开着，保存时会比对磁盘", timeout=60)
        await desk.until(lambda: bool(desk.screen.query(Toast)))
        await settle(desk.pilot)
        bar, line = desk.screen.bar, desk.screen.query_one(StatusLine)
        assert bar
        below = bar if key else line
        toast = desk.screen.query_one(Toast)
        assert toast.region.height > 1
        assert toast.region.y > 0 and toast.region.bottom <= below.region.y
        await desk.press("escape")
        await settle(desk.pilot)
        assert 0 <= line.region.y - toast.region.bottom <= 1
