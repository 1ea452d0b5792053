"""All places of many strings in a text at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

from contentai.rulebook.ways import Numbers


class Strings:
    """Strings to look for, numbered from 1 on."""

    def __init__(self, strings: Sequence[str]) -> None:
        # Small numbers are put in order in no time.
        small = np.min_scalar_type(len(strings) + 1)
        single = {ord(one): at for at, one in enumerate(strings, 1) if len(one) == 1}
        self._single = np.zeros(0x110000, dtype=small)
        self._single[list(single)] = list(single.values())
        long = {one: at for at, one in enumerate(strings, 1) if len(one) > 1}
        self._long = np.array(list(long.values()), dtype=small)
        self._automaton = ahocorasick_rs.AhoCorasick(list(long)) if long else None

    def find(self, text: str, codes: NDArray[np.uint32]) -> tuple[Numbers, Numbers]:
        """The strings that are in a text, by number and in that order, and where each starts.

        ``codes`` are the code points of the text.
        """
        single = self._single[codes]
        places = single.nonzero()[0]
        found = single[places]
        if self._automaton:
            hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
            numbers = np.fromiter(chain.from_iterable(hits), np.int64, 3 * len(hits))
            table = numbers.reshape(-1, 3)
            places = np.concatenate([places, table[:, 1]])
            found = np.concatenate([found, self._long[table[:, 0]]])
        order = found.argsort(kind="stable")
        return found[order].astype(np.int64), places[order]
