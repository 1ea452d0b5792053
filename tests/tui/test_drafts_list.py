"""contentai.tui.widgets.drafts: the drafts of a folder and how each of them stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from contentai.tui.widgets.drafts import DraftList
from tests.tui.stage import settle, staged


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "春").mkdir()
    for name in ("a.md", "b.txt", "春/换盆.md", ".hidden.md", "x.png", "out.md"):
        (tmp_path / name).write_text("一")
    (tmp_path / ".contentaiignore").write_text("out.md\n")
    return tmp_path


def lines(drafts: DraftList) -> list[str]:
    shown = drafts.query_one(OptionList)
    return [str(shown.get_option_at_index(n).prompt) for n in range(shown.option_count)]


def told(drafts: DraftList) -> str:
    return str(drafts.query_one("#drafts-told", Static).render())


async def test_drafts_are_those_that_lint_finds(folder: Path) -> None:
    drafts = DraftList([folder])
    async with staged(drafts) as (app, _):
        assert lines(drafts) == ["·  a.md", "·  b.txt", "·  春/换盆.md"]
        assert told(drafts) == "3 篇"
        (loaded,) = app.heard_of(DraftList.Loaded)
        assert [path.name for path in loaded.paths] == ["a.md", "b.txt", "换盆.md"]


async def test_a_filter_that_nothing_passes_is_told(folder: Path) -> None:
    drafts = DraftList([folder])
    async with staged(drafts) as (_, pilot):
        drafts.query_one(Input).value = "没有的名字"
        await settle(pilot)
        assert (lines(drafts), told(drafts)) == ([], "3 篇里没有叫这个的")
        drafts.query_one(Input).value = "b"
        await settle(pilot)
        assert told(drafts) == "1/3 篇"


async def test_numbers_in_names_count_by_their_size(tmp_path: Path) -> None:
    for name in ("稿10.md", "稿2.md", "稿1.md", "第10周/a.md", "第9周/a.md", "b.md", "稿.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("一", "utf-8")
    drafts = DraftList([tmp_path])
    async with staged(drafts):
        names = [line[3:] for line in lines(drafts)]
        assert names == [
            *("b.md", "稿.md", "稿1.md", "稿2.md", "稿10.md"),
            *("第9周/a.md", "第10周/a.md"),
        ]


async def test_the_filter_is_left_upwards_and_empty_once_a_draft_was_opened(folder: Path) -> None:
    drafts = DraftList([folder])
    async with staged(drafts) as (app, pilot):
        drafts.query_one(Input).focus()
        await keyed(pilot, "b", "up")
        assert drafts.query_one(OptionList).has_focus
        await keyed(pilot, "enter")
        assert [m.path.name for m in app.heard_of(DraftList.Opened)] == ["b.txt"]
        assert (drafts.query_one(Input).value, told(drafts)) == ("", "3 篇")


async def test_a_dot_tells_how_a_draft_stands_without_colour(folder: Path) -> None:
    drafts = DraftList([folder])
    async with staged(drafts):
        drafts.show_verdict(folder / "a.md", "error")
        drafts.show_verdict(folder / "b.txt", "clean")
        drafts.show_verdict(folder / "春/换盆.md", "warning")
        drafts.show_open([folder / "b.txt", folder / "new.md"], folder / "b.txt")
        drafts.show_unsaved(folder / "b.txt", True)
        drafts.show_verdict(folder / "nowhere.md", "error")
        assert lines(drafts) == ["x  a.md", "o *b.txt", "!  春/换盆.md", "·  new.md"]
        drafts.show_open([], None)
        assert lines(drafts)[1] == "o  b.txt", "what is closed has nothing unsaved"


async def keyed(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def test_a_draft_is_opened_through_the_filter(folder: Path) -> None:
    drafts = DraftList([folder])
    async with staged(drafts) as (app, pilot):
        drafts.query_one(Input).focus()
        await keyed(pilot, "春")
        assert told(drafts) == "1/3 篇"
        await keyed(pilot, "enter")
        await keyed(pilot, "z", "enter")
        assert [m.path for m in app.heard_of(DraftList.Opened)] == [folder / "春/换盆.md"]


async def test_keys_and_mouse_ask_for_what_is_to_be_done(folder: Path) -> None:
    drafts = DraftList([folder])
    async with staged(drafts) as (app, pilot):
        drafts.query_one(OptionList).focus()
        await keyed(pilot, "down", "enter", "r", "x", "n")
        assert [m.path.name for m in app.heard_of(DraftList.Opened)] == ["b.txt"]
        assert [m.path.name for m in app.heard_of(DraftList.RenameWanted)] == ["b.txt"]
        assert [m.path.name for m in app.heard_of(DraftList.CloseWanted)] == ["b.txt"]
        assert len(app.heard_of(DraftList.NewWanted)) == 1
        await pilot.click(OptionList, offset=(4, 0))
        assert app.heard_of(DraftList.Opened)[-1].path.name == "a.md"
        await keyed(pilot, "slash")
        assert drafts.query_one(Input).has_focus


async def test_a_folder_that_changed_is_walked_again(folder: Path) -> None:
    drafts = DraftList([folder])
    async with staged(drafts) as (_, pilot):
        drafts.show_verdict(folder / "b.txt", "clean")
        drafts.show_open([folder / "new.md"], folder / "new.md")
        (folder / "a.md").unlink()
        (folder / "c.md").write_text("新")
        drafts.query_one(OptionList).focus()
        await keyed(pilot, "ctrl+l")
        assert lines(drafts) == ["·  new.md", "o  b.txt", "·  c.md", "·  春/换盆.md"]
        drafts.forget(folder / "c.md")
        assert len(lines(drafts)) == 3


async def test_an_empty_folder_says_why(tmp_path: Path) -> None:
    drafts = DraftList([tmp_path])
    async with staged(drafts) as (app, pilot):
        assert "没有稿件" in told(drafts) and ".md" in told(drafts)
        drafts.query_one(OptionList).focus()
        await keyed(pilot, "enter", "r", "x")
        assert not app.heard_of(DraftList.RenameWanted)


async def test_two_hundred_drafts_and_names_that_look_like_markup(tmp_path: Path) -> None:
    for number in range(220):
        (tmp_path / f"[b]{number:03}.md").write_text("")
    drafts = DraftList([tmp_path])
    async with staged(drafts):
        assert len(lines(drafts)) == 220
        assert lines(drafts)[7] == "·  [b]007.md"
