"""The ways of many patterns as arrays, a row each, for looking at all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contentai.rulebook.literals import MARKS, Distance, Literals, Shape, Way

# So many other needs of a way are looked at, the most telling ones.
MOST_NEEDS = 5
# What stands for any number of code points.
FAR = 1 << 40

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Lists(NamedTuple):
    """Lists of numbers one after the other; list ``i`` begins at ``starts[i]``."""

    starts: Numbers
    sizes: Numbers
    items: Numbers

    @classmethod
    def of(cls, lists: list[list[int]]) -> Lists:
        """The lists as given."""
        sizes = np.array([len(one) for one in lists], dtype=np.int64)
        items = np.array([item for one in lists for item in one], dtype=np.int64)
        return cls(np.cumsum(sizes) - sizes, sizes, items)

    def all(self, which: Numbers) -> tuple[Numbers, Numbers]:
        """The items of several lists, and for each the place in ``which`` of its list."""
        return spread(self.items, self.starts[which], self.sizes[which])


def spread(items: Numbers, starts: Numbers, sizes: Numbers) -> tuple[Numbers, Numbers]:
    """Runs of items one after the other, and for each item the number of its run."""
    before = np.cumsum(sizes) - sizes
    places = np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))
    return items[places], np.repeat(np.arange(len(starts)), sizes)


class Ways(NamedTuple):
    """W ways: what each needs, and what may be around the most telling of its needs.

    That one is the ``first``. A match begins at most ``before`` and ends at most ``after`` code
    points from where it starts. Of the other needs (W, ``MOST_NEEDS``), a string of ``set``
    starts ``within`` so many code points of it; ``step`` is how many lie between at least, more
    than 0 for one that follows. Set 0 asks for nothing. ``kind`` is a row of ``kinds`` (K, M):
    which of ``MARKS`` no match holds.
    """

    pattern: Numbers
    kind: Numbers
    before: Numbers
    after: Numbers
    set: Numbers
    step: Numbers
    within: Numbers
    kinds: Flags


class Strings(NamedTuple):
    """The strings that are looked for, numbered from 1 on, and what they mean.

    ``of`` lists the strings of each set, ``sets`` the sets of each string, and ``begins`` the
    ways of whose first need it is one.
    """

    all: tuple[str, ...]
    of: Lists
    sets: Lists
    begins: Lists


class _Row(NamedTuple):
    pattern: int
    kind: int
    first: int
    before: int
    after: int
    others: list[tuple[int, int, int]]


def tabled(shapes: Mapping[int, Shape]) -> tuple[Ways, Strings]:
    """The ways of patterns by number, all of which need something, and their strings."""
    numbers: dict[Literals, int] = {frozenset(): 0}
    kinds: dict[str, int] = {}
    rows = [
        _row(pattern, kinds.setdefault(shape.apart, len(kinds)), way, numbers)
        for pattern, shape in shapes.items()
        for way in shape.ways
    ]
    none = [(0, 0, 0)] * MOST_NEEDS
    others = [[*row.others, *none[len(row.others) :]] for row in rows]
    table = np.array(others, dtype=np.int64).reshape(len(rows), MOST_NEEDS, 3)
    ways = Ways(
        _numbers(row.pattern for row in rows),
        _numbers(row.kind for row in rows),
        _numbers(row.before for row in rows),
        _numbers(row.after for row in rows),
        np.ascontiguousarray(table[:, :, 0]),
        np.ascontiguousarray(table[:, :, 1]),
        np.ascontiguousarray(table[:, :, 2]),
        np.array([[mark in kind for mark in MARKS] for kind in kinds], dtype=bool),
    )
    return ways, _strings(rows, numbers)


def _strings(rows: list[_Row], numbers: Mapping[Literals, int]) -> Strings:
    strings: dict[str, int] = {}
    of: list[list[int]] = []
    sets: list[list[int]] = [[]]
    begins: list[list[int]] = [[]]
    for literals, number in numbers.items():
        of.append([])
        for literal in sorted(literals):
            if literal not in strings:
                strings[literal] = len(sets)
                sets.append([])
                begins.append([])
            of[-1].append(strings[literal])
            sets[strings[literal]].append(number)
    for way, row in enumerate(rows):
        for string in of[row.first]:
            begins[string].append(way)
    return Strings(tuple(strings), Lists.of(of), Lists.of(sets), Lists.of(begins))


def _row(pattern: int, kind: int, way: Way, numbers: dict[Literals, int]) -> _Row:
    """The row of a way, its sets of strings given numbers."""
    needs = way.needs
    order = sorted(range(len(needs)), key=lambda i: _telling(needs[i].strings), reverse=True)
    first = order[0]
    size = min(map(len, needs[first].strings))
    others = []
    for i in order[1 : MOST_NEEDS + 1]:
        between = needs[min(first, i) + 1 : max(first, i) + 1]
        step = size if i > first else -min(map(len, needs[i].strings))
        number = numbers.setdefault(needs[i].strings, len(numbers))
        others.append((number, step, _far(need.within for need in between)))
    return _Row(
        pattern,
        kind,
        numbers.setdefault(needs[first].strings, len(numbers)),
        _far(need.within for need in needs[: first + 1]),
        _far([*(need.within for need in needs[first + 1 :]), way.tail]),
        others,
    )


def _telling(literals: Literals) -> tuple[int, int]:
    """Which requirement fewer texts fulfil, guessed: longer strings, then fewer of them."""
    return min(map(len, literals)), -len(literals)


def _far(distances: Iterable[Distance]) -> int:
    whole = 0
    for distance in distances:
        if distance is None:
            return FAR
        whole += distance
    return whole


def _numbers(items: Iterable[int]) -> Numbers:
    return np.fromiter(items, dtype=np.int64)
