"""Which lines two versions of a draft share: as many as can be, those with words in them first.

Blank lines are all alike. Matched like others they would hold together what has nothing else in
common, and most of the time went into telling them apart: they are paired last, between the lines
that were found already.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

# So many pairs of lines (50 MB of bits) are searched exactly; beyond that, lines that stand once
# in either version part the rest.
_MOST_EXACT = 400_000_000


class Pair(NamedTuple):
    """Indices of a line in the old and in the new version."""

    old: int
    new: int


class Gap(NamedTuple):
    """Old lines from ``first`` to before ``last`` that became new ones, ``start`` to ``stop``."""

    first: int
    last: int
    start: int
    stop: int


def matched(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Lines that stand in both versions in the same order, by their indices.

    Of lines that are not blank these are as many as there can be, except in versions of more
    than 20,000 lines that repeat themselves. The time is that of the lines for text of which
    most is new or stands once, else at most that of all pairs of lines as bits.
    """
    head = alike(old, new)
    tail = alike(old[head:][::-1], new[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    common = set(old[head : ends[0]]).intersection(new[head : ends[1]])
    told = {line for line in common if line.strip()}
    left = [n for n in range(head, ends[0]) if old[n] in told]
    right = [n for n in range(head, ends[1]) if new[n] in told]
    between = _longest([old[n] for n in left], [new[n] for n in right])
    found = [
        *(Pair(n, n) for n in range(head)),
        *(Pair(left[a], right[b]) for a, b in between),
        *(Pair(ends[0] + n, ends[1] + n) for n in range(tail)),
    ]
    return list(_with_blanks(found, old, new))


def gaps(shared: Sequence[Pair], sizes: Pair) -> Iterator[Gap]:
    """What lies between the lines that two versions of so many lines share, in order."""
    for before, after in pairwise([Pair(-1, -1), *shared, sizes]):
        gap = Gap(before.old + 1, after.old, before.new + 1, after.new)
        if gap.first < gap.last or gap.start < gap.stop:
            yield gap


def alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines, or characters of two lines, are the same at the start."""
    most = min(len(one), len(other))
    return next((n for n in range(most) if one[n] != other[n]), most)


def _with_blanks(found: list[Pair], old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """The pairs, and between them the blank lines one after the other."""
    for before, after in pairwise([Pair(-1, -1), *found, Pair(len(old), len(new))]):
        blanks = (
            [n for n in range(start + 1, end) if not lines[n].strip()]
            for lines, start, end in ((old, before.old, after.old), (new, before.new, after.new))
        )
        yield from (Pair(a, b) for a, b in zip(*blanks, strict=False) if old[a] == new[b])
        if after.new < len(new):
            yield after


def _longest(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """As long a common part of both as there is, or nearly."""
    if len(old) * len(new) <= _MOST_EXACT:
        yield from _exact(old, new)
        return
    before = Pair(-1, -1)
    for anchor in [*_anchors(old, new), Pair(len(old), len(new))]:
        one = old[before.old + 1 : anchor.old]
        other = new[before.new + 1 : anchor.new]
        if len(one) * len(other) <= _MOST_EXACT:
            for a, b in _exact(one, other):
                yield Pair(before.old + 1 + a, before.new + 1 + b)
        if anchor.new < len(new):
            yield anchor
        before = anchor


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Lines that stand once in either, as many of them as are in the same order in both."""
    times = Counter(old), Counter(new)
    places = {line: n for n, line in enumerate(old) if times[0][line] == 1}
    pairs = [
        Pair(places[line], n)
        for n, line in enumerate(new)
        if times[1][line] == 1 and line in places
    ]
    # The longest rising row by patience: the lowest end of each length, and what comes before it.
    ends: list[int] = []
    tops: list[int] = []
    earlier: list[int] = []
    for n, pair in enumerate(pairs):
        length = bisect_left(ends, pair.old)
        earlier.append(tops[length - 1] if length else -1)
        ends[length : length + 1] = [pair.old]
        tops[length : length + 1] = [n]
    row: list[Pair] = []
    at = tops[-1] if tops else -1
    while at >= 0:
        row.append(pairs[at])
        at = earlier[at]
    return row[::-1]


def _exact(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """A longest common part, by Hyyrö, *Bit-parallel LCS-length computation revisited* (2004).

    One whole number has a bit for each old line; a bit that is 0 is where the common part grows.
    """
    spots: dict[str, bytearray] = {}
    for n, line in enumerate(old):
        spot = spots.setdefault(line, bytearray(len(old) // 8 + 1))
        spot[n >> 3] |= 1 << (n & 7)
    places = {line: int.from_bytes(spot, "little") for line, spot in spots.items()}
    every = (1 << len(old)) - 1
    # As bytes: to ask a long number for one of its bits copies it.
    rows, row = [], every
    for line in new:
        here = row & places.get(line, 0)
        row = ((row + here) | (row - here)) & every
        rows.append(row.to_bytes(len(old) // 8 + 1, "little"))
    found: list[Pair] = []
    a, b = len(old), len(new)
    while a and b:
        at, bit = (a - 1) >> 3, 1 << ((a - 1) & 7)
        if rows[b - 1][at] & bit:
            a -= 1
        elif b > 1 and not rows[b - 2][at] & bit:
            b -= 1
        else:
            a, b = a - 1, b - 1
            found.append(Pair(a, b))
    return found[::-1]
