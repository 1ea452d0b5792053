"""What makes one text of another."""

from __future__ import annotations

from typing import NamedTuple


class Change(NamedTuple):
    """The code points ``start`` to ``end`` gave way to ``length`` others."""

    start: int
    end: int
    length: int


def difference(old: str, new: str) -> Change | None:
    """The shortest single change that makes ``new`` of ``old``; None when they are equal."""
    if old == new:
        return None
    start = _common(old, new)
    most = min(len(old), len(new)) - start
    tail = _common(old[len(old) - most :][::-1], new[len(new) - most :][::-1])
    return Change(start, len(old) - tail, len(new) - tail - start)


def _common(one: str, other: str) -> int:
    """How many characters both begin with: by halves, as comparing slices is fast."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
