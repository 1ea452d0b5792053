"""The app with all its screens: going from one to another, settings, commands."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.command import CommandList, CommandPalette
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import DataTable, OptionList, Select, Static

from contentai.language import Bilingual
from contentai.tui.app import ContentaiApp
from contentai.tui.judging.judge import Judge
from contentai.tui.judging.judged import Answer, Judged
from contentai.tui.screens.board import Board
from contentai.tui.screens.choice import Choice
from contentai.tui.screens.help import Help
from contentai.tui.screens.settings import Settings
from contentai.tui.widgets.keybar import KeyBar
from contentai.tui.widgets.placebar import PlaceBar
from contentai.tui.widgets.side import Side
from contentai.tui.widgets.tick import Tick
from tests.tui.stage import settle, staged, until


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # Nothing here is about judging: its process is not started.
    monkeypatch.setattr(Judge, "start", lambda self: None)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for name in ("a.md", "b.md"):
        (drafts / name).write_text(f"# {name}\n", "utf-8")
    (drafts / "contentai.yaml").write_text("ignore: [MOB, LAW-001] # 先不管\n", "utf-8")
    return drafts


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[tuple[ContentaiApp, Pilot[Any]]]:
    app = ContentaiApp(folder)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: app.config is not None and app.editing.drafts is not None)
        await settle(pilot)
        yield app, pilot


async def test_one_goes_from_screen_to_screen_and_opens_a_draft(folder: Path) -> None:
    async with opened(folder) as (app, pilot):
        await pilot.press("alt+6")
        board = app.screen
        assert isinstance(board, Board)
        assert board.query_one(DataTable).row_count == 2
        await pilot.press("f1")
        assert isinstance(app.screen, Help)
        await pilot.press("escape", "alt+s")
        assert isinstance(app.screen, Settings)
        await pilot.press("ctrl+t")
        assert isinstance(app.screen, Choice)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: app.screen is board)
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.editing.here is not None)
        assert app.screen is app.editing
        assert app.editing.here and app.editing.here.draft.path.name == "b.md"
        await pilot.press("alt+6", "escape")
        assert app.screen is app.editing
        await pilot.press("ctrl+f")
        bar = app.editing.bar
        assert bar
        # As a terminal sends them: the letter comes with the key.
        app.post_message(Key("alt+c", "c"))
        await until(pilot, lambda: not bar.fields.query_now.any_case)
        assert bar.fields.query_now.wanted == "", "a key, and no letter"
        await pilot.press("escape")
        app.post_message(Key("alt+x", "x"))
        await settle(pilot)
        assert not app.editing.here.unsaved


async def test_commands_go_to_screens_by_pinyin(folder: Path) -> None:
    async with opened(folder) as (app, pilot):
        names = [command.name.en for command in app.commands()]
        assert len(names) == len(set(names))
        assert {"Settings", "Theme: light", "Save", "Apply all safe fixes"} <= set(names)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await settle(pilot)
        await pilot.press(*"gjb")
        found = app.screen.query_one(CommandList)
        await until(pilot, lambda: 0 < found.option_count < 5)
        found.highlighted = 0
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Board))


async def test_the_key_of_all_commands_can_be_another_one(folder: Path) -> None:
    async with opened(folder) as (app, pilot):
        app.take_keys({"palette": "ctrl+k"})
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert app.screen is app.editing
        await pilot.press("ctrl+k")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))


async def test_the_lines_of_keys_tell_the_keys_there_are_now(folder: Path) -> None:
    async with opened(folder) as (app, pilot):
        await pilot.press("alt+6", "alt+s")
        await settle(pilot)
        app.take_keys({"help": "f11", "place.board": "alt+b"})
        bars = [screen.query_one(KeyBar) for screen in (app.screen, app.editing)]
        await settle(pilot)
        assert ["F11" in bar.render_line(0).text for bar in bars] == [True, True]
        await pilot.press("alt+b")
        await settle(pilot)
        assert "F11" in app.screen.query_one(KeyBar).render_line(0).text


async def test_nothing_is_said_in_another_language(folder: Path) -> None:
    async with opened(folder) as (app, pilot):
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert [n.message for n in app._notifications] == ["没有选中文字可复制；要退出请按 ^Q"]
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await settle(pilot)
        await pilot.press(*"qqqq")
        found = app.screen.query_one(CommandList)
        await until(pilot, lambda: found.option_count == 1)
        assert str(found.get_option_at_index(0).prompt) == "没有这样的命令"


async def test_own_settings_are_kept_for_the_person(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "own" / "contentai" / "editor.json"
    async with opened(folder) as (app, pilot):
        await pilot.press("alt+s")
        await settle(pilot)
        side = app.editing.query_one("#side")
        assert side.styles.background.hex == "#1A1B26", "dark from the first picture on"
        app.screen.query_one("#theme", Select).value = "light"
        app.screen.query_one("#language", Select).value = "en"
        kitty = app.screen.query_one("#kitty", Tick)
        assert str(kitty.render()).startswith("[ ]"), "on or off is not told by colour alone"
        kitty.action_turn()
        await settle(pilot)
        assert str(kitty.render()).startswith("[x]")
        assert app.theme == "contentai-light"
        assert side.styles.background.hex == "#FFFFFF"
        keys = app.screen.query_one("#keys", OptionList)
        keys.focus()
        keys.highlighted = 3
        await pilot.press("enter", "ctrl+k")
        await settle(pilot)
        assert app.remapped["place.board"] == "ctrl+k"
        own = json.loads(file.read_text("utf-8"))
        assert own["theme"] == "light" and own["language"] == "en" and own["kitty"] is True
        assert own["keys"] == {"place.board": "ctrl+k"}
        await pilot.press("enter", "f2")
        await settle(pilot)
        assert app.remapped["place.board"] == "ctrl+k", "f2 is taken: refused"
        await pilot.press("ctrl+k")
        assert isinstance(app.screen, Board), "the new key does it"
        await pilot.press("escape", "alt+s", "delete")
        await settle(pilot)
        assert json.loads(file.read_text("utf-8"))["keys"] == {}
    assert "theme" not in (folder / "contentai.yaml").read_text("utf-8")
    again = ContentaiApp(folder)
    assert again.theme == "contentai-light"


async def test_a_named_configuration_with_a_mistake_stays_the_one_that_is_changed(
    folder: Path,
) -> None:
    named = folder.parent / "named.yaml"
    named.write_text("channel: [\n", "utf-8")
    app = ContentaiApp(folder / "a.md", named)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: "named.yaml" in "".join(n.message for n in app._notifications))
        await settle(pilot)
        assert app.config is None
        assert app.editing.config == named, "and not the one beside the draft"


async def test_what_is_wrong_with_the_configuration_comes_up_once(folder: Path) -> None:
    (folder / "contentai.yaml").write_text("channel: [\n", "utf-8")
    (folder.parent / "own" / "contentai").mkdir(parents=True)
    own = folder.parent / "own" / "contentai" / "editor.json"
    own.write_text('{"keys": {"svae": "ctrl+k"}}', "utf-8")
    app = ContentaiApp(folder / "a.md")
    # The draft may have a configuration of its own that holds.
    judged = Judged(0, (), None, {}, (), None, 0.0)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: len(app._notifications) > 1)
        await settle(pilot)
        for _ in range(3):
            app.editing.hear(Answer(folder / "a.md", judged))
            await settle(pilot)
        assert app.config is None
        said = [one.message.split("（")[0] for one in app._notifications]
        assert sorted(said) == ["配置没有读", "键没有换"]


async def test_the_teams_settings_go_into_its_file(folder: Path) -> None:
    config = folder / "contentai.yaml"
    async with opened(folder / "a.md") as (app, pilot):
        state = app.editing.query_one("Problems .state", Static)
        assert str(state.render()) == "正在看这一稿…", "the panel came after the draft"
        await pilot.press("alt+s")
        await settle(pilot)
        app.screen.query_one("#channel", Select).value = "sms"
        await settle(pilot)
        off = app.screen.query_one("#off", OptionList)
        assert off.option_count == 2
        off.focus()
        off.highlighted = 0
        await pilot.press("enter")
        await settle(pilot)
        assert config.read_text("utf-8") == "ignore: [LAW-001] # 先不管\nchannel: sms\n"
        config.write_text("ignore: [", "utf-8")
        app.screen.query_one("#channel", Select).value = "weibo"
        await settle(pilot)
        assert config.read_text("utf-8") == "ignore: [", "a broken file is left alone"
        assert app.screen.query_one("#channel", Select).value == "sms", (
            "what was refused is not shown"
        )
        app.own_file = config / "nowhere.json"
        language = app.screen.query_one("#language", Select)
        language.value = "en"
        app.screen.query_one("#kitty", Tick).action_turn()
        await settle(pilot)
        assert language.value == "zh" and not app.screen.query_one("#kitty", Tick).value


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", [30, 40, 60, 80, 120])
async def test_the_bar_of_screens_drops_words_before_keys(
    language: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTENTAI_LANG", language)
    bar = PlaceBar("board")
    async with staged(bar, size=(columns, 5)):
        told = bar.render().plain
        assert cell_len(told) <= columns
        assert told.split()[0] == "Alt+"
        assert [word for word in told.split() if len(word) == 1] == list("06789S")
        board = Bilingual("稿件", "Drafts")
        assert str(board) in told, "where one is"
        if columns >= 60:
            assert str(Bilingual("设置", "Settings")) in told
        if columns >= 120:
            assert str(Bilingual("稿件板", "Drafts board")) in told


@pytest.mark.parametrize("place", ["6", "7", "8", "9", "s"])
async def test_what_stands_beside_the_text_is_one_key_away(folder: Path, place: str) -> None:
    async with opened(folder) as (app, pilot):
        await app.editing.open_path(folder / "a.md")
        await until(pilot, lambda: bool(app.editing.query(Side)))
        await pilot.press(f"alt+{place}", "alt+3")
        await until(pilot, lambda: app.screen is app.editing)
        title = app.editing.query_one("#field-title")
        await until(pilot, lambda: app.focused is title)


async def test_help_at_the_beginning_says_that_drafts_are_on_their_way(folder: Path) -> None:
    async with opened(folder) as (app, pilot):
        app.editing.set_focus(None)
        bar, app.editing.bar = app.editing.bar, None  # as long as one begins
        await pilot.press("f1")
        assert "正在打开" in str(app.screen.query_one(Static).render())
        await pilot.press("escape")
        app.editing.bar = bar
        await pilot.press("f1")
        assert "没有打开的稿件" in str(app.screen.query_one(Static).render())
