"""What to write next for one segment, and why: topics with every part of their score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from contentai.language import Bilingual
from contentai.topics.affinity import Floats
from contentai.topics.engagement import performance
from contentai.topics.interests import avoided
from contentai.topics.landscape import Landscape
from contentai.topics.mine import Topic, sources_of
from contentai.topics.passages import Passage
from contentai.topics.rank import diverse, evidence, novelty, recent_posts, score, timeliest
from contentai.topics.reading_list import rank_titles
from contentai.topics.reasons import reason, shortfall
from contentai.topics.season import Timely
from contentai.topics.segments import Segment
from contentai.topics.suggestion import (
    Insufficient,
    LeftOut,
    Suggestion,
    Suggestions,
    named,
    nearest_post,
)
from contentai.topics.titles import Fits, fitting, plain_titles, title_ideas, title_terms

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
    refusals = [(topic, _refused(land, segment, topic)) for topic in seen]
    open_topics = [topic for topic, refusal in refusals if not refusal]
    closed = [(topic, refusal) for topic, refusal in refusals if refusal]
    left_out = [
        LeftOut(topic.id, label.name, refusal)
        for (topic, refusal), label in zip(closed, land.labels([t for t, _ in closed]), strict=True)
    ]
    backed = [topic for topic in open_topics if len(topic.sources) >= _INDEPENDENT]
    thin = [topic for topic in open_topics if len(topic.sources) < _INDEPENDENT]
    thin.sort(key=lambda t: (-_affinity(pull, t), t.id))
    found = _Desk(land, segment, weights, value_of, fits, pull).ranked(backed, count)
    if not found:
        note = Bilingual(
            "碰到了兴趣，但没有一个选题有两个独立来源",
            "interests are met, but no topic has two independent sources",
        )
    return Suggestions(
        segment.id,
        tuple(found),
        tuple(_insufficient(land, segment, thin[:count])),
        tuple(left_out),
        note,
    )


def nothing_to_mine(land: Landscape) -> Bilingual:
    """Why there are no topics at all."""
    if land.articles:
        return Bilingual(
            f"文章的日期都在 {land.on} 之后，那一天还没有可选的",
            f"all articles are of a later day than {land.on}",
        )
    return Bilingual("没有文章可以选题", "there are no articles to find topics in")


@dataclass(frozen=True)
class _Desk:
    """Ranks topics for one segment."""

    land: Landscape
    segment: Segment
    weights: Mapping[str, float]
    value_of: Judge
    fits: Fits
    pull: Floats

    def ranked(self, topics: Sequence[Topic], count: int) -> list[Suggestion]:
        """The best ``count``: a shortlist by the cheap parts, then all parts, then unlikeness."""
        land, segment = self.land, self.segment
        near = land.seasons.near(land.on, segment.region)
        recent = recent_posts(land.posts, segment.id, land.on)
        drafts = [self._draft(topic, near, recent) for topic in topics]
        order = sorted(range(len(drafts)), key=lambda n: (-score(drafts[n][0], self.weights), n))
        order = order[: max(_SHORTLIST * count, _FEWEST)]
        quoted = land.quotes([topics[at] for at in order], segment)
        values = self._values(quoted)
        whole = []
        for at, passages, value in zip(order, quoted, values, strict=True):
            parts, timely = drafts[at]
            whole.append((topics[at], {**parts, "value": value}, timely, passages))
        scores = [score(parts, self.weights) for _, parts, _, _ in whole]
        centres = np.array([topic.centre for topic, *_ in whole], dtype=np.float32)
        chosen = diverse(scores, centres, count)
        found = []
        ideas, plain = [], []
        best = {
            name: max(whole[at][1][name] for at in chosen)
            for name in (whole[0][1] if whole else ())
        }
        labels = land.labels([whole[at][0] for at in chosen])
        for at, label in zip(chosen, labels, strict=True):
            topic = whole[at][0]
            found.append(self._suggestion(*whole[at], scores[at], recent, best))
            terms = title_terms(land, segment, topic, label)
            ideas.append(title_ideas(terms, land.told_by(topic), len(topic.sources)))
            plain.append(plain_titles((*terms, *label.terms), found[-1].passages))
        titles = fitting(ideas, plain, self.fits)
        return [replace(one, titles=own) for one, own in zip(found, titles, strict=True)]

    def _values(self, quoted: Sequence[Sequence[Passage]]) -> list[float]:
        """How much topics quoted by those passages are of value; 0 where nothing is quoted."""
        texts = ["\n".join(p.excerpt or p.title for p in passages) for passages in quoted]
        judged = iter(self.value_of([text for text in texts if text]))
        return [next(judged) if text else 0.0 for text in texts]

    def _draft(
        self, topic: Topic, near: Sequence[Timely], recent: Sequence[int]
    ) -> tuple[dict[str, float], Timely | None]:
        land = self.land
        members = list(topic.members)
        timely, cause = timeliest(near, lambda one: land.suits(members, one.event))
        likeness = land.post_vectors @ topic.centre
        return {
            "affinity": _affinity(self.pull, topic),
            "value": 0.5,
            "novelty": novelty(likeness[list(recent)]),
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
        recent: Sequence[int],
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
            nearest_post=nearest_post(land, topic.centre, recent),
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


def _refused(land: Landscape, segment: Segment, topic: Topic) -> str | None:
    """Why a topic is not for a segment: a word it avoids, or another region."""
    members = np.array(topic.members)
    in_titles, in_texts = land.avoided(segment)
    named_by = members[in_titles[members]]
    if len(named_by):
        return f"标题里有要避开的“{avoided(segment, land.articles[named_by[0]].title)}”"
    told = members[in_texts[members]]
    if len(told) and len(told) * 2 >= len(members):
        return f"多半文章谈到要避开的“{avoided(segment, land.articles[told[0]].text)}”"
    if segment.region:
        elsewhere = members[land.elsewhere(segment.region)[members]]
        if len(elsewhere) * 2 > len(members):
            articles = [land.articles[at] for at in elsewhere]
            places = (land.seasons.mentioned(a.title + a.text) for a in articles)
            names = "、".join(sorted(frozenset().union(*places))[:3])
            return f"说的是{names}的事，不在{segment.region}"
    return None


def _insufficient(
    land: Landscape, segment: Segment, topics: Sequence[Topic]
) -> Iterator[Insufficient]:
    told = zip(topics, land.labels(topics), land.quotes(topics, segment), strict=True)
    for topic, label, passages in told:
        (source,) = named(topic.sources)
        reprints = f"，另有 {len(topic.reprints)} 篇是转载" if topic.reprints else ""
        yield Insufficient(
            topic.id,
            label.name,
            named(topic.sources),
            passages,
            f"只有一个独立来源（{source}）{reprints}，要再找一个能印证的",
        )
