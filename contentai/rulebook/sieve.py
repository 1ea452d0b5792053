"""Which parts of a text each pattern may match: the rest of it is not searched.

A text is looked at in cells of some code points. Of the strings that the patterns need, those
that are there are noted by cell; a pattern is tried only around cells where one of its ways may
be fulfilled. This is exact: a match lies within its pattern's reach, and holds all of a way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

from contentai.rulebook.literals import RUN, Literals, Shape

_CELL = 64
# So many sets of strings of a way are looked at, the most telling ones.
_MOST_NEEDS = 6
# So many cells are looked at together: what they hold is a table of cells and sets of strings.
_TOGETHER = 512

_Numbers = NDArray[np.int64]
_Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sifted:
    """Where patterns may match: ``parts`` by pattern, ranges ``(low, high)`` of ``edges``.

    ``edges`` are offsets in code points, the first 0 and the last the length of the text.
    Patterns that are not among the parts cannot match.
    """

    edges: tuple[int, ...]
    parts: Mapping[int, list[tuple[int, int]]]


class _Lists(NamedTuple):
    """Lists of numbers one after the other; list ``i`` begins at ``starts[i]``."""

    starts: _Numbers
    sizes: _Numbers
    items: _Numbers

    @classmethod
    def of(cls, lists: list[list[int]]) -> _Lists:
        sizes = np.array([len(one) for one in lists], dtype=np.int64)
        items = np.array([item for one in lists for item in one], dtype=np.int64)
        return cls(np.cumsum(sizes) - sizes, sizes, items)

    def all(self, which: _Numbers) -> tuple[_Numbers, _Numbers]:
        """The items of several lists, and for each the place in ``which`` of its list."""
        sizes = self.sizes[which]
        before = np.cumsum(sizes) - sizes
        places = np.repeat(self.starts[which] - before, sizes) + np.arange(int(sizes.sum()))
        return self.items[places], np.repeat(np.arange(len(which)), sizes)


class _Ways(NamedTuple):
    """The ways of the patterns: a row each.

    ``cells`` is how many cells away what else it needs may be, -1 for anywhere; ``needs``
    (W, N) are numbers of sets of strings, 0 for nothing more.
    """

    pattern: _Numbers
    cells: _Numbers
    needs: _Numbers


class Sieve:
    """Sifts texts for the patterns whose shapes it is given, by number."""

    def __init__(self, shapes: Mapping[int, Shape]) -> None:
        # Set of strings 0 is the one that needs nothing.
        sets: dict[Literals, int] = {}
        rows: list[tuple[int, int, list[int]]] = []
        begun: list[list[int]] = [[]]
        self._always: list[int] = []
        for number, shape in shapes.items():
            if not all(shape.ways):
                self._always.append(number)
                continue
            cells = -1 if shape.reach is None else -(-shape.reach // _CELL)
            for way in shape.ways:
                first, *rest = (sets.setdefault(needs, len(sets) + 1) for needs in way)
                begun += [[] for _ in range(len(sets) + 1 - len(begun))]
                begun[first].append(len(rows))
                rest = rest[:_MOST_NEEDS]
                rows.append((number, cells, rest + [0] * (_MOST_NEEDS - len(rest))))
        self._ways = _Ways(
            np.array([row[0] for row in rows], dtype=np.int64),
            np.array([row[1] for row in rows], dtype=np.int64),
            np.array([row[2] for row in rows], dtype=np.int64).reshape(-1, _MOST_NEEDS),
        )
        self._begun = _Lists.of(begun)
        self._beginning = np.array([i for i, ways in enumerate(begun) if ways], dtype=np.int64)
        self._sets = len(sets) + 1
        fulfilled: dict[str, list[int]] = {}
        for literals, number in sets.items():
            for literal in literals:
                fulfilled.setdefault(literal, []).append(number)
        self._fulfilled = _Lists.of([[], *fulfilled.values()])
        single = {ord(one): at for at, one in enumerate(fulfilled, 1) if len(one) == 1}
        self._single = np.zeros(0x110000, dtype=np.int64)
        self._single[list(single)] = list(single.values())
        long = {one: at for at, one in enumerate(fulfilled, 1) if len(one) > 1}
        self._long = np.array(list(long.values()), dtype=np.int64)
        self._automaton = ahocorasick_rs.AhoCorasick(list(long)) if long else None
        repeated = sorted(frozenset().union(*(shape.runs for shape in shapes.values())))
        self._run = _long_run(repeated) if repeated else None

    def sift(self, key: str) -> Sifted:
        """Where the patterns may match in a folded lower-case text."""
        edges = self._edges(key)
        last = len(edges) - 1
        cells, literals = self._found(key, edges)
        margin = max(int(self._ways.cells.max(initial=0)), 0)
        whole = np.zeros(self._sets, dtype=bool)
        anywhere = np.zeros(len(self._ways.pattern), dtype=bool)
        found: list[tuple[_Numbers, _Numbers]] = []
        for low in range(0, last, _TOGETHER):
            start, end = max(low - margin, 0), min(low + _TOGETHER + margin, last)
            first, after = np.searchsorted(cells, (start, end))
            met = self._met(cells[first:after] - start, literals[first:after], end - start)
            inside = slice(low - start, min(low + _TOGETHER, last) - start)
            whole |= met[inside].any(axis=0)
            at, ways = self._beginnings(met, inside)
            far = self._ways.cells[ways] < 0
            anywhere[ways[far]] = True
            for near, here in self._fulfil(met, at[~far], ways[~far]):
                found.append((near, here + start))
        parts = {number: [(0, last)] for number in self._always}
        ways = np.flatnonzero(anywhere)
        for way in ways[whole[self._ways.needs[ways]].all(axis=1)].tolist():
            parts[int(self._ways.pattern[way])] = [(0, last)]
        if any(len(one[0]) for one in found):
            ways = np.concatenate([one[0] for one in found])
            at = np.concatenate([one[1] for one in found])
            for number, part in _joined(self._ways, ways, at, last):
                parts.setdefault(number, []).append(part)
        return Sifted(tuple(edges.tolist()), parts)

    def _found(self, key: str, edges: _Numbers) -> tuple[_Numbers, _Numbers]:
        """The wanted strings and the cell that each starts in, by cell."""
        codes = np.frombuffer(key.encode("utf-32-le"), dtype=np.uint32)
        literals = self._single[codes]
        places = np.flatnonzero(literals)
        literals = literals[places]
        if self._automaton:
            hits = self._automaton.find_matches_as_indexes(key, overlapping=True)
            table = np.array(hits, dtype=np.int64).reshape(-1, 3)
            places = np.concatenate([places, table[:, 1]])
            literals = np.concatenate([literals, self._long[table[:, 0]]])
        cells = np.searchsorted(edges, places, "right") - 1
        order = np.argsort(cells, kind="stable")
        return cells[order], literals[order]

    def _met(self, cells: _Numbers, literals: _Numbers, count: int) -> _Flags:
        """For each of ``count`` cells, the sets of strings of which one starts there."""
        met = np.zeros((count, self._sets), dtype=bool)
        met[:, 0] = True
        sets, source = self._fulfilled.all(literals)
        met[cells[source], sets] = True
        return met

    def _beginnings(self, met: _Flags, inside: slice) -> tuple[_Numbers, _Numbers]:
        """The ways whose first need is met, and the cells where."""
        at, which = np.nonzero(met[inside][:, self._beginning])
        ways, source = self._begun.all(self._beginning[which])
        return at[source] + inside.start, ways

    def _fulfil(
        self, met: _Flags, at: _Numbers, ways: _Numbers
    ) -> Iterator[tuple[_Numbers, _Numbers]]:
        """Of ways that begin in some cells, those whose other needs are met near by."""
        reaches = self._ways.cells[ways]
        for cells in np.flatnonzero(np.bincount(reaches)).tolist():
            here = reaches == cells
            place, way = at[here], ways[here]
            kept = _around(met, cells)[place[:, None], self._ways.needs[way]].all(axis=1)
            yield way[kept], place[kept]

    def _edges(self, key: str) -> _Numbers:
        """Cells of ``_CELL`` code points, in which a long run counts as ``RUN`` of them."""
        size = len(key)
        edges = [0]
        room, at = _CELL, 0
        for run in self._run.finditer(key) if self._run else ():
            start = run.start() + RUN
            while start - at >= room:
                at += room
                edges.append(at)
                room = _CELL
            room -= start - at
            at = run.end()
        edges += range(at + room, size, _CELL)
        if edges[-1] < size:
            edges.append(size)
        return np.array(edges, dtype=np.int64)


def _long_run(characters: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, characters))}]{{{RUN + 1},}}")


def _around(met: _Flags, cells: int) -> _Flags:
    """What is met within so many cells of each."""
    around = met.copy()
    for step in range(1, cells + 1):
        around[step:] |= met[:-step]
        around[:-step] |= met[step:]
    return around


def _joined(
    table: _Ways, ways: _Numbers, at: _Numbers, last: int
) -> Iterator[tuple[int, tuple[int, int]]]:
    """The patterns of some ways and the ranges of cells around them; those that meet joined."""
    pattern, cells = table.pattern[ways], table.cells[ways]
    order = np.lexsort((at, pattern))
    pattern, low, high = pattern[order], (at - cells)[order], (at + cells + 1)[order]
    low, high = np.maximum(low, 0), np.minimum(high, last)
    new = np.ones(len(pattern), dtype=bool)
    new[1:] = (pattern[1:] != pattern[:-1]) | (low[1:] > high[:-1])
    first = np.flatnonzero(new)
    ends = high[np.append(first[1:], len(pattern)) - 1]
    for number, start, end in zip(
        pattern[first].tolist(), low[first].tolist(), ends.tolist(), strict=True
    ):
        yield number, (start, end)
