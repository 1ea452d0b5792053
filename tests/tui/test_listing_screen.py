"""The edit screen and the folder: tabs, list, names, session, snippets, the external editor."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from contentai.diagnostics import Diagnostic, Place, Severity, Span
from contentai.tui.judging.judged import Answer, Judged, Surveyed
from contentai.tui.screens.edit import EditScreen
from contentai.tui.screens.foldersearch import FolderSearch
from contentai.tui.screens.naming import Naming
from contentai.tui.screens.picking import Picking
from contentai.tui.widgets.drafts import DraftList
from contentai.tui.widgets.findbar import FindBar
from contentai.tui.widgets.status import StatusLine
from contentai.tui.widgets.tabs import TabLine
from tests.tui.writing import Desk, writing


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "稿"
    folder.mkdir()
    for name in ("a.md", "b.md", "c.md"):
        (folder / name).write_text(f"{name} 的老款\n第二行\n")
    return folder


def drafts(desk: Desk) -> list[str]:
    found = desk.screen.query_one(DraftList).query_one(OptionList)
    return [str(found.get_option_at_index(n).prompt) for n in range(found.option_count)]


async def listed(desk: Desk, *lines: str) -> None:
    await desk.until(lambda: drafts(desk) == list(lines))


def here(desk: Desk) -> str:
    return desk.screen.here.draft.path.name if desk.screen.here else ""


async def test_drafts_are_opened_from_the_list_and_gone_to_by_tabs(folder: Path) -> None:
    async with writing(folder, size=(120, 30)) as desk:
        await listed(desk, "·  a.md", "·  b.md", "·  c.md")
        assert sorted(path.name for path in desk.app.nobody.surveyed) == ["a.md", "b.md", "c.md"]
        desk.screen.query_one("#drafts-list").focus()
        await desk.press("enter")
        await desk.until(lambda: here(desk) == "a.md")
        assert desk.editor.has_focus
        await desk.open(folder / "b.md")
        await desk.press("新")
        await listed(desk, "·  a.md", "· *b.md", "·  c.md")
        tabs = desk.screen.query_one(TabLine)
        assert str(tabs.render()) == " a.md ×  *b.md × "
        await desk.press("ctrl+pageup")
        assert here(desk) == "a.md"
        await desk.press("ctrl+pageup")
        assert here(desk) == "b.md"
        await desk.press("ctrl+pagedown")
        assert here(desk) == "a.md"
        await desk.pilot.click(TabLine, offset=(10, 0))
        assert here(desk) == "b.md"
        await desk.pilot.click(TabLine, offset=(6, 0))
        await desk.until(lambda: list(desk.screen._open) == [folder / "b.md"])
        assert not tabs.display, "one draft needs no tabs"


async def test_a_draft_is_open_once_by_whatever_path(folder: Path) -> None:
    (folder / "link.md").symlink_to("a.md")
    async with writing(folder) as desk:
        await desk.open(folder / "a.md")
        for path in (folder / "link.md", folder / ".." / folder.name / "a.md"):
            desk.screen.run_worker(desk.screen.open_path(path))
        await desk.pilot.pause(0.3)
        assert len(desk.screen._open) == 1


async def test_dots_follow_what_is_judged(folder: Path) -> None:
    async with writing(folder) as desk:
        await desk.open(folder / "a.md")
        finding = Diagnostic("LAW-001", Severity.ERROR, "", "", Span(0, 1), Place(1, 1, 1, 2), "a")
        judged = Judged(desk.editor.version, (finding,), None, {}, (), None, 0.0)
        for told in (
            Answer(folder / "a.md", judged, ()),
            Surveyed(folder / "b.md", warnings=2),
            Surveyed(folder / "c.md"),
        ):
            desk.screen.post_message(EditScreen.Heard(told))
        await listed(desk, "x  a.md", "!  b.md", "o  c.md")


async def test_a_new_draft_has_a_name_and_is_written_when_saved(folder: Path) -> None:
    async with writing(folder) as desk:
        await listed(desk, "·  a.md", "·  b.md", "·  c.md")
        await desk.press("ctrl+n")
        await desk.asked(Naming)
        await desk.press(*"new", "enter")
        await desk.until(lambda: here(desk) == "new.md")
        assert not (folder / "new.md").exists()
        await desk.press("字", "ctrl+s")
        await desk.until((folder / "new.md").exists)
        await desk.press("ctrl+w")
        await desk.until(lambda: here(desk) == "")
        await desk.press("ctrl+n")
        await desk.asked(Naming)
        await desk.press("escape")
        assert len(desk.screen._open) == 0


async def test_a_new_draft_without_text_is_closed_without_a_question(folder: Path) -> None:
    async with writing(folder / "new.md") as desk:
        await desk.press("ctrl+w")
        await desk.until(lambda: here(desk) == "")
        await desk.press("ctrl+q")
        await desk.until(lambda: desk.app._exit)
    assert not (folder / "new.md").exists()


async def test_an_open_draft_is_renamed_with_what_was_typed(folder: Path, state_home: Path) -> None:
    async with writing(folder) as desk:
        await desk.open(folder / "a.md")
        await desk.press("新", "shift+f12")
        await desk.asked(Naming)
        await desk.press("z", "enter")
        await desk.until(lambda: here(desk) == "z.md")
        assert (folder / "z.md").read_text().startswith("a.md 的")
        assert desk.editor.text.startswith("新a.md")
        await desk.until(lambda: "a.md" not in str(drafts(desk)))
        await desk.until(lambda: bool(list((state_home / "recovery").glob("*.json"))))
        await desk.press("ctrl+s")
        await desk.until(lambda: (folder / "z.md").read_text().startswith("新"))


async def test_a_draft_that_is_not_open_is_renamed_from_the_list(folder: Path) -> None:
    async with writing(folder, size=(120, 30)) as desk:
        await listed(desk, "·  a.md", "·  b.md", "·  c.md")
        desk.screen.query_one("#drafts-list").focus()
        await desk.press("r")
        naming = await desk.asked(Naming)
        naming.query_one(Input).value = "b.md"
        await desk.press("enter")
        assert desk.app.screen is naming, "there is a b.md"
        naming.query_one(Input).value = "z.md"
        await desk.press("enter")
        await listed(desk, "·  b.md", "·  c.md", "·  z.md")


async def test_one_comes_back_to_where_one_left(folder: Path) -> None:
    async with writing(folder) as desk:
        await desk.open(folder / "a.md")
        await desk.press("down", "right", "right")
        await desk.open(folder / "b.md")
        await desk.open(folder / "c.md")
        await desk.press("ctrl+pageup", "ctrl+q")
        await desk.until(lambda: desk.app._exit)
    (folder / "c.md").unlink()
    async with writing(folder) as desk:
        assert [path.name for path in desk.screen._open] == ["a.md", "b.md"]
        assert here(desk) == "b.md"
        await desk.press("ctrl+pageup")
        assert desk.editor.cursor_location == (1, 2)


async def test_a_folder_search_goes_to_its_place_and_replaces_in_open_drafts(folder: Path) -> None:
    async with writing(folder) as desk:
        await desk.open(folder / "a.md")
        await desk.press("ctrl+g")
        screen = await desk.asked(FolderSearch)
        await desk.press(*"老款", "tab", "旧")
        await desk.until(lambda: screen.query_one(OptionList).option_count == 6)
        await desk.press("alt+a")
        await desk.until(lambda: "旧" in (folder / "b.md").read_text())
        await desk.until(lambda: "旧" in desk.editor.text)
        assert (folder / "a.md").read_text() == "a.md 的老款\n第二行\n", "open: not saved for you"
        await desk.press("escape", "ctrl+g")
        screen = await desk.asked(FolderSearch)
        screen.fields.put_wanted("第二行")
        await desk.until(lambda: screen.query_one(OptionList).option_count > 6)
        screen.query_one(OptionList).focus()
        screen.query_one(OptionList).highlighted = 3
        await desk.press("enter")
        await desk.until(lambda: here(desk) == "b.md")
        await desk.until(lambda: desk.editor.selected_text == "第二行")


async def test_the_bar_finds_in_the_draft_that_is_seen(folder: Path) -> None:
    async with writing(folder) as desk:
        await desk.open(folder / "a.md")
        await desk.press("ctrl+f", *"老款")
        await desk.until(lambda: desk.editor.selected_text == "老款")
        await desk.press("escape")
        assert desk.editor.has_focus
        await desk.open(folder / "b.md")
        await desk.press("f3")
        await desk.until(lambda: desk.editor.selected_text == "老款")
        await desk.press("ctrl+r")
        bar = desk.screen.query_one(FindBar)
        await desk.until(lambda: bar.display and bar.fields.query_now.wanted == "老款")
        await desk.press("tab", "旧", "alt+a")
        await desk.until(lambda: "的旧" in desk.editor.text)
        await desk.press("escape", "ctrl+z")
        assert "的老款" in desk.editor.text


async def test_a_snippet_takes_the_place_of_the_selection(folder: Path) -> None:
    async with writing(folder) as desk:
        desk.screen.own_snippets = lambda: {"地址": "在{cursor}路"}
        await desk.open(folder / "a.md")
        desk.editor.go_to(Span(0, 4), select=True)
        await desk.press("ctrl+b")
        await desk.asked(Picking)
        await desk.press("enter")
        await desk.until(lambda: desk.editor.text.startswith("在路 的老款"))
        assert desk.editor.cursor == 1
        await desk.press("ctrl+z")
        assert desk.editor.text.startswith("a.md 的老款")


@contextmanager
def suspended() -> Iterator[None]:
    yield


async def test_the_external_editor_gives_its_text_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = "import sys,pathlib;f=pathlib.Path(sys.argv[1]);f.write_text('外'+f.read_text())"
    monkeypatch.setenv("VISUAL", f'{shlex.quote(sys.executable)} -c "{program}"')
    async with writing(folder / "a.md") as desk:
        await desk.press("ctrl+e")
        # No terminal to lend.
        await desk.until(lambda: any("打不开外部编辑器" in words for words in desk.said()))
        monkeypatch.setattr(desk.app, "suspend", suspended)
        await desk.press("ctrl+e")
        await desk.until(lambda: desk.editor.text.startswith("外a.md"))
        await desk.press("ctrl+z")
        assert desk.editor.text.startswith("a.md")
        monkeypatch.setenv("VISUAL", "no-such-editor")
        await desk.press("ctrl+e")
        await desk.until(lambda: any("no-such-editor" in words for words in desk.said()))


async def test_with_nothing_open_the_drafts_are_seen_and_help_says_what_to_do(
    tmp_path: Path,
) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("字", "utf-8")
    async with writing(tmp_path, size=(80, 24)) as desk:
        panel = desk.screen.query_one("#drafts")
        drafts = desk.screen.drafts
        assert drafts is not None
        await desk.until(lambda: len(drafts.entries) == 2 and panel.display)
        await desk.until(lambda: desk.screen.drafts_focused)
        desk.screen.tell()
        line = desk.screen.query_one(StatusLine)
        assert "2 篇稿件" in line.render().plain
        assert "行" not in line.render().plain, "no place in a text that is not there"
        for key in ("ctrl+s", "ctrl+f", "ctrl+r", "ctrl+b", "ctrl+e", "f12"):
            desk.app.clear_notifications()
            await desk.press(key)
            await desk.until(lambda: desk.said() == ["先打开或新建一篇稿件"])
        desk.screen.set_focus(None)
        await desk.press("f1")
        shown = "\n".join(str(part.render()) for part in desk.app.screen.query(Static))
        assert "没有打开的稿件" in shown and "查找和替换：" not in shown
        await desk.press("f1")
        assert desk.app.screen is desk.screen, "the key that opens help closes it"
        await desk.open(tmp_path / "a.md")
        assert not panel.display, "on a screen of this width the text has it to itself"
        await desk.press("ctrl+w")
        await desk.until(lambda: desk.screen.here is None and panel.display)


@pytest.mark.parametrize("size", [(120, 30), (60, 20)])
async def test_with_nothing_open_the_key_of_the_list_leads_to_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    (tmp_path / "a.md").write_text("一", "utf-8")
    async with writing(tmp_path, size=size) as desk:
        panel = desk.screen.query_one("#drafts")
        await desk.until(lambda: desk.screen.drafts_focused)
        for _ in range(2):
            await desk.press("ctrl+o")
            assert panel.display
            await desk.until(lambda: desk.screen.drafts_focused)
        await desk.open(tmp_path / "a.md")
        await desk.press("ctrl+o")
        await desk.until(lambda: desk.screen.drafts_focused)
        await desk.press("ctrl+o")
        assert not panel.display
        await desk.press("ctrl+w")
        await desk.until(lambda: desk.screen.here is None)
        await desk.press("ctrl+o")
        assert panel.display
        await desk.until(lambda: desk.screen.drafts_focused)
