"""Topics of interest that are not suggested to a segment, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from contentai.topics.interests import avoided
from contentai.topics.landscape import Landscape
from contentai.topics.mine import Topic
from contentai.topics.passages import Passage
from contentai.topics.rank import WORTH, coverage, novelty
from contentai.topics.segments import Segment
from contentai.topics.suggestion import Cause, Insufficient, LeftOut, named, nearest_post


def refused(
    land: Landscape, segment: Segment, topic: Topic, recent: Sequence[int]
) -> tuple[Cause, str] | None:
    """Why a topic is not for a segment: a word it avoids, another region, told lately.

    ``recent`` are the own posts (indices) that the segment has read lately.
    """
    members = np.array(topic.members)
    in_titles, in_texts = land.avoided(segment)
    named_by = members[in_titles[members]]
    if len(named_by):
        word = avoided(segment, land.articles[named_by[0]].title)
        return Cause.AVOIDED, f"标题里有要避开的“{word}”"
    told = members[in_texts[members]]
    if len(told) * 2 > len(members):
        word = avoided(segment, land.articles[told[0]].text)
        return Cause.AVOIDED, f"多半文章谈到要避开的“{word}”"
    if segment.region:
        elsewhere = members[land.elsewhere(segment.region)[members]]
        if len(elsewhere) * 2 > len(members):
            names = "、".join(sorted(land.places_named(elsewhere.tolist()))[:3])
            return Cause.ELSEWHERE, f"说的是{names}的事，不在{segment.region}"
    likeness = land.post_vectors[list(recent)] @ topic.centre
    if coverage(novelty(likeness)) == "told":
        post = nearest_post(land, topic.centre, recent)
        assert post is not None
        return Cause.TOLD, f"自家账号近半年写过几乎一样的：{post.title}（{post.date or '?'}）"
    return None


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
    values: Sequence[float],
) -> Iterator[Insufficient]:
    """Topics that only one source backs; what another advertisement says would confirm nothing."""
    told = zip(topics, land.labels(topics), quoted, values, strict=True)
    for topic, label, passages, value in told:
        (source,) = named(topic.sources)
        reprints = f"，另有 {len(topic.reprints)} 篇是转载" if topic.reprints else ""
        way_out = "要再找一个能印证的" if value >= WORTH else "读着还像广告"
        reason = f"只有一个独立来源（{source}）{reprints}，{way_out}"
        yield Insufficient(topic.id, label.name, named(topic.sources), passages, reason, Cause.LONE)


def hollow(
    land: Landscape, quoted: Sequence[tuple[Topic, tuple[Passage, ...]]]
) -> Iterator[Insufficient]:
    """Topics with nothing to quote, or passages below ``WORTH``: who repeats them advertises."""
    labels = land.labels([topic for topic, _ in quoted])
    for (topic, passages), label in zip(quoted, labels, strict=True):
        cause, reason = Cause.ADVERTS, "原文多是广告，没有多少能写的干货"
        if not passages:
            cause, reason = Cause.UNQUOTED, "原文里没有能引的句子"
        yield Insufficient(topic.id, label.name, named(topic.sources), passages, reason, cause)
