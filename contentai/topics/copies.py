"""Finds articles that are one text in several places: reprints, with a new title or cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

# Reprints of one article share 0.40 to 0.61 of their five-grams (Jaccard), other articles on
# the same event under 0.1.
_LIKE = 0.3
_GRAM = 5
# One gram in four is looked at; that many are left of the shortest article.
_SAMPLED, _FEWEST = 4, 12
# A gram in more articles than this is a phrase of the trade.
_COMMON = 40
_NOISE = re.compile(r"[^\w]+")
_MIX = np.uint64(0x9E3779B97F4A7C15)


def copies(texts: Sequence[str]) -> list[int]:
    """For each text the index of the first one that it is a copy of; its own for an original.

    Texts that are equal but for white space and punctuation are always copies, near ones from
    a Jaccard index of character five-grams of about 0.3 on.
    """
    plain = [_NOISE.sub("", text).lower() for text in texts]
    parent = list(range(len(texts)))
    for one, other in (*_equal(plain), *_alike([_grams(text) for text in plain])):
        first, second = sorted((_root(parent, one), _root(parent, other)))
        parent[second] = first
    return [_root(parent, at) for at in range(len(texts))]


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def _equal(plain: Sequence[str]) -> Iterator[tuple[int, int]]:
    seen: dict[str, int] = {}
    for at, text in enumerate(plain):
        if text and seen.setdefault(text, at) != at:
            yield seen[text], at


def _grams(text: str) -> NDArray[np.uint64]:
    """A sample of the hashed five-grams, each once; the same grams are drawn from every text."""
    points = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    count = len(points) - _GRAM + 1
    if count < _FEWEST:
        return np.zeros(0, dtype=np.uint64)
    hashed = np.zeros(count, dtype=np.uint64)
    for offset in range(_GRAM):
        hashed = (hashed + points[offset : offset + count]) * _MIX
        hashed ^= hashed >> np.uint64(29)
    unique = np.unique(hashed)
    sample = unique[unique % np.uint64(_SAMPLED) == 0]
    return sample if len(sample) >= _FEWEST else unique


def _alike(grams: Sequence[NDArray[np.uint64]]) -> Iterator[tuple[int, int]]:
    sizes = np.array([len(g) for g in grams], dtype=np.int64)
    if not sizes.sum():
        return
    all_grams = np.concatenate(grams)
    owners = np.repeat(np.arange(len(grams)), sizes)
    order = np.argsort(all_grams, kind="stable")
    ordered, owners = all_grams[order], owners[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    counts = np.diff(np.append(starts, len(ordered)))
    pairs = []
    for size in range(2, min(_COMMON, int(counts.max())) + 1):
        groups = owners[starts[counts == size][:, None] + np.arange(size)]
        for left in range(size - 1):
            for right in range(left + 1, size):
                pairs.append(groups[:, left] * len(grams) + groups[:, right])
    if not pairs:
        return
    keys, shared = np.unique(np.concatenate(pairs), return_counts=True)
    ones, others = np.divmod(keys, len(grams))
    like = shared / (sizes[ones] + sizes[others] - shared)
    for one, other in zip(ones[like >= _LIKE], others[like >= _LIKE], strict=True):
        yield int(one), int(other)
