"""Texts one after the other as a model sees them, so that all of them are looked up at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contentai.classify.features import lengths
from contentai.classify.linear import FrozenModel, Known

# Between two texts. It is in no alphabet, so no feature reaches across it.
_GAP = "\0"

Ranges = NDArray[np.int32]
Doubles = NDArray[np.float64]


class Laid(NamedTuple):
    """Texts one after the other as a model sees them; ``ranges`` (N, 2) says where each is.

    ``model`` has the features that they hold, no others (see ``FrozenModel.among``).
    """

    model: FrozenModel
    found: Known
    ranges: Ranges

    @classmethod
    def of(cls, model: FrozenModel, keys: Sequence[str], words: Sequence[Sequence[str]]) -> Laid:
        """The texts, each folded and lower-case, and cut into words without gaps."""
        sizes = lengths(keys)
        ends = np.cumsum(sizes + len(_GAP)) - len(_GAP)
        long = lengths(chain.from_iterable(words))
        before = np.repeat(np.arange(len(words)), [len(text) for text in words]) * len(_GAP)
        after = long.cumsum() + before
        found = model.alphabet.occurrences_at(_GAP.join(keys), after - long, after)
        ranges = np.stack([ends - sizes, ends], axis=1).astype(np.int32)
        return cls(*model.among(model.known(found)), ranges)

    def only(self, *outputs: str) -> Laid:
        """The same for some outputs of the model."""
        return self._replace(model=self.model.only(outputs))

    def log_odds(self, ranges: Ranges) -> Doubles:
        """Calibrated log-odds (P, K) of what lies in ranges (P, 2), ascending and apart."""
        return self.model.calibrated(self.model.raw_parts(self.found, ranges))

    def known_shares(self, ranges: Mapping[int, Ranges]) -> dict[int, Doubles]:
        """How much (P,) of parts of some texts stands in features longer than one character."""
        size = int(self.ranges[-1, 1])
        long = self.found.ends - self.found.starts > 1
        opened = np.bincount(self.found.starts[long], minlength=size + 1)
        closed = np.bincount(self.found.ends[long], minlength=size + 1)
        before = np.zeros(size + 2, dtype=np.int64)
        np.cumsum((opened - closed).cumsum() > 0, out=before[1:])
        shares = {}
        for number, inside in ranges.items():
            placed = np.minimum(inside + self.ranges[number, 0], self.ranges[number, 1])
            known = before[placed[:, 1]] - before[placed[:, 0]]
            shares[number] = known / np.maximum(inside[:, 1] - inside[:, 0], 1)
        return shares

    def of_parts(self, ranges: Mapping[int, Ranges]) -> dict[int, Doubles]:
        """The same of parts of some texts, by number, given as ranges of that text alone."""
        if not ranges:
            return {}
        sizes = [len(inside) for inside in ranges.values()]
        texts = self.ranges[np.repeat(list(ranges), sizes)]
        # A text that the model is not shown is empty here, and so are all its parts.
        placed = np.minimum(np.concatenate(list(ranges.values())) + texts[:, :1], texts[:, 1:])
        odds = self.log_odds(placed)
        edges = pairwise(accumulate(sizes, initial=0))
        return {number: odds[slice(*edge)] for number, edge in zip(ranges, edges, strict=True)}

    def each(self) -> list[Known]:
        """The features of each text, with ranges of that text."""
        if len(self.ranges) == 1:
            return [self.found]
        begins = self.ranges[:, 0]
        size = int(self.ranges[-1, 1]) + len(_GAP)
        owner = np.repeat(np.arange(len(begins), dtype=np.int32), np.diff(begins, append=size))
        texts = owner.take(self.found.starts)
        order = texts.argsort(kind="stable")
        index, starts, ends = (
            self.found.indices.take(order),
            self.found.starts.take(order),
            self.found.ends.take(order),
        )
        edges = texts.take(order).searchsorted(np.arange(len(begins) + 1, dtype=np.int32)).tolist()
        return [
            Known(index[low:high], starts[low:high] - begin, ends[low:high] - begin)
            for (low, high), begin in zip(pairwise(edges), begins, strict=True)
        ]
