"""Which claims say the same, and which the opposite.

Only claims of one polarity can say the same: to a model of meaning, 不要经常发商品信息 and
要经常发商品信息 are nearly one sentence. So polarity is a hard key, and so are limits in numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from contentai.embedding.encoder import Encoder
from contentai.rulemining.lexicon import Polarity, lexicon
from contentai.rulemining.limits import Limit, limit_of
from contentai.topics.affinity import Floats, background, unit
from contentai.topics.cluster import topics_of

# Mean cosine, less what all claims have in common, from which claims say the same: of 90 claims
# worded in threes, 84 % of the pairs that it joins say the same, and 18 % of those that do are
# joined; at .4 it is 79 % and 24 %, but in articles it then joins one theme, not one claim.
ALIKE: Final = 0.5
# Cosine from which two claims of opposite polarity are about one thing: less is the same theme.
OPPOSED: Final = 0.7


_Key = tuple[Polarity, Limit | None, str]


class Said(NamedTuple):
    """A claim with its polarity."""

    polarity: Polarity
    claim: str


def clusters(said: Sequence[Said], encoder: Encoder) -> list[int]:
    """The cluster of each claim, numbered from 1 by first member.

    The order of the claims decides nothing but the numbers.
    """
    keys = [_key(one) for one in said]
    vectors = _vectors(said, encoder)
    vectors = unit(vectors - background(vectors))
    homes: dict[int, tuple[_Key, int]] = {}
    for key in dict.fromkeys(keys):
        inside = sorted((at for at in range(len(said)) if keys[at] == key), key=lambda at: said[at])
        for at, group in zip(inside, topics_of(vectors[inside], ALIKE), strict=True):
            homes[at] = (key, int(group))
    numbers: dict[object, int] = {}
    return [numbers.setdefault(homes[at], len(numbers) + 1) for at in range(len(said))]


def _key(one: Said) -> _Key:
    """What claims must share to be one: the polarity, a limit, and that they name a thing."""
    bare = one.claim if one.claim in lexicon().cues else ""  # 请重视。
    return one.polarity, limit_of(one.claim), bare


def opposed(said: Sequence[Said], found: Sequence[int], encoder: Encoder) -> list[tuple[int, int]]:
    """Pairs of clusters of which one asks for a thing and the other forbids it.

    ``found`` are the numbers of ``clusters``; the lower number of a pair comes
    first. Limits are no contradiction: 控制在 20 字以内 and 超过 20 字 agree.
    """
    vectors = _vectors(said, encoder)
    sides: dict[Polarity, list[int]] = {"do": [], "dont": [], "warn": []}
    for at, one in enumerate(said):
        if limit_of(one.claim) is None:
            sides[one.polarity].append(at)
    like = vectors[sides["do"]] @ vectors[sides["dont"]].T
    pairs = {
        (found[sides["do"][one]], found[sides["dont"][other]])
        for one, other in np.argwhere(like >= OPPOSED).tolist()
    }
    return sorted((min(pair), max(pair)) for pair in pairs)


def _vectors(said: Sequence[Said], encoder: Encoder) -> Floats:
    if not said:
        return np.zeros((0, encoder.dim), dtype=np.float32)
    return encoder.encode([one.claim for one in said])
