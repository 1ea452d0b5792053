"""Followers as a CRM exports them, into segments by how they buy.

RFM: recency (the last purchase), frequency (how many), monetary (how much). Each counts as
high when a follower stands above the middle of those who ever bought, ties sharing their
mean rank. The eight bands are those of Chinese CRM handbooks: 重要价值 (all high), 重要发展
(rarely), 重要保持 (not lately), 重要挽留 (neither), and the same with a low amount as 一般….
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from contentai.language import Bilingual
from contentai.text.names import CHANNELS, USUAL_NAMES, channel_called
from contentai.topics.places import load_places
from contentai.topics.segments import EVERYWHERE, RFM_BANDS, Segment
from contentai.topics.table import Notice, Row, is_nothing, read_date, read_number, read_table

NAMES: Final = dict(
    zip(
        RFM_BANDS,
        (
            Bilingual("重要价值客户", "key customers to keep"),
            Bilingual("重要发展客户", "key customers to grow"),
            Bilingual("重要保持客户", "key customers to call back"),
            Bilingual("重要挽留客户", "key customers to win back"),
            Bilingual("一般价值客户", "customers to keep"),
            Bilingual("一般发展客户", "customers to grow"),
            Bilingual("一般保持客户", "customers to call back"),
            Bilingual("一般挽留客户", "customers to win back"),
            Bilingual("还没买过的粉丝", "followers who never bought"),
        ),
        strict=True,
    )
)
_LIFECYCLE: Final = dict(
    zip(
        RFM_BANDS,
        ("loyal", "new", "dormant", "dormant", "active", "new", "dormant", "dormant", "prospect"),
        strict=True,
    )
)
_GOALS: Final = {
    "loyal": ("retain",),
    "active": ("engage", "convert"),
    "new": ("engage", "convert"),
    "dormant": ("retain", "engage"),
    "prospect": ("follow", "engage"),
}
_COLUMNS: Final = {
    "id": (
        "follower",
        "follower_id",
        "user_id",
        "openid",
        "编号",
        "粉丝",
        "客户",
        "客户编号",
        "会员号",
    ),
    "region": ("area", "province", "地区", "区域", "省份", "所在地", "城市"),
    "last_purchase": (
        "last_order",
        "最近购买",
        "最近购买日期",
        "最近购买时间",
        "最近下单",
        "最近下单时间",
        "最近下单日期",
        "最后购买时间",
        "最后购买日期",
        "最近消费",
        "最近消费时间",
        "最近消费日期",
        "最后消费时间",
        "最后消费日期",
    ),
    "frequency": (
        "orders",
        "purchases",
        "次数",
        "频次",
        "购买次数",
        "消费次数",
        "下单次数",
        "订单数",
    ),
    "amount": ("monetary", "spent", "金额", "消费金额", "累计金额", "累计消费", "累计消费金额"),
    "interests": ("tags", "标签", "兴趣", "兴趣标签"),
    "channel": ("渠道",),
    "segment": ("分群", "人群"),
}
_CALLED: Final = {"last_purchase": "最近购买", "frequency": "次数", "amount": "金额"}
_TAGS: Final = str.maketrans("；，、|/,", ";;;;;;")
_MOST_INTERESTS: Final = 8
# A region stands for a segment when this share of its followers is there.
_AT_HOME: Final = 0.6


@dataclass(frozen=True, slots=True)
class Follower:
    """One follower. ``frequency`` counts purchases, ``amount`` is money spent in all.

    ``rfm`` is None where one of the three is not known.
    """

    id: str
    region: str | None
    last_purchase: datetime.date | None
    frequency: int | None
    amount: float | None
    interests: tuple[str, ...] = ()
    channel: str | None = None
    segment: str | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """Followers with their bands (None: cannot be told), and what was wrong in the file."""

    followers: tuple[Follower, ...]
    bands: tuple[str | None, ...]
    notices: tuple[Notice, ...]


def load_followers(file: Path, on: datetime.date | None = None) -> Imported:
    """Followers of a CSV or JSONL file and their RFM bands.

    A purchase after ``on`` (today) is taken for a slip. Raises ``DataError``.
    """
    rows, notices = read_table(file, _COLUMNS, ("last_purchase", "frequency", "amount"))
    latest = on or datetime.date.today()
    followers: dict[str, Follower] = {}
    told: dict[str, Notice] = {}
    for row in rows:
        follower = _follower(row, str(file), latest, notices, told)
        if follower.id in followers:
            words = Bilingual(
                f"编号 {follower.id} 重复，用后面这一行", f"id {follower.id} again; this row counts"
            )
            notices.append(Notice(str(file), row.line, words))
        followers[follower.id] = follower
    found = tuple(followers.values())
    notices += told.values()
    return Imported(found, rfm_bands(found), tuple(sorted(notices, key=lambda n: n.line)))


def _follower(
    row: Row,
    file: str,
    latest: datetime.date,
    notices: list[Notice],
    told: dict[str, Notice],
) -> Follower:
    """The follower of a row. ``told`` says of unknown regions and channels where they are first."""

    def unknown(column: str) -> None:
        written = row.text(column)
        words = Bilingual(
            f"{_CALLED[column]}是“{written[:20]}”，不可能，当作不知道",
            f"{column} is {written[:20]!r}, which cannot be; taken as unknown",
        )
        notices.append(Notice(file, row.line, words))

    bought = read_date(row.text("last_purchase"))
    if bought and bought > latest:
        bought = None
    if bought is None and not is_nothing(row.text("last_purchase")):
        unknown("last_purchase")
    numbers: dict[str, float | None] = {}
    for column in ("frequency", "amount"):
        number = read_number(row.text(column))
        if number is not None and (number < 0 or (column == "frequency" and number % 1)):
            number = None
        if number is None and not is_nothing(row.text(column)):
            unknown(column)
        numbers[column] = number
    frequency = numbers["frequency"]
    region, channel = _region(row, file, told), _channel(row, file, told)
    tags = (tag.strip() for tag in row.text("interests").translate(_TAGS).split(";"))
    return Follower(
        id=row.text("id") or f"line-{row.line}",
        region=region,
        last_purchase=bought,
        frequency=None if frequency is None else int(frequency),
        amount=numbers["amount"],
        interests=tuple(dict.fromkeys(tag for tag in tags if tag)),
        channel=channel,
        segment=row.text("segment") or None,
    )


def _region(row: Row, file: str, told: dict[str, Notice]) -> str | None:
    """The region by its shortest name; everywhere where it is not known, which is said once."""
    written = row.text("region")
    plain = load_places().plain(written)
    if plain is None and not is_nothing(written) and written != EVERYWHERE:
        words = Bilingual(
            f"地区“{written[:20]}”不认识，当作没写；写省、地级市或大区（江苏、苏州、华东）",
            f"no known region {written[:20]!r}, taken as none; give a province, a "
            "prefecture-level city or a wider region (江苏, 苏州, 华东)",
        )
        told.setdefault(f"region {written}", Notice(file, row.line, words))
    return plain


def _channel(row: Row, file: str, told: dict[str, Notice]) -> str | None:
    written = row.text("channel")
    channel = channel_called(written)
    if channel is None and not is_nothing(written):
        words = Bilingual(
            f"渠道“{written[:20]}”不认识，当作没写；认得的有{'、'.join(USUAL_NAMES.values())}",
            f"no known channel {written[:20]!r}, taken as none; known are {', '.join(CHANNELS)}",
        )
        told.setdefault(f"channel {written}", Notice(file, row.line, words))
    return channel


def rfm_bands(followers: Sequence[Follower]) -> tuple[str | None, ...]:
    """The band of each follower among all of them; None where a figure is missing."""
    bands: list[str | None] = ["never" if f.frequency == 0 else None for f in followers]
    whole = [
        (at, (f.last_purchase.toordinal(), f.frequency, f.amount))
        for at, f in enumerate(followers)
        if f.frequency and f.last_purchase is not None and f.amount is not None
    ]
    if whole:
        high = above_middle(np.array([figures for _, figures in whole], dtype=np.float64))
        for (at, _), (recent, often, much) in zip(whole, high.tolist(), strict=True):
            bands[at] = RFM_BANDS[4 * (not much) + 2 * (not recent) + (not often)]
    return tuple(bands)


def above_middle(
    figures: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Where (n, k) ``figures`` rank above the middle of their column; equal ones rank equally."""
    found = np.zeros(figures.shape, dtype=np.bool_)
    for column in range(figures.shape[1]):
        values = figures[:, column]
        ordered = np.sort(values)
        below = np.searchsorted(ordered, values, "left")
        upto = np.searchsorted(ordered, values, "right")
        found[:, column] = below + upto > len(values)
    return found


