"""Says in one sentence why a topic, and what kept it from a higher place."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from contentai.language import Bilingual, several
from contentai.topics.labels import Label
from contentai.topics.landscape import Landscape
from contentai.topics.meeting import foremost
from contentai.topics.mine import Topic
from contentai.topics.rank import Coverage, coverage
from contentai.topics.season import Timely
from contentai.topics.segments import Segment

# Against the best of those ahead, so that each is true of whatever has less.
_SHORT: Final = {
    "affinity": Bilingual(
        "离这群人的兴趣没有前面的近", "those ahead are nearer to what the segment cares for"
    ),
    "value": Bilingual("原文里的干货没有前面的多", "the articles ahead are of more use"),
    "novelty": Bilingual("自家账号写过更像的", "own posts are more like it than like those ahead"),
    "season": Bilingual("没有前面的合时令", "those ahead are more in season"),
    "evidence": Bilingual(
        "来源没有前面的多，或者没有那么新", "those ahead have more sources, or later ones"
    ),
    "performance": Bilingual(
        "这类帖子以往的互动没有前面的好", "own posts like those ahead did better"
    ),
    "service": Bilingual(
        "讲安装、保养的没有前面的多", "those ahead tell more of installing and upkeep"
    ),
}
# Less of the score than this has moved no topic.
_TELLING: Final = 0.005
_YEAR: Final = datetime.timedelta(days=365)
_NOTHING: Final = Bilingual("", "")
_TRENDS: Final = {
    "new": Bilingual("，是新冒出来的话题", ", a new subject"),
    "rising": Bilingual("，谈的人在变多", ", interest is rising"),
    "fading": Bilingual("，热度在退", ", interest is fading"),
}

_TOLD: Final[Mapping[Coverage, Bilingual]] = {
    "none": Bilingual("，自家账号近半年没怎么写过", ", hardly told by the account in half a year"),
    "near": Bilingual(
        "，自家账号近半年写过相近的", ", something near told by the account in half a year"
    ),
    "told": Bilingual(
        "，自家账号近半年写过几乎一样的", ", all but the same told by the account in half a year"
    ),
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
    told = (
        _interest(land, segment, topic, label),
        _backing(land, topic),
        _TRENDS.get(topic.trend or "", _NOTHING),
        _now(day or land.on, timely),
        *_own(parts, known=bool(land.posts)),
        Bilingual("。", "."),
    )
    return "".join(map(str, told))


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
        return str(Bilingual("和排在前面的太像。", "too much like those ahead."))
    whole = sum(weights.get(name, 0.0) for name in parts) or 1.0
    lost = {
        name: weights.get(name, 0.0) / whole * (max(other[name] for _, other in ahead) - value)
        for name, value in parts.items()
    }
    worst = max(lost, key=lambda name: lost[name])
    return f"{_SHORT[worst]}{Bilingual('。', '.')}" if lost[worst] >= _TELLING else ""


def _interest(land: Landscape, segment: Segment, topic: Topic, label: Label) -> Bilingual:
    interest, is_named = foremost(land, segment, topic.members)
    if is_named:
        return Bilingual(
            f"{segment.name}关心“{interest}”", f"“{segment.name}” care for “{interest}”"
        )
    return Bilingual(
        f"“{label.name}”和{segment.name}关心的“{interest}”相近",
        f"“{label.name}” is near to “{interest}”, which “{segment.name}” care for",
    )


def _backing(land: Landscape, topic: Topic) -> Bilingual:
    count = len(topic.sources)
    is_unnamed = any(source.startswith("?") for source in topic.sources)
    zh = f"，{count} 个独立来源{'（有的没写来源）' if is_unnamed else ''}谈到"
    en = f", {several(count, 'independent source')}{' (not all named)' if is_unnamed else ''}"
    dates = [date for at in topic.members if (date := land.articles[at].date)]
    if dates:
        days = (land.on - max(dates)).days
        zh += f"，最近一篇在{f' {days} 天前' if days else '今天'}"
        en += f", the latest {several(days, 'day') + ' ago' if days else 'today'}"
    old = _old(land, topic)
    if old and old == count:
        zh += "，都是一年以前说的，发之前要核对"
        en += ", all from more than a year ago: check before you post"
    elif old:
        zh += f"，其中 {old} 个是一年以前说的"
        en += f", {old} of them from more than a year ago"
    return Bilingual(zh, en)


def _old(land: Landscape, topic: Topic) -> int:
    """How many sources said it a year ago or earlier, and nothing since."""
    latest: dict[str, datetime.date] = {}
    for at in topic.members:
        article = land.articles[at]
        # What has no date may be of today.
        source, date = article.source.strip() or f"?{article.id}", article.date or land.on
        latest[source] = max(latest.get(source, date), date)
    return sum(land.on - date > _YEAR for date in latest.values())


def _now(day: datetime.date, timely: Timely | None) -> Bilingual:
    if timely is None:
        return _NOTHING
    days, called = (timely.first - day).days, timely.event.called
    if days > 0:
        return Bilingual(
            f"，离{called.zh}还有 {days} 天", f", {several(days, 'day')} before {called.en}"
        )
    return Bilingual(f"，正当{called.zh}", f", in season now: {called.en}")


def _own(parts: Mapping[str, float], *, known: bool) -> Iterator[Bilingual]:
    """What the account's own posts say; nothing where none are ``known``."""
    if known:
        yield _TOLD[coverage(parts["novelty"])]
        if parts["performance"] >= 0.55:
            yield Bilingual("，这类帖子互动一向好", ", and such posts have done well")
