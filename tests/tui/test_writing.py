"""The edit screen with its panels: what they answer becomes edits, jumps and files.

Everything is real but for the processes: judging and advice answer in this one.
"""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache, partial
from pathlib import Path

import pytest
from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Select, Static

from contentai.config import load_config
from contentai.text.document import Document
from contentai.tui.advice.asked import Progress, Reply, Request
from contentai.tui.advice.starting import NewDraft
from contentai.tui.advice.work import Adviser
from contentai.tui.judging.work import Bench, judge, open_bench
from contentai.tui.screens.writing import WritingScreen
from contentai.tui.widgets.editor import Editor
from contentai.tui.widgets.fixmenu import FixMenu
from contentai.tui.widgets.header import HeaderForm
from contentai.tui.widgets.problems import Problems
from contentai.tui.widgets.rulepage import RulePage
from contentai.tui.widgets.scores import Scores
from contentai.tui.widgets.side import Side
from contentai.tui.widgets.standing import StandingPane
from contentai.tui.widgets.status import StatusLine
from contentai.tui.widgets.topics import TopicsPane
from tests.cli.house import furnish
from tests.tui.judgements import DRAFT
from tests.tui.stage import STYLES, settle, until
from tests.tui.test_painting import Glass

ON = datetime.date(2026, 11, 22)
# A rule with a safe fix beside those of the house.
_FIXED = """\
id: TRY-004
name: {zh: 有改法, en: with a fix}
severity: warning
check: {kind: terms, terms: [手慢无], boundary: none}
message: {zh: '找到“{found}”', en: 'found {found}'}
advice: {zh: 删掉, en: delete it}
fix: {applicability: safe, title: {zh: 换掉, en: change}, replace: {手慢无: 不着急}}
sources: [{article: A0, claim: A0-01}]
examples:
  bad: [{text: 手慢无。}]
  good: [{text: 不急。}]
"""


@cache
def bench_of(folder: Path) -> Bench:
    return open_bench(folder, None)


@cache
def adviser_of(folder: Path) -> Adviser:
    return Adviser(folder)


class Room(App[None]):
    CSS_PATH = STYLES

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.house = folder
        self.bench = bench_of(folder)
        self.adviser = adviser_of(folder)
        self.meanwhile: Callable[[], object] | None = None
        self.silent = False
        config = folder / "contentai.yaml"
        self.editing = WritingScreen(self.judged, self.advised, config, today=ON)

    def judged(self, path: Path, text: str, version: int) -> None:
        if not self.silent:
            self.editing.hear(judge(self.bench, path, text, version))

    def advised(self, request: Request, tell: Callable[[Progress], None]) -> Reply:
        answer = self.adviser.answer(request, tell)
        if self.meanwhile:
            self.call_from_thread(self.meanwhile)
        return answer

    async def on_mount(self) -> None:
        await self.push_screen(self.editing)
        self.run_worker(self.begin())

    async def begin(self) -> None:
        await self.editing.begin(self.house / "a.md", lambda _: None)
        self.editing.settle(load_config(self.house / "contentai.yaml"))
        await self.editing.furnish()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = furnish(tmp_path_factory.mktemp("house"), "select: [TRY]", "library: library.db")
    (folder / "house" / "TRY-004.yaml").write_text(_FIXED, "utf-8")
    return folder


@asynccontextmanager
async def writing(
    house: Path, text: str = DRAFT, size: tuple[int, int] = (112, 24)
) -> AsyncIterator[tuple[Room, Pilot[None], Editor]]:
    (house / "a.md").write_text(text, "utf-8")
    app = Room(house)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: bool(app.editing.query(Side)) and bool(app.editing.here))
        await until(pilot, lambda: app.editing.here is not None and bool(app.editing.here.judged))
        await settle(pilot)
        assert app.editing.editor
        yield app, pilot, app.editing.editor


def rows(app: Room, css: str) -> list[str]:
    return [str(o.prompt) for o in app.editing.query_one(css, OptionList).options]


