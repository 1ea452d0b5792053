"""How scores stand to labels: where the threshold lies, what is flagged, what is judged wrongly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contentai.classify.linear import FrozenModel
from contentai.classify.training.fit import Linear, Table
from contentai.text.script import is_traditional

Doubles = NDArray[np.float64]
Rows = NDArray[np.int64]

QUIET_RATE = 0.008
FALSE_POSITIVE_RATE = {"hard_sell": 0.05, "spam": 0.01, "clickbait": 0.08, "unlawful": 0.01}
_QUIET = ("titles-thucnews", "titles-toutiao", "reviews")
_LENGTHS = ((60, "< 60"), (180, "60–179"), (600, "180–599"))


def rounding(table: Table, fit: Linear, model: FrozenModel) -> dict[str, float]:
    """How far the rounding of the weights moves the raw log-odds of the own samples."""
    own = np.flatnonzero(table.own)
    rounded = model.weights.astype(np.float64) / table.scale[:, None]
    moved = np.abs(table.matrix[own] @ (rounded - fit.weights))
    return {"mean": float(moved.mean()), "most": float(moved.max())}


def quiet_logits(table: Table, output: str, logits: Doubles) -> list[Doubles]:
    """Log-odds of the sources that hold only ordinary headlines or reviews, one by one."""
    sources = np.array([sample.source for sample in table.samples])
    found = [logits[(sources == name) & (table.labels[output] == 0)] for name in _QUIET]
    return [part for part in found if len(part)]


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
