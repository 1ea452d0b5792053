"""Looks up many integer keys at once: a hash table in two arrays.

Binary search jumps about in memory; on a model's features this is three to four times as fast.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# 2**64 divided by the golden ratio: multiplying by it spreads keys (Knuth, TAOCP 6.4).
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_ROOM = 8
_EMPTY = -1

Keys = NDArray[np.int64]


class KeyTable:
    """Positions of distinct keys, with open addressing and linear probing."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        bits = max(int(_ROOM * max(len(keys), 1)).bit_length(), 4)
        self._shift = np.uint64(64 - bits)
        self._last = (1 << bits) - 1
        self._slots = np.full(1 << bits, _EMPTY, dtype=np.int32)
        waiting = np.arange(len(keys), dtype=np.int64)
        slots = self._hash(keys)
        while len(waiting):
            # Of those that want one slot the first takes it, if it is free.
            free = self._slots[slots] == _EMPTY
            _, first = np.unique(slots, return_index=True)
            taken = np.zeros(len(waiting), dtype=bool)
            taken[first] = True
            taken &= free
            self._slots[slots[taken]] = waiting[taken]
            waiting, slots = waiting[~taken], (slots[~taken] + 1) & self._last

    def _hash(self, keys: Keys) -> NDArray[np.int64]:
        return ((keys.view(np.uint64) * _SPREAD) >> self._shift).astype(np.int64)

    def find(self, wanted: Keys) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Position of each wanted key (0 where it is none), and whether it is one."""
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
