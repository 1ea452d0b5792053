"""Which parts of a text each pattern may match: the rest of it is not searched.

Of the strings that the patterns need, all places in a text are found in one go. Around each
place of the most telling one of a way, it is looked up whether the others follow and precede it
closely enough, with no mark between that the pattern cannot hold; where they do, the pattern is
tried between the marks, as far as its matches reach. This is exact: no match is lost.

All is done for all patterns together, on arrays with a row for each place of each way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

from contentai.rulebook.literals import MARKS, RUN, Distance, Literals, Shape, Way

# So many other needs of a way are looked at, the most telling ones.
_MOST_NEEDS = 5
# So many code points are looked at together: what they hold are tables of places.
_TOGETHER = 40_000
# What stands for any number of code points.
_FAR = 1 << 40

_Numbers = NDArray[np.int64]
_Flags = NDArray[np.bool_]


class Part(NamedTuple):
    """A range of a text in code points, and the bytes before its ends in UTF-8."""

    low: int
    high: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sifted:
    """Where patterns may match. Make it with ``Sieve.sift``.

    ``ranges`` holds a column a part (see ``Part``); those of a pattern stand together, in
    order: ``found`` says from which column to which. All others cannot match.
    """

    found: Mapping[int, tuple[int, int]]
    ranges: _Numbers

    def parts(self, pattern: int) -> Iterator[Part]:
        """Where a pattern may match, in order."""
        first, after = self.found.get(pattern, (0, 0))
        return map(Part._make, self.ranges[:, first:after].T.tolist())


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


class _Row(NamedTuple):
    """A way: its pattern and marks, the set of its first need, and what is around that one.

    A match begins at most ``before`` and ends at most ``after`` code points from where the
    first need starts. The others are rows of ``_Other``.
    """

    pattern: int
    marks: int
    first: int
    before: int
    after: int
    others: list[_Other]


class _Other(NamedTuple):
    """A need beside the first: a string of ``set`` starts within so many code points of it.

    ``step`` is how many lie between at least: positive for one that follows.
    """

    set: int
    step: int
    within: int


_NONE = _Other(0, 0, 0)


class Sieve:
    """Sifts texts for the patterns whose shapes it is given, by number."""

    def __init__(self, shapes: Mapping[int, Shape]) -> None:
        # Set of strings 0 is the one that needs nothing.
        sets: dict[Literals, int] = {}
        marks: dict[str, int] = {}
        rows: list[_Row] = []
        self._always: list[int] = []
        for number, shape in shapes.items():
            if not all(way.needs for way in shape.ways):
                self._always.append(number)
                continue
            kind = marks.setdefault(shape.apart, len(marks))
            rows += (_row(number, kind, way, sets) for way in shape.ways)
        begun: list[list[int]] = [[] for _ in range(len(sets) + 1)]
        for number, row in enumerate(rows):
            begun[row.first].append(number)
        self._begun = _Lists.of(begun)
        self._pattern = _numbers(row.pattern for row in rows)
        self._kind = _numbers(row.marks for row in rows)
        self._before = _numbers(row.before for row in rows)
        self._after = _numbers(row.after for row in rows)
        others = [[*row.others, *[_NONE] * (_MOST_NEEDS - len(row.others))] for row in rows]
        table = np.array(others, dtype=np.int64).reshape(len(rows), _MOST_NEEDS, 3)
        self._set, self._step, self._within = np.moveaxis(table, 2, 0)
        self._kinds = np.array([[mark in kind for mark in MARKS] for kind in marks], dtype=bool)
        self._automaton(sets)
        bounded = self._within[self._within < _FAR]
        self._margin = int(bounded.max(initial=0))
        repeated = sorted(frozenset().union(*(shape.runs for shape in shapes.values())))
        self._run = _long_run(repeated) if repeated else None

    def _automaton(self, sets: Mapping[Literals, int]) -> None:
        fulfilled: dict[str, list[int]] = {}
        for literals, number in sets.items():
            for literal in literals:
                fulfilled.setdefault(literal, []).append(number)
        self._fulfilled = _Lists.of([[], *fulfilled.values()])
        single = {ord(one): at for at, one in enumerate(fulfilled, 1) if len(one) == 1}
        self._single = np.zeros(0x110000, dtype=np.int32)
        self._single[list(single)] = list(single.values())
        long = {one: at for at, one in enumerate(fulfilled, 1) if len(one) > 1}
        self._long = _numbers(long.values())
        self._words = ahocorasick_rs.AhoCorasick(list(long)) if long else None
        self._longest = max(map(len, fulfilled), default=0)

    def sift(self, key: str) -> Sifted:
        """Where the patterns may match in a folded lower-case text."""
        size = len(key)
        shrunk = self._shrunk(key)
        length = size if shrunk is None else int(shrunk[-1])
        always = _numbers(self._always)
        found = [(always, np.zeros_like(always), np.full_like(always, size))]
        for low in range(0, length if len(self._pattern) else 0, _TOGETHER):
            edges = _numbers([low - self._margin, low, low + _TOGETHER])
            start, first, after = _places(shrunk, np.clip(edges, 0, length), "left").tolist()
            end = _places(shrunk, _numbers([min(edges[2] + self._margin, length)]), "right")[0]
            if low + _TOGETHER >= length:
                after = size
            found.append(self._around(key, shrunk, (start, first, after, int(end))))
        patterns, lows, highs = (np.concatenate(column) for column in zip(*found, strict=True))
        return _joined(patterns, lows, highs, key)

    def _around(
        self, key: str, shrunk: _Numbers | None, edges: tuple[int, int, int, int]
    ) -> tuple[_Numbers, _Numbers, _Numbers]:
        """Patterns, and from where to where each may match, by what starts in a part of ``key``.

        The part is from ``edges[1]`` to ``edges[2]``; the outer edges tell what is looked at.
        """
        start, low, high, end = edges
        size = len(key)
        piece = key if end - start == size else key[start : min(end + self._longest, size)]
        codes = np.frombuffer(piece.encode("utf-32-le"), dtype=np.uint32)
        sets, places = self._met(piece, codes)
        width = len(piece) + 2 * self._longest + 2
        met = np.sort(sets * width + places + self._longest)
        bounds = self._bounds(codes, width)

        chosen = (places >= low - start) & (places < high - start)
        ways, source = self._begun.all(sets[chosen])
        at = places[chosen][source]
        # Where the marks before and after each place are.
        kind = self._kind[ways] * width
        nearest = np.searchsorted(bounds, kind + at + 1)
        left, right = bounds[nearest - 1] - kind, bounds[nearest] - kind - 1
        for other in range(_MOST_NEEDS):
            which = np.flatnonzero(self._set[ways, other])
            if not len(which):
                break
            good = self._is_met(
                ways[which], other, at[which], left[which], right[which], met, width, shrunk, start
            )
            if len(piece) < size:  # what may be anywhere may be beyond what is looked at
                good |= self._within[ways[which], other] == _FAR
            whole = np.ones(len(ways), dtype=bool)
            whole[which] = good
            ways, at, left, right = ways[whole], at[whole], left[whole], right[whole]
        # Beyond what is looked at there may be no mark at all.
        left = np.where((left == 0) & (start > 0), -_FAR, left + start)
        right = np.where((right == len(piece)) & (start + len(piece) < size), _FAR, right + start)
        here = at + start if shrunk is None else shrunk[at + start]
        length = size if shrunk is None else int(shrunk[-1])
        lows = _places(shrunk, np.maximum(here - self._before[ways], 0), "left")
        highs = _places(shrunk, np.minimum(here + self._after[ways], length), "right")
        return self._pattern[ways], np.maximum(lows, left), np.minimum(highs, right)

    def _is_met(
        self,
        ways: _Numbers,
        other: int,
        at: _Numbers,
        left: _Numbers,
        right: _Numbers,
        met: _Numbers,
        width: int,
        shrunk: _Numbers | None,
        start: int,
    ) -> _Flags:
        """Whether another need of ways is met around the places of their first ones."""
        step = self._step[ways, other]
        behind = step < 0
        base = self._set[ways, other] * width + self._longest
        nearest = np.searchsorted(met, base + at + step + behind) - behind
        place = met[np.clip(nearest, 0, len(met) - 1)] - base
        there = (nearest >= 0) & (nearest < len(met)) & (place >= left) & (place < right)
        place = np.where(there, place, at)
        apart = place - at if shrunk is None else shrunk[place + start] - shrunk[at + start]
        met_here: _Flags = there & (np.abs(apart) <= self._within[ways, other])
        return met_here

    def _met(self, piece: str, codes: NDArray[np.uint32]) -> tuple[_Numbers, _Numbers]:
        """The sets of strings of which one starts somewhere, and where."""
        single = self._single[codes]
        places = np.flatnonzero(single)
        literals = single[places].astype(np.int64)
        if self._words:
            hits = self._words.find_matches_as_indexes(piece, overlapping=True)
            table = np.array(hits, dtype=np.int64).reshape(-1, 3)
            places = np.concatenate([places, table[:, 1]])
            literals = np.concatenate([literals, self._long[table[:, 0]]])
        sets, source = self._fulfilled.all(literals)
        return sets, places[source]

    def _bounds(self, codes: NDArray[np.uint32], width: int) -> _Numbers:
        """The places of the marks of each kind, one on, between 0 and one past the end."""
        marks = _IS_MARK[np.minimum(codes, len(_IS_MARK) - 1)]
        places = np.flatnonzero(marks)
        among = self._kinds[:, marks[places] - 1]
        ends = np.ones((len(self._kinds), 1), dtype=bool)
        kinds, which = np.nonzero(np.concatenate([ends, among, ends], axis=1))
        placed = np.concatenate([[0], places + 1, [len(codes) + 1]])
        bounds: _Numbers = kinds * width + placed[which]
        return bounds

    def _shrunk(self, key: str) -> _Numbers | None:
        """For each offset how many code points lie before it, a long run counting as ``RUN``.

        None where there is no long run: as many as the offset says.
        """
        runs = [match.span() for match in self._run.finditer(key)] if self._run else []
        if not runs:
            return None
        counted = np.ones(len(key) + 1, dtype=np.int64)
        counted[0] = 0
        for start, end in runs:
            counted[start + RUN + 1 : end + 1] = 0
        return np.cumsum(counted)


_IS_MARK = np.zeros(max(map(ord, MARKS)) + 2, dtype=np.int64)
_IS_MARK[[ord(mark) for mark in MARKS]] = range(1, len(MARKS) + 1)


def _row(pattern: int, kind: int, way: Way, sets: dict[Literals, int]) -> _Row:
    """The row of a way, its sets of strings given numbers."""
    needs = way.needs
    order = sorted(range(len(needs)), key=lambda i: _telling(needs[i].strings), reverse=True)
    first = order[0]
    size = min(map(len, needs[first].strings))
    others = []
    for i in order[1 : _MOST_NEEDS + 1]:
        low, high = min(first, i), max(first, i)
        within = _far(need.within for need in needs[low + 1 : high + 1])
        step = size if i > first else -min(map(len, needs[i].strings))
        others.append(_Other(sets.setdefault(needs[i].strings, len(sets) + 1), step, within))
    return _Row(
        pattern,
        kind,
        sets.setdefault(needs[first].strings, len(sets) + 1),
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
            return _FAR
        whole += distance
    return whole


def _numbers(items: Iterable[int]) -> _Numbers:
    return np.fromiter(items, dtype=np.int64)


def _long_run(characters: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, characters))}]{{{RUN + 1},}}")


def _places(shrunk: _Numbers | None, counts: _Numbers, side: str) -> _Numbers:
    """The first (or with ``right`` the last) offsets before which so many code points lie."""
    if shrunk is None:
        return counts
    if side == "left":
        return np.searchsorted(shrunk, counts, "left")
    return np.searchsorted(shrunk, counts, "right") - 1


def _joined(patterns: _Numbers, lows: _Numbers, highs: _Numbers, key: str) -> Sifted:
    """The ranges of each pattern in order; those that meet joined."""
    if not len(patterns):
        return Sifted({}, np.zeros((4, 0), dtype=np.int64))
    width = len(key) + 1
    placed = patterns * width
    order = np.argsort(placed + lows)
    patterns, placed, lows = patterns[order], placed[order], lows[order]
    ends = np.maximum.accumulate(placed + highs[order])
    new = np.flatnonzero((placed + lows)[1:] > ends[:-1]) + 1
    first = np.concatenate([[0], new])
    last = np.concatenate([new, [len(patterns)]]) - 1
    patterns, lows, highs = patterns[first], lows[first], ends[last] - placed[last]
    codes = np.frombuffer(key.encode("utf-32-le"), dtype=np.uint32)
    sizes = np.ones(width, dtype=np.int8)
    sizes[0] = 0
    for more in (0x7F, 0x7FF, 0xFFFF):
        sizes[1:] += codes > more
    places = np.cumsum(sizes, dtype=np.int32)
    edges = np.concatenate([[0], np.flatnonzero(np.diff(patterns)) + 1, [len(patterns)]]).tolist()
    found = dict(zip(patterns[edges[:-1]].tolist(), pairwise(edges), strict=True))
    return Sifted(found, np.stack([lows, highs, places[lows], places[highs]]))
