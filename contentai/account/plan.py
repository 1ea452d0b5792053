"""A content plan as it stands: what is posted when, where and for whom, and what stays empty."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from contentai.account.mix import KINDS, Mix
from contentai.account.slots import Trimmed
from contentai.language import Bilingual
from contentai.topics.passages import Passage
from contentai.topics.season import Timely
from contentai.topics.segments import Segment
from contentai.topics.suggestion import NearestPost


@dataclass(frozen=True, slots=True)
class Entry:
    """One planned post. ``score`` is the topic's on that day, 0 to 1."""

    day: datetime.date
    channel: str
    segment: Segment
    stage: str
    kind: str
    topic_id: str
    topic: str
    titles: tuple[str, ...]
    why: str
    score: float
    season: Timely | None
    sources: tuple[str, ...]
    passages: tuple[Passage, ...]
    nearest_post: NearestPost | None


@dataclass(frozen=True, slots=True)
class Empty:
    """A day with nothing to post on a channel, and why."""

    day: datetime.date
    channel: str
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Coming:
    """An event in the window, and how many entries are of its season."""

    timely: Timely
    entries: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan from ``first`` to ``last``, both counted.

    ``recent`` is the mix of the four weeks before; ``trimmed`` what quotas cost.
    """

    on: datetime.date
    first: datetime.date
    last: datetime.date
    segments: tuple[Segment, ...]
    entries: tuple[Entry, ...]
    empty: tuple[Empty, ...]
    targets: Mapping[str, float]
    recent: Mix
    events: tuple[Coming, ...]
    trimmed: tuple[Trimmed, ...]
    notes: tuple[Bilingual, ...]

    @property
    def planned(self) -> Mix:
        """The mix of the entries."""
        counts = Counter(entry.kind for entry in self.entries)
        return Mix({kind: counts[kind] for kind in KINDS})
