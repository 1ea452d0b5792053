"""The parts of a text that a sieve leaves to each pattern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contentai.rulebook.ways import Numbers

# To search so many code points more takes less time than to search twice.
_NEAR = 32


class Part(NamedTuple):
    """A range of a text in code points, and the bytes before its ends in UTF-8."""

    low: int
    high: int
    first: int
    last: int


class Sifted(NamedTuple):
    """Where patterns may match. Make it with ``Sieve.sift``.

    ``ranges`` holds a column a part (see ``Part``); those of a pattern stand together, in
    order: ``found`` says from which column to which. All others cannot match.
    """

    found: Mapping[int, tuple[int, int]]
    ranges: Numbers

    @classmethod
    def of(cls, patterns: Numbers, ranges: Numbers) -> Sifted:
        """Columns of ranges with the pattern of each, those of a pattern together."""
        edges = turns(patterns)
        which = patterns[edges[:-1]].tolist()
        return cls(dict(zip(which, pairwise(edges.tolist()), strict=True)), ranges)

    def parts(self, pattern: int) -> Iterator[Part]:
        """Where a pattern may match, in order."""
        first, after = self.found.get(pattern, (0, 0))
        return map(Part._make, self.ranges[:, first:after].T.tolist())

    def and_(self, other: Sifted) -> Sifted:
        """With where other patterns may match in the same text."""
        size = self.ranges.shape[1]
        more = {pattern: (low + size, high + size) for pattern, (low, high) in other.found.items()}
        return Sifted({**self.found, **more}, np.hstack([self.ranges, other.ranges]))


def turns(ordered: Numbers) -> Numbers:
    """Where in numbers that are in order each begins, and where all end."""
    inner = (ordered[1:] != ordered[:-1]).nonzero()[0] + 1
    return np.concatenate([[0] if len(ordered) else [], inner, [len(ordered)]]).astype(np.int64)


def joined(numbers: Numbers, lows: Numbers, highs: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """The ranges (2, R) of each number in order; those that nearly meet joined."""
    if not len(numbers):
        return numbers, np.zeros((2, 0), dtype=np.int64)
    width = size + 1 + _NEAR
    placed = numbers * width
    order = np.argsort(placed + lows)
    numbers, placed, lows = numbers[order], placed[order], lows[order]
    ends = np.maximum.accumulate(placed + highs[order])
    new = ((placed + lows)[1:] > ends[:-1] + _NEAR).nonzero()[0] + 1
    first = np.concatenate([[0], new])
    last = np.concatenate([new, [len(numbers)]]) - 1
    return numbers[first], np.stack([lows[first], ends[last] - placed[last]])


def bytes_before(key: str) -> NDArray[np.int32]:
    """For each offset how many bytes of UTF-8 lie before it."""
    codes = np.frombuffer(key.encode("utf-32-le"), dtype=np.uint32)
    sizes = np.ones(len(key) + 1, dtype=np.int8)
    sizes[0] = 0
    for more in (0x7F, 0x7FF, 0xFFFF):
        sizes[1:] += codes > more
    return np.cumsum(sizes, dtype=np.int32)
