"""Looks up many integer keys at once: a hash table in two arrays.

Binary search jumps about in memory; on a model's features this is three to four times as fast.
Making the table takes time too, so for the first few texts the keys are searched by halves.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

# 2**64 divided by the golden ratio: multiplying by it spreads keys (Knuth, TAOCP 6.4).
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_ROOM = 8
_EMPTY = -1

Keys = NDArray[np.int64]


class KeyTable:
    """Positions of distinct ascending keys, with open addressing and linear probing."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._asked = 0
        bits = max(int(_ROOM * max(len(keys), 1)).bit_length(), 4)
        self._shift = np.uint64(64 - bits)
        self._last = (1 << bits) - 1

    @cached_property
    def _slots(self) -> NDArray[np.int32]:
        """For each slot the position of its key, or ``_EMPTY``."""
        table = np.full(self._last + 1, _EMPTY, dtype=np.int32)
        waiting = np.arange(len(self._keys), dtype=np.int64)
        slots = self._hash(self._keys)
        while len(waiting):
            # Of those that want one slot the first takes it, if it is free.
            free = table[slots] == _EMPTY
            _, first = np.unique(slots, return_index=True)
            taken = np.zeros(len(waiting), dtype=bool)
            taken[first] = True
            taken &= free
            table[slots[taken]] = waiting[taken]
            waiting, slots = waiting[~taken], (slots[~taken] + 1) & self._last
        return table

    def _hash(self, keys: Keys) -> NDArray[np.int64]:
        return ((keys.view(np.uint64) * _SPREAD) >> self._shift).astype(np.int64)

    def find(self, wanted: Keys) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Position of each wanted key (0 where it is none), and whether it is one."""
        self._asked += len(wanted)
        if self._asked > len(self._keys):
            return self._looked_up(wanted)
        positions = np.minimum(self._keys.searchsorted(wanted), len(self._keys) - 1)
        known = self._keys[positions] == wanted
        return np.where(known, positions, 0), known

    def _looked_up(self, wanted: Keys) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        slots = self._hash(np.ascontiguousarray(wanted))
        here = self._slots[slots]
        positions = np.zeros(len(wanted), dtype=np.int64)
        known = np.zeros(len(wanted), dtype=bool)
        # Most keys that are not in the table meet an empty slot at once.
        open_ = np.flatnonzero(here != _EMPTY)
        while len(open_):
            position = here[open_]
            same = self._keys[position] == wanted[open_]
            found = open_[same]
            positions[found], known[found] = position[same], True
            open_ = open_[~same]
            slots[open_] = (slots[open_] + 1) & self._last
            here[open_] = self._slots[slots[open_]]
            open_ = open_[here[open_] != _EMPTY]
        return positions, known
