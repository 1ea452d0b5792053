"""Looks up many integer keys at once: a hash table in two arrays.

Binary search jumps about in memory; on a model's features this is three to four times as fast.
Making the table takes time too, so for the first few texts the keys are searched by halves.
Keys that stand close together need no hash: there is a place for each number between them.
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
Positions = NDArray[np.int32]


class KeyTable:
    """Positions of distinct ascending keys, with open addressing and linear probing."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._asked = 0
        bits = max(int(_ROOM * max(len(keys), 1)).bit_length(), 4)
        self._shift = np.uint64(64 - bits)
        self._last = (1 << bits) - 1
        self._close = len(keys) > 0 and int(keys[-1]) - int(keys[0]) < _ROOM * len(keys)

    def find(self, wanted: Keys) -> Positions:
        """Position of each wanted key; -1 where it is none."""
        if not len(self._keys):
            return np.full(len(wanted), _EMPTY, dtype=np.int32)
        if self._close:
            return self._counted_off(wanted)
        self._asked += len(wanted)
        if self._asked > len(self._keys):
            return self._looked_up(wanted)
        found = np.minimum(self._keys.searchsorted(wanted), len(self._keys) - 1)
        return np.where(self._keys[found] == wanted, found, _EMPTY).astype(np.int32)

    @cached_property
    def _places(self) -> Positions:
        """For each number from the first key on its position; one more that is none."""
        first, last = self._keys[[0, -1]].tolist()
        table = np.full(last - first + 2, _EMPTY, dtype=np.int32)
        table[self._keys - first] = np.arange(len(self._keys), dtype=np.int32)
        return table

    def _counted_off(self, wanted: Keys) -> Positions:
        # A key below the first one is a large number without its sign.
        place = (wanted - self._keys[0]).view(np.uint64)
        last = np.uint64(len(self._places) - 1)
        found: Positions = self._places.take(np.minimum(place, last).view(np.int64))
        return found

    @cached_property
    def _slots(self) -> Positions:
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
        return ((keys.view(np.uint64) * _SPREAD) >> self._shift).view(np.int64)

    def _looked_up(self, wanted: Keys) -> Positions:
        slots = self._hash(wanted)
        found = self._slots.take(slots)
        # Most keys that are not in the table meet an empty slot at once.
        held = np.flatnonzero(found != _EMPTY)
        while len(held):
            other = held[self._keys.take(found.take(held)) != wanted.take(held)]
            slots[other] = (slots[other] + 1) & self._last
            found[other] = self._slots[slots[other]]
            held = other[found[other] != _EMPTY]
        return found
