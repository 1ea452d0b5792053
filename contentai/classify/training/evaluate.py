"""How good the scores are on text they never saw.

Four questions, asked apart. *Corpus folds*: the project's posts, split by industry (a genre by
writer), each judged by a model that saw the others. *Leave one source out*: each data set,
judged by a model that never saw it. *Leave one writer out*: the same for the writers of a
genre, the question a new author of a known genre asks. *Known sources*: unseen texts of an
outside set, judged by a model that saw others of the same set; this flatters, and is what a
held-out part of it would show.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contentai.classify.linear import FrozenModel
from contentai.classify.training.datasets import GENRES
from contentai.classify.training.fit import Linear, Table, fit_binary, fit_intents
from contentai.diagnostics import INTENTS
from contentai.text.script import is_traditional

FOLDS = 8
_AT_ONCE = 4
QUIET_RATE = 0.008
_QUIET = ("titles-thucnews", "titles-toutiao", "reviews")
_LENGTHS = ((60, "< 60"), (180, "60–179"), (600, "180–599"))
FALSE_POSITIVE_RATE = {"hard_sell": 0.05, "spam": 0.01, "clickbait": 0.08, "unlawful": 0.01}

Doubles = NDArray[np.float64]
Rows = NDArray[np.int64]


def folds_of(table: Table) -> list[Rows]:
    """All row numbers in eight folds: own samples by whole groups, outside ones in turn."""
    from sklearn.model_selection import GroupKFold

    own, outside = np.flatnonzero(table.own), np.flatnonzero(~table.own)
    groups = [table.samples[row].group for row in own]
    parts = GroupKFold(FOLDS).split(own, groups=groups)
    return [
        np.sort(np.concatenate([own[test], outside[number::FOLDS]]))
        for number, (_, test) in enumerate(parts)
    ]


def unseen_logits(table: Table, output: str, folds: Sequence[Rows]) -> Doubles:
    """Raw log-odds of every sample by the model that did not see its fold."""
    logits = np.full(len(table.samples), np.nan)
    everything = np.arange(len(table.samples))
    models = _fitted(table, output, [np.setdiff1d(everything, fold) for fold in folds])
    for fold, model in zip(folds, models, strict=True):
        logits[fold] = _logits(table, model, fold)[:, 0]
    return logits


def _fitted(table: Table, output: str, seen: Iterable[Rows]) -> Iterator[Linear]:
    """A model for each set of rows, in order; several are learned at once.

    The solver lets other threads run and draws nothing by chance: how many there are changes
    no bit. Each holds a copy of the matrix.
    """
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _AT_ONCE)) as pool:
        yield from pool.map(lambda rows: fit_binary(table, output, rows), seen)


def unseen_intents(table: Table, folds: Sequence[Rows]) -> dict[str, Any]:
    """Accuracy and per-intent recall and precision over the corpus folds."""
    everything = np.arange(len(table.samples))
    confusion = np.zeros((len(INTENTS), len(INTENTS)), dtype=int)
    for fold in folds:
        held = np.array([row for row in fold if table.samples[row].intent], dtype=np.int64)
        if not len(held):
            continue
        model = fit_intents(table, np.setdiff1d(everything, fold))
        guessed = _logits(table, model, held).argmax(axis=1)
        for row, guess in zip(held, guessed, strict=True):
            confusion[INTENTS.index(str(table.samples[row].intent)), guess] += 1
    right = np.diag(confusion)
    return {
        "accuracy": float(right.sum() / confusion.sum()),
        "macro_f1": float(
            np.mean(2 * right / np.maximum(confusion.sum(axis=0) + confusion.sum(axis=1), 1))
        ),
        "by_intent": {
            name: {
                "rows": int(confusion[i].sum()),
                "recall": float(right[i] / max(confusion[i].sum(), 1)),
                "precision": float(right[i] / max(confusion[:, i].sum(), 1)),
            }
            for i, name in enumerate(INTENTS)
        },
        "confusion": confusion.tolist(),
    }


def _logits(table: Table, model: Linear, rows: Rows) -> Doubles:
    values: Doubles = np.asarray(table.matrix[rows] @ model.weights + model.bias)
    return values


def rounding(table: Table, fit: Linear, model: FrozenModel) -> dict[str, float]:
    """How far the rounding of the weights moves the raw log-odds of the own samples."""
    own = np.flatnonzero(table.own)
    rounded = model.weights.astype(np.float64) / table.scale[:, None]
    moved = np.abs(table.matrix[own] @ (rounded - fit.weights))
    return {"mean": float(moved.mean()), "most": float(moved.max())}


def calibrate(
    logits: Doubles, labels: NDArray[np.int64], rate: float, quiet: Sequence[Doubles]
) -> tuple[tuple[float, float], dict[str, Any]]:
    """Slope and shift so that 0 is the threshold at the false-positive ``rate``.

    The threshold is raised where more than ``QUIET_RATE`` of a ``quiet`` source (log-odds of
    unseen headlines or reviews, which a linter must leave alone) would be flagged.

    The slope is Platt's (a logistic fit of the labels on unseen log-odds); the shift then
    moves the odds so that the threshold lands on 0.5. How far it moves them is reported:
    probabilities are calibrated up to that factor.
    """
    from sklearn.linear_model import LogisticRegression

    platt = LogisticRegression(C=1e6, max_iter=1000).fit(logits[:, None], labels)
    slope, intercept = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    threshold = float(np.quantile(logits[labels == 0], 1.0 - rate))
    threshold = max([threshold, *(float(np.quantile(q, 1.0 - QUIET_RATE)) for q in quiet)])
    at_threshold = slope * threshold + intercept
    probabilities = 1.0 / (1.0 + np.exp(-(slope * logits + intercept)))
    return (slope, -slope * threshold), {
        "threshold_probability": float(1.0 / (1.0 + np.exp(-at_threshold))),
        "brier": float(np.mean((probabilities - labels) ** 2)),
        "reliability": _reliability(probabilities, labels),
    }


def _reliability(probabilities: Doubles, labels: NDArray[np.int64]) -> list[dict[str, float]]:
    rows = []
    for low in np.arange(0.0, 1.0, 0.2):
        inside = (probabilities >= low) & (probabilities < low + 0.2 + 1e-9 * (low > 0.7))
        if inside.any():
            rows.append(
                {
                    "from": float(round(low, 1)),
                    "rows": int(inside.sum()),
                    "predicted": float(probabilities[inside].mean()),
                    "true": float(labels[inside].mean()),
                }
            )
    return rows


def ranking(scores: Doubles, labels: NDArray[np.int64]) -> dict[str, Any]:
    """Area under the ROC curve and recall at 1 % and 5 % false positives."""
    from sklearn.metrics import roc_auc_score

    if len(set(labels.tolist())) < 2:
        return {}
    negative = scores[labels == 0]
    return {
        "auc": float(roc_auc_score(labels, scores)),
        **{
            f"recall_at_{int(rate * 100)}pct_fp": float(
                np.mean(scores[labels == 1] > np.quantile(negative, 1.0 - rate))
            )
            for rate in (0.01, 0.05)
        },
    }


def flagged(scores: Doubles, labels: NDArray[np.int64]) -> dict[str, Any]:
    """Rows and the share flagged (calibrated log-odds ≥ 0) of both classes; F1 of the positive."""
    found: dict[str, Any] = {}
    for name, value in (("positive", 1), ("negative", 0)):
        if (labels == value).any():
            found[f"{name}_rows"] = int((labels == value).sum())
            found[f"{name}_flagged"] = float(np.mean(scores[labels == value] >= 0))
    if len(found) > 2:
        right = int(((scores >= 0) & (labels == 1)).sum())
        found["f1"] = 2 * right / int((scores >= 0).sum() + (labels == 1).sum())
    return found


def leave_one_source_out(
    table: Table, output: str, calibration: tuple[float, float]
) -> dict[str, Any]:
    """Each source judged by a model that never saw it; ``corpus`` by the outside data alone."""
    return _leave_out(table, output, calibration, [sample.source for sample in table.samples])


def leave_one_writer_out(
    table: Table, output: str, calibration: tuple[float, float]
) -> dict[str, Any]:
    """Each writer of a genre judged by a model that saw only the genre's other writers.

    Empty for a score of which no writer of a genre has a positive: who wrote its texts is not
    told by these groups, and fits beyond a hundred would say nothing.
    """
    genres = {source: set[str]() for source in GENRES.values()}
    for sample in table.samples:
        genres.get(sample.source, set()).add(sample.group)
    names = [
        sample.group if len(genres.get(sample.source, ())) > 1 else "" for sample in table.samples
    ]
    positive = table.labels[output] == 1
    if not any(name and found for name, found in zip(names, positive, strict=True)):
        return {}
    return _leave_out(table, output, calibration, names)


def _leave_out(
    table: Table, output: str, calibration: tuple[float, float], names: Sequence[str]
) -> dict[str, Any]:
    """Samples of each name ("" is none) judged by a model that saw all the others."""
    owners = np.array(names)
    labels = table.labels[output]
    slope, shift = calibration
    parts: dict[str, tuple[Rows, Rows]] = {}
    for name in sorted(set(names) - {""}):
        seen, held = np.flatnonzero(owners != name), np.flatnonzero(owners == name)
        held = held[labels[held] >= 0]
        known = labels[seen][(labels[seen] >= 0) & (table.weights[seen] > 0)]
        if len(held) and len(set(known.tolist())) == 2:
            parts[name] = seen, held
    found = {}
    models = _fitted(table, output, (seen for seen, _ in parts.values()))
    for (name, (_, held)), model in zip(parts.items(), models, strict=True):
        scores = slope * _logits(table, model, held)[:, 0] + shift
        found[name] = {**flagged(scores, labels[held]), **ranking(scores, labels[held])}
    return found


def quiet_logits(table: Table, output: str, logits: Doubles) -> list[Doubles]:
    """Log-odds of the sources that hold only ordinary headlines or reviews, one by one."""
    sources = np.array([sample.source for sample in table.samples])
    found = [logits[(sources == name) & (table.labels[output] == 0)] for name in _QUIET]
    return [part for part in found if len(part)]


def known_sources(table: Table, output: str, scores: Doubles) -> dict[str, Any]:
    """Unseen texts of each outside source, judged by a model that saw others of it."""
    sources = np.array([sample.source for sample in table.samples])
    labels = table.labels[output]
    found = {}
    for source in sorted(set(sources[~table.own].tolist())):
        rows = np.flatnonzero((sources == source) & (labels >= 0))
        if len(rows):
            found[source] = {
                **flagged(scores[rows], labels[rows]),
                **ranking(scores[rows], labels[rows]),
            }
    return found


def by_slice(table: Table, rows: Rows, scores: Doubles, output: str) -> dict[str, Any]:
    """Flag rates of own samples by industry, channel, length and script."""
    groups: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        sample = table.samples[row]
        size = len(sample.text)
        groups["industry"][sample.group].append(row)
        groups["channel"][sample.channel or "-"].append(row)
        groups["length"][_length(size)].append(row)
        groups["script"]["traditional" if is_traditional(sample.text) else "simplified"].append(row)
    labels = table.labels[output]
    return {
        name: {
            key: flagged(scores[np.array(members)], labels[np.array(members)])
            for key, members in sorted(parts.items())
        }
        for name, parts in groups.items()
    }


def _length(size: int) -> str:
    """The slice that a text of so many characters falls into."""
    return next((name for most, name in _LENGTHS if size < most), "≥ 600")


def failures(
    table: Table, rows: Rows, scores: Doubles, output: str, most: int = 8
) -> dict[str, list[dict[str, Any]]]:
    """The own samples judged most wrongly: false alarms and misses, worst first."""
    labels = table.labels[output]
    found = {}
    for name, label, sign in (("false_alarms", 0, -1.0), ("misses", 1, 1.0)):
        wrong = [r for r in rows if labels[r] == label and (scores[r] >= 0) != bool(label)]
        wrong.sort(key=lambda row: sign * scores[row])
        found[name] = [
            {
                "id": table.samples[row].id,
                "log_odds": round(float(scores[row]), 2),
                "text": table.samples[row].text.replace("\n", " ")[:60],
            }
            for row in wrong[:most]
        ]
    return found