def group(imported: Imported) -> list[tuple[Segment, int]]:
    """One segment a group of followers, with its size, the largest first.

    Groups are those of the file's segment column, else the bands. Interests are weighed by
    the share of followers who have them; a group without any gets none, to be filled in.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for at, (follower, band) in enumerate(zip(imported.followers, imported.bands, strict=True)):
        name = follower.segment or band
        if name:
            groups[name].append(at)
    made = [(_segment(name, members, imported), len(members)) for name, members in groups.items()]
    return sorted(made, key=lambda pair: (-pair[1], pair[0].id))


def _segment(name: str, members: Sequence[int], imported: Imported) -> Segment:
    followers = [imported.followers[at] for at in members]
    band = _commonest(imported.bands[at] for at in members)
    regions = Counter(f.region for f in followers if f.region)
    home = regions.most_common(1)[0] if regions else (None, 0)
    tags = Counter(tag for f in followers for tag in f.interests)
    liked = sorted(tags.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_INTERESTS]
    lifecycle = _LIFECYCLE[band] if band else None
    return Segment(
        id=name,
        name=str(NAMES[name]) if name in NAMES else name,
        interests={tag: max(round(count / len(followers), 2), 0.01) for tag, count in liked},
        region=home[0] if home[1] >= _AT_HOME * len(followers) else None,
        lifecycle=lifecycle,
        rfm=band,
        channels=tuple(sorted({f.channel for f in followers if f.channel})),
        goals=_GOALS[lifecycle] if lifecycle else (),
        avoid=(),
        needs=(),
    )


def _commonest(bands: Iterable[str | None]) -> str | None:
    counts = Counter(band for band in bands if band)
    return max(counts, key=lambda band: (counts[band], -RFM_BANDS.index(band)), default=None)
