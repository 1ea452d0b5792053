"""How far articles meet what a segment's followers care for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from contentai.topics.affinity import Floats
from contentai.topics.interests import Flags
from contentai.topics.landscape import Landscape
from contentai.topics.mine import Topic
from contentai.topics.segments import Segment

# Below this a topic meets no interest: no word of it stands there plainly and its meaning is
# no nearer than that of unrelated trades was (at most .43 over three of them).
MET: Final = 0.45
# Nor does one whose two best articles pull less.
_FLOOR: Final = 0.3
# An article of a topic counts for a segment when an interest is met at least so far.
_TOUCHED: Final = 0.15
# Affinities of articles, less this, over that, are the part.
_LOW: Final = -0.05
_RANGE: Final = 0.5
# A title that names the weightiest interest is as much as this, whatever vectors say of it.
_TITLED: Final = 0.7
# The cosine with a single interest: articles of other trades had less than the first with the
# nearest of seven (95 of 100), those named for an interest the second at the most.
_UNLIKE, _LIKEST = 0.25, 0.55
# An article names an interest that stands in its title or twice in its text. It is about one
# that it names or is so near to, or that it mentions while it is not unlike.
_NAMED: Final = 0.65
_TITLE: Final = 0.95
_NEAR: Final = 0.34


class Meeting(NamedTuple):
    """How articles meet a segment: the affinity part and how surely one interest is met.

    ``pull`` and ``touched`` (articles,) are 0 to 1; ``mentions``, ``titled`` and ``about``
    (articles, interests) tell which interests each says at all, has in its title, and is about.
    """

    pull: Floats
    touched: Floats
    mentions: Flags
    titled: Flags
    about: Flags

    def meets(self, topic: Topic) -> bool:
        """True when the topic is one for the segment."""
        surest = max(self.touched[list(topic.members)], default=0.0)
        return bool(surest >= MET and self.affinity(topic) >= _FLOOR)

    def touching(self, topic: Topic) -> list[int]:
        """Its articles that touch an interest: announcements of all trades may be alike."""
        return [at for at in topic.members if self.touched[at] >= _TOUCHED]

    def affinity(self, topic: Topic) -> float:
        """The mean of the two articles that pull most: a topic need not be all about it."""
        best = np.sort(self.pull[list(topic.members)])[::-1][:2]
        return float(best.mean())


def meeting(land: Landscape, segment: Segment) -> Meeting:
    """How the articles of a landscape meet one of its segments.

    The nearest single interest counts as well as all of them together: to care for one thing
    more makes no other one matter less.
    """
    column = land.column(segment)
    alike, named = land.alike(segment), land.met(segment)
    weights = _weights(segment)
    single = (_likely(alike) * weights).max(axis=1, initial=0.0)
    together = np.clip((land.affinities[:, column] - _LOW) / _RANGE, 0, 1)
    plainly = named.max(axis=1, initial=0.0)
    pull = 0.6 * np.maximum(together, single) + 0.4 * plainly
    mentions = named > 0
    names = mentions & (named >= _NAMED * weights)
    return Meeting(
        np.maximum(pull, _TITLED * plainly).astype(np.float32),
        np.maximum(np.maximum(land.nearness[:, column], single), plainly),
        mentions,
        mentions & (named > _TITLE * weights),
        names | (alike >= _NEAR) | (mentions & (alike >= _UNLIKE)),
    )


def foremost(land: Landscape, segment: Segment, members: Sequence[int]) -> tuple[str, bool]:
    """The interest that these articles are most for, and whether one of them names any."""
    rows = list(members)
    named, likely = land.met(segment)[rows], _likely(land.alike(segment)[rows])
    strength = np.maximum(named, likely * _weights(segment)).sum(axis=0)
    return list(segment.interests)[int(strength.argmax())], bool(named.max() > 0)


def _weights(segment: Segment) -> Floats:
    """The weights of the interests (interests,), 1 for the heaviest."""
    weights = np.array(list(segment.interests.values()), dtype=np.float32)
    most = float(weights.max(initial=0.0))
    return weights / most if most else weights


def _likely(alike: Floats) -> Floats:
    found: Floats = np.clip((alike - _UNLIKE) / (_LIKEST - _UNLIKE), 0, 1).astype(np.float32)
    return found
