"""Topics that a plan may use, and what they are worth on a day to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from contentai.text.names import NEEDS
from contentai.topics.affinity import Floats, background, unit
from contentai.topics.interests import needed
from contentai.topics.labels import Label
from contentai.topics.landscape import Landscape
from contentai.topics.mine import Topic
from contentai.topics.rank import score
from contentai.topics.season import Event, Timely
from contentai.topics.segments import Segment
from contentai.topics.suggestion import Suggestion, Suggestions
from contentai.topics.titles import title_terms
from contentai.topics.unsuggested import bound_to


@dataclass(frozen=True)
class Candidate:
    """A topic suggested for a segment. ``centre`` (dim,) has the background removed.

    ``serves`` is the share of its articles that tell of installing or upkeep, 0 to 1; ``land``
    holds the articles.
    """

    segment: Segment
    suggestion: Suggestion
    topic: Topic
    label: Label
    centre: Floats
    serves: float
    land: Landscape

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The terms for titles, the fittest first."""
        return title_terms(self.land, self.segment, self.topic, self.label)

    def timely(self, near: Sequence[Timely]) -> tuple[float, Timely | None]:
        """How timely the topic is among the events near a day, and the event that makes it so."""
        fits = [(self._suits(timely) * timely.closeness, timely) for timely in near]
        best, cause = max(fits, key=lambda fit: fit[0], default=(0.0, None))
        return (best, cause) if best > 0 else (0.0, None)

    def worth(self, near: Sequence[Timely], weights: Mapping[str, float]) -> float:
        """The score on a day with those events, 0 to 1."""
        return score({**self.suggestion.parts, "season": self.timely(near)[0]}, weights)

    def alike(self, other: Candidate) -> float:
        """How near the two topics are: a cosine, 1 for one and the same or an equal name."""
        if self.topic.id == other.topic.id or self.label.name == other.label.name:
            return 1.0
        return float(self.centre @ other.centre)

    def missed(self, near: Sequence[Timely]) -> Event | None:
        """The festival that the topic is about, when it is none of the events near a day."""
        festival = self._festival
        known = festival and festival.name in [timely.event.name for timely in near]
        return None if known else festival

    @cached_property
    def _festival(self) -> Event | None:
        return bound_to(self.land, self.topic)

    def _suits(self, timely: Timely) -> float:
        name = timely.event.name
        if name not in self._suited:
            self._suited[name] = self.land.suits(self.topic.members, timely.event)
        return self._suited[name]

    @cached_property
    def _suited(self) -> dict[str, float]:
        return {}


def candidates(land: Landscape, segment: Segment, found: Suggestions) -> list[Candidate]:
    """What was suggested for a segment, ready to be planned; nothing for bare titles."""
    if land.only_titles:
        return []
    shared = background(land.vectors)
    every = []
    for suggestion in found.suggestions:
        topic = suggestion.seen
        if topic is None:
            continue
        articles = [land.articles[at] for at in topic.members]
        every.append(
            Candidate(
                segment=segment,
                suggestion=suggestion,
                topic=topic,
                label=land.label(topic),
                centre=unit(topic.centre - shared),
                serves=needed(articles, replace(segment, needs=NEEDS)),
                land=land,
            )
        )
    return every