async def judged_again(app: Room, pilot: Pilot[None]) -> None:
    here = app.editing.here
    assert here
    await until(
        pilot, lambda: here.judged is not None and here.judged.version == here.editor.version
    )
    await settle(pilot)


async def test_from_problem_to_problem_to_rule_score_and_account(house: Path) -> None:
    async with writing(house) as (app, pilot, editor):
        assert len(rows(app, "Problems .list")) == 5
        places = []
        for _ in range(3):
            await pilot.press("f8")
            places.append(editor.cursor)
        assert places == [DRAFT.index("绿苹果"), DRAFT.index("蓝莓"), DRAFT.index("黄香蕉")]
        await pilot.press("shift+f8")
        assert editor.cursor == DRAFT.index("蓝莓")
        await settle(pilot)
        assert app.editing.query_one(RulePage).rule == "TRY-003"
        await pilot.press("f4")
        await settle(pilot)
        assert app.editing.query_one(Side).tab == "rule"
        assert isinstance(app.focused, RulePage)
        app.editing.query_one("Problems .list", OptionList).focus()
        await pilot.press("end", "enter")
        await pilot.pause()
        assert (editor.cursor, app.focused) == (DRAFT.index("手慢无"), editor)
        await pilot.press("f7", "f9", "f7", "f9")
        assert app.editing.query_one(Side).size.width, "hidden and shown again"
        assert app.editing.here
        assert app.editing.here.judged
        evidence = app.editing.here.judged.evidence["hard_sell"]
        await pilot.press("f5")
        await settle(pilot)
        assert [e.span for e in editor._overlay._heat] == [e.span for e in evidence]
        await pilot.press("f5")
        await settle(pilot)
        assert editor._overlay._heat == []
        app.editing.query_one("Scores .paragraphs", OptionList).focus()
        await pilot.press("end", "enter")
        await pilot.pause()
        assert editor.cursor == DRAFT.index("第三段")
        assert app.editing.query_one(StandingPane)._asked is None
        await pilot.press("alt+5")
        await settle(pilot)
        pane = app.editing.query_one(StandingPane)
        assert "还没有自家帖子" in str(pane.query_one("Static").render())


async def test_nothing_beside_a_read_only_draft_changes_it(house: Path) -> None:
    async with writing(house, "---\ntitle: 题\n---\n现在手慢无。\n") as (app, pilot, editor):
        editor.read_only = True
        before = editor.text
        await pilot.press("shift+f2")
        assert [told.message[:7] for told in app._notifications] == ["这篇是只读的，"]
        await pilot.press("alt+3")
        await settle(pilot)
        title = app.editing.query_one("#field-title", Input)
        await until(pilot, lambda: app.focused is title)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert (editor.text, title.value) == (before, "题")


async def test_what_was_found_is_fixed_ignored_and_taken_back(house: Path) -> None:
    async with writing(house) as (app, pilot, editor):
        menu = app.editing.query_one(FixMenu)
        line = app.editing.query_one(StatusLine)
        length = Document.parse(DRAFT, path="a.md").length
        assert line.standing.characters == length
        await pilot.press("shift+f8", "f2")
        assert menu.display
        assert app.focused is menu.query_one(".choices")
        await pilot.press("enter")
        await judged_again(app, pilot)
        assert "手慢无" not in editor.text
        assert app.focused is editor
        assert len(rows(app, "Problems .list")) == 4
        await pilot.press("ctrl+z")
        assert editor.text == DRAFT
        await judged_again(app, pilot)
        await pilot.press("shift+f2")
        assert editor.text == DRAFT.replace("手慢无", "不着急")
        await pilot.press("f2", "f2")
        assert not menu.display
        editor.replace_text(DRAFT)
        await judged_again(app, pilot)
        editor.move_cursor((0, 0))
        await pilot.press("f8", "f2")
        at = next(n for n, row in enumerate(rows(app, "FixMenu .choices")) if "忽略" in row)
        await pilot.press(*["down"] * at, "enter", *"原话", "enter")
        await settle(pilot)
        await judged_again(app, pilot)
        assert "蓝莓。 <!-- contentai: ignore TRY-001 原话 -->\n" in editor.text
        assert line.standing.characters == length
        assert [row.split()[2] for row in rows(app, "Problems .list")] == [
            *["TRY-003", "TRY-002", "TRY-001", "TRY-004"]
        ]
        await pilot.press("ctrl+z")
        assert editor.text == DRAFT, "one step"
        await judged_again(app, pilot)
        app.meanwhile = partial(editor.insert, "好", (0, 0))
        app.editing.post_message(FixMenu.Ignore(editor.findings[0][0], ""))
        await settle(pilot)
        assert editor.text == f"好{DRAFT}"
        assert any("改过" in str(told.message) for told in app._notifications)


