"""The topics pane: what to write next for the draft's followers, why, and what to quote."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, ProgressBar, Select, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from contentai.language import Bilingual
from contentai.report.visible import visible
from contentai.tui.advice.asked import Ask, Idea, Progress, Suggest, Topics
from contentai.tui.advice.starting import NewDraft, new_draft, quotation

_PARTS = {
    "affinity": Bilingual("兴趣", "affinity"),
    "value": Bilingual("干货", "value"),
    "novelty": Bilingual("没写过", "novelty"),
    "season": Bilingual("时令", "season"),
    "evidence": Bilingual("出处", "evidence"),
    "performance": Bilingual("往绩", "performance"),
    "service": Bilingual("服务", "service"),
}
_SEGMENT = Bilingual("人群", "segment")
_STARTING = Bilingual("正在打开文章…", "Opening the articles…")
_EXAMPLES = Bilingual(
    "用的是自带的示例文章；contentai corpus add 放进你们行业的文章",
    "from the articles that ship; contentai corpus add takes in those of your trade",
)
_NONE = Bilingual("没有可推荐的选题", "No topic to suggest")
_UNKNOWN = Bilingual(
    "没有叫“{name}”的人群，先看第一个的；contentai segments list 列出有的",
    "no segment is named “{name}”: these are for the first one; contentai segments list has all",
)
_THIN = Bilingual("证据不够，先不推荐：", "Too little evidence:")
_TITLES = Bilingual("标题（↵ 用它开一篇新稿）", "Titles (Enter: new draft)")
_QUOTES = Bilingual("原文（↵ 引用到光标处，带出处）", "Passages (Enter quotes)")
_NOT_HIGHER = Bilingual("没排更前：", "why not higher: ")
_NEAREST = Bilingual("最像的自家帖子：", "nearest own post: ")
_MOST_THIN = 3


class TopicsPane(Vertical):
    """Suggests topics; asks when it is first seen. Answers with ``Quoted`` and ``Started``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quote", "quote", show=False),
        Binding("n", "start", "new draft", show=False),
        Binding("r", "again", "again", show=False),
    ]
    HELP_WORDS = Bilingual(
        "选题：换人群看别的选题；q 引用第一段原文，n 用第一个标题开新稿，r 重新找。",
        "Topics: choose a segment; q quotes the first passage, n starts a draft with the first "
        "title, r looks again.",
    )

    @dataclass
    class Quoted(Message):
        """Insert this quotation at the cursor."""

        text: str

    @dataclass
    class Started(Message):
        """Open this new draft."""

        draft: NewDraft

    @dataclass
    class _Told(Message):
        """What the worker has to tell."""

        told: Progress | Topics

    def __init__(
        self, ask: Ask, *, today: datetime.date | None = None, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._ask = ask
        self._today = today
        self._segment: str | None = None
        self._channel: str | None = None
        self._markdown = True
        self._stale = True
        self._topics: Topics | None = None

    def compose(self) -> ComposeResult:
        """Segment, state, topics, and what is behind the one that is chosen."""
        yield Select[str]([], prompt=str(_SEGMENT), compact=True, classes="segment")
        yield Static(classes="state", markup=False)
        yield ProgressBar(total=None, show_percentage=False, show_eta=False)
        yield OptionList(classes="ideas", compact=True, markup=False)
        with VerticalScroll(classes="detail", can_focus=False):
            yield Static(classes="why", markup=False)
            yield Static(str(_TITLES), classes="title", markup=False)
            yield OptionList(classes="titles", compact=True, markup=False)
            yield Static(str(_QUOTES), classes="title", markup=False)
            yield OptionList(classes="quotes", compact=True, markup=False)

    def on_mount(self) -> None:
        """Nothing is asked before anybody looks."""
        self.query_one(ProgressBar).display = False
        self._refill()

    def look(self, segment: str | None, channel: str | None, *, markdown: bool = True) -> None:
        """Follow a draft: its segment, its channel, and whether quotations are Markdown."""
        self._markdown = markdown
        if (segment, channel) != (self._segment, self._channel):
            self._segment, self._channel, self._stale = segment, channel, True
        if self._seen:
            self._ask_if_stale()

    def on_show(self) -> None:
        """Somebody looks: now it is worth the work."""
        self._ask_if_stale()

    @property
    def _seen(self) -> bool:
        return self.is_mounted and self.is_on_screen

    @property
    def _idea(self) -> Idea | None:
        at = self._list("ideas").highlighted
        ideas = self._topics.ideas if self._topics else ()
        return ideas[at] if at is not None and at < len(ideas) else None

    def action_again(self) -> None:
        """Look again: the library may have grown."""
        self._stale = True
        self._ask_if_stale()

    def action_quote(self) -> None:
        """Quote the highlighted passage, or the first."""
        self._quote(self._list("quotes").highlighted or 0)

    def action_start(self) -> None:
        """Start a draft with the highlighted title, or the first."""
        self._start(self._list("titles").highlighted or 0)

    @on(OptionList.OptionSelected, ".quotes")
    def _quote_chosen(self, event: OptionList.OptionSelected) -> None:
        self._quote(event.option_index)

    @on(OptionList.OptionSelected, ".titles")
    def _title_chosen(self, event: OptionList.OptionSelected) -> None:
        self._start(event.option_index)

    @on(OptionList.OptionSelected, ".ideas")
    def _idea_chosen(self) -> None:
        lists = self._list("titles"), self._list("quotes")
        listed = next(one for one in (*lists, self._list("ideas")) if one.option_count)
        listed.highlighted = listed.highlighted or 0
        listed.focus()

    @on(OptionList.OptionHighlighted, ".ideas")
    def _pointed(self) -> None:
        self._refill_detail()

    @on(Select.Changed, ".segment")
    def _segment_chosen(self, event: Select.Changed) -> None:
        event.stop()
        if event.value is not Select.NULL and self._topics is not None:
            self._segment, self._stale = str(event.value), True
            self._ask_if_stale()

    def _quote(self, at: int) -> None:
        if self._idea is not None and at < len(self._idea.quotes):
            text = quotation(self._idea.quotes[at], markdown=self._markdown)
            self.post_message(self.Quoted(text))

    def _start(self, at: int) -> None:
        idea = self._idea
        if idea is not None and self._topics is not None:
            title = idea.titles[at] if at < len(idea.titles) else idea.topic
            draft = new_draft(idea, title, self._topics.segment, self._channel)
            self.post_message(self.Started(draft))

    def _ask_if_stale(self) -> None:
        if not self._stale:
            return
        self._stale = False
        self.query_one(ProgressBar).display = True
        self._say(Content(str(_STARTING)))
        today = self._today or datetime.date.today()
        self._work_out(Suggest(self._segment, self._channel, today))

    @work(thread=True, exclusive=True, group="topics")
    def _work_out(self, request: Suggest) -> None:
        worker = get_current_worker()

        def tell(told: Progress) -> None:
            if not worker.is_cancelled:
                self.post_message(self._Told(told))

        answer = self._ask(request, tell)
        if not worker.is_cancelled and isinstance(answer, Topics):
            self.post_message(self._Told(answer))

    @on(_Told)
    def _heard(self, event: _Told) -> None:
        event.stop()
        if isinstance(event.told, Progress):
            self._say(Content(str(event.told.words)))
            return
        self.query_one(ProgressBar).display = False
        self._topics = event.told
        self._refill()

    def _say(self, words: Content) -> None:
        state = self.query_one(".state", Static)
        state.display = bool(words.plain)
        state.update(words)

    def _list(self, name: str) -> OptionList:
        return self.query_one(f".{name}", OptionList)

    def _refill(self) -> None:
        topics = self._topics
        if topics is None:
            self.query_one(".detail").display = False
            self._say(Content(""))
            return
        if topics.segments:
            select: Select[str] = self.query_one(".segment", Select)
            with select.prevent(Select.Changed):
                select.set_options([(visible(name), id) for id, name in topics.segments])
                if topics.segment:
                    select.value = topics.segment
        ideas = self._list("ideas")
        ideas.set_options(Option(_row(n, idea)) for n, idea in enumerate(topics.ideas, 1))
        ideas.highlighted = 0 if topics.ideas else None
        self._say(Content("\n").join(_state(topics)))
        self._refill_detail()

    def _refill_detail(self) -> None:
        idea = self._idea
        self.query_one(".detail").display = idea is not None
        if idea is None:
            return
        self.query_one(".why", Static).update(Content("\n").join(_why(idea)))
        self._list("titles").set_options(Content(visible(title)) for title in idea.titles)
        quotes = self._list("quotes")
        quotes.set_options(
            Content.assemble(
                f"“{visible(quote.text or quote.title)}”",
                (f" {visible(quote.source)} {quote.date}", "$text-muted"),
            )
            for quote in idea.quotes
        )
        heads = list(self.query(".detail .title"))
        for head, listed in zip(heads, (self._list("titles"), quotes), strict=True):
            head.display = listed.display = listed.option_count > 0
        self.query_one(".detail", VerticalScroll).scroll_home(animate=False)


def _row(number: int, idea: Idea) -> Content:
    return Content.assemble(
        (f"{number:>2}. ", "$text-muted"), (visible(idea.topic), "bold"), f"  {idea.score:.2f}"
    )


def _state(topics: Topics) -> Iterator[Content]:
    if topics.unknown:
        yield Content.styled(str(_UNKNOWN).format(name=visible(topics.unknown)), "$text-warning")
    if topics.problem is not None:
        yield Content.styled(visible(str(topics.problem)), "$text-warning")
    elif not topics.ideas:
        yield Content(str(_NONE))
    if topics.examples:
        yield Content.styled(str(_EXAMPLES), "$text-muted")
    if topics.thin and not topics.ideas:
        yield Content(str(_THIN))
        for topic, reason in topics.thin[:_MOST_THIN]:
            yield Content.styled(f"  {visible(topic)}：{visible(reason)}", "$text-muted")


def _why(idea: Idea) -> Iterator[Content]:
    yield Content(visible(idea.why))
    parts = "  ".join(f"{_PARTS.get(name, name)} {value:.2f}" for name, value in idea.parts)
    yield Content.styled(parts, "$text-muted")
    if idea.why_not_higher:
        yield Content.styled(f"{_NOT_HIGHER}{visible(idea.why_not_higher)}", "$text-muted")
    if idea.nearest:
        yield Content.styled(f"{_NEAREST}{visible(idea.nearest)}", "$text-muted")
