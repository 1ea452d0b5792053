"""Fits the linear models and freezes them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from contentai.classify.features import VERSION
from contentai.classify.linear import FrozenModel
from contentai.classify.modelfile import description, numbers_of, storable
from contentai.classify.training.datasets import Sample
from contentai.classify.training.matrix import (
    Counts,
    Read,
    count_features,
    inverse_frequency,
    make_alphabet,
    weigh,
)
from contentai.diagnostics import INTENTS

INVERSE_PENALTY = 1.0
# The intents are learned from own samples alone, at weight 1.
INTENT_INVERSE_PENALTY = 30.0
OWN_WEIGHT = 100.0
# Claims that a writer thought out, and their look-alikes, beside the far more many sentences of
# ordinary posts that are known to be lawful only because their post is (figures: docs/training.md).
CLAIM_WEIGHT = 1000.0
# Sentences drawn from selling posts are ordinary ones, though they lie beside the claims.
_DRAWN_CLAIMS = "corpus-claims-selling"
# How much a text of an outside source weighs beside one that is not named here (1). Headlines
# and reviews are what a linter must leave alone, as are questions and captions; two SMS sets have
# advertisements beside ordinary messages. A source of weight 0 is only measured on: its labels
# are too noisy.
SOURCE_WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "posts": {
        "titles-thucnews": 4.0,
        "titles-toutiao": 8.0,
        "reviews": 4.0,
        "pairs-atec-train": 4.0,
        "pairs-bq-dev": 4.0,
        "pairs-lcqmc-dev": 4.0,
        "pairs-stsb-zh-train": 4.0,
        "sms-mudou": 10.0,
        "sms-hrwhisper": 5.0,
    },
    "titles": {"clickbait-hancd": 0.0},
}
MOST_FEATURES = 300_000
# What a file is called until it is whole.
UNFINISHED = ".new"
# Characters say more about a writer that was never seen than words do (docs/training.md).
WORD_SHARE = 0.7

Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Table:
    """Samples with their weighed features and, per binary output, labels (-1 = unknown).

    ``weights`` say how much each sample counts in a fit. In ``matrix`` the features stand times
    ``scale`` (features,): the regression leans less on what is scaled down.
    """

    samples: tuple[Sample, ...]
    counts: Counts
    idf: NDArray[np.float64]
    scale: NDArray[np.float64]
    matrix: Any
    labels: Mapping[str, Labels]
    own: NDArray[np.bool_]
    weights: NDArray[np.float64]


@dataclass(frozen=True)
class Linear:
    """Weights (features, outputs) and biases of one or several outputs."""

    outputs: tuple[str, ...]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]


def tabulate(
    samples: Sequence[Sample], texts: Sequence[Read], outputs: Sequence[str], part: str = "posts"
) -> Table:
    """Alphabet, features, labels and weights of the samples of a part ("posts", "titles")."""
    counts = _commonest(count_features(texts, make_alphabet(texts)))
    idf = inverse_frequency(counts)
    scale = np.where(counts.words, WORD_SHARE, 1.0)
    return Table(
        samples=tuple(samples),
        counts=counts,
        idf=idf,
        scale=scale,
        matrix=(weigh(counts, idf) @ sparse.diags(scale)).tocsr(),
        labels={name: _labels(samples, name) for name in outputs},
        own=np.array([_is_own(sample) for sample in samples]),
        weights=np.array([_weight(sample, part) for sample in samples]),
    )


def _is_own(sample: Sample) -> bool:
    return sample.source.startswith("corpus")


def _weight(sample: Sample, part: str) -> float:
    if sample.source.startswith("corpus-claims-") and sample.source != _DRAWN_CLAIMS:
        return CLAIM_WEIGHT
    return OWN_WEIGHT if _is_own(sample) else SOURCE_WEIGHTS[part].get(sample.source, 1.0)


def _labels(samples: Sequence[Sample], name: str) -> Labels:
    values = [getattr(sample, name) for sample in samples]
    return np.array([-1 if value is None else int(value) for value in values])


def _commonest(counts: Counts) -> Counts:
    """The features that occur in the most texts.

    No label is looked at: features chosen by what they say about all texts would have seen
    the very texts that a fold or a source left out is judged on.
    """
    frequency = np.asarray((counts.matrix > 0).sum(axis=0)).ravel()
    kept = np.sort(np.argsort(-frequency, kind="stable")[:MOST_FEATURES])
    return replace(counts, keys=counts.keys[kept], matrix=counts.matrix[:, kept])


def logistic() -> Any:
    """The regression that every output but the intents is learned with, not yet fitted."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(
        C=INVERSE_PENALTY,
        class_weight="balanced",
        solver="liblinear",
        max_iter=1000,
        random_state=0,
    )


