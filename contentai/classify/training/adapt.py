"""Fine-tuning: the shipped weights, moved as little as one's own labelled posts ask for.

The outside texts that the shipped model learned from do not ship, so it cannot be trained
anew. Instead a correction to its weights is learned: logistic regression with the model's own
log-odds as offset and a penalty on the correction (a Gaussian prior around the shipped
weights), on the added posts and on the project's corpus, which holds the rest in place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contentai.classify.linear import FrozenModel
from contentai.classify.modelfile import storable
from contentai.classify.training.datasets import Sample
from contentai.classify.training.matrix import Read, count_features, weigh

OUTPUTS = ("hard_sell", "spam")
FOLDS = 5
# An added post weighs as much as five of the corpus; a correction of 1 costs as much as
# half a nat of log-loss.
ADDED_WEIGHT = 5.0
PENALTY = 1.0
SEED = 7

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Change:
    """One text that is judged otherwise after fine-tuning; log-odds before and after."""

    id: str
    output: str
    before: float
    after: float
    text: str


@dataclass(frozen=True, slots=True)
class Adapted:
    """The model after fine-tuning, and what it changes.

    ``added`` holds, per output, the added posts judged by a model that had not seen them
    (cross-validation): how many are right ``before`` and ``after``. ``flips`` are texts of
    the project's corpus whose side changes.
    """

    model: FrozenModel
    added: Mapping[str, Mapping[str, int]]
    flips: tuple[Change, ...]


def adapt(
    model: FrozenModel,
    added: tuple[Sequence[Sample], Sequence[Read]],
    corpus: tuple[Sequence[Sample], Sequence[Read]],
) -> Adapted:
    """Fine-tune ``model`` on ``added`` posts. Deterministic.

    Both arguments are samples with what was read of them. Labels that are None teach
    nothing. Raises ``ValueError`` where no added post has a label.
    """
    samples = [*added[0], *corpus[0]]
    counts = count_features([*added[1], *corpus[1]], model.alphabet, model.keys)
    matrix = weigh(counts, model.idf.astype(np.float64))
    logits = _logits(model, matrix)
    mine = np.arange(len(samples)) < len(added[0])
    weights, bias = model.weights.astype(np.float64), model.bias.astype(np.float64)
    report: dict[str, Mapping[str, int]] = {}
    for output in OUTPUTS:
        column = model.outputs.index(output)
        labels = np.array([_label(sample, output) for sample in samples])
        known = np.flatnonzero(labels >= 0)
        if not (mine & (labels >= 0)).any():
            continue
        fit = _Fit(matrix, logits[:, column], labels, mine)
        unseen = _unseen(fit, np.flatnonzero(mine & (labels >= 0)), known)
        report[output] = {
            "posts": len(unseen),
            "right_before": int(sum((logits[r, column] >= 0) == labels[r] for r in unseen)),
            "right_after": int(sum((after >= 0) == labels[r] for r, after in unseen.items())),
        }
        moved, shift = fit.correction(known)
        # The correction is one of calibrated log-odds; the model keeps raw ones.
        slope = float(model.slope[column])
        weights[:, column] += moved / slope
        bias[column] += shift / slope
    if not report:
        raise ValueError("no label")
    tuned = replace(model, weights=storable(weights, model.outputs), bias=bias.astype(np.float32))
    # Told of the model as it is saved, its weights rounded.
    after = _logits(tuned, matrix)
    flips = [
        Change(
            samples[row].id,
            output,
            float(logits[row, column]),
            float(after[row, column]),
            samples[row].text,
        )
        for output in report
        for column in [model.outputs.index(output)]
        for row in np.flatnonzero(~mine & ((logits[:, column] >= 0) != (after[:, column] >= 0)))
    ]
    flips.sort(key=lambda change: (-abs(change.after - change.before), change.id))
    return Adapted(tuned, report, tuple(flips))


def _logits(model: FrozenModel, matrix: Any) -> Doubles:
    """Calibrated log-odds (texts, outputs) of weighed features."""
    raw = np.asarray(matrix @ model.weights.astype(np.float64) + model.bias)
    return np.asarray(raw * model.slope + model.shift, dtype=np.float64)


def _label(sample: Sample, output: str) -> int:
    value = getattr(sample, output)
    return -1 if value is None else int(value)


@dataclass(frozen=True)
class _Fit:
    matrix: Any
    offset: Doubles
    labels: NDArray[np.int64]
    mine: NDArray[np.bool_]

    def correction(self, rows: NDArray[np.int64]) -> tuple[Doubles, float]:
        """Weights (features,) and bias to add to the calibrated log-odds."""
        from scipy.optimize import minimize

        matrix, offset = self.matrix[rows], self.offset[rows]
        signs = 2.0 * self.labels[rows] - 1.0
        weight = np.where(self.mine[rows], ADDED_WEIGHT, 1.0)

        def loss(values: Doubles) -> tuple[float, Doubles]:
            moved, shift = values[:-1], values[-1]
            margin = signs * (offset + matrix @ moved + shift)
            pull = -weight * signs / (1.0 + np.exp(np.clip(margin, -60, 60)))
            prior = PENALTY / 2 * float(values @ values)
            value = float(weight @ np.logaddexp(0.0, -margin)) + prior
            gradient = np.append(matrix.T @ pull, pull.sum()) + PENALTY * values
            return value, gradient

        start = np.zeros(matrix.shape[1] + 1)
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200})
        return found.x[:-1], float(found.x[-1])


def _unseen(fit: _Fit, added: NDArray[np.int64], known: NDArray[np.int64]) -> dict[int, float]:
    """Log-odds of each added post by a correction that was learned without its fold."""
    order = np.random.default_rng(SEED).permutation(added)
    judged: dict[int, float] = {}
    folds = min(FOLDS, len(order))
    for number in range(folds):
        held = order[number::folds]
        moved, shift = fit.correction(np.setdiff1d(known, held))
        after = fit.offset[held] + fit.matrix[held] @ moved + shift
        judged.update(zip(held.tolist(), np.asarray(after).tolist(), strict=True))
    return judged
