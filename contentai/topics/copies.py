"""Finds articles that are one text in several places: reprints, with a new title or cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from contentai.topics.duplicates import Hashes, is_near, likeness, pieces

# Texts that share that many of the pieces that are looked at, one in four, are compared.
_SAMPLED, _SHARED = 4, 2
# A piece in more texts than this is a phrase of the trade.
_COMMON = 40
_GRAM = 5
_MIX = np.uint64(0x9E3779B97F4A7C15)


def copies(texts: Sequence[str]) -> list[int]:
    """For each text the index of the first one that it is a copy of; its own for an original.

    Which texts are copies is what ``duplicates`` says; texts without a word are not.
    """
    exact: dict[int, Hashes] = {}

    def cut(at: int) -> Hashes:
        if at not in exact:
            exact[at] = pieces(texts[at])
        return exact[at]

    parent = list(range(len(texts)))
    for one, other in _proposed(texts):
        first, second = sorted((_root(parent, one), _root(parent, other)))
        if first != second and is_near(cut(one), cut(other), likeness(cut(one), cut(other))):
            parent[second] = first
    return [_root(parent, at) for at in range(len(texts))]


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def _proposed(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Equal texts, and pairs that share enough of a sample of their pieces."""
    seen: dict[str, int] = {}
    plain = ["".join(filter(str.isalnum, text)) for text in texts]
    for at, text in enumerate(plain):
        if text and (first := seen.setdefault(text, at)) != at:
            yield first, at
    drawn = [_drawn(text) for text in plain]
    sizes = np.array([len(found) for found in drawn], dtype=np.int64)
    if not sizes.sum():
        return
    all_drawn = np.concatenate(drawn)
    owners = np.repeat(np.arange(len(texts)), sizes)
    order = np.argsort(all_drawn, kind="stable")
    ordered, owners = all_drawn[order], owners[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    counts = np.diff(np.append(starts, len(ordered)))
    pairs = []
    for size in range(2, min(_COMMON, int(counts.max())) + 1):
        groups = owners[starts[counts == size][:, None] + np.arange(size)]
        for left in range(size - 1):
            for right in range(left + 1, size):
                pairs.append(groups[:, left] * len(texts) + groups[:, right])
    if not pairs:
        return
    keys, shared = np.unique(np.concatenate(pairs), return_counts=True)
    for key in keys[shared >= _SHARED].tolist():
        yield divmod(key, len(texts))


def _drawn(plain: str) -> Hashes:
    """The hashes of a quarter of a text's five-character pieces, the same ones of every text.

    Characters are taken as they are: this only proposes, and folding each would take longer
    than all the rest.
    """
    points = np.frombuffer(plain.encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint64)
    count = max(len(points) - _GRAM + 1, 0)
    hashes = np.zeros(count, dtype=np.uint64)
    for shift in range(_GRAM if count else 0):
        hashes = (hashes ^ points[shift : shift + count]) * _MIX
        hashes ^= hashes >> np.uint64(29)
    return np.unique(hashes[hashes % np.uint64(_SAMPLED) == 0])