def fit_binary(table: Table, output: str, rows: NDArray[np.int64]) -> Linear:
    """Logistic regression of one output on those of ``rows`` whose label is known."""
    labels = table.labels[output]
    known = rows[(labels[rows] >= 0) & (table.weights[rows] > 0)]
    model = logistic().fit(
        table.matrix[known],
        labels[known],
        sample_weight=table.weights[known],
    )
    return Linear((output,), model.coef_.T, model.intercept_)


def fit_intents(table: Table, rows: NDArray[np.int64]) -> Linear:
    """Multinomial logistic regression of the six intents on the rows that have one."""
    from sklearn.linear_model import LogisticRegression

    known = np.array([row for row in rows if table.samples[row].intent], dtype=np.int64)
    names = [str(table.samples[row].intent) for row in known]
    model = LogisticRegression(C=INTENT_INVERSE_PENALTY, max_iter=2000, random_state=0)
    model.fit(table.matrix[known], names)
    order = [list(model.classes_).index(name) for name in INTENTS]
    return Linear(
        tuple(f"intent.{name}" for name in INTENTS),
        model.coef_.T[:, order],
        model.intercept_[order],
    )


def joined(parts: Sequence[Linear]) -> Linear:
    """Several fits over the same features side by side."""
    return Linear(
        tuple(name for part in parts for name in part.outputs),
        np.hstack([part.weights for part in parts]),
        np.concatenate([part.bias for part in parts]),
    )


def freeze(
    table: Table,
    linear: Linear,
    calibration: Mapping[str, tuple[float, float]],
    engine: str,
) -> FrozenModel:
    """The run-time model: weights rounded, calibrated where a calibration is given."""
    pairs = [calibration.get(name, (1.0, 0.0)) for name in linear.outputs]
    return FrozenModel(
        alphabet=table.counts.alphabet,
        keys=table.counts.keys,
        idf=table.idf.astype(np.float32),
        weights=storable(linear.weights * table.scale[:, None], linear.outputs),
        bias=linear.bias.astype(np.float32),
        slope=np.array([slope for slope, _ in pairs], dtype=np.float32),
        shift=np.array([shift for _, shift in pairs], dtype=np.float32),
        outputs=linear.outputs,
        engine=engine,
        about={},
    )


def save(
    model: FrozenModel,
    folder: Path,
    name: str,
    version: int = VERSION,
    more: Mapping[str, Any] = MappingProxyType({}),
) -> int:
    """Write ``name.safetensors`` and ``name.json``; returns the bytes of both.

    ``version`` is that of the features the model was fitted on, ``more`` what else its
    description (``FrozenModel.about``) is to say. Weights that are not storable
    (see ``modelfile``) are rounded. Raises ``OSError`` that names the file; what was there before
    is left then.
    """
    data = numbers_of(model)
    told = {**more, **description(model, data, version)}
    text = json.dumps(told, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    _replace({folder / f"{name}.safetensors": data, folder / f"{name}.json": text.encode()})
    return len(data) + len(text.encode())


def _replace(contents: Mapping[Path, bytes]) -> None:
    """Write all files or none: neither serves without the other."""
    new = {file: file.with_name(f"{file.name}{UNFINISHED}") for file in contents}
    file = next(iter(contents))
    try:
        for file, data in contents.items():
            new[file].write_bytes(data)
        for file, temporary in new.items():
            temporary.replace(file)
    except OSError as error:
        error.filename = error.filename or str(file)  # a write that fails does not tell
        raise
    finally:
        for temporary in new.values():
            temporary.unlink(missing_ok=True)