async def test_while_the_panel_is_behind_keys_and_choices_go_to_what_is_there_now(
    house: Path,
) -> None:
    async with writing(house) as (app, pilot, editor):
        here = app.editing.here
        assert here
        assert here.judged
        listed = here.judged.findings
        app.editing._ask = lambda _path, _text, _version: None  # nobody judges for a while
        longer = "\n".join(["绿苹果。", "", DRAFT.split("---\n", 2)[2]])
        editor.replace_text(longer)
        # An answer about a text that is not the newest: the marks follow it, the panel waits.
        answer = judge(app.bench, here.draft.path, longer, editor.version)
        editor.insert("x", (0, 0))
        app.editing.hear(answer)
        await pilot.pause()
        assert here.judged is answer.judged
        assert len(rows(app, "Problems .list")) == len(listed)
        editor.move_cursor((0, 0))
        await pilot.press("f8")
        assert editor.cursor == 1
        app.editing.post_message(Problems.Chosen(listed[-1]))
        await pilot.pause()
        assert editor.cursor == editor.text.index("手慢无")


async def test_a_rule_is_turned_off_unless_the_configuration_names_it(house: Path) -> None:
    config = house / "contentai.yaml"
    before = config.read_text("utf-8")
    try:
        async with writing(house) as (app, pilot, _):
            app.editing.post_message(FixMenu.Disable("TRY-002"))
            await settle(pilot)
            assert config.read_text("utf-8") == before + "ignore: [TRY-002]\n"
            assert any("TRY-002" in str(n.message) for n in app._notifications)
            app.clear_notifications()
            config.write_text(before.replace("[TRY]", "[TRY-001, TRY-002]"), "utf-8")
            app.editing.post_message(FixMenu.Disable("TRY-002"))
            await settle(pilot)
            assert "ignore" not in config.read_text("utf-8")
            (told,) = [str(n.message) for n in app._notifications]
            assert told.startswith("contentai.yaml:2")
    finally:
        config.write_text(before, "utf-8")


async def test_a_draft_that_one_comes_back_to_still_has_its_scores(house: Path) -> None:
    async with writing(house) as (app, pilot, _):
        scores = app.editing.query_one(Scores)
        first = rows(app, "Scores .meters")
        assert not scores.has_class("-unscored")
        (house / "b.md").write_text("只有黄香蕉。\n", "utf-8")
        await app.editing.open_path(house / "b.md")
        await judged_again(app, pilot)
        app.editing.go_to_draft(house / "a.md")
        await settle(pilot)
        assert not scores.has_class("-unscored")
        assert rows(app, "Scores .meters") == first


async def test_scores_that_come_late_are_painted(house: Path) -> None:
    (house / "a.md").write_text(DRAFT, "utf-8")
    app = Room(house)
    asked: list[tuple[Path, str, int]] = []
    app.editing._ask = lambda *what: asked.append(what)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: bool(app.editing.query(Side)) and bool(asked))
        await settle(pilot)
        glass = Glass(app.editing)
        app.editing.hear(judge(app.bench, *asked[-1]))
        await settle(pilot)
        assert not app.editing.query_one(Scores).has_class("-unscored")
        # Lists that were not seen came into sight after somebody had asked for their size.
        assert glass.behind() == []


