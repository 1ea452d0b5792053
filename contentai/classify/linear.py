"""The frozen linear model: counts times weights, nothing hidden.

A text's vector has one value a known feature, ``(1 + ln count) · idf``, divided by the
Euclidean norm of its block (characters, words); the log-odds of an output are the dot
product with its weights plus a bias. Both are those of scikit-learn's ``TfidfTransformer``
(``sublinear_tf``) and ``LogisticRegression``, which made them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from contentai.classify.features import VERSION, Alphabet, Occurrences, by_order, is_word_feature
from contentai.classify.keytable import KeyTable
from contentai.language import Bilingual, system_reason

# So many features of a long text are weighed at once: each takes a hundred bytes and more.
_TOGETHER = 200_000

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


class Known(NamedTuple):
    """The features of a text that a model has: their indices, with the ranges they stand in."""

    indices: NDArray[np.int64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]


class Vector(NamedTuple):
    """A text as the model sees it: indices (ascending, unique), values, counts in the text.

    ``places`` tells of each feature of the text, ``found``, which of them it is.
    """

    indices: NDArray[np.int64]
    values: Doubles
    counts: NDArray[np.int64]
    places: NDArray[np.int64]
    found: Known


_REINSTALL = Bilingual("请重装 contentai 或重新训练", "reinstall contentai or retrain")


class ModelError(Exception):
    """A frozen model that is missing, damaged, or made for another tokenizer or version.

    ``why`` says which, and ``words`` the ``way`` out, too. ``by_tokenizer``: another one was asked
    for than the model was made with.
    """

    def __init__(self, why: Bilingual, way: Bilingual, *, by_tokenizer: bool = False) -> None:
        self.words = Bilingual(f"{why.zh}；{way.zh}", f"{why.en}; {way.en}")
        super().__init__(str(self.words))
        self.why, self.way, self.by_tokenizer = why, way, by_tokenizer


@dataclass(frozen=True)
class FrozenModel:
    """Weights of several outputs over one set of features.

    ``keys`` (F,) sorted; ``idf`` (F,); ``weights`` (F, K); ``bias`` (K,); ``slope`` and
    ``shift`` (K,): calibrated log-odds are ``slope · raw + shift``, 0 at the threshold.
    ``outputs`` names the K columns; those in ``intents`` are normalised together (softmax).
    """

    alphabet: Alphabet
    keys: NDArray[np.int64]
    idf: Floats
    weights: Floats
    bias: Floats
    slope: Floats
    shift: Floats
    outputs: tuple[str, ...]
    engine: str
    about: Mapping[str, Any]

    def known(self, found: Occurrences) -> Known:
        """Those of a text's features that the model has; every method below takes either."""
        index = np.full(len(found.keys), -1, dtype=np.int64)
        for order, some in by_order(found.keys):
            if order in self._tables:
                first, table = self._tables[order]
                place = table.find(found.keys[some])
                index[some] = np.where(place < 0, -1, place + first)
        known = index >= 0
        return Known(index[known], found.starts[known], found.ends[known])

    def _as_known(self, found: Occurrences | Known) -> Known:
        return found if isinstance(found, Known) else self.known(found)

    def vector(self, found: Occurrences | Known) -> Vector:
        """A text's known features and their values."""
        found = self._as_known(found)
        index = found.indices
        # As ``np.unique``, which takes several times as long.
        times = np.bincount(index)
        unique = np.flatnonzero(times > 0)
        counts = times[unique]
        times[unique] = np.arange(len(unique))
        places = times[index]
        values = _damped(counts) * self.idf[unique]
        words = self._of_words[unique]
        for block in (words, ~words):
            norm = float(np.sqrt(np.sum(values[block] ** 2)))
            if norm:
                values[block] /= norm
        return Vector(unique, values, counts, places, found)

    @cached_property
    def _of_words(self) -> NDArray[np.bool_]:
        return is_word_feature(self.keys)

    @cached_property
    def _tables(self) -> dict[int, tuple[int, KeyTable]]:
        """By order, the index of the first key and the table of all.

        What a small table holds stays in a processor's cache.
        """
        return {
            order: (some.start, KeyTable(self.keys[some])) for order, some in by_order(self.keys)
        }

    def raw(self, found: Occurrences | Known) -> Doubles:
        """Log-odds of every output (K,), before calibration."""
        index, values, *_ = self.vector(found)
        sums: Doubles = values @ self.weights[index].astype(np.float64) + self.bias
        return sums

    def raw_parts(self, found: Occurrences | Known, bounds: NDArray[np.int32]) -> Doubles:
        """Log-odds of every output for each part of a text (P, K), before calibration.

        ``bounds`` (P, 2) are folded ranges, ascending and apart. Row ``i`` equals ``raw`` of
        the occurrences that lie wholly inside part ``i``; all are worked out together.
        """
        known = self._as_known(found)
        index, starts, ends = known
        if len(index) <= _TOGETHER:
            return self._raw_parts(known, bounds)
        order = np.argsort(starts, kind="stable")
        index, starts, ends = index[order], starts[order], ends[order]
        low, high = np.searchsorted(starts, bounds.T).tolist()
        turns = [i for i in range(1, len(low)) if low[i] // _TOGETHER > low[i - 1] // _TOGETHER]
        sums = np.zeros((len(bounds), len(self.outputs)))
        for first, after in pairwise([0, *turns, len(low)]):
            some = slice(low[first], high[after - 1]) if first < after else slice(0)
            known = Known(index[some], starts[some], ends[some])
            sums[first:after] = self._raw_parts(known, bounds[first:after])
        return sums

    def _raw_parts(self, known: Known, bounds: NDArray[np.int32]) -> Doubles:
        sums = np.tile(self.bias.astype(np.float64), (len(bounds), 1))
        if not len(bounds) or not len(known.indices):
            return sums
        part, index = _inside(known, bounds)
        pairs, counts = _counted((part << 32) | index)
        if not len(pairs):
            return sums
        part, index = pairs >> 32, pairs & 0xFFFFFFFF
        values = _damped(counts) * self.idf[index]
        block = part * 2 + self._of_words[index]
        squares = np.bincount(block, values * values, minlength=2 * len(bounds))
        values /= np.sqrt(squares)[block]
        # ``part`` ascends, so each part's products stand together.
        first = _firsts(part)
        shares = self._columns.take(index, axis=1) * values
        sums[part[first]] += np.add.reduceat(shares, first, axis=1).T
        return sums

    @cached_property
    def _columns(self) -> Floats:
        """The weights (K, F): a row an output, each small enough for a processor's cache."""
        return np.ascontiguousarray(self.weights.T)

    def calibrated(self, raw: Doubles) -> Doubles:
        """Calibrated log-odds (K,)."""
        return raw * self.slope + self.shift

    def contributions(
        self, found: Occurrences | Known | Vector, output: str, length: int
    ) -> Doubles:
        """What each code point of the folded text adds to the calibrated log-odds (length,).

        A feature's share is split evenly over its occurrences and their code points, so the
        sum is the calibrated log-odds less that of an empty text.
        """
        column = self.outputs.index(output)
        vector = found if isinstance(found, Vector) else self.vector(found)
        index, values, counts, places, (_, starts, ends) = vector
        each = values * self.weights[index, column] * self.slope[column] / counts
        per_character = each[places] / (ends - starts)
        edges = np.concatenate([starts, ends])
        parts = np.concatenate([per_character, -per_character])
        shares = np.zeros(length + 1) + np.bincount(edges, parts, length + 1)
        return np.cumsum(shares)[:length]


def _inside(known: Known, bounds: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The features that lie in one of some ranges, and in which; ascending ranges, apart."""
    # Between the ranges, before and after them are gaps: every second stretch is a range.
    size = max(int(known.ends.max()), int(bounds[-1, 1]))
    lengths = np.diff(bounds.ravel(), prepend=0, append=size)
    stretch = np.repeat(np.arange(len(lengths)), lengths)
    where = stretch[known.starts]
    inside = (where & 1 == 1) & (where == stretch[known.ends - 1])
    return where[inside] >> 1, known.indices[inside]


def _damped(counts: NDArray[np.int64]) -> Doubles:
    """``1 + ln`` of counts, one at least."""
    every: Doubles = 1.0 + np.log(np.arange(1, int(counts.max(initial=1)) + 1))
    return every[counts - 1]


def _firsts(ascending: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where in some numbers, one at least and ascending, each one stands first."""
    return np.concatenate([[0], (ascending[1:] != ascending[:-1]).nonzero()[0] + 1])


def _counted(
    numbers: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """``np.unique`` with counts, which on a thousand numbers takes twice as long."""
    if not len(numbers):
        return numbers, numbers
    ordered = np.sort(numbers)
    first = _firsts(ordered)
    return ordered[first], np.diff(first, append=len(numbers))


def load_model(folder: Path, name: str, engine: str, version: int = VERSION) -> FrozenModel:
    """Load ``name.safetensors`` with its ``name.json``.

    ``version`` is that of the features the program has now. Raises ``ModelError``.
    """
    weights_file, about_file = folder / f"{name}.safetensors", folder / f"{name}.json"
    try:
        data = weights_file.read_bytes()
        about = json.loads(about_file.read_text("utf-8"))
        if not isinstance(about, dict):
            raise _damaged(about_file, "not a JSON object")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ModelError(
            Bilingual(f"没有模型文件 {error.filename}", f"no model file {error.filename}"),
            Bilingual(
                "用 contentai model train 训练，或重装 contentai",
                "run contentai model train, or reinstall",
            ),
        ) from None
    except OSError as error:
        reason = system_reason(error)
        words = Bilingual(
            f"读不了模型文件 {error.filename}：{reason.zh}",
            f"cannot read the model file {error.filename}: {reason.en}",
        )
        raise ModelError(words, _REINSTALL) from None
    except (ValueError, RecursionError) as error:
        raise _damaged(about_file, str(error)) from None
    if hashlib.sha256(data).hexdigest() != about.get("sha256"):
        raise _damaged(weights_file, "sha256")
    if about.get("features") != version:
        raise ModelError(
            Bilingual(
                f"模型的特征版本是 {about.get('features')}，程序的是 {version}",
                f"the model has feature version {about.get('features')}, not {version}",
            ),
            Bilingual("请重新训练", "retrain it"),
        )
    if about.get("engine") != engine:
        raise ModelError(
            Bilingual(
                f"模型是用分词器 {about.get('engine')} 训练的，现在选的是 {engine}",
                f"the model was trained with tokenizer {about.get('engine')}, not {engine}",
            ),
            Bilingual("把 tokenizer 改回去，或重新训练", "change `tokenizer` back or retrain"),
            by_tokenizer=True,
        )
    return _assemble(data, about, weights_file)


def _assemble(data: bytes, about: Mapping[str, Any], file: Path) -> FrozenModel:
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        tensors = load(data)
        model = FrozenModel(
            alphabet=Alphabet(about["characters"], tuple(about["words"])),
            keys=tensors["keys"],
            idf=tensors["idf"],
            weights=tensors["weights"],
            bias=tensors["bias"],
            slope=tensors["slope"],
            shift=tensors["shift"],
            outputs=tuple(about["outputs"]),
            engine=about["engine"],
            about=about,
        )
    except (KeyError, TypeError, ValueError, SafetensorError) as error:
        raise _damaged(file, str(error)) from None
    features, outputs = len(model.keys), len(model.outputs)
    per_output = (model.bias, model.slope, model.shift)
    if (
        model.weights.shape != (features, outputs)
        or model.idf.shape != (features,)
        or any(values.shape != (outputs,) for values in per_output)
        or not (model.keys[1:] > model.keys[:-1]).all()
    ):
        raise _damaged(file, f"{model.weights.shape} ≠ {(features, outputs)}")
    return model


def _damaged(file: Path, reason: str) -> ModelError:
    return ModelError(
        Bilingual(f"模型文件损坏：{file}（{reason}）", f"damaged model file {file} ({reason})"),
        _REINSTALL,
    )
