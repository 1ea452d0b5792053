"""What is drawn over a draft moves with its edits until it is judged again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from contentai.diagnostics import Evidence, Span


class Change(NamedTuple):
    """The code points ``start`` to ``end`` gave way to ``length`` others."""

    start: int
    end: int
    length: int


def moved(span: Span, changes: Iterable[Change]) -> Span | None:
    """Where ``span`` is after the changes, in their order; None once one touched it."""
    start, end = span
    for change in changes:
        if change.start >= end and change.end > start:
            continue
        if change.end > start:
            return None
        shift = change.length - (change.end - change.start)
        start, end = start + shift, end + shift
    return Span(start, end)


def moved_evidence(evidence: Iterable[Evidence], changes: Sequence[Change]) -> list[Evidence]:
    """Evidence where it is after the changes, less what they touched."""
    placed = ((item, moved(item.span, changes)) for item in evidence)
    return [item._replace(span=span) for item, span in placed if span is not None]


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
