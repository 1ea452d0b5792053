"""Fits the disguise classifier: written evasions against innocent look-alikes.

Learned from ``corpora/evasion`` (several writers, a file each) and ordinary texts. Each file is
judged once by a model that has not seen it; the threshold is the stated false-positive rate on
the innocent look-alikes of those unseen files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contentai.classify import disguise
from contentai.classify.features import Alphabet
from contentai.classify.linear import FrozenModel
from contentai.classify.packed import rounded
from contentai.classify.training.datasets import Sample
from contentai.classify.training.figures import flagged, ranking
from contentai.classify.training.matrix import Counts, inverse_frequency, sparse_counts, weigh

FALSE_POSITIVE_RATE = 0.03
INVERSE_PENALTY = 5.0
MOST_FEATURES = 40_000
_RARE = 2
_LONGEST = 200

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Written:
    """One text, whether it is evasive, and the file it stands in ("" for ordinary text)."""

    text: str
    evasive: bool
    file: str


def load_written(corpora: Path, ordinary: Sequence[Sample]) -> list[Written]:
    """The labelled evasions, and short ordinary texts that sell nothing."""
    rows = [
        Written(row["text"], row["evasive"] == 1, file.stem)
        for file in sorted((corpora / "evasion").glob("*.jsonl"))
        for row in map(json.loads, file.read_text("utf-8").splitlines())
    ]
    rows += [
        Written(sample.text, False, "")
        for sample in ordinary
        if sample.intent in ("value", "service", "interaction")
        or sample.source in ("reviews", "titles-thucnews", "titles-toutiao")
        if len(sample.text) <= _LONGEST
    ]
    return rows


def train_disguise(rows: Sequence[Written]) -> tuple[FrozenModel, dict[str, Any]]:
    """The model and its part of the card. Raises ``ValueError`` with fewer than two files."""
    labels = np.array([row.evasive for row in rows], dtype=np.int64)
    files = np.array([row.file for row in rows])
    names = sorted(set(files.tolist()) - {""})
    if len(names) < 2:
        raise ValueError("two files of evasions at least")
    keys, matrix = sparse_counts([disguise.occurrences(row.text).keys for row in rows], _RARE)
    counts = Counts(Alphabet("", ()), keys, matrix)
    idf = inverse_frequency(counts)
    weighed = weigh(counts, idf)
    unseen = np.full(len(rows), np.nan)
    report: dict[str, Any] = {}
    for name in names:
        held = files == name
        weights, bias = _fit(weighed[~held], labels[~held])
        unseen[held] = weighed[held] @ weights + bias
        report[name] = ranking(unseen[held], labels[held])
    judged = ~np.isnan(unseen)
    innocent = unseen[judged & (labels == 0)]
    threshold = float(np.quantile(innocent, 1.0 - FALSE_POSITIVE_RATE))
    for name in names:
        held = files == name
        report[name] = {**flagged(unseen[held] - threshold, labels[held]), **report[name]}
    weights, bias = _fit(weighed, labels)
    kept = np.sort(np.argsort(-np.abs(weights) * idf, kind="stable")[:MOST_FEATURES])
    counts = Counts(counts.alphabet, keys[kept], matrix[:, kept])
    keys, idf = counts.keys, idf[kept]
    weights, bias = _fit(weigh(counts, idf), labels)
    model = FrozenModel(
        alphabet=counts.alphabet,
        keys=keys,
        idf=idf.astype(np.float32),
        weights=rounded(weights[:, None]),
        bias=np.array([bias], dtype=np.float32),
        slope=np.ones(1, dtype=np.float32),
        shift=np.array([-threshold], dtype=np.float32),
        outputs=("evasive",),
        engine="none",
        about={},
    )
    card: Mapping[str, Any] = {
        "rows": {name or "ordinary": int((files == name).sum()) for name in ["", *names]},
        "features": len(keys),
        "unseen_files": report,
        "false_positive_rate": FALSE_POSITIVE_RATE,
    }
    return model, dict(card)


def _fit(matrix: Any, labels: NDArray[np.int64]) -> tuple[Doubles, float]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=INVERSE_PENALTY, class_weight="balanced", solver="liblinear", random_state=0
    ).fit(matrix, labels)
    return model.coef_[0], float(model.intercept_[0])
