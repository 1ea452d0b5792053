"""Which places articles tell about, and which of them are of another region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from contentai.topics.interests import Flags, Mentions
from contentai.topics.places import load_places


@dataclass(frozen=True)
class Whereabouts:
    """``mentions`` are of the provinces and cities that articles name."""

    mentions: Mentions
    _known: dict[str, Flags] = field(default_factory=dict, compare=False)

    def elsewhere(self, region: str) -> Flags:
        """Which articles (articles,) name places, and not one in the region."""
        if region not in self._known:
            within, mentions = load_places().within, self.mentions
            inside = [name for name in mentions.columns if within(region, name)]
            outside = [name for name in mentions.columns if not within(region, name)]
            there = mentions.in_titles(outside) | mentions.in_texts(outside)
            here = mentions.in_titles(inside) | mentions.in_texts(inside)
            self._known[region] = there & ~here
        return self._known[region]

    def named(self, members: Sequence[int]) -> frozenset[str]:
        """The provinces and cities that some of the articles name."""
        return frozenset().union(*(self.mentions.held(at) for at in members))
