"""Fills a content plan: which topic for whom on which day, and which days stay empty and why.

Days are filled in order and nothing is drawn by chance: first the kind of post that is most
due, then the segment that has had the fewest posts, then the topic that is worth most that day.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from contentai.account.candidates import Candidate
from contentai.account.mix import KINDS, Mix
from contentai.account.openings import is_sold, openings
from contentai.account.plan import Empty, Entry
from contentai.account.slots import Slot
from contentai.language import Bilingual
from contentai.topics.landscape import Landscape
from contentai.topics.reasons import reason
from contentai.topics.season import Timely
from contentai.topics.segments import Segment
from contentai.topics.titles import Fits, fitting

# Near-equal topics are that many days apart.
APART: Final = 14
# Centres with a higher cosine, background removed, are near-equal; among the topics of
# ``corpora/articles`` .44 is the most.
ALIKE: Final = 0.5
_SERVES: Final = 1 / 3
# A word of the event stands in a title.
_SEASONAL: Final = 0.5
# So far a kind may run ahead of its target, in posts; promotion is a ceiling.
_AHEAD: Final = 1.5
_PROMOTION_AHEAD: Final = 0.5
# What a kind is good for, the fittest stage first: who has just come is sold nothing (A4-02).
_STAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "value": ("follow", "engage", "retain", "convert"),
    "service": ("retain", "engage", "convert", "follow"),
    "interaction": ("engage", "follow", "retain", "convert"),
    "promotion": ("convert", "retain"),
}


@dataclass(frozen=True, slots=True)
class Brief:
    """What a plan has to keep to. ``targets`` are shares by kind, ``weights`` of topic parts.

    ``kinds`` says which kinds a channel takes; one that is not named takes all.
    """

    targets: Mapping[str, float]
    weights: Mapping[str, float]
    kinds: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Placed:
    slot: Slot
    kind: str
    candidate: Candidate


def fill(
    land: Landscape,
    slots: Sequence[Slot],
    candidates: Sequence[Candidate],
    closed: Mapping[str, Mapping[str, Bilingual]],
    brief: Brief,
    fits: Callable[[str], Fits],
) -> tuple[list[Entry], list[Empty]]:
    """Entries and empty slots, by day.

    ``closed`` says by segment id and topic id why a topic is none for the segment. ``fits``
    gives for a channel what tells which titles may be used there.
    """
    desk = _Desk(land, candidates, closed, brief)
    placed: list[_Placed] = []
    empty: list[Empty] = []
    for slot in slots:
        found = desk.choose(slot, placed)
        if isinstance(found, _Placed):
            placed.append(found)
        else:
            empty.append(Empty(slot.day, slot.channel, found))
    entries = [desk.entry(one) for one in placed]
    turns: Counter[str] = Counter()
    ideas = []
    for one in placed:
        ideas.append(openings(land, one.candidate, one.kind, turns[one.kind]))
        turns[one.kind] += 1
    for channel in dict.fromkeys(entry.channel for entry in entries):
        here = [at for at, entry in enumerate(entries) if entry.channel == channel]
        rows = [ideas[at].ideas for at in here]
        passed = fitting(rows, [ideas[at].plain for at in here], fits(channel))
        for at, titles in zip(here, passed, strict=True):
            entries[at] = replace(entries[at], titles=titles)
    return entries, empty


@dataclass(frozen=True)
class _Desk:
    """Chooses what a slot is filled with."""

    land: Landscape
    candidates: Sequence[Candidate]
    closed: Mapping[str, Mapping[str, Bilingual]]
    brief: Brief

    def choose(self, slot: Slot, placed: Sequence[_Placed]) -> _Placed | Bilingual:
        """What to post, or why nothing."""
        here = [c for c in self.candidates if on_channel(c.segment, slot.channel)]
        obstacles = [(c, self._obstacle(c, slot, placed)) for c in here]
        open_ones = [c for c, obstacle in obstacles if obstacle is None]
        counts = Counter(one.kind for one in placed)
        mix = Mix(dict(counts))
        served = Counter(one.candidate.segment.id for one in placed)
        for kind in mix.due(self.brief.targets):
            most = _PROMOTION_AHEAD if kind == "promotion" else _AHEAD
            if mix.ahead(kind, self.brief.targets) > most:
                continue
            able = [c for c in open_ones if self._able(c, kind, slot.channel, placed)]
            if able:
                best = min(
                    able,
                    key=lambda c: (served[c.segment.id], -self._worth(c, slot), c.topic.id),
                )
                return _Placed(slot, kind, best)
        return self._why_empty(slot, obstacles)

    def _obstacle(
        self, candidate: Candidate, slot: Slot, placed: Sequence[_Placed]
    ) -> Bilingual | None:
        """Why a topic cannot be told that day in any way."""
        if festival := candidate.missed(self._near(slot.day, candidate.segment)):
            return Bilingual(
                f"说的是{festival.name}，那天不是时候", f"about {festival.name}, which is not near"
            )
        return _repeats(candidate, slot, placed)

    def _able(
        self, candidate: Candidate, kind: str, channel: str, placed: Sequence[_Placed]
    ) -> bool:
        if kind not in self.brief.kinds.get(channel, KINDS) or stage_of(candidate, kind) is None:
            return False
        if kind == "service" and candidate.serves < _SERVES:
            return False
        if kind == "promotion" and not is_sold(candidate):
            return False
        return not any(
            p.kind == kind
            and p.candidate.topic.id == candidate.topic.id
            and p.candidate.segment.id == candidate.segment.id
            for p in placed
        )

    def _worth(self, candidate: Candidate, slot: Slot) -> float:
        return candidate.worth(self._near(slot.day, candidate.segment), self.brief.weights)

    def _near(self, day: datetime.date, segment: Segment) -> list[Timely]:
        key = (day, segment.region)
        if key not in self._nearby:
            self._nearby[key] = self.land.seasons.near(*key)
        return self._nearby[key]

    @cached_property
    def _nearby(self) -> dict[tuple[datetime.date, str | None], list[Timely]]:
        return {}

    def _why_empty(
        self, slot: Slot, obstacles: Sequence[tuple[Candidate, Bilingual | None]]
    ) -> Bilingual:
        no_more = Bilingual(
            "再排就超出内容比例、重复，不合渠道和阶段，或要推广原文里没有人买的东西",
            "would go over the mix, repeat, fit neither channel nor stage, or promote what no "
            "source speaks of buying",
        )
        # A topic that is for two segments is one topic.
        whys = {c.topic.id: obstacle or no_more for c, obstacle in obstacles}
        ids = {c.segment.id for c, _ in obstacles} | {
            s.id for s in self.land.segments if on_channel(s, slot.channel)
        }
        for segment, topics in self.closed.items():
            if segment in ids:
                whys = {**topics, **whys}
        parts = [(n, why) for why, n in Counter(whys.values()).most_common()]
        if not parts:
            return Bilingual("没有对得上这些分群的选题", "no topic meets these segments")
        return Bilingual(
            "；".join(f"{n} 个选题{why.zh}" for n, why in parts),
            "; ".join(f"{n} topic{'s' * (n > 1)}: {why.en}" for n, why in parts),
        )

    def entry(self, one: _Placed) -> Entry:
        """The entry without its titles."""
        slot, kind, candidate = one.slot, one.kind, one.candidate
        near = self._near(slot.day, candidate.segment)
        season, cause = candidate.timely(near)
        # Passing words in the texts make a topic no topic of the season.
        cause = cause if season > _SEASONAL else None
        suggestion = candidate.suggestion
        parts = {**suggestion.parts, "season": season}
        stage = stage_of(candidate, kind)
        assert stage is not None
        return Entry(
            day=slot.day,
            channel=slot.channel,
            segment=candidate.segment,
            stage=stage,
            kind=kind,
            topic_id=suggestion.id,
            topic=suggestion.topic,
            titles=(),
            why=reason(
                *(self.land, candidate.segment, candidate.topic, candidate.label, parts, cause),
                day=slot.day,
            ),
            score=round(candidate.worth(near, self.brief.weights), 4),
            season=cause,
            sources=suggestion.sources,
            passages=suggestion.passages,
            nearest_post=suggestion.nearest_post,
        )


def on_channel(segment: Segment, channel: str) -> bool:
    """True for a segment that is on the channel; one that names no channels is on all."""
    return not segment.channels or channel in segment.channels


def stage_of(candidate: Candidate, kind: str) -> str | None:
    """The stage that a post of that kind serves for the segment; None where it has no such goal."""
    goals = candidate.segment.goals
    return next((stage for stage in _STAGES[kind] if not goals or stage in goals), None)


def _repeats(candidate: Candidate, slot: Slot, placed: Sequence[_Placed]) -> Bilingual | None:
    """What is told about a topic that is too like one planned for a day near."""
    for one in placed:
        days = (slot.day - one.slot.day).days
        if days < APART and candidate.alike(one.candidate) >= ALIKE:
            return Bilingual(
                f"在 {APART} 天里排过，或和排过的太像",
                f"planned, or too like one, within {APART} days",
            )
    return None
