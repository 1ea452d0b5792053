"""The panes beside the text that ask what takes its time: rule page, topics, own posts, days."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.widgets import OptionList, Select, Static

from contentai.language import Bilingual
from contentai.tui.advice import asked
from contentai.tui.weeks import Happening, next_weeks
from contentai.tui.widgets.calendar import CalendarStrip
from contentai.tui.widgets.rulepage import RulePage
from contentai.tui.widgets.standing import StandingPane
from contentai.tui.widgets.topics import TopicsPane
from tests.tui.stage import settle, staged, until

ON = datetime.date(2026, 11, 22)


class Oracle:
    """Answers requests from a table, and keeps them."""

    def __init__(self, answer: Callable[[asked.Request], asked.Reply]) -> None:
        self.asked: list[asked.Request] = []
        self._answer = answer

    def __call__(
        self, request: asked.Request, tell: Callable[[asked.Progress], None]
    ) -> asked.Reply:
        self.asked.append(request)
        tell(asked.Progress(Bilingual("正在想", "thinking")))
        return self._answer(request)


def text(pane: RulePage | StandingPane) -> str:
    return str(pane.query_one(Static).render())


# --- the rule's page


async def test_a_page_is_looked_up_once_and_styled_as_it_is_written() -> None:
    lines = ("LAW-001  [b]名字[/b]", "", "查什么", "  这里", "", "反例", "  ✗ 坏")
    oracle = Oracle(lambda _: asked.Lines(lines))
    page = RulePage(oracle)
    async with staged(page) as (_, pilot):
        assert "光标" in text(page)
        page.show("LAW-001")
        await settle(pilot)
        assert text(page) == "\n".join(lines), "no word is taken for markup"
        page.show(None)
        page.show("LAW-001")
        await settle(pilot)
        assert oracle.asked == [asked.Page("LAW-001")]
        page.show("SUP-001")
        await settle(pilot)
        assert "忽略" in text(page)
        assert len(oracle.asked) == 1


async def test_an_unknown_rule_and_a_rulebook_that_cannot_be_read_are_told() -> None:
    answers = iter(
        [asked.Lines(None), asked.Lines(problem=Bilingual("坏了", "broken")), asked.Lines(("好",))]
    )
    page = RulePage(Oracle(lambda _: next(answers)))
    async with staged(page) as (_, pilot):
        page.show("LAW-999")
        await settle(pilot)
        assert text(page) == "规则书里没有 LAW-999"
        page.show("LAW-001")
        await settle(pilot)
        assert text(page) == "坏了"
        page.show("LAW-001")
        await settle(pilot)
        assert text(page) == "好", "the next look tries again"


async def test_a_late_page_does_not_take_the_place_of_a_newer_one() -> None:
    gate = threading.Event()

    def answer(request: asked.Request) -> asked.Reply:
        assert isinstance(request, asked.Page)
        if request.rule == "LAW-001":
            gate.wait(5)
        return asked.Lines((request.rule,))

    page = RulePage(Oracle(answer))
    async with staged(page) as (_, pilot):
        page.show("LAW-001")
        page.show("LAW-002")
        await until(pilot, lambda: text(page) == "LAW-002")
        gate.set()
        await settle(pilot)  # the thread that was kept waiting has ended
        assert text(page) == "LAW-002"


async def test_a_page_of_no_rule_says_what_its_screen_has_it_say() -> None:
    none = Bilingual("选一条规则", "Choose a rule")
    page = RulePage(Oracle(lambda _: asked.Lines(("好",))), none=none)
    async with staged(page) as (_, pilot):
        assert text(page) == "选一条规则"
        page.show("LAW-001")
        await settle(pilot)
        page.show(None)
        await pilot.pause()
        assert text(page) == "选一条规则"


# --- topics

QUOTE = asked.Quote("原话", "题", "某刊", "2026-01-02")
IDEAS = tuple(
    asked.Idea(
        f"t-{n}",
        f"选题{n}",
        (f"标题{n}甲", f"标题{n}乙"),
        0.5,
        (("affinity", 0.5),),
        f"因为{n}",
        "",
        (QUOTE,),
        "",
    )
    for n in (1, 2)
)
TOPICS = asked.Topics((("a", "甲群"), ("b", "乙群")), "a", IDEAS)


def rows(pane: TopicsPane, name: str) -> list[str]:
    return [str(o.prompt) for o in pane.query_one(f".{name}", OptionList).options]


async def test_topics_are_asked_for_when_they_are_seen_and_anew_for_another_segment() -> None:
    def answered(request: asked.Request) -> asked.Topics:
        assert isinstance(request, asked.Suggest)
        return replace(TOPICS, unknown="丙" if request.segment == "丙" else "")

    oracle = Oracle(answered)
    pane = TopicsPane(oracle, today=ON)
    pane.display = False
    async with staged(pane) as (_, pilot):
        pane.look("a", "wechat")
        await settle(pilot)
        assert oracle.asked == [], "nobody looks"
        pane.display = True
        await settle(pilot)
        assert oracle.asked == [asked.Suggest("a", "wechat", ON)]
        assert [row.split()[1] for row in rows(pane, "ideas")] == ["选题1", "选题2"]
        assert "因为1" in str(pane.query_one(".why", Static).render())
        pane.look("a", "wechat")
        await settle(pilot)
        assert len(oracle.asked) == 1
        assert "没有叫" not in str(pane.query_one(".state", Static).render())
        pane.query_one(Select).value = "b"
        await settle(pilot)
        assert oracle.asked[-1] == asked.Suggest("b", "wechat", ON)
        pane.query_one(".ideas").focus()
        await pilot.press("r")
        await settle(pilot)
        assert len(oracle.asked) == 3
        pane.look("丙", "wechat")
        await settle(pilot)
        assert "没有叫“丙”的人群" in str(pane.query_one(".state", Static).render())


async def test_a_passage_is_one_key_away_and_so_is_a_draft() -> None:
    pane = TopicsPane(Oracle(lambda _: TOPICS), today=ON)
    async with staged(pane) as (app, pilot):
        pane.look("a", "wechat")
        await settle(pilot)
        pane.query_one(".ideas").focus()
        await pilot.press("q", "down", "n")
        (quoted,) = app.heard_of(TopicsPane.Quoted)
        assert quoted.text == "> 原话\n>\n> —— 某刊《题》，2026-01-02\n"
        (started,) = app.heard_of(TopicsPane.Started)
        assert started.draft.name == "标题2甲.md"
        assert "channel: wechat\nsegment: a\n" in started.draft.text
        pane.look("a", "wechat", markdown=False)
        await pilot.press("enter", "down", "enter")
        assert app.heard_of(TopicsPane.Started)[-1].draft.name == "标题2乙.md"
        pane.query_one(".quotes").focus()
        await pilot.press("down", "enter")
        assert app.heard_of(TopicsPane.Quoted)[-1].text == "“原话”（某刊《题》，2026-01-02）"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (asked.Topics(problem=Bilingual("资料库坏了", "broken")), "资料库坏了"),
        (asked.Topics((("a", "甲"),), "a"), "没有可推荐的选题"),
        (asked.Topics((("a", "甲"),), "a", thin=(("选题", "只有一个来源"),)), "只有一个来源"),
        (asked.Topics((("a", "甲"),), "a", IDEAS, examples=True), "自带的示例文章"),
    ],
)
async def test_what_there_is_to_know_about_the_answer_is_told(
    answer: asked.Topics, told: str
) -> None:
    pane = TopicsPane(Oracle(lambda _: answer), today=ON)
    async with staged(pane) as (_, pilot):
        pane.look(None, None)
        await settle(pilot)
        assert told in str(pane.query_one(".state", Static).render())
        await pilot.press("q", "n")


async def test_progress_is_told_while_an_answer_is_worked_out() -> None:
    gate = threading.Event()

    def answer(_: asked.Request) -> asked.Reply:
        gate.wait(5)
        return TOPICS

    pane = TopicsPane(Oracle(answer), today=ON)
    pane.display = False
    async with staged(pane) as (_, pilot):
        pane.display = True
        state = pane.query_one(".state", Static)
        await until(pilot, lambda: str(state.render()) == "正在想")
        gate.set()
        await until(pilot, lambda: not state.display)


# --- own posts

MIX = (
    asked.Kind(Bilingual("干货", "value"), 0.2, 0.15, 0.5),
    asked.Kind(Bilingual("推广", "promotion"), 0.8, 0.85, 0.1),
)


async def test_repeats_are_warned_of_and_the_mix_is_shown() -> None:
    standing = asked.Standing(
        9, (asked.Near("旧帖[b]", "2026-10-01", True, 0.86),), MIX, MIX[1].name, MIX[0].name, 4, 28
    )
    oracle = Oracle(lambda _: standing)
    pane = StandingPane(oracle)
    async with staged(pane) as (app, pilot):
        pane.look("正文", "a.md", today=ON)
        await settle(pilot)
        pane.look("正文", "a.md", today=ON)
        await settle(pilot)
        assert oracle.asked == [asked.Compare("正文", "a.md", ON)], (
            "the same draft is not asked for twice"
        )
        assert "《旧帖[b]》 2026-10-01 字句 86%" in text(pane)
        assert "80%→85%" in text(pane)
        assert "最缺的是干货" in text(pane)
        (warned,) = app.heard_of(StandingPane.Warned)
        assert warned.words == "和发过的《旧帖[b]》很像（86%）"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (asked.Standing(), "还没有自家帖子"),
        (asked.Standing(3, (), MIX, None, None, 0, 28), "没有和发过的帖子重复"),
        (asked.Standing(problem=Bilingual("坏了", "broken")), "坏了"),
    ],
)
async def test_what_is_not_known_is_told(answer: asked.Standing, told: str) -> None:
    pane = StandingPane(Oracle(lambda _: answer))
    async with staged(pane) as (app, pilot):
        pane.look("正文", None, today=ON)
        await settle(pilot)
        assert told in text(pane)
        assert [message.words for message in app.heard_of(StandingPane.Warned)] == [None]


# --- the calendar


def test_the_next_weeks_hold_terms_festivals_and_what_lasts() -> None:
    found = {h.name: (h.first, h.last) for h in next_weeks(ON)}
    assert found["小雪"] == (ON, ON)
    assert found["大雪"][0] == datetime.date(2026, 12, 7)
    assert found["双十二"][0] == datetime.date(2026, 12, 12)
    assert found["供暖季"][0] < ON < found["供暖季"][1]
    assert "元旦" not in found, "more than four weeks off"
    spring = {h.name: h.first for h in next_weeks(datetime.date(2026, 2, 1))}
    assert spring["春节"] == datetime.date(2026, 2, 17)
    assert next_weeks(datetime.date(3000, 1, 1)) == []


def test_in_english_festivals_have_english_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTENTAI_LANG", "en")
    names = {h.name for h in next_weeks(ON)}
    assert {"Minor Snow", "Major Snow", "Double 12 sales", "Heating season"} <= names
    assert all(name.isascii() for name in names)


@pytest.mark.parametrize("width", [30, 60, 110])
async def test_the_strip_tells_the_soonest_first_and_never_more_than_fits(width: int) -> None:
    days = [
        Happening("大雪", datetime.date(2026, 12, 7), datetime.date(2026, 12, 7)),
        Happening("小雪", ON, ON),
        Happening("供暖季", datetime.date(2026, 11, 15), datetime.date(2026, 12, 1)),
        Happening("去年的", datetime.date(2025, 12, 1), datetime.date(2025, 12, 1)),
        Happening("很远的", datetime.date(2027, 6, 1), datetime.date(2027, 6, 1)),
    ]
    strip = CalendarStrip()
    async with staged(strip, size=(width, 5)) as (_, pilot):
        strip.show(ON, days, planned=datetime.date(2026, 11, 30))
        await pilot.pause()
        line = str(strip.render())
        assert line.startswith("本稿发布 8 天后 ")
        assert "远" not in line
        assert "去年" not in line
        if width == 110:
            assert line.split("  ")[1:] == [
                "小雪 11-22 今天", "供暖季 已经开始，到 12-1", "大雪 12-7 15 天后",
            ]  # fmt: skip
        assert strip.size.height == 1
        strip.show(datetime.date(2026, 12, 1), [days[2]])
        await pilot.pause()
        assert str(strip.render()) == "供暖季 今天最后一天"
        strip.show(ON, [])
        await pilot.pause()
        assert str(strip.render()) == "接下来四周没有节日和节气"


async def test_days_are_shown_where_there_is_room() -> None:
    strip = CalendarStrip(days=True)
    async with staged(strip, size=(100, 5)) as (_, pilot):
        strip.show(ON, [Happening("大雪", datetime.date(2026, 12, 7), datetime.date(2026, 12, 7))])
        await pilot.pause()
        numbers = str(strip.render()).splitlines()[0].replace("·", "").split()
        assert numbers == ["22", "23", "30", "1", "7", "14"]
