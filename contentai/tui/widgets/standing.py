"""Where the draft stands beside own posts: what it repeats, and the account's mix after it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from contentai.language import Bilingual
from contentai.report.visible import visible
from contentai.tui.advice.asked import Ask, Compare, Kind, Near, Progress, Standing
from contentai.tui.meters import bar

_WAITING = Bilingual("正在和发过的帖子比…", "Comparing with own posts…")
_NO_POSTS = Bilingual(
    "还没有自家帖子，比不出重复，也算不出比例。先 contentai corpus add --posts posts.csv",
    "No own posts yet, so nothing to compare with: contentai corpus add --posts posts.csv",
)
_NO_REPEAT = Bilingual("没有和发过的帖子重复", "Repeats none of the own posts")
_REPEATS = Bilingual("和发过的帖子很像：", "Much like own posts:")
_IN_WORDS = Bilingual("字句", "words")
_IN_MEANING = Bilingual("意思", "meaning")
# The share that an account is over its target by before that is worth a colour.
_OFF = 0.1


class StandingPane(VerticalScroll, can_focus=True):
    """Compares the draft that ``look`` is given; answers with ``Warned``."""

    HELP_WORDS = Bilingual(
        "账号：这一稿和发过的帖子像不像，发出去以后四周里各类内容的比例，竖线是目标。",
        "Account: what the draft repeats, and the shares of four weeks after it; the mark is the "
        "target.",
    )

    @dataclass
    class Warned(Message):
        """The draft repeats own posts; the likest is named. None: it does not."""

        words: str | None

    @dataclass
    class _Told(Message):
        told: Progress | Standing

    def __init__(self, ask: Ask, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ask = ask
        self._asked: Compare | None = None

    def compose(self) -> ComposeResult:
        """What is told."""
        yield Static(str(_WAITING), markup=False)

    def look(
        self,
        text: str,
        path: str | None,
        *,
        planned: datetime.date | None = None,
        today: datetime.date | None = None,
    ) -> None:
        """Compare a draft; the same one is not compared twice."""
        request = Compare(text, path, today or datetime.date.today(), planned)
        if request != self._asked:
            self._asked = request
            self._work_out(request)

    def forget(self) -> None:
        """The library changed: the next look compares anew."""
        self._asked = None

    @work(thread=True, exclusive=True, group="standing")
    def _work_out(self, request: Compare) -> None:
        worker = get_current_worker()

        def tell(told: Progress) -> None:
            if not worker.is_cancelled:
                self.post_message(self._Told(told))

        answer = self._ask(request, tell)
        if not worker.is_cancelled and isinstance(answer, Standing):
            self.post_message(self._Told(answer))

    @on(_Told)
    def _heard(self, event: _Told) -> None:
        event.stop()
        told = event.told
        if isinstance(told, Progress):
            self.query_one(Static).update(str(told.words))
            return
        if told.problem is not None:
            self._asked = None  # the next look tries again
        self.query_one(Static).update(Content("\n").join(_told(told)))
        self.post_message(self.Warned(_warning(told)))


def _warning(standing: Standing) -> str | None:
    if not standing.repeats:
        return None
    near = standing.repeats[0]
    words = Bilingual(
        f"和发过的《{near.title}》很像（{near.likeness:.0%}）",
        f"much like the post {near.title!r} ({near.likeness:.0%})",
    )
    return visible(str(words))


def _told(standing: Standing) -> Iterator[Content]:
    if standing.problem is not None:
        yield Content.styled(visible(str(standing.problem)), "$text-warning")
        return
    if not standing.posts:
        yield Content(str(_NO_POSTS))
        return
    if standing.repeats:
        yield Content.styled(f"! {_REPEATS}", "$text-warning bold")
        yield from map(_near, standing.repeats)
    else:
        yield Content.styled(f"✓ {_NO_REPEAT}", "$text-success")
    yield Content("")
    yield from _mix(standing)


def _near(near: Near) -> Content:
    by = _IN_WORDS if near.in_words else _IN_MEANING
    return Content.assemble(
        f"  《{visible(near.title)}》",
        (f" {near.date} {by} {near.likeness:.0%}", "$text-muted"),
    )


def _mix(standing: Standing) -> Iterator[Content]:
    if standing.own is None:
        words = Bilingual(
            f"这一稿还判不出是哪一类。近 {standing.days} 天发了 {standing.recent} 篇：",
            f"The draft's kind is not known. {standing.recent} posts in {standing.days} days:",
        )
    else:
        words = Bilingual(
            f"这一稿是{standing.own.zh}。近 {standing.days} 天已发 {standing.recent} 篇，"
            "加上它（竖线是目标）：",
            f"This one is {standing.own.en}. With it and the {standing.recent} posts of "
            f"{standing.days} days (the mark is the target):",
        )
    yield Content(str(words))
    yield from map(_share, standing.kinds)
    if standing.due is not None and standing.due != standing.own:
        due = Bilingual(
            f"最缺的是{standing.due.zh}", f"What is most behind its target: {standing.due.en}"
        )
        yield Content.styled(str(due), "$text-muted")


def _share(kind: Kind) -> Content:
    over = kind.after > kind.target + _OFF
    colour = "$text-warning" if over else "$text-success"
    before, mark, after = bar(kind.after, 10, kind.target)
    name = str(kind.name)
    pad = " " * max(12 - Content(name).cell_length, 1)
    return Content.assemble(
        f"{name}{pad}",
        (before, colour),
        (mark, "bold"),
        (after, colour),
        f" {kind.now:.0%}→{kind.after:.0%}",
    )
