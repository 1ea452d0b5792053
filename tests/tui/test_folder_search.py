"""contentai.tui.screens.foldersearch: seen before it is done, done at once, taken back singly."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from contentai.diagnostics import Edit, Span
from contentai.tui.finding import Query
from contentai.tui.folder import Written
from contentai.tui.screens.foldersearch import FolderSearch, Goto
from tests.tui.stage import Stage, settle, staged, until


class Opened:
    """The open drafts of an editor."""

    def __init__(self, texts: dict[Path, str]) -> None:
        self.texts = texts
        self.edits: dict[Path, tuple[Edit, ...]] = {}

    def replace(self, path: Path, edits: tuple[Edit, ...]) -> None:
        self.edits[path] = edits


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text("老款，老款\n第二行的老款")
    (tmp_path / "b.md").write_text("没有")
    (tmp_path / "c.md").write_text("[b]老款[/b]")
    (tmp_path / "d.md").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "e.md").write_text("磁盘上没有")
    return tmp_path


@asynccontextmanager
async def searching(
    folder: Path, query: Query, written: list[Written] | None = None
) -> AsyncIterator[tuple[Stage, Pilot[None], FolderSearch, Opened]]:
    opened = Opened({(folder / "e.md").resolve(): "编辑器里有老款"})
    screen = FolderSearch(
        [folder], query, lambda: opened.texts, opened.replace, [] if written is None else written
    )
    async with staged(screen=screen) as (app, pilot):
        if query.wanted:
            await until(pilot, lambda: bool(screen.query_one(OptionList).option_count))
            await settle(pilot)
        yield app, pilot, screen, opened


def lines(screen: FolderSearch) -> list[str]:
    shown = screen.query_one(OptionList)
    found = [str(shown.get_option_at_index(n).prompt) for n in range(shown.option_count)]
    return [line.replace(str(screen.paths[0]) + "/", "") for line in found]


def told(screen: FolderSearch) -> str:
    return str(screen.query_one("#folder-told", Static).render())


async def test_hits_are_listed_with_their_lines(folder: Path) -> None:
    async with searching(folder, Query("老款")) as (app, pilot, screen, _):
        assert lines(screen) == [
            "[x] a.md  3",
            "      1 老款，老款",
            "      1 老款，老款",
            "      2 第二行的老款",
            "[x] c.md  1",
            "      1 [b]老款[/b]",
            "[x] e.md  1，打开着",
            "      1 编辑器里有老款",
        ]
        assert told(screen).startswith("3 个文件，5 处；1 个没有查，如 d.md：")
        screen.query_one(OptionList).focus()
        await pilot.press("down", "down", "down", "enter")
        await pilot.pause()
        assert app.answers == [Goto(folder / "a.md", Span(10, 12))]


async def test_the_replacement_is_seen_in_place_then_made_and_taken_back(folder: Path) -> None:
    written: list[Written] = []
    async with searching(folder, Query("老款"), written) as (_, pilot, screen, opened):
        await pilot.press("tab", "旧")
        await settle(pilot)
        assert lines(screen)[1] == "      1 老款→旧，老款"
        screen.query_one(OptionList).focus()
        screen.query_one(OptionList).highlighted = 4
        await pilot.press("space")
        assert lines(screen)[4] == "[ ] c.md  1"
        await pilot.press("alt+a")
        await settle(pilot)
        assert (folder / "a.md").read_text() == "旧，旧\n第二行的旧"
        assert (folder / "c.md").read_text() == "[b]老款[/b]", "left out"
        assert opened.edits == {folder / "e.md": (Edit(Span(5, 7), "旧"),)}
        assert (folder / "e.md").read_text() == "磁盘上没有"
        assert "换了 4 处" in told(screen) and "1 个文件" in told(screen)
        assert lines(screen) == ["已换 a.md（3 处）"]
        await pilot.press("alt+z")
        await settle(pilot)
        assert (folder / "a.md").read_text() == "老款，老款\n第二行的老款"
        assert written == [] and lines(screen) == []


async def test_what_was_written_can_be_taken_back_later_unless_changed(folder: Path) -> None:
    written: list[Written] = []
    async with searching(folder, Query("没有"), written) as (_, pilot, _screen, _opened):
        await pilot.press("tab", "有", "alt+a")
        await settle(pilot)
        assert len(written) == 1
    (folder / "b.md").write_text("别人改的")
    async with searching(folder, Query(""), written) as (app, pilot, screen, _):
        assert lines(screen) == ["已换 b.md（1 处）"]
        await pilot.click("#folder-back")
        assert "没有撤销" in told(screen)
        assert (folder / "b.md").read_text() == "别人改的"
        await pilot.click("#folder-leave")
        assert app.answers == [None]


async def test_one_file_that_refuses_stops_it_all(folder: Path) -> None:
    async with searching(folder, Query("老款")) as (_, pilot, screen, opened):
        (folder / "c.md").write_text("刚刚改过的老款")
        await pilot.press("tab", "旧", "alt+a")
        await settle(pilot)
        assert "c.md" in told(screen) and "都没有动" in told(screen)
        assert (folder / "a.md").read_text().startswith("老款")
        assert opened.edits == {}


async def test_an_open_draft_that_went_on_is_searched_again_first(folder: Path) -> None:
    async with searching(folder, Query("老款")) as (_, pilot, screen, opened):
        opened.texts = dict.fromkeys(opened.texts, "又写了几个字，老款")
        await pilot.press("tab", "旧", "alt+a")
        await settle(pilot)
        assert "再查一次" in told(screen)
        assert (folder / "a.md").read_text().startswith("老款")


async def test_what_is_wrong_is_told(folder: Path) -> None:
    async with searching(folder, Query("")) as (app, pilot, screen, _):
        await pilot.press("alt+r", "(", "enter")
        await settle(pilot)
        assert told(screen).startswith("正则写错了")
        await pilot.press("alt+a", "alt+z")
        await settle(pilot)
        assert "先选一个" in told(screen)
        await pilot.press("老", ")", "enter")
        await settle(pilot)
        await pilot.press("tab", "\\", "7", "alt+a")
        await settle(pilot)
        assert r"\7" in told(screen)
        assert (folder / "a.md").read_text().startswith("老款")
        await pilot.press("escape")
        await pilot.pause()
        assert app.answers == [None]
