"""What to write next for one segment, and why: topics with every part of their score."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from contentai.language import Bilingual
from contentai.topics.engagement import performance
from contentai.topics.landscape import Landscape
from contentai.topics.meeting import Meeting, meeting
from contentai.topics.mine import Topic
from contentai.topics.one_thing import counting, gathered
from contentai.topics.passages import Passage
from contentai.topics.rank import (
    diverse,
    evidence,
    novelty,
    recent_posts,
    score,
    timeliest,
)
from contentai.topics.reader import Judge, Reader
from contentai.topics.reading_list import rank_titles
from contentai.topics.reasons import reason, shortfall
from contentai.topics.season import Timely
from contentai.topics.segments import Segment
from contentai.topics.sift import INDEPENDENT, Unwritten, sifted
from contentai.topics.suggestion import Suggestion, Suggestions, named, nearest_post
from contentai.topics.titles import (
    Fits,
    bare_titles,
    fitting,
    plain_titles,
    title_terms,
    topic_ideas,
)
from contentai.topics.unsuggested import Moment, hollow, left_out, lone, refused, unavoided

# The parts that cost most are worked out for so many topics for each that is asked for.
_SHORTLIST: Final = 2
_FEWEST: Final = 12


def suggest(
    land: Landscape,
    segment: Segment,
    *,
    weights: Mapping[str, float],
    value_of: Judge,
    fits: Fits,
    count: int = 10,
    ahead: int = 0,
) -> Suggestions:
    """Up to ``count`` topics for a segment, best first and unlike each other.

    ``weights`` by part name; ``value_of`` gives the probability that each
    text is industry value; ``fits`` tells which titles may be used. Festivals that are near a
    day within ``ahead`` days are near.
    """
    note: Bilingual | None = None
    if land.articles and land.only_titles:
        return rank_titles(land, segment, count)
    if not land.topics:
        note = nothing_to_mine(land)
        return Suggestions(segment.id, (), (), (), note)
    met = meeting(land, segment)
    interesting = [
        topic
        for whole in land.topics
        if met.meets(whole) and met.meets(topic := land.narrowed(whole, counting(land, met, whole)))
    ]
    if not interesting:
        names = "、".join(list(segment.interests)[:5])
        note = Bilingual(
            f"这些文章没有一篇碰到“{segment.name}”关心的事（{names}）",
            f"no article meets an interest of {segment.name} ({names})",
        )
        return Suggestions(segment.id, (), (), (), note)
    seen = [unavoided(land, segment, topic) for topic in interesting]
    days = (land.on + datetime.timedelta(days=n) for n in range(ahead + 1))
    near = (timely for day in days for timely in land.seasons.near(day, segment.region))
    moment = Moment(
        recent_posts(land.posts, segment.id, land.on),
        frozenset(timely.event.name for timely in near),
    )
    refusals = [(topic, refused(land, segment, topic, moment)) for topic in seen]
    closed = [(topic, refusal) for topic, refusal in refusals if refusal]
    backed = [t for t, refusal in refusals if not refusal and len(t.sources) >= INDEPENDENT]
    thin = [t for t, refusal in refusals if not refusal and len(t.sources) < INDEPENDENT]
    desk = _Desk(land, segment, weights, Reader(land, value_of), fits, met, moment)
    unwritten = Unwritten()
    whole = desk.worked_out(backed, count, unwritten)
    together, thin = gathered(land, met, [*thin, *unwritten.lone])
    unwritten.lone.clear()
    whole += desk.worked_out(together, count, unwritten)
    thin += unwritten.lone
    found = desk.chosen(whole, count)
    thin.sort(key=lambda t: (-met.affinity(t), t.id))
    closed += unwritten.closed
    if not found:
        note = _nothing_left(
            len(thin), len(unwritten.adverts), len(unwritten.unquoted), len(closed)
        )
    quoted = land.quotes(thin[:count], segment)
    return Suggestions(
        segment.id,
        tuple(found),
        (
            *hollow(
                land, unwritten.adverts[:count], land.quotes(unwritten.adverts[:count], segment)
            ),
            *hollow(land, unwritten.unquoted[:count], [()] * count),
            *lone(land, thin[:count], quoted, desk.reader, unwritten.dropped),
        ),
        tuple(left_out(land, closed)),
        note,
    )


def _nothing_left(thin: int, adverts: int, unquoted: int, closed: int) -> Bilingual:
    """Why nothing is suggested where interests are met."""
    told = (
        (thin, "没有两个独立来源", "without two independent sources"),
        (adverts, "的原文都是广告", "of advertisements"),
        (unquoted, "的原文里没有能引的句子", "without a sentence to quote"),
        (closed, "略去了", "left out"),
    )
    zh = "，".join(f"{n} 个{why}" for n, why, _ in told if n)
    en = ", ".join(f"{n} {why}" for n, _, why in told if n)
    return Bilingual(
        f"碰到了兴趣，但没有能推荐的选题：{zh}", f"interests are met, but no topic is left: {en}"
    )


def nothing_to_mine(land: Landscape) -> Bilingual:
    """Why there are no topics at all."""
    if land.articles:
        return Bilingual(
            f"文章的日期都在 {land.on} 之后，那一天还没有可选的",
            f"all articles are of a later day than {land.on}",
        )
    return Bilingual("没有文章可以选题", "there are no articles to find topics in")


class _Whole(NamedTuple):
    """A topic with all that decides about its place."""

    topic: Topic
    parts: Mapping[str, float]
    timely: Timely | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class _Desk:
    """Ranks topics for one segment."""

    land: Landscape
    segment: Segment
    weights: Mapping[str, float]
    reader: Reader
    fits: Fits
    met: Meeting
    moment: Moment

    def worked_out(self, topics: Sequence[Topic], count: int, unwritten: Unwritten) -> list[_Whole]:
        """The best ``count`` or more by the cheap parts, with all parts, in no order.

        Those with nothing to write that were found on the way go to ``unwritten``.
        """
        land, segment = self.land, self.segment
        rough = [score(self._draft(topic)[0], self.weights) for topic in topics]
        order = sorted(range(len(topics)), key=lambda n: (-rough[n], n))
        most = max(_SHORTLIST * count, _FEWEST)
        whole: list[_Whole] = []
        for begin in range(0, len(order), most):
            some = [topics[at] for at in order[begin : begin + most]]
            kept = sifted(self.reader, segment, self.met, some, self.moment, unwritten)
            for topic, passages in zip(kept, land.quotes(kept, segment), strict=True):
                if passages:
                    parts, timely = self._draft(topic)
                    parts["value"] = self.reader.worth(topic)
                    whole.append(_Whole(topic, parts, timely, passages))
                else:
                    unwritten.unquoted.append(topic)
            # These take no place of what is worth writing.
            if len(whole) >= count:
                break
        return whole

    def chosen(self, whole: Sequence[_Whole], count: int) -> list[Suggestion]:
        """The best ``count``, unlike each other, with their titles."""
        land, segment = self.land, self.segment
        scores = [score(one.parts, self.weights) for one in whole]
        centres = np.array([one.topic.centre for one in whole], dtype=np.float32)
        chosen = diverse(scores, centres, count)
        labels = land.labels([whole[at].topic for at in chosen])
        found = []
        ideas, plain = [], []
        for place, (at, label) in enumerate(zip(chosen, labels, strict=True)):
            topic = whole[at].topic
            ahead = [(scores[n], whole[n].parts) for n in chosen[:place]]
            behind = shortfall(scores[at], whole[at].parts, ahead, self.weights)
            found.append(self._suggestion(*whole[at], scores[at], behind))
            terms = title_terms(land, segment, topic, label)
            ideas.append(topic_ideas(land, topic, terms))
            bare = [title for term in terms for title in bare_titles(term, land.told_by(topic))]
            plain.append((*bare, *plain_titles((*terms, *label.terms), found[-1].passages)))
        titles = fitting(ideas, plain, self.fits)
        return [replace(one, titles=own) for one, own in zip(found, titles, strict=True)]

    @cached_property
    def _near(self) -> list[Timely]:
        return self.land.seasons.near(self.land.on, self.segment.region)

    def _draft(self, topic: Topic) -> tuple[dict[str, float], Timely | None]:
        land = self.land
        members = list(topic.members)
        timely, cause = timeliest(self._near, lambda one: land.suits(members, one.event))
        likeness = land.post_vectors @ topic.centre
        return {
            "affinity": self.met.affinity(topic),
            "value": 0.5,
            "novelty": novelty(likeness[list(self.moment.recent)]),
            "season": timely,
            "evidence": evidence([land.articles[at] for at in members], land.on),
            "performance": performance(likeness, land.rates),
            "service": float(land.serving(self.segment)[members].mean()),
        }, cause

    def _suggestion(
        self,
        topic: Topic,
        parts: Mapping[str, float],
        timely: Timely | None,
        passages: tuple[Passage, ...],
        total: float,
        behind: str,
    ) -> Suggestion:
        land, label = self.land, self.land.label(topic)
        return Suggestion(
            id=topic.id,
            topic=label.name,
            titles=(),
            score=round(total, 4),
            parts={name: round(value, 4) for name, value in parts.items()},
            terms=label.terms,
            passages=passages,
            why=reason(land, self.segment, topic, label, parts, timely),
            why_not_higher=behind,
            nearest_post=nearest_post(land, topic.centre, self.moment.recent),
            sources=named(topic.sources),
            trend=topic.trend,
            season=timely.event.name if timely else None,
            seen=topic,
        )