async def test_form_quotation_and_drafts_keep_to_their_text(house: Path) -> None:
    async with writing(house) as (app, pilot, editor):
        await pilot.press("alt+3")
        await settle(pilot)
        form = app.editing.query_one(HeaderForm)
        title = form.query_one("#field-title", Input)
        assert app.focused is title
        assert title.value == "水果怎么挑"
        title.value = "水果怎么放"
        await pilot.press("enter")
        await pilot.pause()
        assert editor.text == DRAFT.replace("怎么挑 #", "怎么放 #")
        editor.replace_text(DRAFT.replace("wechat", "weibo"))
        await judged_again(app, pilot)
        assert form.query_one("#field-channel", Select).value == "weibo"
        assert title.value == "水果怎么挑"
        editor.replace_text(DRAFT)
        await judged_again(app, pilot)
        at = DRAFT.index("绿苹果")
        editor.move_cursor(editor.location_of(at))
        app.editing.post_message(TopicsPane.Quoted("> 原话\n"))
        await pilot.pause()
        assert "说\n\n> 原话\n绿苹果" in editor.text
        (house / "新题.md").write_text("占着", "utf-8")
        app.editing.post_message(TopicsPane.Started(NewDraft("新题.md", "---\ntitle: 新\n---\n")))
        await settle(pilot)
        here = app.editing.here
        assert here
        assert (here.draft.path.name, here.editor.text) == ("新题-2.md", "---\ntitle: 新\n---\n")
        assert here.unsaved
        assert not here.draft.path.exists()
        assert app.editing.query_one("#field-title", Input).value == "新"
        (house / "b.md").write_text("只有黄香蕉。\n", "utf-8")
        await app.editing.open_path(house / "b.md")
        await judged_again(app, pilot)
        assert [row.split()[2] for row in rows(app, "Problems .list")] == ["TRY-002"]
        assert len(app.editing.query_one(Scores)._history) == 1
        assert app.editing.query_one("#field-title", Input).value == ""
        app.editing._ask = lambda _path, _text, _version: None  # nobody judges for a while
        await app.editing.open_path(house / "c.md")
        state = app.editing.query_one("Problems .state", Static)
        assert str(state.render()) == "正在看这一稿…"
        for path in list(app.editing._open):
            await app.editing.close_draft(path)
        assert rows(app, "Problems .list") == []
        assert str(state.render()) == "没有打开的稿件"
        assert app.editing.query_one(Scores).has_class("-unscored")


async def test_undo_in_the_form_is_that_of_the_text(house: Path) -> None:
    async with writing(house) as (app, pilot, editor):
        await pilot.press("ctrl+end", "好", "alt+3")
        await settle(pilot)
        typed = editor.text
        title = app.editing.query_one("#field-title", Input)
        assert app.focused is title
        title.post_message(Paste("新鲜"))
        await pilot.pause()
        # At once, before the form has written it: what was pasted is the last step.
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert (editor.text, title.value) == (typed, "水果怎么挑")
        await pilot.press("ctrl+y")
        await pilot.pause()
        assert title.value.replace("新鲜", "") == "水果怎么挑"
        assert editor.text == typed.replace("水果怎么挑", title.value)
        await pilot.press("ctrl+z", "ctrl+z")
        await pilot.pause()
        assert (editor.text, title.value) == (DRAFT, "水果怎么挑")
        assert app.focused is title
        stage = app.editing.query_one("#field-stage", Select)
        stage.focus()
        stage.value = "retain"
        await settle(pilot)
        assert "stage: retain" in editor.text
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert (editor.text, stage.value) == (DRAFT, Select.NULL)


