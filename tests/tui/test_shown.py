"""What finding, the folder search and the offer to recover look like, in both languages."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from contentai.diagnostics import Span
from contentai.language import Bilingual, Language
from contentai.tui.draft import Draft
from contentai.tui.entries import Verdict
from contentai.tui.finding import Hit, Query
from contentai.tui.folder import FileHits, Written
from contentai.tui.recovery import difference
from contentai.tui.screens.choice import Choice
from contentai.tui.screens.foldersearch import FolderSearch
from contentai.tui.screens.naming import Naming
from contentai.tui.screens.picking import Picking
from contentai.tui.snippets import snippets
from contentai.tui.widgets.drafts import DraftList
from contentai.tui.widgets.editor import Editor
from contentai.tui.widgets.findbar import FindBar
from contentai.tui.widgets.nothing import Nothing
from contentai.tui.widgets.status import StatusLine
from contentai.tui.widgets.tabs import Tab, TabLine
from tests.tui.stage import Stage, settle, until

TEXT = "春天的老款，换成新款。\n加我薇信，老款还有。\n👨‍👩‍👧 老款，Ｏｌｄ 老款\n"


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Language:
    monkeypatch.setenv("CONTENTAI_LANG", request.param)
    chosen: Language = request.param
    return chosen


def test_the_find_bar(snap_compare: Any, language: Language) -> None:
    editor, bar = Editor(TEXT, id="text"), FindBar()

    async def find(pilot: Pilot[None]) -> None:
        bar.attach(editor)
        bar.open(replacing=True)
        await pilot.press(*"老款", "tab", "旧")
        await until(pilot, lambda: editor.selected_text == "老款")
        await pilot.pause()

    assert snap_compare(Stage(editor, bar), run_before=find, terminal_size=(100, 30))


def test_the_folder_search(snap_compare: Any, language: Language) -> None:
    opened, shut = Path("稿/乙.md"), Path("稿/甲.md")
    done = Draft(Path("稿/丙.md"), "旧", data=b"x")
    screen = FolderSearch(
        [Path("稿")], Query(""), dict, lambda _path, _edits: None, [Written(done, done, 3)]
    )

    async def find(pilot: Pilot[None]) -> None:
        await pilot.press(*"老款", "tab", "旧")
        await until(pilot, lambda: not screen._searching and screen._finder is not None)
        hits = tuple(Hit(span, (span,)) for span in (Span(3, 5), Span(17, 19)))
        found = (
            FileHits(Draft(shut), TEXT, hits),
            FileHits(Draft(opened), TEXT, hits[:1], is_open=True),
        )
        screen.post_message(screen.Found(screen._asked, found, last=True))
        await until(pilot, lambda: len(screen._found) == len(found))
        await settle(pilot)

    assert snap_compare(Stage(screen=screen), run_before=find, terminal_size=(100, 30))


def test_the_offer_to_recover(snap_compare: Any, language: Language) -> None:
    from contentai.tui.recovery import Recovered
    from contentai.tui.screens.keeping import recovery_question

    draft = Draft(Path("稿.md"), TEXT, data=b"x")
    recovered = Recovered(
        Path("稿.md"),
        TEXT.replace("新款", "新款，别的不动"),
        "utf-8",
        "",
        datetime(2026, 3, 4, 5, 6, 7).astimezone(),
        Path("x.json"),
    )
    question, answers, about = recovery_question(draft, recovered)
    lines = list(difference(draft.text, recovered.text))
    screen = Choice(question, answers, about=about, lines=lines)
    assert snap_compare(Stage(screen=screen), terminal_size=(100, 30))


def test_the_drafts_and_the_tabs(snap_compare: Any, language: Language, tmp_path: Path) -> None:
    names = ("一.md", "二.md", "三.txt", "四.html", "五.md", "一个长得列表里放不下的名字.md")
    for name in names:
        (tmp_path / name).write_text("字", "utf-8")
    paths = [tmp_path / name for name in names]
    drafts, tabs = DraftList([tmp_path]), TabLine()
    drafts.styles.width = 26

    async def show(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: not drafts._loading)
        verdicts: tuple[Verdict, ...] = ("clean", "info", "warning", "error", "unread")
        for path, verdict in zip(paths, verdicts, strict=False):
            drafts.show_verdict(path, verdict)
        drafts.show_open(paths[1:4], paths[2])
        drafts.show_unsaved(paths[2], True)
        tabs.show_tabs([Tab(path, path == paths[2]) for path in paths[1:4]], paths[2])
        await settle(pilot)

    assert snap_compare(Stage(tabs, drafts), run_before=show, terminal_size=(60, 14))


def test_nothing_open(snap_compare: Any, language: Language) -> None:
    status = StatusLine()

    async def tell(pilot: Pilot[None]) -> None:
        status.tell(message="…")
        await settle(pilot)

    assert snap_compare(Stage(Nothing(), status), run_before=tell, terminal_size=(60, 10))


@pytest.mark.parametrize("taken", [False, True])
def test_naming(snap_compare: Any, language: Language, tmp_path: Path, taken: bool) -> None:
    (tmp_path / "旧.md").write_text("", "utf-8")
    question = Bilingual("新稿叫什么名字？", "Name of the new draft?")

    async def name(pilot: Pilot[None]) -> None:
        if taken:
            await pilot.press(*"旧", "enter")
        await settle(pilot)

    screen = Naming(question, tmp_path, "春天.md")
    assert snap_compare(Stage(screen=screen), run_before=name, terminal_size=(80, 12))


def test_snippets(snap_compare: Any, language: Language) -> None:
    async def narrow(pilot: Pilot[None]) -> None:
        await pilot.press(*"广告")
        await settle(pilot)

    screen = Picking(snippets({"店铺地址": "本店在文庙路，周一休息。广告。{cursor}"}))
    assert snap_compare(Stage(screen=screen), run_before=narrow, terminal_size=(80, 24))
