"""The table of the account's own posts with their metrics, as a platform exports it.

Exports are full of holes: a metric that is missing, not a number, negative or impossible
becomes None and is told; nothing is made up in its place.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from contentai.language import Bilingual
from contentai.located import DataError
from contentai.text.names import channel_called, stage_called
from contentai.topics.ownpost import OwnPost, content_id
from contentai.topics.table import Notice, Row, is_nothing, read_date, read_number, read_table

METRICS: Final = ("views", "likes", "comments", "shares")
# Counts that no engagement is made of.
_RESULTS: Final = ("unfollows", "orders")
# No platform had posts before; an earlier date is a slip or a spreadsheet's zero.
_EARLIEST: Final = datetime.date(2005, 1, 1)
# More than this nobody has: a copied id or a slip.
_MOST: Final = 10**10
_MOST_MINUTES: Final = 60 * 24 * 365
_DURATION = re.compile(r"(.{1,20}?)\s*(分钟|分|minutes?|mins?|小时|hours?|h)?")
_COLUMNS: Final = {
    "id": ("post_id", "编号", "文章id", "笔记id", "内容id"),
    "date": (
        "published",
        "publish_date",
        "published_at",
        "日期",
        "发布日期",
        "发布时间",
        "发表时间",
        "发表日期",
        "首次发布时间",
    ),
    "segment": ("分群", "人群", "粉丝分群"),
    "channel": ("platform", "渠道", "平台"),
    "title": ("标题", "内容标题", "图文标题", "文章标题", "笔记标题"),
    "text": ("content", "body", "正文", "内容"),
    # Times come before people: they are what the other counts are of. What was merely shown in
    # a list stands last, an export that has it mostly has views too.
    "views": (
        "reads",
        "阅读",
        "阅读量",
        "阅读数",
        "阅读次数",
        "总阅读次数",
        "观看量",
        "播放量",
        "浏览量",
        "浏览次数",
        "阅读人数",
        "总阅读人数",
        "曝光",
    ),
    "likes": ("点赞", "点赞数", "点赞量", "点赞次数", "点赞人数", "赞", "赞数"),
    "comments": (
        "评论",
        "评论数",
        "评论量",
        "评论次数",
        "留言",
        "留言数",
        "留言条数",
        "留言次数",
    ),
    "shares": (
        "forwards",
        "转发",
        "转发数",
        "转发量",
        "分享",
        "分享数",
        "分享量",
        "分享次数",
        "总分享次数",
        "分享人数",
        "总分享人数",
    ),
    "stage": ("阶段", "关系阶段", "转化阶段"),
    "campaign": ("活动", "活动名称", "营销活动", "所属活动"),
    "unfollows": ("unsubscribes", "取关", "取关数", "取关人数", "取消关注", "取消关注人数", "掉粉"),
    "orders": (
        "deals",
        "成交",
        "成交数",
        "成交笔数",
        "成交单数",
        "下单",
        "下单数",
        "订单",
        "订单数",
        "支付笔数",
        "引导成交笔数",
    ),
    "reply_minutes": ("回复时间", "回复时长", "平均回复时间", "首次回复时间", "回复时间（分钟）"),
}

_N = TypeVar("_N", int, float)
_Tell = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Posts:
    """What a file of posts holds, and what was wrong with it."""

    posts: tuple[OwnPost, ...]
    notices: tuple[Notice, ...]


def load_posts(file: Path, today: datetime.date | None = None) -> Posts:
    """The posts in a CSV or JSONL file, in file order.

    Columns: id, date, segment, channel, title, text, views, likes, comments, shares, stage,
    campaign, unfollows, orders, reply_minutes, in English, in Chinese or as the back ends of
    WeChat, Xiaohongshu and Taobao call them; title or text is needed. A date after ``today``
    (the real one) is taken for a slip. Of two rows with one id the later one counts; a row
    without an id gets one of its date, segment, channel and words. Raises
    ``DataError``, for a table without a column of titles or texts too.
    """
    rows, notices = read_table(file, _COLUMNS, ())
    if rows and not any({"title", "text"} & row.cells.keys() for row in rows):
        words = Bilingual(
            "没有“title”列，也没有“text”列（也可以写成 标题、正文）：第一行要是表头",
            "neither a column 'title' nor 'text': the first line must be a header",
        )
        raise DataError(str(file), 1, 1, words)
    latest = (today or datetime.date.today()) + datetime.timedelta(days=1)
    found: dict[str, OwnPost] = {}
    for row in rows:
        post = _post(row, str(file), latest, notices)
        if post is None:
            continue
        if post.id in found:
            words = Bilingual(
                f"编号 {post.id} 重复，用后面这一行", f"id {post.id} again; this row counts"
            )
            if not row.text("id"):
                words = Bilingual(
                    "和前面一行是同一条帖子，用后面这一行",
                    "the same post as in a row above; this row counts",
                )
            notices.append(Notice(str(file), row.line, words))
        found[post.id] = post
    return Posts(tuple(found.values()), tuple(sorted(notices, key=lambda n: n.line)))


def _post(row: Row, file: str, latest: datetime.date, notices: list[Notice]) -> OwnPost | None:
    def tell(zh: str, en: str) -> None:
        notices.append(Notice(file, row.line, Bilingual(zh, en)))

    title, text = row.text("title"), row.text("text")
    if not title and not text:
        tell("没有标题也没有正文，没有收", "neither title nor text; row left out")
        return None
    date = read_date(row.text("date"))
    if date is None and not is_nothing(row.text("date")):
        tell(
            f"日期“{row.text('date')[:20]}”看不懂，写成 2026-03-05 这样",
            f"date {row.text('date')[:20]!r} is not understood; write it as 2026-03-05",
        )
    elif date and date > latest:
        tell(
            f"日期 {date} 还没有到，当作没写",
            f"date {date} is still to come; taken as missing",
        )
        date = None
    elif date and date < _EARLIEST:
        tell(f"日期 {date} 不可能，当作没写", f"date {date} cannot be; taken as missing")
        date = None
    channel = _called(row, "channel", channel_called, Bilingual("渠道", "channel"), tell)
    stage = _called(row, "stage", stage_called, Bilingual("阶段", "stage"), tell)
    counts = {name: _known(row, name, _count, tell) for name in (*METRICS, *_RESULTS)}
    post = OwnPost(
        id=row.text("id"),
        date=date,
        segment=row.text("segment") or None,
        channel=channel,
        title=title,
        text=text,
        views=counts["views"],
        likes=counts["likes"],
        comments=counts["comments"],
        shares=counts["shares"],
        stage=stage,
        campaign=_named(row.text("campaign")),
        unfollows=counts["unfollows"],
        orders=counts["orders"],
        reply_minutes=_known(row, "reply_minutes", _minutes, tell),
    )
    if not post.id:
        day = date.isoformat() if date else None
        post = replace(post, id=content_id(day, post.segment, channel, title, text))
    return _possible(post, file, row.line, notices)


def _called(
    row: Row, column: str, known: Callable[[str], str | None], what: Bilingual, tell: _Tell
) -> str | None:
    given = row.text(column)
    found = known(given)
    if not found and not is_nothing(given):
        tell(
            f"不认识的{what.zh}“{given[:20]}”，当作没写",
            f"unknown {what.en} {given[:20]!r}; taken as missing",
        )
    return found


def _named(written: str) -> str | None:
    return None if is_nothing(written) else written


def _known(row: Row, column: str, read: Callable[[str], _N | None], tell: _Tell) -> _N | None:
    written = row.text(column)
    number = read(written)
    if number is None and not is_nothing(written):
        tell(
            f"{column} 是“{written[:20]}”，不可能，当作不知道",
            f"{column} is {written[:20]!r}, which cannot be; taken as unknown",
        )
    return number


def _count(written: str) -> int | None:
    number = read_number(written)
    if number is None or number != int(number) or not 0 <= number <= _MOST:
        return None
    return int(number)


def _minutes(written: str) -> float | None:
    """Minutes, of ``35``, ``35分钟`` or ``1.5小时``."""
    found = _DURATION.fullmatch(written.strip().lower())
    number = read_number(found[1]) if found else None
    if found and number is not None and found[2] and found[2][0] in "小h":
        number *= 60
    return number if number is not None and 0 <= number <= _MOST_MINUTES else None


def _possible(post: OwnPost, file: str, line: int, notices: list[Notice]) -> OwnPost:
    """Without the counts that contradict each other: nobody likes what nobody has seen."""
    if post.views is None:
        return post
    above = [n for n in (*METRICS[1:], *_RESULTS) if (getattr(post, n) or 0) > post.views]
    if not above:
        return post
    # When most are above, it is the views that are wrong.
    wrong = ["views"] if post.views == 0 or len(above) >= 3 else above
    names = "、".join(wrong)
    words = Bilingual(
        f"{'、'.join(above)} 比 views（{post.views}）还多；{names} 当作不知道",
        f"{', '.join(above)} above views ({post.views}); {', '.join(wrong)} taken as unknown",
    )
    notices.append(Notice(file, line, words))
    unknown: dict[str, Any] = dict.fromkeys(wrong)
    return replace(post, **unknown)