@pytest.mark.parametrize("size", [(112, 24), (60, 24)])
async def test_escape_goes_back_to_the_text_from_every_pane(
    house: Path, size: tuple[int, int]
) -> None:
    async with writing(house, size=size) as (app, pilot, editor):
        for tab in "12345":
            await pilot.press(f"alt+{tab}")
            await settle(pilot)
            assert app.focused not in (editor, None), tab
            await pilot.press("escape")
            assert app.focused is editor, tab
            assert editor.size.width > 30, "seen, and not behind the pane"
        await pilot.press("ctrl+end", "alt+3")
        await settle(pilot)
        await pilot.press("x", "escape", "好")
        await settle(pilot)
        title = app.editing.query_one("#field-title", Input)
        assert title.value == "x水果怎么挑", "a letter comes to the title, and not in its place"
        assert editor.text == DRAFT.replace("水果怎么挑", "x水果怎么挑") + "好"
        app.editing.query_one("Problems .filter", Input).focus()
        await pilot.press("x", "escape")
        assert app.focused is app.editing.query_one("Problems .list")
        await pilot.press("escape")
        assert app.focused is editor


@pytest.mark.parametrize(("size", "least"), [((20, 6), 3), ((40, 10), 3), ((60, 12), 4)])
async def test_the_choices_are_seen_on_a_small_terminal(
    house: Path, size: tuple[int, int], least: int
) -> None:
    async with writing(house, size=size) as (app, pilot, _):
        await pilot.press("shift+f8", "f2")
        await settle(pilot)
        choices = app.editing.query_one("FixMenu .choices", OptionList)
        region, clip = app.editing._compositor.visible_widgets[choices]
        assert region.intersection(clip).height >= least


async def test_of_a_draft_not_yet_judged_nobody_says_that_nothing_was_found(house: Path) -> None:
    async with writing(house) as (app, pilot, editor):
        app.silent = True
        (house / "b.md").write_text("这里没有可说的。", "utf-8")
        app.editing.run_worker(app.editing.open_path(house / "b.md"))
        await until(pilot, lambda: app.editing.editor not in (None, editor))
        await settle(pilot)
        counts = app.editing.query_one("Problems .counts", Static)
        assert str(counts.render()) == ""
        await pilot.press("f8", "shift+f8", "f2", "shift+f2")
        assert [told.message for told in app._notifications] == ["这篇还没检查完，再等一下"] * 4
        await pilot.press("f5")
        await settle(pilot)
        assert [told.message for told in app._notifications][4:] == ["还在打分，打好就标出来"]
        assert not app.editing.query_one(FixMenu).display
        app.clear_notifications()
        app.silent = False
        app.editing._judge()
        await until(pilot, lambda: "错误" in str(counts.render()))
        await pilot.press("f8", "f2", "shift+f2")
        said = [told.message for told in app._notifications]
        assert said == ["没有发现问题", "没有发现问题", "没有可以直接改的"]


@pytest.mark.parametrize("size", [(120, 30), (80, 24), (60, 20)])
async def test_the_menu_leaves_the_line_in_sight_that_it_speaks_of(
    house: Path, size: tuple[int, int]
) -> None:
    lines = [f"平常的第{n}行。" for n in range(40)]
    for number in (6, 12, 38):
        lines[number] = "现在手慢无。"
    async with writing(house, "\n".join(lines), size=size) as (app, pilot, editor):
        for number in (6, 12, 38):
            editor.move_cursor((number, 2))
            await settle(pilot)
            before = editor.scroll_offset
            await pilot.press("f2")
            await settle(pilot)
            assert app.editing.query_one(FixMenu).display
            row = editor.cursor_screen_offset.y - editor.region.y
            assert 0 <= row < editor.content_size.height, (number, editor.size)
            await pilot.press("escape")
            await settle(pilot)
            assert editor.scroll_offset == before, "as it was, once the menu is gone"
        editor.scroll_to(y=0, animate=False)
        await pilot.press("f9", "f9")
        await settle(pilot)
        assert editor.scroll_offset.y == 0, "whoever looks elsewhere is left there"


async def test_there_is_room_on_any_terminal(house: Path) -> None:
    async with writing(house) as (app, pilot, editor):
        for size in ((80, 24), (20, 5)):
            await pilot.resize_terminal(*size)
            await pilot.press("f8", "f2", "escape", "f4")
            assert app.size == size
            assert editor.text == DRAFT
