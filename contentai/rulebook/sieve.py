"""Which parts of a text each pattern may match: the rest of it is not searched.

A text is looked at in cells of some code points. Of the strings that the patterns need, those
that are there are noted by cell; a pattern is tried only around cells where one of its ways may
be fulfilled. This is exact: a match lies within its pattern's reach, and holds all of a way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import itemgetter
from typing import TypeVar

import ahocorasick_rs

from contentai.rulebook.literals import RUN, Literals, Shape

_CELL = 64
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Sifted:
    """Where patterns may match: ``parts`` by pattern, ranges ``(low, high)`` of ``edges``.

    ``edges`` are offsets in code points, the first 0 and the last the length of the text.
    Patterns that are not among the parts cannot match.
    """

    edges: tuple[int, ...]
    parts: Mapping[int, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of a pattern: the bits of what else it needs, and how many cells away at most.

    ``cells`` is None where the reach is not known: the whole text counts then.
    """

    pattern: int
    others: int
    cells: int | None


class Sieve:
    """Sifts texts for the patterns whose shapes it is given, by number."""

    def __init__(self, shapes: Mapping[int, Shape]) -> None:
        self._always: list[int] = []
        self._ways: list[_Way] = []
        starting: dict[Literals, list[int]] = {}
        bits: dict[Literals, int] = {}
        for number, shape in shapes.items():
            if not all(shape.ways):
                self._always.append(number)
                continue
            cells = None if shape.reach is None else -(-shape.reach // _CELL)
            for first, *rest in shape.ways:
                starting.setdefault(first, []).append(len(self._ways))
                others = 0
                for literals in rest:
                    others |= bits.setdefault(literals, 1 << len(bits))
                self._ways.append(_Way(number, others, cells))
        # By literal: the ways that it may begin with, and the bits that it fulfils.
        self._starting = _by_literal(starting)
        self._fulfilled = _by_literal(bits)
        self._bits: dict[str, int] = {}
        wanted = self._starting.keys() | self._fulfilled.keys()
        self._single = frozenset(literal for literal in wanted if len(literal) == 1)
        self._long = [literal for literal in sorted(wanted) if len(literal) > 1]
        self._automaton = ahocorasick_rs.AhoCorasick(self._long) if self._long else None
        repeated = sorted(frozenset().union(*(shape.runs for shape in shapes.values())))
        self._run = _long_run(repeated) if repeated else None

    def sift(self, key: str) -> Sifted:
        """Where the patterns may match in a folded lower-case text."""
        edges = self._edges(key)
        found = self._found(key, edges)
        met = [self._met(literals) for literals in found]
        last = len(found)
        around: dict[int, list[int]] = {0: met}
        whole: int | None = None
        parts: dict[int, list[tuple[int, int]]] = {n: [(0, last)] for n in self._always}
        starting, ways = self._starting, self._ways
        for cell, literals in enumerate(found):
            begun = chain.from_iterable(starting[one] for one in literals if one in starting)
            for index in set().union(*begun):
                way = ways[index]
                cells = way.cells
                if cells is None:
                    if whole is None:
                        whole = _union(met)
                    if way.others & whole == way.others:
                        parts[way.pattern] = [(0, last)]
                    continue
                if cells not in around:
                    around[cells] = _around(met, cells)
                if way.others & around[cells][cell] == way.others:
                    _add_part(
                        parts.setdefault(way.pattern, []),
                        max(cell - cells, 0),
                        min(cell + cells + 1, last),
                    )
        return Sifted(edges, parts)

    def _found(self, key: str, edges: tuple[int, ...]) -> list[set[str]]:
        """The wanted literals that start in each cell."""
        cells = [set(key[low:high]) & self._single for low, high in pairwise(edges)]
        if self._automaton:
            cell = 0
            hits = self._automaton.find_matches_as_indexes(key, overlapping=True)
            for index, start, _ in sorted(hits, key=itemgetter(1)):
                while edges[cell + 1] <= start:
                    cell += 1
                cells[cell].add(self._long[index])
        return cells

    def _met(self, literals: Iterable[str]) -> int:
        """The bits of what the literals fulfil."""
        whole, bits = 0, self._bits
        for literal in literals:
            if literal not in bits:
                bits[literal] = _union(self._fulfilled.get(literal, ()))
            whole |= bits[literal]
        return whole

    def _edges(self, key: str) -> tuple[int, ...]:
        """Cells of ``_CELL`` code points, in which a long run counts as ``RUN`` of them."""
        size = len(key)
        if self._run is None or (run := self._run.search(key)) is None:
            return (*range(0, size, _CELL), size)
        edges = [0]
        room, at = _CELL, 0
        while run:
            start, end = run.start() + RUN, run.end()
            while start - at >= room:
                at += room
                edges.append(at)
                room = _CELL
            room -= start - at
            at = end
            run = self._run.search(key, end)
        edges += range(at + room, size, _CELL)
        if edges[-1] < size:
            edges.append(size)
        return tuple(edges)


def _by_literal(table: Mapping[Literals, _T]) -> dict[str, list[_T]]:
    by_literal: dict[str, list[_T]] = {}
    for literals, value in table.items():
        for literal in literals:
            by_literal.setdefault(literal, []).append(value)
    return by_literal


def _long_run(characters: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, characters))}]{{{RUN + 1},}}")


def _union(masks: Iterable[int]) -> int:
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


def _around(met: list[int], cells: int) -> list[int]:
    """What is met within so many cells of each."""
    return [_union(met[max(at - cells, 0) : at + cells + 1]) for at in range(len(met))]


def _add_part(parts: list[tuple[int, int]], low: int, high: int) -> None:
    """Add a range that starts no earlier than those before it; ranges that meet are joined."""
    if parts and parts[-1][1] >= low:
        low = min(parts.pop()[0], low)
        high = max(high, low)
    parts.append((low, high))
