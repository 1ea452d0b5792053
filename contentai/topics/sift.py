"""Topics of what counts: no advertisements, and only what several say of one thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from contentai.topics.meeting import Meeting
from contentai.topics.mine import Topic
from contentai.topics.one_thing import one_thing
from contentai.topics.rank import WORTH
from contentai.topics.reader import Reader
from contentai.topics.segments import Segment
from contentai.topics.suggestion import Cause
from contentai.topics.unsuggested import Moment, refused

INDEPENDENT: Final = 2


@dataclass(frozen=True)
class Unwritten:
    """Topics with nothing to write: of ``adverts`` alone, ``unquoted``, ``lone`` or ``closed``.

    ``dropped`` counts by topic id the advertisements that were dropped.
    """

    adverts: list[Topic] = field(default_factory=list)
    unquoted: list[Topic] = field(default_factory=list)
    lone: list[Topic] = field(default_factory=list)
    closed: list[tuple[Topic, tuple[Cause, str]]] = field(default_factory=list)
    dropped: dict[str, int] = field(default_factory=dict)


def sifted(
    reader: Reader,
    segment: Segment,
    met: Meeting,
    topics: Sequence[Topic],
    moment: Moment,
    unwritten: Unwritten,
) -> list[Topic]:
    """What is left of topics: what several sources say of one thing, none to sell it.

    The rest goes to ``unwritten``.
    """
    land = reader.land
    reader.read(at for topic in topics for at in topic.members)
    kept = []
    for topic in topics:
        told = [at for at in topic.members if reader.value(at) >= WORTH]
        if not told:
            unwritten.adverts.append(topic)
            continue
        if len(told) < len(topic.members):
            unwritten.dropped[topic.id] = len(topic.members) - len(told)
        for part in one_thing(land, land.narrowed(topic, told), met.about):
            if not met.meets(part):
                continue
            if len(part.sources) < INDEPENDENT:
                unwritten.lone.append(part)
            elif refusal := refused(land, segment, part, moment):
                unwritten.closed.append((part, refusal))
            else:
                kept.append(part)
    return kept
