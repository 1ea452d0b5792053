"""The topics board: what to write for each segment of followers, and a plan of four weeks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from contentai.language import Bilingual, current
from contentai.report.visible import visible
from contentai.tui.advice.asked import Ask, Reply
from contentai.tui.advice.starting import new_draft
from contentai.tui.advice.wider import Ahead, Planned, PlannedPost
from contentai.tui.keys import Key
from contentai.tui.screens.place import Place
from contentai.tui.widgets.topics import TopicsPane

_OFFER = Bilingual("按 p 排接下来四周的计划", "p plans the next four weeks")
_PLANNING = Bilingual("正在排计划，要几秒钟…", "Planning; this takes some seconds…")
_PLAN = Bilingual("四周计划（↵ 用它开一篇新稿）", "Plan of four weeks (Enter starts a draft)")
_DAYS = Bilingual("一二三四五六日", "MTWTFSS")


class TopicsPlace(Place):
    """Shows what ``ask`` suggests as of ``today`` (None: the clock's)."""

    NAME = "topics"
    KEYS = (
        Key(
            "topics.plan",
            "p",
            "plan",
            Bilingual("排四周计划", "Plan four weeks"),
            Bilingual("排计划", "Plan"),
        ),
    )
    HELP_WORDS: ClassVar = Bilingual(
        "选题板：左边换人群，看推荐的选题、为什么、原文和出处；↵ 选中标题就用它开一篇新稿，"
        "选中原文就引用到打开的稿子里。p 排接下来四周的计划，↵ 用其中一篇开新稿。",
        "Topics board: choose a segment on the left, read why a topic is suggested and where it "
        "comes from. Enter on a title starts a draft, on a passage quotes it in the open draft. p "
        "plans the next four weeks, Enter starts a draft from one of its posts.",
    )

    def __init__(self, ask: Ask, today: datetime.date | None = None) -> None:
        super().__init__()
        self._ask = ask
        self._today = today
        self._plan: Planned | None = None
        self._rows: list[PlannedPost | None] = []

    def body(self) -> ComposeResult:
        """Topics, and the plan beside them."""
        with Horizontal(classes="middle"):
            yield TopicsPane(self._ask, today=self._today)
            with Vertical(classes="plan -none"):
                yield Static(str(_PLAN), classes="title", markup=False)
                yield Static(str(_OFFER), classes="told", markup=False)
                yield OptionList(classes="days", compact=True, markup=False)
                yield Static(classes="detail", markup=False)

    def on_mount(self) -> None:
        """The topics have the keys."""
        self.query_one(".days").display = False
        self.query_one(".ideas", OptionList).focus()
        self.query_one(TopicsPane).look(None, None)

    def action_plan(self) -> None:
        """Ask for the plan."""
        self.query_one(".told", Static).update(str(_PLANNING))
        day = self._today or datetime.date.today()
        self.ask_for(self._ask, Ahead(day), self._show)

    def _show(self, answer: Reply) -> None:
        if not isinstance(answer, Planned):
            return
        told, days = self.query_one(".told", Static), self.query_one(".days", OptionList)
        days.display = answer.problem is None
        self.query_one(".plan").set_class(answer.problem is not None, "-none")
        if answer.problem is not None:
            told.update(Content.styled(visible(str(answer.problem)), "$text-error"))
            return
        self._plan = answer
        words = Bilingual(
            f"{answer.first} 到 {answer.last}：{len(answer.posts)} 篇，{len(answer.empty)} 天空着",
            f"{answer.first} to {answer.last}: {len(answer.posts)} posts, "
            f"{len(answer.empty)} days empty",
        )
        notes = [Content.styled(f"! {note}", "$text-warning") for note in answer.notes]
        told.update(Content("\n").join([Content(str(words)), *notes]))
        rows = [(post.day, post.channel, _row(post), post) for post in answer.posts]
        empty = [(day, channel, _empty(day, channel), None) for day, channel, _ in answer.empty]
        ordered = sorted([*rows, *empty], key=lambda row: row[:2])
        self._rows = [row[3] for row in ordered]
        days.set_options(Option(row[2]) for row in ordered)
        days.highlighted = 0 if ordered else None
        days.focus()

    @on(OptionList.OptionHighlighted, ".days")
    def _pointed(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        post = self._rows[event.option_index]
        if post is not None:
            lines = list(_about(post))
        else:
            lines = [Content(visible(str(self._why_empty(event.option_index))))]
        self.query_one(".plan .detail", Static).update(Content("\n").join(lines))

    def _why_empty(self, at: int) -> Bilingual:
        """Why the day of that row is empty: the days without a post stand in order."""
        number = sum(row is None for row in self._rows[:at])
        assert self._plan
        return sorted(self._plan.empty, key=lambda one: one[:2])[number][2]

    @on(OptionList.OptionSelected, ".days")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        post = self._rows[event.option_index]
        if post is not None:
            title = post.idea.titles[0] if post.idea.titles else post.idea.topic
            draft = new_draft(post.idea, title, post.segment, post.channel, post.day)
            self.post_message(TopicsPane.Started(draft))


def _date(day: datetime.date) -> str:
    return f"{day:%m-%d} {_DAYS.zh[day.weekday()]}" if current() == "zh" else f"{day:%m-%d %a}"


def _row(post: PlannedPost) -> Content:
    return Content.assemble(
        (f"{_date(post.day)} ", "$text-muted"),
        (f"{post.channel:<11} ", "$text-accent"),
        f"{post.kind} ",
        (visible(post.idea.topic), "bold"),
        (f" {visible(post.segment_name)}", "$text-muted"),
    )


def _empty(day: datetime.date, channel: str) -> Content:
    words = Bilingual("空着", "empty")
    return Content.styled(f"{_date(day)} {channel:<11} {words}", "$text-muted")


def _about(post: PlannedPost) -> Iterator[Content]:
    idea = post.idea
    season = f" · {post.season}" if post.season else ""
    yield Content.styled(f"{post.segment_name} · {post.kind}{season}", "$text-muted")
    for title in idea.titles[:3]:
        yield Content.styled(f"《{visible(title)}》", "bold")
    yield Content(visible(idea.why))
    for quote in idea.quotes[:1]:
        yield Content.styled(f"“{visible(quote.text)}” {visible(quote.source)}", "$text-muted")
