"""Whether what ways need besides their first need stands near it, told by blocks of a text.

Of most places of a first need it does not, and that is told so without looking for the nearest
place of each. What is kept here may still not be met; what is left out never is.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contentai.rulebook.ways import Flags, Numbers, Ways

# Code points of a block. Needs that may be met farther away are not asked about.
BLOCK = 32


class Blocks(NamedTuple):
    """For each of some sets whether it is in a block or the one beside it.

    ``close`` (2, R, B) has a row for each set, before them one for what is always met: of what
    stands in the block or the one before, then in the block or the one after. ``row`` gives each
    set its row, 0 to those that are not asked about.
    """

    close: Flags
    row: Numbers

    @classmethod
    def of(cls, known: int, count: int, sets: Numbers, which: Numbers, block: Numbers) -> Blocks:
        """Some of ``known`` sets, in ``count`` blocks: what is found of ``which`` is in ``block``.

        ``which`` counts in ``sets``.
        """
        here = np.zeros((len(sets) + 1, count), dtype=bool)
        here.ravel()[(which + 1) * count + block] = True
        here[0] = True
        close = np.stack([here, here])
        close[0, :, 1:] |= here[:, :-1]
        close[1, :, :-1] |= here[:, 1:]
        row = np.zeros(known, dtype=np.int64)
        row[sets] = np.arange(1, len(sets) + 1)
        return cls(close, row)

    def kept(self, table: Ways, ways: Numbers, block: Numbers) -> NDArray[np.int64]:
        """Which of the ways, begun in blocks, have all they need close by."""
        flags, rows, count = self.close.ravel(), *self.close.shape[1:]
        kept = np.arange(len(ways))
        asked = self.row[np.where(table.within <= BLOCK, table.set, 0)]
        starts = (asked + (table.step > 0) * rows) * count
        for start in starts.T.copy():
            near = flags.take(start.take(ways) + block).nonzero()[0]
            ways, block, kept = ways.take(near), block.take(near), kept.take(near)
        return kept
