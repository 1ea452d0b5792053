"""How far places of a text lie apart, where a long run counts as a short one.

Some patterns take any number of a few characters, such as digits: they reach no less far over
many of them than over ``RUN``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from contentai.rulebook.literals import RUN
from contentai.rulebook.ways import Numbers


def long_run(characters: Iterable[str]) -> re.Pattern[str]:
    """What finds runs of some characters that are longer than they count."""
    return re.compile(f"[{''.join(map(re.escape, characters))}]{{{RUN + 1},}}")


class Distances(NamedTuple):
    """Of a text of ``size`` code points, how many count before each offset.

    ``counted`` is None where all do, as there is no long run.
    """

    size: int
    counted: Numbers | None = None

    @classmethod
    def of(cls, text: str, run: re.Pattern[str] | None) -> Distances:
        """The distances in a text; of each match of ``run`` only the first ``RUN`` count."""
        runs = [match.span() for match in run.finditer(text)] if run else []
        if not runs:
            return cls(len(text))
        counts = np.ones(len(text) + 1, dtype=np.int64)
        counts[0] = 0
        for start, end in runs:
            counts[start + RUN + 1 : end + 1] = 0
        return cls(len(text), np.cumsum(counts))

    @property
    def length(self) -> int:
        """How many code points count."""
        return self.size if self.counted is None else int(self.counted[-1])

    def before(self, offsets: Numbers) -> Numbers:
        """How many code points count before each offset."""
        return offsets if self.counted is None else self.counted[offsets]

    def first(self, counts: Numbers) -> Numbers:
        """The first offsets before which so many code points count."""
        return counts if self.counted is None else np.searchsorted(self.counted, counts, "left")

    def last(self, counts: Numbers) -> Numbers:
        """The last offsets before which so many code points count."""
        if self.counted is None:
            return counts
        return np.searchsorted(self.counted, counts, "right") - 1
