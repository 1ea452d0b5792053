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
# An article that names no interest of the segment is for others when one of theirs is nearer by
# the first, and none of its own as near as the second. A title that names one is as near as can be.
_NEARER: Final = 0.3
_OWN: Final = 0.45
# How much a title that names the kind of a thing speaks for the thing.
_OF_KIND: Final = 0.5


class Meeting(NamedTuple):
    """How articles meet a segment: the affinity part and how surely one interest is met.

    ``pull`` and ``touched`` (articles,) are 0 to 1; ``mentions``, ``titled`` and ``about``
    (articles, interests) tell which interests each says at all, has in its title, and is about;
    ``for_others`` (articles,) which are rather about what only other segments care for.
    """

    pull: Floats
    touched: Floats
    mentions: Flags
    titled: Flags
    about: Flags
    for_others: Flags

    def meets(self, topic: Topic) -> bool:
        """True when the topic is one for the segment."""
        surest = max(self.touched[list(topic.members)], default=0.0)
        return bool(surest >= MET and self.affinity(topic) >= _FLOOR)

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
        _for_others(land, segment, _unweighted(named, weights), np.asarray(names.any(axis=1))),
    )


def _for_others(land: Landscape, segment: Segment, sure: Floats, names: Flags) -> Flags:
    """Which articles (articles,) are rather for others, by how surely they name an own interest.

    An interest that holds one of the segment's words, or stands in one, is no other one.
    """
    rivals = [
        interest
        for interest in land.interests
        if not any(interest in own or own in interest for own in segment.interests)
    ]
    if not rivals:
        return np.zeros(len(sure), dtype=np.bool_)
    alike = land.alike(segment)
    own = np.maximum(_likely(alike), sure).max(axis=1, initial=0.0)
    rival = np.maximum(_likely(land.alike_to(rivals)), land.titled(rivals)).max(axis=1)
    apart = ~names & (alike.max(axis=1, initial=-1.0) < _OWN)
    found: Flags = apart & (rival - own >= _NEARER)
    return found


def foremost(land: Landscape, segment: Segment, members: Sequence[int]) -> tuple[str, bool]:
    """The interest that these articles are most for, and whether one of them names any."""
    rows = list(members)
    named, likely = land.met(segment)[rows], _likely(land.alike(segment)[rows])
    kinds = [land.kinds[interest] for interest in segment.interests]
    titles = [land.articles[at].title for at in rows]
    of_kind = np.array([[bool(k) and k in title for k in kinds] for title in titles])
    strength = np.maximum(named, np.maximum(likely, _OF_KIND * of_kind) * _weights(segment))
    strength = strength.sum(axis=0)
    return list(segment.interests)[int(strength.argmax())], bool(named.max() > 0)


def _unweighted(named: Floats, weights: Floats) -> Floats:
    sure: Floats = (named / np.where(weights > 0, weights, 1)).astype(np.float32)
    return sure


def _weights(segment: Segment) -> Floats:
    """The weights of the interests (interests,), 1 for the heaviest."""
    weights = np.array(list(segment.interests.values()), dtype=np.float32)
    most = float(weights.max(initial=0.0))
    return weights / most if most else weights


def _likely(alike: Floats) -> Floats:
    found: Floats = np.clip((alike - _UNLIKE) / (_LIKEST - _UNLIKE), 0, 1).astype(np.float32)
    return found
