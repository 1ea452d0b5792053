"""What to write next for one segment, and why: topics with every part of their score."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np

from contentai.language import Bilingual
from contentai.topics.affinity import Floats
from contentai.topics.engagement import performance
from contentai.topics.landscape import Landscape
from contentai.topics.mine import Topic, sources_of
from contentai.topics.passages import Passage
from contentai.topics.rank import (
    WORTH,
    diverse,
    evidence,
    novelty,
    recent_posts,
    score,
    timeliest,
)
from contentai.topics.reading_list import rank_titles
from contentai.topics.reasons import reason, shortfall
from contentai.topics.season import Timely
from contentai.topics.segments import Segment
from contentai.topics.set_aside import hollow, left_out, lone, refused
from contentai.topics.suggestion import Suggestion, Suggestions, named, nearest_post
from contentai.topics.titles import Fits, fitting, plain_titles, title_terms, topic_ideas

Judge = Callable[[Sequence[str]], Sequence[float]]

# Below this a topic meets no interest: no word of it stands there plainly and its meaning is
# no nearer than that of unrelated trades was (at most .43 over three of them).
MET: Final = 0.45
_INDEPENDENT: Final = 2
# An article of a topic counts for a segment when an interest is met at least so far.
_TOUCHED: Final = 0.15
# The parts that cost most are worked out for so many topics for each that is asked for.
_SHORTLIST: Final = 2
_FEWEST: Final = 12
# Affinities of articles, less this, over that, are the part.
_LOW: Final = -0.05
_RANGE: Final = 0.5


def suggest(
    land: Landscape,
    segment: Segment,
    *,
    weights: Mapping[str, float],
    value_of: Judge,
    fits: Fits,
    count: int = 10,
) -> Suggestions:
    """Up to ``count`` topics for a segment, best first and unlike each other.

    ``weights`` by part name; ``value_of`` gives the probability that each
    text is industry value; ``fits`` tells which titles may be used.
    """
    note: Bilingual | None = None
    if land.articles and land.only_titles:
        return rank_titles(land, segment, count)
    if not land.topics:
        note = nothing_to_mine(land)
        return Suggestions(segment.id, (), (), (), note)
    pull, touched = pulls(land, segment)
    interesting = [t for t in land.topics if max(touched[list(t.members)], default=0) >= MET]
    if not interesting:
        names = "、".join(list(segment.interests)[:5])
        note = Bilingual(
            f"这些文章没有一篇碰到“{segment.name}”关心的事（{names}）",
            f"no article meets an interest of {segment.name} ({names})",
        )
        return Suggestions(segment.id, (), (), (), note)
    seen = [_seen_by(land, topic, touched) for topic in interesting]
    recent = recent_posts(land.posts, segment.id, land.on)
    refusals = [(topic, refused(land, segment, topic, recent)) for topic in seen]
    open_topics = [topic for topic, refusal in refusals if not refusal]
    closed = [(topic, refusal) for topic, refusal in refusals if refusal]
    backed = [topic for topic in open_topics if len(topic.sources) >= _INDEPENDENT]
    thin = [topic for topic in open_topics if len(topic.sources) < _INDEPENDENT]
    thin.sort(key=lambda t: (-_affinity(pull, t), t.id))
    desk = _Desk(land, segment, weights, value_of, fits, pull, recent)
    found, empty = desk.ranked(backed, count)
    if not found:
        adverts = sum(1 for _, passages in empty if passages)
        note = _nothing_left(len(thin), adverts, len(empty) - adverts, len(closed))
    quoted = land.quotes(thin[:count], segment)
    return Suggestions(
        segment.id,
        tuple(found),
        (
            *hollow(land, empty[:count]),
            *lone(land, thin[:count], quoted, desk.values(quoted)),
        ),
        tuple(left_out(land, closed)),
        note,
    )


def _nothing_left(thin: int, adverts: int, unquoted: int, closed: int) -> Bilingual:
    """Why nothing is suggested where interests are met."""
    told = (
        (thin, "没有两个独立来源", "without two independent sources"),
        (adverts, "的原文多是广告", "of advertisements"),
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
    value_of: Judge
    fits: Fits
    pull: Floats
    recent: Sequence[int]

    def ranked(
        self, topics: Sequence[Topic], count: int
    ) -> tuple[list[Suggestion], list[tuple[Topic, tuple[Passage, ...]]]]:
        """The best ``count``: a shortlist by the cheap parts, then all parts, then unlikeness.

        And those with nothing to write that were found on the way, with what they say.
        """
        land, segment = self.land, self.segment
        near = land.seasons.near(land.on, segment.region)
        drafts = [self._draft(topic, near) for topic in topics]
        order = sorted(range(len(drafts)), key=lambda n: (-score(drafts[n][0], self.weights), n))
        most = max(_SHORTLIST * count, _FEWEST)
        whole: list[_Whole] = []
        empty: list[tuple[Topic, tuple[Passage, ...]]] = []
        for begin in range(0, len(order), most):
            some = order[begin : begin + most]
            quoted = land.quotes([topics[at] for at in some], segment)
            for at, passages, value in zip(some, quoted, self.values(quoted), strict=True):
                parts, timely = drafts[at]
                if value >= WORTH:
                    whole.append(_Whole(topics[at], {**parts, "value": value}, timely, passages))
                else:
                    empty.append((topics[at], passages))
            # These take no place of what is worth writing.
            if len(whole) >= count:
                break
        scores = [score(one.parts, self.weights) for one in whole]
        centres = np.array([one.topic.centre for one in whole], dtype=np.float32)
        chosen = diverse(scores, centres, count)
        found = []
        ideas, plain = [], []
        best = {
            name: max(whole[at].parts[name] for at in chosen)
            for name in (whole[0].parts if whole else ())
        }
        labels = land.labels([whole[at].topic for at in chosen])
        for at, label in zip(chosen, labels, strict=True):
            topic = whole[at].topic
            found.append(self._suggestion(*whole[at], scores[at], best))
            terms = title_terms(land, segment, topic, label)
            ideas.append(topic_ideas(land, topic, terms))
            plain.append(plain_titles((*terms, *label.terms), found[-1].passages))
        titles = fitting(ideas, plain, self.fits)
        return [replace(one, titles=own) for one, own in zip(found, titles, strict=True)], empty

    def values(self, quoted: Sequence[Sequence[Passage]]) -> list[float]:
        """How much topics quoted by those passages are of value; 0 where nothing is quoted."""
        texts = ["\n".join(p.excerpt or p.title for p in passages) for passages in quoted]
        judged = iter(self.value_of([text for text in texts if text]))
        return [next(judged) if text else 0.0 for text in texts]

    def _draft(
        self, topic: Topic, near: Sequence[Timely]
    ) -> tuple[dict[str, float], Timely | None]:
        land = self.land
        members = list(topic.members)
        timely, cause = timeliest(near, lambda one: land.suits(members, one.event))
        likeness = land.post_vectors @ topic.centre
        return {
            "affinity": _affinity(self.pull, topic),
            "value": 0.5,
            "novelty": novelty(likeness[list(self.recent)]),
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
        best: Mapping[str, float],
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
            why_not_higher=shortfall(parts, best, self.weights),
            nearest_post=nearest_post(land, topic.centre, self.recent),
            sources=named(topic.sources),
            trend=topic.trend,
            season=timely.event.name if timely else None,
            members=topic.members,
        )


def pulls(land: Landscape, segment: Segment) -> tuple[Floats, Floats]:
    """Per article: the affinity part, and how surely an interest is met; both 0 to 1.

    A topic with an article of ``MET`` or more in the second is for the segment.
    """
    column = land.column(segment)
    plainly = land.met(segment).max(axis=1, initial=0.0)
    by_meaning = np.clip((land.affinities[:, column] - _LOW) / _RANGE, 0, 1)
    pull = (0.6 * by_meaning + 0.4 * plainly).astype(np.float32)
    touched = np.maximum(land.nearness[:, column], plainly)
    return pull, touched


def _seen_by(land: Landscape, topic: Topic, touched: Floats) -> Topic:
    """The topic with those of its articles that touch an interest of the segment.

    Articles may be alike in their manner alone, as announcements of all trades are.
    """
    members = tuple(at for at in topic.members if touched[at] >= _TOUCHED)
    if members == topic.members:
        return topic
    return replace(topic, members=members, sources=sources_of(land.articles, members))


def _affinity(pull: Floats, topic: Topic) -> float:
    """The mean of the two articles that pull most: a topic need not be all about it."""
    best = np.sort(pull[list(topic.members)])[::-1][:2]
    return float(best.mean())
