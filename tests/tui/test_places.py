"""The screens beside the edit screen, each on answers that are made up here."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from textual.binding import Binding
from textual.widgets import DataTable, Input, OptionList, Select, Static

from contentai.config import Config
from contentai.diagnostics import Diagnostic, Place, Severity, Span
from contentai.language import Bilingual
from contentai.lint.outcome import FileScores
from contentai.tui.advice.asked import Idea, Kind, Lines, Page, Quote, Suggest, Topics
from contentai.tui.advice.wider import (
    Account,
    Ahead,
    Browse,
    Card,
    Cards,
    Examples,
    Overview,
    Planned,
    PlannedPost,
    Received,
    Rhythm,
    Samples,
    Tried,
    Try,
    Verdict,
    Week,
)
from contentai.tui.entries import Entry
from contentai.tui.finding import Query
from contentai.tui.judging.judged import Surveyed
from contentai.tui.own import Own
from contentai.tui.screens.account import AccountPlace
from contentai.tui.screens.board import Board
from contentai.tui.screens.foldersearch import FolderSearch
from contentai.tui.screens.help import Help, help_of
from contentai.tui.screens.rules import Rules
from contentai.tui.screens.settings import Settings
from contentai.tui.screens.topics import TopicsPlace
from contentai.tui.widgets.editor import Editor
from contentai.tui.widgets.findfields import FindFields
from contentai.tui.widgets.rulepage import RulePage
from contentai.tui.widgets.topics import TopicsPane
from tests.tui.stage import Stage, settle, staged, until

DAY = datetime.date(2026, 11, 22)
MONDAY = datetime.date(2026, 11, 16)


def words(text: str) -> Bilingual:
    return Bilingual(text, text)


def finding(rule: str, start: int, end: int, text: str) -> Diagnostic:
    return Diagnostic(
        rule,
        Severity.ERROR,
        f"“{text[start:end]}”不能这样写",
        "换一个",
        Span(start, end),
        Place(1, start + 1, 1, end + 1),
        text[start:end],
    )


CARDS = Cards(
    (
        Card(
            "LAW-001",
            Bilingual("绝对化用语", "absolute terms"),
            "adlaw",
            "error",
            (),
            "law-001 绝对化",
        ),
        Card(
            "MOB-002", Bilingual("段落太长", "long"), "mobile", "info", ("wechat",), "mob-002 段落"
        ),
        Card("ART-1", words("[b]旧[/b]"), "articles", "warning", (), "art-1", words("停用了")),
    ),
    (("adlaw", "广告法"), ("mobile", "手机阅读"), ("articles", "文章")),
    (("wechat", "公众号"), ("sms", "短信")),
)
IDEA = Idea(
    *("t-1", "退烧药", ("喂药怎么选",), 0.71, (("affinity", 0.6),), "家长关心", "来源不多"),
    (Quote("七家药店里五家……", "三种药一起喂", "晚报", "2025-11-20"),),
    "",
)
POST = PlannedPost(DAY, "wechat", "parents", "家长", words("干货"), "流感季", IDEA)
ACCOUNT = Account(
    posts=120,
    origin="posts.csv",
    first=datetime.date(2026, 10, 26),
    last=DAY,
    recent=12,
    unknown=1,
    kinds=tuple(
        Kind(words(n), s, s, t)
        for n, s, t in (
            ("干货", 0.2, 0.5),
            ("服务", 0.2, 0.2),
            ("互动", 0.1, 0.2),
            ("推广", 0.5, 0.1),
        )
    ),
    rhythms=(Rhythm("公众号", 9, 2.2, 8, "11-01 到 11-01 发了 2 次"), Rhythm("短信", 0, 0, 0, "")),
    by_kind=(Received("互动", 14, 0.061, 1.4), Received("推广", 3, None, None)),
    weeks=tuple(
        Week(
            MONDAY - datetime.timedelta(weeks=n),
            (1, 0, n % 2, n % 3),
            0.01 * (n + 1) if n % 4 else None,
        )
        for n in reversed(range(12))
    ),
    notices=("posts.csv:3 日期看不懂",),
)


def answered(request: Any, tell: Callable[[Any], None]) -> Any:
    """What the advice process would say."""
    if isinstance(request, Try):
        at = request.text.find("最好")
        return Tried((finding("LAW-001", at, at + 2, request.text),) if at >= 0 else ())
    return {
        Browse: lambda: CARDS,
        Page: lambda: Lines((f"{request.rule}  一条规则", "查什么", "  [b]说明[/b]")),
        Examples: lambda: Samples(((True, "全网最好的锅", "plain"), (False, "最近天凉", "plain"))),
        Overview: lambda: ACCOUNT,
        Suggest: lambda: Topics((("parents", "家长"),), "parents", (IDEA,)),
        Ahead: lambda: Planned(
            DAY, DAY, (POST,), ((DAY, "weibo", words("选题用完了")),), (words("少一篇"),)
        ),
    }[type(request)]()


def told(screen: Any, selector: str) -> str:
    return str(screen.query_one(selector, Static).render())


def board(folder: Path) -> tuple[Board, dict[Path, Surveyed]]:
    known = {
        folder / "a.md": Surveyed(folder / "a.md", 0, 1, 2, FileScores(0.1, 0, 0, {}, "value")),
        folder / "b.md": Surveyed(
            folder / "b.md", 3, 0, 0, FileScores(0.97, 0, 0.6, {}, "hard_sell")
        ),
        folder / "d.md": Surveyed(folder / "d.md", problem=words("不是文字")),
    }
    entries = [Entry(folder / f"{name}.md", f"{name}.md", unsaved=name == "a") for name in "abcd"]
    return Board(lambda: entries, known), known


def rows(screen: Board) -> list[str]:
    table = screen.query_one(DataTable)
    return [
        " ".join(str(cell) for cell in table.get_row_at(n) if str(cell))
        for n in range(table.row_count)
    ]


async def test_the_board_lists_the_worst_first_and_opens_it(tmp_path: Path) -> None:
    screen, known = board(tmp_path)
    async with staged(screen=screen) as (app, pilot):
        assert rows(screen) == [
            "? d.md 不是文字",
            "x b.md 3 0.97! 0.00  0.60! 硬推",
            "! * a.md 1 2 0.10  0.00  0.00  干货",
            "· c.md",
        ]
        assert "4 篇，1 篇有错误，1 篇硬推过线，1 篇读不了，1 篇还在检查" in told(screen, ".totals")
        await pilot.press("down", "enter")
        await pilot.pause()
        assert [m.path for m in app.heard_of(Board.Opened)] == [tmp_path / "b.md"]
        known[tmp_path / "c.md"] = Surveyed(tmp_path / "c.md", 9)
        screen.refill_soon()
        await until(pilot, lambda: rows(screen)[1].startswith("x c.md"))
        await pilot.press("r")
        assert len(app.heard_of(Board.Again)) == 1


async def test_the_board_is_sorted_and_filtered(tmp_path: Path) -> None:
    screen, _ = board(tmp_path)
    async with staged(screen=screen) as (_, pilot):
        await pilot.press("s")
        assert rows(screen)[0].startswith("! * a.md"), "by name"
        await pilot.press("s")
        assert "b.md" in rows(screen)[0] and "硬推" in told(screen, ".state")
        await pilot.press("f", "f", "f")
        assert rows(screen) == ["! * a.md 1 2 0.10  0.00  0.00  干货"], "unsaved"
        await pilot.press("f", "slash", "c", "enter")
        assert rows(screen) == ["· c.md"]
        await pilot.press("slash", "x")
        assert "一篇也没有" in told(screen, ".state")
        await pilot.click(DataTable, offset=(6, 0))
        assert "按名字" in told(screen, ".state")


async def test_rules_are_searched_filtered_and_read() -> None:
    screen = Rules(answered)
    async with staged(screen=screen) as (_, pilot):
        rules = screen.query_one(".rules", OptionList)
        assert rules.option_count == 3
        assert "LAW-001" in str(screen.query_one(RulePage).query_one(Static).render())
        assert "[b]旧[/b]" in str(rules.get_option_at_index(2).prompt), "no markup"
        await pilot.press("down", "down")
        await settle(pilot)
        assert "ART-1: 停用了" in told(screen, ".state")
        await pilot.press("slash", *"mob")
        assert rules.option_count == 1
        assert told(screen, ".state") == "1/3 条"
        await pilot.press("down")
        assert rules.has_focus
        screen.query_one(".find", Input).value = ""
        screen.query_one(".channel", Select).value = "sms"
        await settle(pilot)
        assert rules.option_count == 2, "rules of all channels stay"
        screen.query_one(".level", Select).value = "info"
        await settle(pilot)
        assert "没有这样的规则" in told(screen, ".state")


async def test_a_text_is_tried_as_it_is_typed() -> None:
    screen = Rules(answered)
    async with staged(screen=screen) as (_, pilot):
        await pilot.press("x")
        await until(pilot, lambda: "LAW-001" in told(screen, ".told"))
        box = screen.query_one(Editor)
        assert box.text == "全网最好的锅"
        assert [span for _, span in box.findings] == [Span(2, 4)]
        await pilot.press("x")
        await until(pilot, lambda: "没有发现问题" in told(screen, ".told"))
        assert "不算的" in told(screen, ".box > .title")
        await pilot.press("t", *"最好")
        await until(pilot, lambda: "最好" in told(screen, ".told"))
        await pilot.press("escape")
        assert screen.query_one(".rules").has_focus


class Held:
    """Answers like ``answered``, one kind of request only when told to."""

    def __init__(self, kind: type) -> None:
        self.kind, self.asked, self.given = kind, Event(), Event()

    def __call__(self, request: Any, tell: Callable[[Any], None]) -> Any:
        if isinstance(request, self.kind):
            self.asked.set()
            assert self.given.wait(30)
        return answered(request, tell)


async def test_a_text_tried_before_the_rules_are_there_does_not_keep_them_away() -> None:
    held = Held(Browse)
    screen = Rules(held)
    async with Stage(screen=screen).run_test() as pilot:
        await pilot.pause()
        await pilot.press("t", *"最好")
        await until(pilot, lambda: "最好" in told(screen, ".told"))
        held.given.set()
        await until(pilot, lambda: "3/3 条" in told(screen, ".state"))


async def test_what_was_found_in_a_text_that_is_gone_is_not_told() -> None:
    held = Held(Try)
    screen = Rules(held)
    async with Stage(screen=screen).run_test() as pilot:
        await pilot.pause()
        await pilot.press("t", *"最好")
        await until(pilot, held.asked.is_set)
        await pilot.press("backspace", "backspace")
        await until(pilot, lambda: screen._pause is None)  # the empty box was looked at
        held.given.set()
        await settle(pilot)
        assert told(screen, ".told") == ""


@pytest.mark.parametrize("time", range(10))
async def test_an_answer_to_a_screen_that_is_going_is_not_heard(time: int) -> None:
    """Heard by one half gone, it would end the program with an error."""
    over = Event()

    def late(request: Any, tell: Callable[[Any], None]) -> Any:
        while screen.query(".rules") and not over.wait(0.0001):
            pass
        return answered(request, tell)

    screen = Rules(late)
    try:
        async with Stage(screen=screen).run_test() as pilot:
            await pilot.pause()
    finally:
        over.set()


async def test_the_account_is_told_in_words_and_plots() -> None:
    screen = AccountPlace(answered, DAY)
    async with staged(screen=screen, size=(110, 34)) as (_, pilot):
        assert "posts.csv：120 篇" in told(screen, ".state") and "日期看不懂" in told(
            screen, ".state"
        )
        mix = told(screen, ".mix")
        assert "20% 少了" in mix and "50% 多了" in mix
        assert "11-01 到 11-01 发了 2 次" in told(screen, ".rhythm")
        assert "×1.40" in told(screen, ".received") and "没有阅读" in told(screen, ".received")
        assert screen.query_one("#posts").plt.build().count("█") > 20  # type: ignore[attr-defined]
        await pilot.press("o", *"x.csv")
        assert screen.query_one(".file").has_focus
        await pilot.press("enter")
        await settle(pilot)
        assert screen._file == Path("x.csv")
        assert not screen.query_one(".file").display


async def test_what_the_audit_finds_is_told_beside_the_mix() -> None:
    said = (
        Verdict("ACC-003", Severity.ERROR, "写给刚关注的人的帖子在推销：[b]6 篇\x1b里有 2 篇"),
        Verdict("ACC-009", Severity.INFO, "节奏不稳"),
    )

    def judged(request: Any, tell: Any) -> Account:
        return replace(ACCOUNT, verdicts=said)

    screen = AccountPlace(judged, DAY)
    async with staged(screen=screen, size=(110, 34)):
        found = told(screen, ".verdicts")
        assert "✗ ACC-003 写给刚关注的人的帖子在推销：[b]6 篇·里有 2 篇" in found
        assert "i ACC-009" in found


async def test_an_account_that_cannot_be_read_says_why() -> None:
    def broken(request: Any, tell: Any) -> Account:
        return Account(problem=words("x.csv：[b]没有这个文件"))

    screen = AccountPlace(broken, DAY)
    async with staged(screen=screen):
        assert "[b]没有这个文件" in told(screen, ".state")
        assert not screen.query_one(".middle").display


async def test_a_draft_is_started_from_the_plan() -> None:
    screen = TopicsPlace(answered, DAY)
    async with staged(screen=screen, size=(110, 34)) as (app, pilot):
        assert "按 p" in told(screen, ".plan .told")
        await pilot.press("p")
        await until(pilot, lambda: screen.query_one(".days", OptionList).option_count == 2)
        assert "1 篇，1 天空着" in told(screen, ".plan .told")
        assert "! 少一篇" in told(screen, ".plan .told")
        await until(pilot, lambda: "家长关心" in told(screen, ".plan .detail"))
        await pilot.press("enter")
        await pilot.pause()
        (started,) = app.heard_of(TopicsPane.Started)
        assert "publish_on: 2026-11-22" in started.draft.text
        assert "channel: wechat" in started.draft.text
        assert "七家药店里五家" in started.draft.text
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "选题用完了" in told(screen, ".plan .detail")
        assert len(app.heard_of(TopicsPane.Started)) == 1, "an empty day starts nothing"


async def test_a_draft_is_started_from_a_topic() -> None:
    screen = TopicsPlace(answered, DAY)
    async with staged(screen=screen) as (app, pilot):
        await until(pilot, lambda: screen.query_one(".ideas", OptionList).option_count == 1)
        await pilot.press("enter", "enter")
        await pilot.pause()
        (started,) = app.heard_of(TopicsPane.Started)
        assert "title: 喂药怎么选" in started.draft.text


# What the settings ask of the app.
OWNER: Any = SimpleNamespace(
    theme="contentai-dark",
    own=Own(keys={"save": "ctrl+k"}),
    own_file=Path("/own/editor.json"),
    config=Config(ignore=("MOB",), channel="wechat"),
    editing=SimpleNamespace(config=Path("/team/contentai.yaml")),
    remapped={"save": "ctrl+k"},
    again=lambda: None,
)
MADE = {
    "board": lambda: board(Path("/drafts"))[0],
    "rules": lambda: Rules(answered),
    "account": lambda: AccountPlace(answered, DAY),
    "topics": lambda: TopicsPlace(answered, DAY),
    "settings": lambda: Settings(OWNER),
}
LOOKS = {**MADE, "help": lambda: Help(Rules(answered), Rules.KEYS, {})}


@pytest.mark.parametrize("name", MADE)
async def test_every_widget_that_takes_keys_has_help(name: str) -> None:
    async with staged(screen=MADE[name]()) as (_, pilot):
        screen = pilot.app.screen
        assert screen.focus_chain
        for widget in screen.focus_chain:
            own = list(help_of(widget))
            assert len(own) >= 2, f"{widget} is told of, and the screen"


async def test_of_a_plan_some_days_are_seen_on_a_small_terminal() -> None:
    async with staged(screen=TopicsPlace(answered, DAY), size=(80, 24)) as (_, pilot):
        await pilot.press("p")
        await settle(pilot)
        days = pilot.app.screen.query_one(".days")
        assert days.size.height >= 4


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_names_every_key_of_the_searches(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTENTAI_LANG", language)
    search = FolderSearch([], Query(""), dict, lambda *_: None, [])
    for node in (FindFields(), search):
        (words,) = help_of(node)
        held = [str(b.key) for b in type(node).BINDINGS if isinstance(b, Binding)]
        for key in (key for key in held if key.startswith("alt+")):
            assert f"Alt+{key[-1].upper()}" in str(words)


@pytest.mark.parametrize("name", MADE)
async def test_a_tiny_terminal_is_no_reason_to_break(name: str) -> None:
    async with staged(screen=MADE[name](), size=(20, 5)) as (_, pilot):
        await pilot.resize_terminal(60, 15)
        await pilot.resize_terminal(20, 5)
        await settle(pilot)
        await pilot.press("tab", "down", "enter", "escape")


async def test_help_tells_of_the_focus_and_of_remapped_keys() -> None:
    screen = Rules(answered)
    async with staged(screen=screen) as (_, pilot):
        await pilot.app.push_screen(Help(screen.query_one(Editor), Rules.KEYS, {"help": "f11"}))
        await settle(pilot)
        text = str(pilot.app.screen.query_one(Static).render())
        assert "正文" in text and "规则浏览" in text
        assert "F11" in text and "试一试" in text
        await pilot.press("escape")
        assert pilot.app.screen is screen


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", LOOKS)
def test_looks(
    name: str, language: str, snap_compare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTENTAI_LANG", language)

    async def before(pilot: Any) -> None:
        await settle(pilot)
        if name == "rules":
            await pilot.press("x")
            await until(pilot, lambda: "LAW-001" in told(pilot.app.screen, ".told"))
        if name == "topics":
            await pilot.press("p")
        await settle(pilot)

    assert snap_compare(Stage(screen=LOOKS[name]()), terminal_size=(100, 30), run_before=before)
