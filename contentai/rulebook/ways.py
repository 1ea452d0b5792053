"""The ways of many patterns as arrays, a row each, for looking at all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contentai.rulebook.literals import Distance, Literals, Shape, Way

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
    def of(cls, lists: Sequence[Sequence[int]]) -> Lists:
        """The lists as given."""
        return cls.joined(list(map(len, lists)), [item for one in lists for item in one])

    @classmethod
    def joined(cls, sizes: Sequence[int] | Numbers, items: Sequence[int] | Numbers) -> Lists:
        """Lists of these sizes, of all their items one after the other."""
        many = np.array(sizes, dtype=np.int64)
        return cls(np.cumsum(many) - many, many, np.array(items, dtype=np.int64))

    def list(self, number: int) -> list[int]:
        """One of the lists."""
        start = int(self.starts[number])
        items: list[int] = self.items[start : start + int(self.sizes[number])].tolist()
        return items

    def owners(self, count: int) -> Lists:
        """For each item under ``count`` the numbers of the lists that hold it."""
        lists = np.repeat(np.arange(len(self.sizes)), self.sizes)
        order = np.argsort(self.items, kind="stable")
        return Lists.joined(np.bincount(self.items, minlength=count), lists[order])

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

    That one is of the set ``first``. A match begins at most ``before`` and ends at most
    ``after`` code points from where it starts. Of the other needs (W, ``MOST_NEEDS``), a string
    of ``set`` starts ``within`` so many code points of it; ``step`` is how many lie between at
    least, more than 0 for one that follows. Set 0 asks for nothing. ``kind`` is a row of
    ``Table.kinds``.
    """

    pattern: Numbers
    kind: Numbers
    first: Numbers
    before: Numbers
    after: Numbers
    set: Numbers
    step: Numbers
    within: Numbers

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Ways:
        """The ways of rows of numbers: five, and three for each other need."""
        table = np.array(rows, dtype=np.int64).reshape(len(rows), 5 + 3 * MOST_NEEDS)
        others = table[:, 5:].reshape(len(rows), MOST_NEEDS, 3)
        return cls(*(column.copy() for column in (*table[:, :5].T, *np.moveaxis(others, 2, 0))))

    def rows(self) -> list[list[int]]:
        """The rows that they were made of."""
        others = np.stack([self.set, self.step, self.within], axis=2)
        ones = np.stack(self[:5], axis=1)
        rows: list[list[int]] = np.hstack([ones, others.reshape(len(ones), -1)]).tolist()
        return rows


class Table(NamedTuple):
    """The ways of patterns, and the strings that they need, numbered from 1 on.

    ``sets`` lists the strings of each set, ``kinds`` which of ``MARKS`` no match holds.
    Patterns that are ``always`` to be tried have no ways. ``runs`` is of all their shapes.
    """

    ways: Ways
    strings: tuple[str, ...]
    sets: Lists
    kinds: tuple[str, ...]
    always: tuple[int, ...]
    runs: str

    @property
    def common(self) -> Flags:
        """The ways that need a single character and nothing else: most texts have it."""
        sizes = self.sets.sizes
        single = (np.array([0, *map(len, self.strings)]) == 1)[self.sets.items]
        owner = np.repeat(np.arange(len(sizes)), sizes)
        held = np.bincount(owner[single], minlength=len(sizes)) > 0
        found: Flags = (self.ways.set[:, 0] == 0) & held[self.ways.first]
        return found


def tabled(shapes: Mapping[int, Shape]) -> Table:
    """The table of patterns by number."""
    needy = {n: shape for n, shape in shapes.items() if all(way.needs for way in shape.ways)}
    numbers: dict[Literals, int] = {frozenset(): 0}
    kinds: dict[str, int] = {}
    rows = [
        _row(pattern, kinds.setdefault(shape.apart, len(kinds)), way, numbers)
        for pattern, shape in needy.items()
        for way in shape.ways
    ]
    strings: dict[str, int] = {}
    sets = [[strings.setdefault(s, len(strings) + 1) for s in sorted(one)] for one in numbers]
    return Table(
        Ways.of(rows),
        tuple(strings),
        Lists.of(sets),
        tuple(kinds),
        tuple(pattern for pattern in shapes if pattern not in needy),
        "".join(sorted(frozenset().union(*(shape.runs for shape in shapes.values())))),
    )


def _row(pattern: int, kind: int, way: Way, numbers: dict[Literals, int]) -> list[int]:
    """The row of a way (see ``Ways.of``), its sets of strings given numbers."""
    needs = way.needs
    order = sorted(range(len(needs)), key=lambda i: _telling(needs[i].strings), reverse=True)
    first = order[0]
    size = min(map(len, needs[first].strings))
    row = [
        pattern,
        kind,
        numbers.setdefault(needs[first].strings, len(numbers)),
        _far(need.within for need in needs[: first + 1]),
        _far([*(need.within for need in needs[first + 1 :]), way.tail]),
    ]
    others = order[1 : MOST_NEEDS + 1]
    for i in others:
        between = needs[min(first, i) + 1 : max(first, i) + 1]
        step = size if i > first else -min(map(len, needs[i].strings))
        number = numbers.setdefault(needs[i].strings, len(numbers))
        row += (number, step, _far(need.within for need in between))
    return row + [0, 0, 0] * (MOST_NEEDS - len(others))


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
