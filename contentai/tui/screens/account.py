"""The account: its mix against the targets, its rhythm, and how posts were received."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static
from textual_plotext import PlotextPlot

from contentai.language import Bilingual
from contentai.report.visible import visible
from contentai.tui.advice.asked import Ask, Kind, Reply
from contentai.tui.advice.wider import Account, Overview, Received, Week
from contentai.tui.keys import Key
from contentai.tui.meters import bar
from contentai.tui.screens.place import Place
from contentai.tui.severities import COLOURS, MARKS
from contentai.tui.widgets.textfield import TextField

_WAITING = Bilingual("正在看发过的帖子…", "Reading own posts…")
_EXAMPLES = Bilingual(
    "这是自带的示例帖子。contentai corpus add --posts posts.csv 收进你们的，"
    "或按 o 打开一个文件看看",
    "These are the example posts that ship. contentai corpus add --posts posts.csv takes in your "
    "own; o looks at a file",
)
_MIX = Bilingual("内容比例（竖线是目标）", "Mix (the mark is the target)")
_FOUND = Bilingual("体检（近十二周）", "Findings (twelve weeks)")
_RHYTHM = Bilingual("节奏", "Rhythm")
_RECEIVED = Bilingual("互动率（对账号平均的倍数）", "Engagement per view (against the mean)")
_POSTS = Bilingual("每周发帖：", "Posts a week: ")
_PROMOTION, _OTHERS = Bilingual("推广", "promotion"), Bilingual("其他", "others")
_RATES = Bilingual("每周互动率，%", "Engagement per view by week, %")
_NO_RATE = Bilingual("没有阅读和互动的数字", "no views and reactions are known")
_KINDS = ("$text-success", "$text-primary", "$text-accent", "$text-error")
_OFF = 0.1


class AccountPlace(Place):
    """Shows what ``ask`` makes of own posts as of ``today`` (None: the clock's)."""

    NAME = "account"
    KEYS = (
        Key(
            "account.open",
            "o",
            "open",
            Bilingual("看一个帖子文件", "Look at a file of posts"),
            Bilingual("看文件", "File"),
        ),
        Key(
            "account.again", "r", "again", Bilingual("重新读", "Again"), Bilingual("重读", "Again")
        ),
    )
    HELP_WORDS: ClassVar = Bilingual(
        "账号：近四周各类内容的比例和目标，近十二周的体检（同 contentai audit），"
        "每个渠道多久发一次、有没有超过平台的限制，哪类内容、哪个渠道的互动率高，近十二周的走势。"
        "o 看一个帖子文件（CSV 或 JSONL），r 重新读。",
        "Account: the mix of four weeks against its targets, what contentai audit finds in twelve, "
        "how often each channel is posted on and whether it exceeds its quota, what is received "
        "well, twelve weeks of posts and engagement. o looks at a file of posts (CSV or JSONL), "
        "r reads again.",
    )

    def __init__(self, ask: Ask, today: datetime.date | None = None) -> None:
        super().__init__()
        self._ask = ask
        self._today = today
        self._file: Path | None = None
        self._answer: Account | None = None

    def body(self) -> ComposeResult:
        """What is told in words on the left, plots on the right."""
        yield Static(str(_WAITING), classes="state", markup=False)
        field = Bilingual("帖子文件（.csv .jsonl），回车打开", "file of posts (.csv .jsonl), Enter")
        yield TextField(placeholder=str(field), compact=True, classes="file")
        with Horizontal(classes="middle"):
            with VerticalScroll(classes="figures"):
                yield Static(classes="mix", markup=False)
                yield Static(classes="verdicts", markup=False)
                yield Static(classes="rhythm", markup=False)
                yield Static(classes="received", markup=False)
            with Vertical(classes="plots"):
                legend = (f"■ {_PROMOTION} ", "$text-error"), (f"■ {_OTHERS}", "$text-success")
                yield Static(Content.assemble(str(_POSTS), *legend), classes="title")
                yield PlotextPlot(id="posts")
                yield Static(str(_RATES), classes="title", markup=False)
                yield PlotextPlot(id="rates")

    def on_mount(self) -> None:
        """Ask for it."""
        self.query_one(".file").display = False
        self.query_one(".figures").focus()
        self.action_again()

    def action_again(self) -> None:
        """Read the posts again."""
        self.query_one(".state", Static).update(str(_WAITING))
        day = self._today or datetime.date.today()
        self.ask_for(self._ask, Overview(day, self._file), self._show)

    def action_open(self) -> None:
        """Ask for a file of posts."""
        field = self.query_one(".file", Input)
        field.display = True
        field.focus()

    async def action_back(self) -> None:
        """Close the field first, then leave."""
        if isinstance(self.focused, Input):
            self._close_field()
        else:
            await super().action_back()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._file = Path(event.value.strip()) if event.value.strip() else None
        self._close_field()
        self.action_again()

    def _close_field(self) -> None:
        self.query_one(".file").display = False
        self.query_one(".figures").focus()

    def _show(self, answer: Reply) -> None:
        if not isinstance(answer, Account):
            return
        state = self.query_one(".state", Static)
        self.query_one(".middle").display = answer.problem is None
        if answer.problem is not None:
            state.update(Content.styled(visible(str(answer.problem)), "$text-error"))
            return
        self._answer = answer
        state.update(Content("\n").join(_state(answer)))
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """Bars fill the width there is, once it is known."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        answer = self._answer
        if answer is None:
            return
        width = max(self.query_one(".figures").content_size.width, 30)
        self.query_one(".mix", Static).update(Content("\n").join(_mix(answer.kinds, width)))
        verdicts = self.query_one(".verdicts", Static)
        verdicts.display = bool(answer.verdicts)
        verdicts.update(Content("\n").join(_verdicts(answer)))
        self.query_one(".rhythm", Static).update(Content("\n").join(_rhythm(answer)))
        self.query_one(".received", Static).update(Content("\n").join(_received(answer)))
        _plot_posts(self.query_one("#posts", PlotextPlot), answer.weeks)
        _plot_rates(self.query_one("#rates", PlotextPlot), answer.weeks)


def _state(answer: Account) -> Iterator[Content]:
    where = visible(answer.origin) or str(Bilingual("文章库里的帖子", "posts of the library"))
    words = Bilingual(
        f"{where}：{answer.posts} 篇；{answer.first} 到 {answer.last} 发了 {answer.recent} 篇",
        f"{where}: {answer.posts} posts; {answer.recent} from {answer.first} to {answer.last}",
    )
    yield (
        Content.styled(str(_EXAMPLES), "$text-warning") if answer.examples else Content(str(words))
    )
    if answer.unknown:
        unknown = Bilingual(
            f"{answer.unknown} 篇判不出类别", f"the kind of {answer.unknown} posts is not known"
        )
        yield Content.styled(str(unknown), "$text-muted")
    if answer.notices:
        more = f" (+{len(answer.notices) - 1})" if len(answer.notices) > 1 else ""
        yield Content.styled(f"! {visible(answer.notices[0])}{more}", "$text-warning")


def _mix(kinds: Sequence[Kind], width: int) -> Iterator[Content]:
    yield Content.styled(str(_MIX), "bold")
    for kind, colour in zip(kinds, _KINDS, strict=True):
        before, mark, after = bar(kind.now, max(width - 26, 8), kind.target)
        off = kind.now - kind.target
        told = f" {kind.now:>4.0%}"
        if abs(off) >= _OFF:
            over = Bilingual("多了", "over") if off > 0 else Bilingual("少了", "under")
            told += f" {over}"
        yield Content.assemble(
            _padded(str(kind.name), 12), (before, colour), (mark, "bold"), (after, colour), told
        )


def _verdicts(answer: Account) -> Iterator[Content]:
    yield Content("")
    yield Content.styled(str(_FOUND), "bold")
    for one in answer.verdicts:
        mark = f"{MARKS[one.severity]} {one.rule} "
        yield Content.assemble((mark, COLOURS[one.severity]), visible(one.message))


def _rhythm(answer: Account) -> Iterator[Content]:
    yield Content("")
    yield Content.styled(str(_RHYTHM), "bold")
    for one in answer.rhythms:
        words = Bilingual(
            f"{one.posts:>3} 篇，每周 {one.per_week:.1f}",
            f"{one.posts:>3} posts, {one.per_week:.1f} a week",
        )
        if one.silence:
            words = Bilingual(
                f"{words.zh}，最长隔 {one.silence} 天",
                f"{words.en}, {one.silence} days of silence",
            )
        yield Content.assemble(_padded(one.channel, 18), (str(words), "$text-muted"))
        if one.excess:
            yield Content.styled(f"  ! {one.excess}", "$text-warning")


def _received(answer: Account) -> Iterator[Content]:
    yield Content("")
    yield Content.styled(str(_RECEIVED), "bold")
    for group in (answer.by_kind, answer.by_channel):
        yield from map(_group, group)
        yield Content("")


def _group(found: Received) -> Content:
    if found.rate is None or found.against is None:
        return Content.assemble(_padded(found.group, 18), (str(_NO_RATE), "$text-muted"))
    colour = "$text-success" if found.against >= 1 else "$text-warning"
    blocks = "█" * min(round(found.against * 8), 24)
    return Content.assemble(
        _padded(found.group, 18), (blocks, colour), f" {found.rate:.1%} ×{found.against:.2f}"
    )


def _padded(text: str, width: int) -> str:
    return text + " " * max(width - Content(text).cell_length, 1)


# Plotext counts characters, not cells: no word of Chinese goes into a plot.
def _plot_posts(plot: PlotextPlot, weeks: Sequence[Week]) -> None:
    plt: Any = plot.plt
    plt.clear_data()
    plt.clear_figure()
    promotion = [week.counts[-1] for week in weeks]
    others = [sum(week.counts[:-1]) for week in weeks]
    plt.stacked_bar(
        list(range(len(weeks))), [promotion, others], marker=None, width=0.6, color=["red", "green"]
    )
    _mark_weeks(plt, weeks)
    most = max((sum(week.counts) for week in weeks), default=0)
    plt.yticks(list(range(0, most + 1, max(most // 4, 1))))
    plot.refresh()


def _plot_rates(plot: PlotextPlot, weeks: Sequence[Week]) -> None:
    plt: Any = plot.plt
    plt.clear_data()
    plt.clear_figure()
    known = [(n, 100 * week.rate) for n, week in enumerate(weeks) if week.rate is not None]
    _mark_weeks(plt, weeks)
    if known:
        plt.plot([n for n, _ in known], [rate for _, rate in known], marker="braille", color="cyan")
        plt.scatter([n for n, _ in known], [rate for _, rate in known], marker="*", color="yellow")
    plt.ylim(0, max([rate for _, rate in known], default=1) * 1.1)
    plot.refresh()


def _mark_weeks(plt: Any, weeks: Sequence[Week]) -> None:
    """Every fourth Monday: where dates want for room Plotext drops some, by chance."""
    marked = list(enumerate(weeks))[::4]
    plt.xticks([n for n, _ in marked], [f"{week.monday:%m-%d}" for _, week in marked])
