"""What finding, the folder search and the offer to recover look like, in both languages."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from contentai.diagnostics import Span
from contentai.language import Language
from contentai.tui.draft import Draft
from contentai.tui.finding import Hit, Query
from contentai.tui.folder import FileHits, Written
from contentai.tui.recovery import difference
from contentai.tui.screens.choice import Choice
from contentai.tui.screens.foldersearch import FolderSearch
from contentai.tui.widgets.editor import Editor
from contentai.tui.widgets.findbar import FindBar
from tests.tui.stage import Stage, until

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
        await pilot.pause()

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
