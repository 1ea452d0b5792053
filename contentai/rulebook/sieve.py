"""Which parts of a text each pattern may match: the rest of it is not searched.

Of the strings that the patterns need, all places in a text are found in one go. Around each
place of the most telling one of a way, it is looked up whether the others follow and precede it
closely enough, with no mark between that the pattern cannot hold; where they do, the pattern is
tried between the marks, as far as its matches reach. This is exact: no match is lost.

All is done for all patterns together, on arrays with a row for each place of each way.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contentai.rulebook.blocks import BLOCK, Blocks
from contentai.rulebook.distances import Distances, long_run
from contentai.rulebook.literals import MARKS
from contentai.rulebook.sifted import Sifted, bytes_before, joined, turns
from contentai.rulebook.strings import Strings
from contentai.rulebook.ways import FAR, MOST_NEEDS, Flags, Lists, Numbers, Table, spread

# So many code points are looked at together: what they hold are tables of places.
_TOGETHER = 40_000
# Between two texts that are looked at together.
_GAP = "\n"


class _Piece(NamedTuple):
    """What is looked at together: a part of a text from ``start`` on, and all around it.

    ``whole`` when it is all of the text, of which ``distances`` are. Keys in tables of places
    are ``width`` apart.
    """

    text: str
    start: int
    whole: bool
    distances: Distances
    width: int


class Sieve:
    """Sifts texts for the patterns of a table."""

    def __init__(
        self,
        table: Table,
        numbers: Mapping[int, int] | None = None,
        leads: Collection[int] = (),
    ) -> None:
        """``numbers`` gives the patterns of the table other numbers; those without are left out.

        ``leads``, if there are any, are the patterns that are worth sifting for however common.
        """
        named = np.array(table.ways.pattern)
        always = np.array(table.always, dtype=np.int64)
        if numbers is not None:
            named, always = (
                np.array([numbers.get(n, -1) for n in some.tolist()], dtype=np.int64)
                for some in (named, always)
            )
        # Without numpy's sets, which bring its masked arrays with them: 20 ms.
        common = set(named[table.common].tolist()) if leads else set[int]()
        loose = sorted(common.difference(leads, (-1,)))
        is_loose = np.zeros(int(named.max(initial=0)) + 2, dtype=bool)
        is_loose[loose] = True
        # The last place is that of -1.
        self._pattern = np.where(is_loose[named], -1, named)
        self._always = np.concatenate([always[always >= 0], np.array(loose, dtype=np.int64)])
        self._ways, self._sets = table.ways, table.sets
        count = len(table.strings) + 1
        self._sets_of = table.sets.owners(count)
        begun, ways = table.sets.all(table.ways.first)
        sizes = np.bincount(ways, minlength=len(named))
        self._begins = Lists.joined(sizes, begun).owners(count)
        self._kinds = np.array([[m in kind for m in MARKS] for kind in table.kinds], dtype=bool)
        self._strings = Strings(table.strings)
        self._longest = max(map(len, table.strings), default=0)
        within = table.ways.within
        self._margin = int(within[within < FAR].max(initial=0))
        self._run = long_run(table.runs) if table.runs else None

    def sift(self, key: str) -> Sifted:
        """Where the patterns may match in a folded lower-case text."""
        return self.sift_all([key])[0]

    def sift_all(self, keys: Sequence[str]) -> list[Sifted]:
        """The same for each of some texts; looking at all together takes less time."""
        key = _GAP.join(keys)
        ends = np.cumsum([len(one) + len(_GAP) for one in keys]) - len(_GAP)
        starts = ends - [len(one) for one in keys]
        patterns, at, lows, highs = self._sift(key, starts)
        # Nothing that matches reaches from one text into another.
        text = starts.searchsorted(at, "right") - 1
        lows, highs = np.maximum(lows, starts[text]), np.minimum(highs, ends[text])
        count = int(patterns.max(initial=0)) + 1
        numbers, ranges = joined(text * count + patterns, lows, highs, len(key))
        before = bytes_before(key)
        ranges = np.concatenate([ranges, before[ranges]])
        edges = numbers.searchsorted(np.arange(len(keys) + 1) * count).tolist()
        offsets = np.stack([starts, starts, before[starts], before[starts]])
        return [
            Sifted.of(numbers[first:after] % count, ranges[:, first:after] - offsets[:, [number]])
            for number, (first, after) in enumerate(pairwise(edges))
        ]

    def _sift(self, key: str, starts: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Patterns, by what each may match, and from where to where; patterns repeatedly.

        ``starts`` says where there are texts: what is always tried is tried in each of them.
        """
        size = len(key)
        distances = Distances.of(key, self._run)
        length = distances.length
        always, at = np.tile(self._always, len(starts)), np.repeat(starts, len(self._always))
        found = [(always, at, at, np.full_like(always, size))]
        for low in range(0, length if len(self._pattern) else 0, _TOGETHER):
            edges = np.array([low - self._margin, low, low + _TOGETHER, low + _TOGETHER])
            edges[-1] += self._margin
            edges = np.clip(edges, 0, length)
            start, first, after, _ = distances.first(edges).tolist()
            end = int(distances.last(edges)[-1])
            if low + _TOGETHER >= length:
                after = size
            text = key[start : end + self._longest]
            width = len(text) + 2 * self._longest + 2
            piece = _Piece(text, start, len(text) == size, distances, width)
            found.append(self._around(piece, first - start, after - start))
        patterns, at, lows, highs = (np.concatenate(column) for column in zip(*found, strict=True))
        return patterns, at, lows, highs

    def _around(
        self, piece: _Piece, low: int, high: int
    ) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Patterns, by what in a part of a piece each may match, and from where to where.

        Places are of the text.
        """
        table, distances = self._ways, piece.distances
        codes = np.frombuffer(piece.text.encode("utf-32-le"), dtype=np.uint32)
        ways, at, met = self._begun(piece, codes, low, high)
        # Where the marks before and after each place are.
        bounds = self._bounds(codes, piece.width)
        kind = table.kind[ways] * piece.width
        nearest = bounds.searchsorted(kind + at + 1)
        left, right = bounds[nearest - 1] - kind, bounds[nearest] - kind - 1
        for other in range(MOST_NEEDS):
            which = table.set[ways, other].nonzero()[0]
            if not len(which):
                break
            kept = np.ones(len(ways), dtype=bool)
            row = (ways[which], other)
            kept[which] = self._is_met(piece, row, at[which], (left[which], right[which]), met)
            # By places, not by flags, which takes several times as long; so below.
            still = kept.nonzero()[0]
            ways, at, left, right = (some.take(still) for some in (ways, at, left, right))
        # Beyond what is looked at there may be no mark at all.
        ends_early = piece.start + len(piece.text) < distances.size
        left = np.where((left == 0) & (piece.start > 0), -FAR, left + piece.start)
        right = np.where((right == len(piece.text)) & ends_early, FAR, right + piece.start)
        here = distances.before(at + piece.start)
        lows = distances.first(np.maximum(here - table.before[ways], 0))
        highs = distances.last(np.minimum(here + table.after[ways], distances.length))
        lows, highs = np.maximum(lows, left), np.minimum(highs, right)
        return self._pattern[ways], at + piece.start, lows, highs

    def _begun(
        self, piece: _Piece, codes: NDArray[np.uint32], low: int, high: int
    ) -> tuple[Numbers, Numbers, Numbers]:
        """The ways of which a first need starts between two places of a piece, and where.

        And the places of the sets of strings that they need besides, sorted: set times width,
        plus the place. Ways of which some set is nowhere near are not among them.
        """
        found, places = self._strings.find(piece.text, codes)
        edges = turns(found)
        strings, counts = found[edges[:-1]], edges[1:] - edges[:-1]
        here = np.zeros(self._sets.sizes.size, dtype=bool)
        here[self._sets_of.all(strings)[0]] = True
        here[0] = True
        ways, which = self._begins.all(strings)
        others = here[self._ways.set[ways]]
        if not piece.whole:  # what may be anywhere may be beyond what is looked at
            others |= self._ways.within[ways] == FAR
        kept = (others.all(axis=1) & (self._pattern[ways] >= 0)).nonzero()[0]
        ways, which = ways.take(kept), which.take(kept)
        sets = self._needed(ways).nonzero()[0]
        at, source = spread(places, edges[which], counts[which])
        ways = ways[source]
        inside = ((at >= low) & (at < high)).nonzero()[0]
        ways, at = ways.take(inside), at.take(inside)

        turn = np.full(self._sets_of.sizes.size, -1)
        turn[strings] = np.arange(len(strings))
        members, which = self._sets.all(sets)
        where = turn[members]
        there = (where >= 0).nonzero()[0]
        where, which = where.take(there), which.take(there)
        met, source = spread(places, edges[where], counts[where])
        which = which[source]
        close = self._close_by(piece, (ways, at), (sets, which, met))
        ways, at = ways[close], at[close]
        still = self._needed(ways)[sets][which]
        keys = sets * piece.width + self._longest
        return ways, at, np.sort(keys[which[still]] + met[still])

    def _close_by(
        self,
        piece: _Piece,
        begun: tuple[Numbers, Numbers],
        found: tuple[Numbers, Numbers, Numbers],
    ) -> Numbers:
        """Which of the ways begun at places can have their other needs met near there.

        ``found`` are sets of strings, and of what was found of them which of the sets, and where.
        """
        (ways, at), (sets, which, met) = begun, found
        counted = piece.distances.before(piece.start + np.arange(len(piece.text)))
        block = (counted - counted[0]) // BLOCK
        blocks = Blocks.of(len(self._sets.sizes), int(block[-1]) + 1, sets, which, block[met])
        return blocks.kept(self._ways, ways, block[at])

    def _needed(self, ways: Numbers) -> Flags:
        """For each set whether the ways need it besides their first."""
        needed = np.zeros(len(self._sets.sizes), dtype=bool)
        used = np.zeros(len(self._pattern), dtype=bool)
        used[ways] = True
        needed[self._ways.set[used]] = True
        needed[0] = False
        return needed

    def _is_met(
        self,
        piece: _Piece,
        row: tuple[Numbers, int],
        at: Numbers,
        marks: tuple[Numbers, Numbers],
        met: Numbers,
    ) -> Flags:
        """Whether another need of ways is met around places of their first ones.

        Between the ``marks`` before and after, that is.
        """
        step, within = self._ways.step[row], self._ways.within[row]
        behind = step < 0
        base = self._ways.set[row] * piece.width + self._longest
        nearest = met.searchsorted(base + at + step + behind) - behind
        there: Flags = (nearest >= 0) & (nearest < len(met))
        place = met[np.where(there, nearest, 0)] - base if len(met) else at
        there &= (place >= marks[0]) & (place < marks[1])
        place = np.where(there, place, at)
        before = piece.distances.before
        apart = before(place + piece.start) - before(at + piece.start)
        there &= np.abs(apart) <= within
        return there if piece.whole else there | (within == FAR)

    def _bounds(self, codes: NDArray[np.uint32], width: int) -> Numbers:
        """The places of the marks of each kind, one on, between 0 and one past the end."""
        marks = _IS_MARK[np.minimum(codes, len(_IS_MARK) - 1)]
        places = marks.nonzero()[0]
        among = self._kinds[:, marks[places] - 1]
        ends = np.ones((len(self._kinds), 1), dtype=bool)
        kinds, which = np.nonzero(np.concatenate([ends, among, ends], axis=1))
        placed = np.concatenate([[0], places + 1, [len(codes) + 1]])
        bounds: Numbers = kinds * width + placed[which]
        return bounds


_IS_MARK = np.zeros(max(map(ord, MARKS)) + 2, dtype=np.int64)
_IS_MARK[[ord(mark) for mark in MARKS]] = range(1, len(MARKS) + 1)
