"""Which words of a draft a score comes of: the runs of them that push it up most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from contentai.classify.acts import Acts, find_acts
from contentai.diagnostics import Evidence, Span
from contentai.text.document import Document

_MOST = 8
# A word is part of a reason when it adds more than this share of all that pushes up.
_CLEAR_SHARE = 0.01


@dataclass(frozen=True)
class Wording:
    """The words of one draft, and what is done by them, for all of its scores."""

    document: Document

    def evidence(self, shares: NDArray[np.float64], selling: bool) -> tuple[Evidence, ...]:
        """The runs of words that push a score up most, in text order, as reading spans.

        ``shares`` is what each code point of the folded text adds; ``selling`` is false for a
        score that has nothing to do with selling (see ``Acts.within``).
        """
        found = []
        runs = sorted(self._runs(shares), key=lambda run: -run[1])
        for span, weight in sorted(runs[:_MOST]):
            act = self._acts.within(span, selling=selling)
            reason = str(act.name) if act else ""
            found.append(Evidence(self.document.unfold(*span), round(weight, 4), reason))
        return tuple(found)

    @cached_property
    def _acts(self) -> Acts:
        return find_acts(self.document.key)

    @cached_property
    def _edges(self) -> NDArray[np.int64]:
        """Folded offsets of the W + 1 edges of the words."""
        words = self.document.words
        edges = np.zeros(len(words) + 1, dtype=np.int64)
        np.cumsum(np.fromiter(map(len, words), np.int64, len(words)), out=edges[1:])
        return edges

    def _runs(self, shares: NDArray[np.float64]) -> Iterator[tuple[Span, float]]:
        """Neighbouring words that each add clearly, joined; folded spans and their sums.

        A single unclear word between two runs does not part them; a mark always does.
        """
        words, edges = self.document.words, self._edges
        total = float(shares[shares > 0].sum())
        if not total or not words:
            return
        sums = np.concatenate([[0.0], np.cumsum(shares)])
        clear = np.diff(sums[edges]) > _CLEAR_SHARE * total
        clear[1:-1] |= clear[:-2] & clear[2:]
        for which in np.flatnonzero(clear).tolist():
            clear[which] = words[which][0].isalnum()
        turns = edges[np.flatnonzero(np.diff(clear, prepend=False, append=False))]
        added = sums[turns[1::2]] - sums[turns[::2]]
        for span, weight in zip(turns.reshape(-1, 2).tolist(), added.tolist(), strict=True):
            if weight > 0:  # or what stands between two clear words outweighs them
                yield Span(*span), weight
