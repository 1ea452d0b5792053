"""How near bare titles are to what a segment's followers care for: two views that agree.

A title is too short for its vector alone to be sure. So the words of the titles that vectors
put nearest to a segment vote, too: a word that stands among them more often than elsewhere
speaks for the segment (naive Bayes on pseudo-labels, the step between two views of co-training,
Blum and Mitchell 1998). Both views are measured against their own spread over all titles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from contentai.text.tokenize import words
from contentai.topics.affinity import Floats, affinities, contrasted, nearest

# Chosen on titles of news and on short reviews with categories as segments, some fifteen
# profiles: each is the middle of a range that does as well (benchmarks/ranking.py).
_WORDS = 0.25  # weight of the words' view, against that of the vectors
_DOUBT = 5.0  # that many titles of the usual kind are added to those of a segment
_FEWEST: Final = 2  # a word of one title alone tells nothing
# Of the share of a score that lies above all others, half is reached so many spreads up.
_HALFWAY: Final = 3.0


class Words(NamedTuple):
    """The distinct words of titles: ``ids`` (W,) and the title (W,) each stands in."""

    ids: NDArray[np.int64]
    rows: NDArray[np.int64]


def title_affinities(titles: Sequence[str], vectors: Floats, own: Floats) -> Floats:
    """What titles are to segments with ``own`` profiles (segments, dim).

    Gives (titles, segments), 0 to 1, .5 for what is usual; the order of the titles makes no
    difference.
    """
    by_meaning = affinities(vectors, own)
    by_words = contrasted(_votes(read_words(titles), by_meaning))
    both = (1 - _WORDS) * _spread(by_meaning) + _WORDS * _spread(by_words)
    found: Floats = (0.5 + 0.5 * both / (_HALFWAY + np.abs(both))).astype(np.float32)
    return found


def read_words(titles: Sequence[str]) -> Words:
    """The words of two characters and more, each once a title, numbered by first appearance."""
    known: dict[str, int] = {}
    ids: list[int] = []
    rows: list[int] = []
    for row, title in enumerate(titles):
        found = {word for word in words(title) if len(word) > 1 and word.isalnum()}
        ids += [known.setdefault(word, len(known)) for word in found]
        rows += [row] * len(found)
    return Words(np.array(ids, dtype=np.int64), np.array(rows, dtype=np.int64))


def _votes(said: Words, found: Floats) -> Floats:
    """Per title and segment the mean log-odds of its words, more for more words."""
    count = len(found)
    usual = np.bincount(said.ids).astype(np.float64)
    usual_share = (usual + 0.5) / (count + 1)
    size = np.maximum(np.bincount(said.rows, minlength=count), 1)
    out = np.zeros_like(found)
    for column in range(found.shape[1]):
        among = np.zeros(count, dtype=bool)
        among[nearest(found[:, column])] = True
        inside = np.bincount(said.ids[among[said.rows]], minlength=len(usual))
        share = (inside + _DOUBT * usual_share) / (among.sum() + _DOUBT)
        odds = np.where(usual >= _FEWEST, np.log(share / usual_share), 0.0)
        out[:, column] = np.bincount(said.rows, odds[said.ids], minlength=count) / np.sqrt(size)
    return out


def _spread(found: Floats) -> Floats:
    """Each column in standard deviations from its mean."""
    if not len(found):
        return found
    size = found.std(axis=0)
    measured: Floats = (found - found.mean(axis=0)) / np.where(size > 0, size, 1)
    return measured
