"""Says in one Chinese sentence why a topic, and what kept it from a higher place."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Final

from contentai.topics.labels import Label
from contentai.topics.landscape import Landscape
from contentai.topics.meeting import foremost
from contentai.topics.mine import Topic
from contentai.topics.rank import Coverage, coverage
from contentai.topics.season import Timely
from contentai.topics.segments import Segment

# Against the best of those ahead, so that each is true of whatever has less.
_SHORT: Final = {
    "affinity": "离这群人的兴趣没有前面的近",
    "value": "原文里的干货没有前面的多",
    "novelty": "自家账号写过更像的",
    "season": "没有前面的合时令",
    "evidence": "来源没有前面的多，或者没有那么新",
    "performance": "这类帖子以往的互动没有前面的好",
    "service": "讲安装、保养的没有前面的多",
}
# Less of the score than this has moved no topic.
_TELLING: Final = 0.005
_YEAR: Final = datetime.timedelta(days=365)
_TRENDS: Final = {"new": "，是新冒出来的话题", "rising": "，谈的人在变多", "fading": "，热度在退"}

_TOLD: Final[Mapping[Coverage, str]] = {
    "none": "，自家账号近半年没怎么写过",
    "near": "，自家账号近半年写过相近的",
    "told": "，自家账号近半年写过几乎一样的",
}


def reason(
    land: Landscape,
    segment: Segment,
    topic: Topic,
    label: Label,
    parts: Mapping[str, float],
    timely: Timely | None,
    day: datetime.date | None = None,
) -> str:
    """Who cares, who says so, and what speaks for ``day`` (that of ``land``): one sentence."""
    return "".join(
        (
            _interest(land, segment, topic, label),
            _backing(land, topic),
            _TRENDS.get(topic.trend or "", ""),
            _now(day or land.on, timely),
            _own(parts, known=bool(land.posts)),
            "。",
        )
    )


def shortfall(
    total: float,
    parts: Mapping[str, float],
    ahead: Sequence[tuple[float, Mapping[str, float]]],
    weights: Mapping[str, float],
) -> str:
    """The part that has cost the topic most against the best of those ``ahead`` of it.

    ``total`` is its score, and those come with theirs. Empty for the first one, and where all
    are as good as even.
    """
    if not ahead:
        return ""
    if total > min(other for other, _ in ahead):
        return "和排在前面的太像。"
    whole = sum(weights.get(name, 0.0) for name in parts) or 1.0
    lost = {
        name: weights.get(name, 0.0) / whole * (max(other[name] for _, other in ahead) - value)
        for name, value in parts.items()
    }
    worst = max(lost, key=lambda name: lost[name])
    return _SHORT[worst] + "。" if lost[worst] >= _TELLING else ""


def _interest(land: Landscape, segment: Segment, topic: Topic, label: Label) -> str:
    interest, is_named = foremost(land, segment, topic.members)
    if is_named:
        return f"{segment.name}关心“{interest}”"
    return f"“{label.name}”和{segment.name}关心的“{interest}”相近"


def _backing(land: Landscape, topic: Topic) -> str:
    count = len(topic.sources)
    dates = [date for at in topic.members if (date := land.articles[at].date)]
    latest = ""
    if dates:
        days = (land.on - max(dates)).days
        latest = f"，最近一篇在{'今天' if not days else f' {days} 天前'}"
    old = _old(land, topic)
    if old and old == count:
        latest += "，都是一年以前说的，发之前要核对"
    elif old:
        latest += f"，其中 {old} 个是一年以前说的"
    unnamed = "（有的没写来源）" if any(s.startswith("?") for s in topic.sources) else ""
    return f"，{count} 个独立来源{unnamed}谈到{latest}"


def _old(land: Landscape, topic: Topic) -> int:
    """How many sources said it a year ago or earlier, and nothing since."""
    latest: dict[str, datetime.date] = {}
    for at in topic.members:
        article = land.articles[at]
        # What has no date may be of today.
        source, date = article.source.strip() or f"?{article.id}", article.date or land.on
        latest[source] = max(latest.get(source, date), date)
    return sum(land.on - date > _YEAR for date in latest.values())


def _now(day: datetime.date, timely: Timely | None) -> str:
    if timely is None:
        return ""
    days = (timely.first - day).days
    return f"，离{timely.event.name}还有 {days} 天" if days > 0 else f"，正当{timely.event.name}"


def _own(parts: Mapping[str, float], *, known: bool) -> str:
    """What the account's own posts say; nothing where none are ``known``."""
    if not known:
        return ""
    liked = "，这类帖子互动一向好" if parts["performance"] >= 0.55 else ""
    return _TOLD[coverage(parts["novelty"])] + liked
