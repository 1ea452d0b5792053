"""Topics of interest that are not suggested to a segment, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from contentai.language import Bilingual, several
from contentai.topics.interests import avoided
from contentai.topics.landscape import Landscape
from contentai.topics.mine import Topic, sources_of
from contentai.topics.passages import Passage
from contentai.topics.rank import WORTH, coverage, novelty
from contentai.topics.reader import Reader
from contentai.topics.season import Event
from contentai.topics.segments import Segment
from contentai.topics.standing import stands_in
from contentai.topics.suggestion import Cause, Insufficient, LeftOut, named, nearest_post

_FEASTS: Final = ("solar", "lunar", "weekday")
_CONFIRM: Final = Bilingual("，要再找一个能印证的", "; find another that confirms it")
_ADVERT: Final = Bilingual("，读着还像广告", "; it reads like an advertisement, too")
_HOLLOW: Final = Bilingual(
    "原文都是广告，没有能写的干货", "the articles are all advertisements, nothing to write of"
)
_UNQUOTED: Final = Bilingual("原文里没有能引的句子", "no sentence in the articles can be quoted")


@dataclass(frozen=True)
class Moment:
    """What has been and what comes: ``recent`` own posts (indices) that the segment has read.

    ``coming`` are the names of the events that are near a day to write for.
    """

    recent: Sequence[int]
    coming: frozenset[str]


def refused(
    land: Landscape, segment: Segment, topic: Topic, moment: Moment
) -> tuple[Cause, str] | None:
    """Why a topic is not for a segment: a word it avoids, another region or time, told lately."""
    members = np.array(topic.members)
    in_titles, in_texts = land.avoided(segment)
    named_by = members[in_titles[members]]
    if len(named_by):
        word = avoided(segment, land.articles[named_by[0]].title)
        return Cause.AVOIDED, str(
            Bilingual(f"标题里有要避开的“{word}”", f"“{word}”, to be avoided, is in a title")
        )
    told = members[in_texts[members]]
    if len(told) * 2 > len(members):
        word = avoided(segment, land.articles[told[0]].text)
        return Cause.AVOIDED, str(
            Bilingual(
                f"多半文章谈到要避开的“{word}”",
                f"most of the articles tell of “{word}”, to be avoided",
            )
        )
    if segment.region:
        elsewhere = members[land.elsewhere(segment.region)[members]]
        if len(elsewhere) * 2 > len(members):
            names = "、".join(sorted(land.places_named(elsewhere.tolist()))[:3])
            return Cause.ELSEWHERE, str(
                Bilingual(
                    f"说的是{names}的事，不在{segment.region}",
                    f"about {names}, not in {segment.region}",
                )
            )
    festival = bound_to(land, topic)
    if festival and festival.name not in moment.coming:
        return Cause.PAST, str(
            Bilingual(
                f"说的是{festival.name}，眼下不是时候",
                f"about {festival.called.en}, which is not near",
            )
        )
    likeness = land.post_vectors[list(moment.recent)] @ topic.centre
    if coverage(novelty(likeness)) == "told":
        post = nearest_post(land, topic.centre, moment.recent)
        assert post is not None
        return Cause.TOLD, str(
            Bilingual(
                f"自家账号近半年写过几乎一样的：{post.title}（{post.date or '?'}）",
                "all but the same told by the account in half a year: "
                f"{post.title} ({post.date or '?'})",
            )
        )
    return None


def bound_to(land: Landscape, topic: Topic) -> Event | None:
    """The festival whose name stands in each title of a topic: at another time it says little.

    A stretch of the year or a solar term is none: what is told of the heat is asked about in
    any year's heat, and titles name the terms in passing.
    """
    titles = [land.articles[at].title for at in topic.members]
    for event in land.seasons.events:
        if event.when.kind in _FEASTS and all(stands_in(event.name, title) for title in titles):
            return event
    return None


def unavoided(land: Landscape, segment: Segment, topic: Topic) -> Topic:
    """The topic without articles that hold a word to avoid in their title.

    Whole where the others are no two independent sources: then it is ``refused``.
    """
    in_titles, _ = land.avoided(segment)
    others = [at for at in topic.members if not in_titles[at]]
    return land.narrowed(topic, others) if len(sources_of(land.articles, others)) > 1 else topic


def left_out(
    land: Landscape, refusals: Sequence[tuple[Topic, tuple[Cause, str]]]
) -> Iterator[LeftOut]:
    """The topics that were ``refused``, under their names."""
    labels = land.labels([topic for topic, _ in refusals])
    for (topic, (cause, reason)), label in zip(refusals, labels, strict=True):
        yield LeftOut(topic.id, label.name, reason, cause)


def lone(
    land: Landscape,
    topics: Sequence[Topic],
    quoted: Sequence[tuple[Passage, ...]],
    reader: Reader,
    dropped: Mapping[str, int],
) -> Iterator[Insufficient]:
    """Topics that only one source backs; what another advertisement says would confirm nothing.

    ``dropped`` counts the advertisements among their articles by topic id.
    """
    reader.read(at for topic in topics for at in topic.members)
    for topic, label, passages in zip(topics, land.labels(topics), quoted, strict=True):
        (source,) = named(topic.sources)
        left = (
            Bilingual(f"只有一个独立来源（{source}）", f"one independent source alone ({source})"),
            *_besides(topic, dropped.get(topic.id, 0)),
            _CONFIRM if reader.worth(topic) >= WORTH else _ADVERT,
        )
        reason = "".join(map(str, left))
        yield Insufficient(topic.id, label.name, named(topic.sources), passages, reason, Cause.LONE)


def hollow(
    land: Landscape, topics: Sequence[Topic], quoted: Sequence[tuple[Passage, ...]]
) -> Iterator[Insufficient]:
    """Topics of advertisements alone, or with nothing to quote: ``quoted`` is empty then."""
    for topic, label, passages in zip(topics, land.labels(topics), quoted, strict=False):
        cause, reason = Cause.ADVERTS, _HOLLOW
        if not passages:
            cause, reason = Cause.UNQUOTED, _UNQUOTED
        yield Insufficient(topic.id, label.name, named(topic.sources), passages, str(reason), cause)


def _besides(topic: Topic, adverts: int) -> Iterator[Bilingual]:
    """The reprints and the ``adverts`` among its articles, which are no sources."""
    if reprints := len(topic.reprints):
        yield Bilingual(f"，另有 {reprints} 篇是转载", f", besides {several(reprints, 'reprint')}")
    if adverts:
        told = several(adverts, "advertisement")
        yield Bilingual(f"，另有 {adverts} 篇是广告", f", besides {told}")
