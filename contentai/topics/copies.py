"""Finds articles that are one text in several places: reprints, with a new title or cut."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from contentai.text.alike import Signature, is_near, likeness, pieces, proposed, signature


def copies(texts: Sequence[str], signatures: Sequence[Signature] | None = None) -> list[int]:
    """For each text the index of the first one that it is a copy of; its own for an original.

    Which texts are copies is what ``text.alike`` says; texts without a word are not.
    ``signatures`` are those of the texts where they are known: cutting every text takes longer
    than all the rest.
    """
    cut = cache(lambda at: pieces(texts[at]))
    if signatures is None:
        signatures = [signature(cut(at)) for at in range(len(texts))]
    parent = list(range(len(texts)))
    for one, other in proposed(signatures).tolist():
        first, second = sorted((_root(parent, one), _root(parent, other)))
        if first != second and is_near(cut(one), cut(other), likeness(cut(one), cut(other))):
            parent[second] = first
    return [_root(parent, at) for at in range(len(texts))]


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at
