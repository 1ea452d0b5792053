"""Texts to sparse counts, by the same feature code that scores at run time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from contentai.classify.features import Alphabet, is_word_feature, level
from contentai.classify.training.datasets import Sample
from contentai.text.document import Document
from contentai.text.tokenize import Engine

_MOST_CHARACTERS = 6000
_MOST_WORDS = 30_000
_RARE = 2


@dataclass(frozen=True)
class Read:
    """A sample as the classifiers see it: folded lower-case text and its words."""

    key: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Counts:
    """Feature counts of texts: ``matrix`` (texts, features), feature ``keys`` ascending."""

    alphabet: Alphabet
    keys: NDArray[np.int64]
    matrix: Any

    @property
    def words(self) -> NDArray[np.bool_]:
        """True for features of words."""
        return is_word_feature(self.keys)


def read_samples(samples: Sequence[Sample], engine: Engine) -> list[Read]:
    """Read samples through the same road as drafts."""
    return [_read(sample, engine) for sample in samples]


def _read(sample: Sample, engine: Engine) -> Read:
    document = Document.parse(sample.text, format="plain", title=sample.title, engine=engine)
    return Read(document.key, document.words)


def make_alphabet(texts: Sequence[Read]) -> Alphabet:
    """Characters and words that occur in at least two texts, the commonest first."""
    characters: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for text in texts:
        leveled = level(text.key)
        characters.update(set(leveled))
        at, seen = 0, set()
        for word in text.words:
            seen.add(leveled[at : at + len(word)])
            at += len(word)
        words.update(seen)
    return Alphabet(
        "".join(sorted(_common(characters, _MOST_CHARACTERS))),
        tuple(sorted(_common(words, _MOST_WORDS))),
    )


def _common(counts: Counter[str], most: int) -> list[str]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [name for name, count in ranked[:most] if count >= _RARE and name.strip().strip("\0")]


def count_features(
    texts: Sequence[Read], alphabet: Alphabet, keys: NDArray[np.int64] | None = None
) -> Counts:
    """Counts over ``keys``, or over every feature that occurs in at least two texts."""
    found = [alphabet.occurrences(text.key, text.words).keys for text in texts]
    return Counts(alphabet, *sparse_counts(found, _RARE, keys))


def sparse_counts(
    found: Sequence[NDArray[np.int64]], rare: int, keys: NDArray[np.int64] | None = None
) -> tuple[NDArray[np.int64], Any]:
    """``keys`` (else those in ``rare`` texts or more), ascending, and counts (texts, keys)."""
    rows = [np.unique(keys_of, return_counts=True) for keys_of in found]
    if keys is None:
        every, frequency = np.unique(np.concatenate([u for u, _ in rows]), return_counts=True)
        keys = every[frequency >= rare]
    indices: list[NDArray[np.int64]] = []
    data: list[NDArray[np.float64]] = []
    ends = [0]
    for unique, counts in rows:
        index = np.minimum(np.searchsorted(keys, unique), len(keys) - 1)
        known = keys[index] == unique
        indices.append(index[known])
        data.append(counts[known].astype(np.float64))
        ends.append(ends[-1] + int(known.sum()))
    matrix = sparse.csr_matrix(
        (np.concatenate(data), np.concatenate(indices), ends), shape=(len(found), len(keys))
    )
    return keys, matrix


def weigh(counts: Counts, idf: NDArray[np.float64]) -> Any:
    """Sublinear tf–idf, each block (characters, words) of a text scaled to length 1."""
    matrix = counts.matrix.copy()
    matrix.data = 1.0 + np.log(matrix.data)
    matrix = matrix.multiply(idf).tocsr()
    for block in (counts.words, ~counts.words):
        mask = sparse.diags(block.astype(np.float64))
        part = matrix @ mask
        norms = np.sqrt(np.asarray(part.multiply(part).sum(axis=1)).ravel())
        scale = np.where(norms > 0, 1.0 / np.where(norms > 0, norms, 1.0), 0.0)
        matrix = matrix - part + sparse.diags(scale) @ part
    return sparse.csr_matrix(matrix)


def inverse_frequency(counts: Counts) -> NDArray[np.float64]:
    """Smoothed inverse document frequency, as scikit-learn defines it."""
    texts = counts.matrix.shape[0]
    frequency = np.asarray((counts.matrix > 0).sum(axis=0)).ravel()
    values: NDArray[np.float64] = np.log((1.0 + texts) / (1.0 + frequency)) + 1.0
    return values
