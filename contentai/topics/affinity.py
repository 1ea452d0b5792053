"""How near an article is to what a segment's followers care for.

A profile is the mean of the vectors of a segment's interests. A few words say little, so a
profile is grown by the articles nearest to it (pseudo-relevance feedback). What all segments
care for alike tells them apart badly, so the likeness to the next segment counts against.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from contentai.embedding.encoder import Encoder
from contentai.topics.segments import Segment

Floats = NDArray[np.float32]

# Chosen on news titles and short reviews with categories as segments (benchmarks/ranking.py);
# each is the middle of a wide range that does as well.
_GROWN_FROM = 0.025  # share of the articles that a profile is grown from, at the most
_AS_NEAR = 0.3  # and only from those as near as that share of what the nearest are
_FIRST = 5  # so many are the nearest
_OWN_WORDS = 0.3  # weight of a segment's own words in its grown profile, at the least
_SURE = 20  # that many articles weigh half of what many do
_CONTRAST = 0.6
_ROUNDS = 2
# The mean of few vectors is no background: that many articles make it count half.
_FEW = 20
# Likeness to a segment's own words, background removed. Below the first an article is none of
# its business; the second is as near as articles come.
_NONE, _NEAREST = 0.1, 0.5


def unit(vectors: Floats) -> Floats:
    """Rows of length 1; a row of zeros stays."""
    sizes = np.linalg.norm(vectors, axis=-1, keepdims=True)
    rows: Floats = (vectors / np.where(sizes > 0, sizes, 1)).astype(np.float32)
    return rows


def background(vectors: Floats) -> Floats:
    """The part (dim,) that all articles share: their mean, drawn to zero when they are few."""
    count = len(vectors)
    if not count:
        return np.zeros(vectors.shape[1], dtype=np.float32)
    shared: Floats = (vectors.mean(axis=0) * (count / (count + _FEW))).astype(np.float32)
    return shared


def profiles(segments: Sequence[Segment], encoder: Encoder) -> Floats:
    """Weighted means (segments, dim) of the vectors of the segments' interests, of length 1."""
    rows = []
    for segment in segments:
        weights = np.array(list(segment.interests.values()), dtype=np.float32)
        rows.append(weights @ encoder.encode(list(segment.interests)))
    return unit(np.array(rows, dtype=np.float32).reshape(len(segments), encoder.dim))


def nearness(vectors: Floats, own: Floats) -> Floats:
    """How near articles are to the segments' own words (articles, segments), 0 to 1.

    This is absolute: an article that no interest touches has 0, whatever the others have.
    """
    alike = likeness(vectors, own)
    found: Floats = np.clip((alike - _NONE) / (_NEAREST - _NONE), 0, 1).astype(np.float32)
    return found


def likeness(vectors: Floats, words: Floats) -> Floats:
    """The cosine of each article with each word (articles, words), background removed."""
    shared = background(vectors)
    found: Floats = unit(vectors - shared) @ unit(words - shared).T
    return found


def affinities(vectors: Floats, own: Floats) -> Floats:
    """What articles (n, dim) are to segments with ``own`` profiles (segments, dim).

    Gives (n, segments), about -1 to 1, good for ranking the articles for one segment. The
    order of the articles makes no difference.
    """
    if not len(vectors) or not len(own):
        return np.zeros((len(vectors), len(own)), dtype=np.float32)
    shared = background(vectors)
    articles, first = unit(vectors - shared), unit(own - shared)
    found = contrasted(articles @ first.T)
    for _ in range(_ROUNDS):
        grown = [_grown(first[at], articles[nearest(found[:, at])]) for at in range(len(first))]
        found = contrasted(articles @ np.array(grown).T)
    return found


def _grown(profile: Floats, likeable: Floats) -> Floats:
    """A profile (dim,) drawn to the mean of articles (n, dim); few draw it less."""
    own_words = _OWN_WORDS + (1 - _OWN_WORDS) * _SURE / (_SURE + len(likeable))
    return unit(own_words * profile + (1 - own_words) * unit(likeable.mean(axis=0)))


def nearest(found: Floats) -> NDArray[np.int64]:
    """The articles (indices) that a segment's profile is grown from, by their likeness (n,).

    An interest that few articles are about is grown from few.
    """
    order = np.argsort(-found, kind="stable")[: max(1, int(_GROWN_FROM * len(found)))]
    likeness = found[order]
    near = _AS_NEAR * float(likeness[:_FIRST].mean()) if len(order) else 0.0
    kept: NDArray[np.int64] = order[likeness >= max(near, 0.0)]
    return kept if len(kept) else order[:1]


def contrasted(likeness: Floats) -> Floats:
    """Each column less a share of the best other one."""
    if likeness.shape[1] < 2:
        return likeness
    ordered = np.sort(likeness, axis=1)
    best, second = ordered[:, -1:], ordered[:, -2:-1]
    others = np.where(likeness == best, second, best)
    return (likeness - _CONTRAST * others).astype(np.float32)
