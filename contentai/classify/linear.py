"""The frozen linear model: counts times weights, nothing hidden.

A text's vector has one value a known feature, ``(1 + ln count) · idf``, divided by the
Euclidean norm of its block (characters, words); the log-odds of an output are the dot
product with its weights plus a bias. Both are those of scikit-learn's ``TfidfTransformer``
(``sublinear_tf``) and ``LogisticRegression``, which made them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from contentai.classify.features import Alphabet, Occurrences, by_order, is_word_feature
from contentai.classify.keytable import KeyTable

# So many features of a long text are weighed at once: each takes a hundred bytes and more.
_TOGETHER = 200_000

_NONE = np.zeros(0, dtype=np.int64)

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Whole = NDArray[np.signedinteger[Any]]


class Known(NamedTuple):
    """The features of a text that a model has: their indices, with the ranges they stand in."""

    indices: NDArray[np.int64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]


class Vector(NamedTuple):
    """A text as the model sees it: indices (ascending, unique), values, counts in the text.

    ``places`` tells of each feature of the text, ``found``, which of them it is.
    """

    indices: NDArray[np.int64]
    values: Doubles
    counts: NDArray[np.int64]
    places: NDArray[np.int64]
    found: Known


@dataclass(frozen=True)
class FrozenModel:
    """Weights of several outputs over one set of features.

    ``keys`` (F,) sorted; ``idf`` (F,); ``weights`` (F, K); ``bias`` (K,); ``slope`` and
    ``shift`` (K,): calibrated log-odds are ``slope · raw + shift``, 0 at the threshold.
    ``outputs`` names the K columns; those in ``intents`` are normalised together (softmax).
    """

    alphabet: Alphabet
    keys: NDArray[np.int64]
    idf: Floats
    weights: Floats
    bias: Floats
    slope: Floats
    shift: Floats
    outputs: tuple[str, ...]
    engine: str
    about: Mapping[str, Any]

    def known(self, found: Occurrences) -> Known:
        """Those of a text's features that the model has; every method below takes either."""
        indices, places = [_NONE], [_NONE]
        for order, some in by_order(found.keys):
            if order in self._tables:
                first, table = self._tables[order]
                position = table.find(found.keys[some])
                held = np.flatnonzero(position >= 0)
                indices.append(position.take(held).astype(np.int64) + first)
                places.append(held + some.start)
        # By places, not by flags: where many hold and many do not, that takes a fifth of the time.
        at = np.concatenate(places)
        return Known(np.concatenate(indices), found.starts.take(at), found.ends.take(at))

    def among(self, found: Known) -> tuple[FrozenModel, Known]:
        """The model less the features that a text lacks, and those it has as that one counts them.

        Their order is the same, and so are all sums. It is for that text and parts of it: what
        one text holds of the weights stays in a processor's cache.
        """
        ordered = np.sort(found.indices)
        kept = ordered.take(_firsts(ordered)) if len(ordered) else ordered
        turn = np.empty(len(self.keys), dtype=np.int32)
        turn[kept] = np.arange(len(kept), dtype=np.int32)
        less = replace(
            self, keys=self.keys[kept], idf=self.idf[kept], weights=self.weights.take(kept, axis=0)
        )
        return less, found._replace(indices=turn.take(found.indices).astype(np.int64))

    def only(self, outputs: Sequence[str]) -> FrozenModel:
        """The model of some of its outputs, to be asked for log-odds alone."""
        some = [self.outputs.index(output) for output in outputs]
        return replace(
            self,
            weights=self.weights.take(some, axis=1),
            bias=self.bias[some],
            slope=self.slope[some],
            shift=self.shift[some],
            outputs=tuple(outputs),
        )

    def _as_known(self, found: Occurrences | Known) -> Known:
        return found if isinstance(found, Known) else self.known(found)

    def vector(self, found: Occurrences | Known) -> Vector:
        """A text's known features and their values."""
        found = self._as_known(found)
        index = found.indices
        # As ``np.unique``, which takes several times as long.
        times = np.bincount(index)
        unique = np.flatnonzero(times)
        counts = times.take(unique)
        times[unique] = np.arange(len(unique))
        places = times.take(index)
        values = _damped(counts) * self.idf.take(unique)
        words = self._of_words[unique]
        for block in (words, ~words):
            norm = float(np.sqrt(np.sum(values[block] ** 2)))
            if norm:
                values[block] /= norm
        return Vector(unique, values, counts, places, found)

    @cached_property
    def _of_words(self) -> NDArray[np.bool_]:
        return is_word_feature(self.keys)

    @cached_property
    def _tables(self) -> dict[int, tuple[int, KeyTable]]:
        """By order, the index of the first key and the table of all.

        What a small table holds stays in a processor's cache.
        """
        return {
            order: (some.start, KeyTable(self.keys[some])) for order, some in by_order(self.keys)
        }

    def raw(self, found: Occurrences | Known) -> Doubles:
        """Log-odds of every output (K,), before calibration."""
        index, values, *_ = self.vector(found)
        sums: Doubles = values @ self.weights[index].astype(np.float64) + self.bias
        return sums

    def raw_parts(self, found: Occurrences | Known, bounds: NDArray[np.int32]) -> Doubles:
        """Log-odds of every output for each part of a text (P, K), before calibration.

        ``bounds`` (P, 2) are folded ranges, ascending and apart. Row ``i`` equals ``raw`` of
        the occurrences that lie wholly inside part ``i``; all are worked out together.
        """
        known = self._as_known(found)
        index, starts, ends = known
        if len(index) <= _TOGETHER:
            return self._raw_parts(known, bounds)
        order = np.argsort(starts, kind="stable")
        index, starts, ends = index[order], starts[order], ends[order]
        low, high = np.searchsorted(starts, bounds.T).tolist()
        turns = [i for i in range(1, len(low)) if low[i] // _TOGETHER > low[i - 1] // _TOGETHER]
        sums = np.zeros((len(bounds), len(self.outputs)))
        for first, after in pairwise([0, *turns, len(low)]):
            some = slice(low[first], high[after - 1]) if first < after else slice(0)
            known = Known(index[some], starts[some], ends[some])
            sums[first:after] = self._raw_parts(known, bounds[first:after])
        return sums

    def _raw_parts(self, known: Known, bounds: NDArray[np.int32]) -> Doubles:
        sums = np.tile(self.bias.astype(np.float64), (len(bounds), 1))
        if not len(bounds) or not len(known.indices):
            return sums
        part, index = _inside(known, bounds)
        bits = len(self.keys).bit_length()
        pairs, counts = _counted((part.astype(np.int64) << bits) | index, len(bounds) << bits)
        if not len(pairs):
            return sums
        part, index = pairs >> bits, pairs & ((1 << bits) - 1)
        values = _damped(counts) * self.idf.take(index)
        block = part * 2 + self._of_words.take(index)
        squares = np.bincount(block, values * values, minlength=2 * len(bounds))
        values /= np.sqrt(squares).take(block)
        # ``part`` ascends, so each part's products stand together.
        first = _firsts(part)
        held = part.take(first)
        # Output by output: the numbers of one of them stay close to the processor.
        for column, weights in enumerate(self._columns):
            sums[held, column] += np.add.reduceat(weights.take(index) * values, first)
        return sums

    @cached_property
    def _columns(self) -> Floats:
        """The weights of each output (K, F)."""
        return np.ascontiguousarray(self.weights.T)

    def calibrated(self, raw: Doubles) -> Doubles:
        """Calibrated log-odds (K,)."""
        return raw * self.slope + self.shift

    def contributions(
        self, found: Occurrences | Known | Vector, output: str, length: int
    ) -> Doubles:
        """What each code point of the folded text adds to the calibrated log-odds (length,).

        A feature's share is split evenly over its occurrences and their code points, so the
        sum is the calibrated log-odds less that of an empty text.
        """
        column = self.outputs.index(output)
        vector = found if isinstance(found, Vector) else self.vector(found)
        index, values, counts, places, (_, starts, ends) = vector
        each = values * self.weights[index, column] * self.slope[column] / counts
        per_character = each.take(places) / (ends - starts)
        edges = np.concatenate([starts, ends])
        parts = np.concatenate([per_character, -per_character])
        shares = np.zeros(length + 1) + np.bincount(edges, parts, length + 1)
        return np.cumsum(shares)[:length]


def _inside(known: Known, bounds: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The features that lie in one of some ranges, and in which; ascending ranges, apart."""
    # Between the ranges, before and after them are gaps: every second stretch is a range.
    size = max(int(known.ends.max()), int(bounds[-1, 1]))
    lengths = np.diff(bounds.ravel(), prepend=0, append=size)
    stretch = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    where = stretch.take(known.starts)
    inside = np.flatnonzero((where & 1 == 1) & (where == stretch.take(known.ends - 1)))
    return where.take(inside) >> 1, known.indices.take(inside)


def _damped(counts: NDArray[np.int64]) -> Doubles:
    """``1 + ln`` of counts, one at least."""
    every: Doubles = 1.0 + np.log(np.arange(1, int(counts.max(initial=1)) + 1))
    return every.take(counts - 1)


def _firsts(ascending: Whole) -> NDArray[np.int64]:
    """Where in some numbers, one at least and ascending, each one stands first."""
    return np.concatenate([[0], (ascending[1:] != ascending[:-1]).nonzero()[0] + 1])


def _counted(numbers: NDArray[np.int64], limit: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """``np.unique`` with counts, which on a thousand numbers takes twice as long.

    The numbers are under ``limit``.
    """
    if not len(numbers):
        return numbers, numbers
    # In half the room, where that is enough, they are put in order in half the time.
    small: Whole = numbers.astype(np.int32) if limit <= 2**31 else numbers
    ordered: Whole = np.sort(small)
    first = _firsts(ordered)
    return ordered.take(first).astype(np.int64), np.diff(first, append=len(numbers))
