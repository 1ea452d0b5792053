"""Fine-tuning: the shipped weights, moved as little as one's own labelled posts ask for.

The outside texts that the shipped model learned from do not ship, so it cannot be trained
anew. Instead a correction c of its weights is learned: the least of

    5 · sum over added posts of  loss(label, odds + c·x)
      + sum over corpus texts of loss(p, odds + c·x)  +  |c|² / 2

with ``loss`` the log-loss, x a text's features (and 1 for the bias), and odds and p the
log-odds and the probability that the shipped model gives it. The corpus holds the model where
it is: its own labels would have the correction mend errors that no added post speaks of, and
with p for a target a corpus alone asks for no correction at all (Hinton, Vinyals, Dean 2015 and
Li, Hoiem 2016, "Learning without Forgetting", do so with networks). It stays convex.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contentai.classify.features import level
from contentai.classify.linear import FrozenModel
from contentai.classify.modelfile import storable
from contentai.classify.training.datasets import Sample
from contentai.classify.training.matrix import Read, count_features, weigh

OUTPUTS = ("hard_sell", "spam")
FOLDS = 5
# A correction of 1 costs as much as half a nat of log-loss.
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

    ``added`` holds, per output, the added posts judged by a model that had seen neither them
    nor the same text again (cross-validation): how many are right ``before`` and ``after``.
    ``turned`` are those of them whose side changes, ``flips`` the project's corpus texts that
    change theirs.
    """

    model: FrozenModel
    added: Mapping[str, Mapping[str, int]]
    flips: tuple[Change, ...]
    turned: tuple[Change, ...] = ()


def adapt(
    model: FrozenModel,
    added: tuple[Sequence[Sample], Sequence[Read]],
    corpus: tuple[Sequence[Sample], Sequence[Read]],
    progress: Callable[[str], object] = lambda output: None,
) -> Adapted:
    """Fine-tune ``model`` on ``added`` posts. Deterministic.

    ``progress`` is told the output that is learned next; each takes a minute or so.
    Both arguments are samples with what was read of them. Labels that are None teach
    nothing, nor do those of ``corpus``. Raises ``ValueError`` where no added post has a label.
    """
    samples = [*added[0], *corpus[0]]
    counts = count_features([*added[1], *corpus[1]], model.alphabet, model.keys)
    matrix = weigh(counts, model.idf.astype(np.float64))
    logits = _logits(model, matrix)
    mine = np.arange(len(samples)) < len(added[0])
    same = [_as_seen(read.key) for read in added[1]]
    weights, bias = model.weights.astype(np.float64), model.bias.astype(np.float64)
    report: dict[str, Mapping[str, int]] = {}
    turned: list[Change] = []
    for output in OUTPUTS:
        column = model.outputs.index(output)
        labels = np.array([_label(sample, output) for sample in added[0]])
        told = np.flatnonzero(labels >= 0)
        if not len(told):
            continue
        targets = _sigmoid(logits[:, column])
        targets[told] = labels[told]
        progress(output)
        fit = _Fit(matrix, logits[:, column], targets, mine)
        rest = np.flatnonzero(~mine)
        unseen = _unseen(fit, told, rest, same)
        report[output] = {
            "posts": len(unseen),
            "right_before": int(sum((logits[r, column] >= 0) == labels[r] for r in unseen)),
            "right_after": int(sum((after >= 0) == labels[r] for r, after in unseen.items())),
        }
        turned += [
            Change(samples[row].id, output, float(logits[row, column]), later, samples[row].text)
            for row, later in sorted(unseen.items())
            if (logits[row, column] >= 0) != (later >= 0)
        ]
        moved, shift = fit.correction(np.concatenate([told, rest]))
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
    return Adapted(tuned, report, tuple(flips), tuple(turned))


def _logits(model: FrozenModel, matrix: Any) -> Doubles:
    """Calibrated log-odds (texts, outputs) of weighed features."""
    raw = np.asarray(matrix @ model.weights.astype(np.float64) + model.bias)
    return np.asarray(raw * model.slope + model.shift, dtype=np.float64)


def _label(sample: Sample, output: str) -> int:
    value = getattr(sample, output)
    return -1 if value is None else int(value)


def _sigmoid(logits: Doubles) -> Doubles:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -60.0, 60.0))), dtype=np.float64)


def _as_seen(key: str) -> str:
    """What the features tell of a text, marks left aside: texts alike in it are one text."""
    return "".join(filter(str.isalnum, level(key))) or key


@dataclass(frozen=True)
class _Fit:
    """What to learn from: features, the shipped model's log-odds, and the probabilities sought.

    ``mine`` tells which texts are added ones.
    """

    matrix: Any
    offset: Doubles
    targets: Doubles
    mine: NDArray[np.bool_]

    def correction(self, rows: NDArray[np.int64]) -> tuple[Doubles, float]:
        """Weights (features,) and bias to add to the calibrated log-odds."""
        from scipy.optimize import minimize

        matrix, offset, targets = self.matrix[rows], self.offset[rows], self.targets[rows]
        weight = np.where(self.mine[rows], ADDED_WEIGHT, 1.0)

        def loss(values: Doubles) -> tuple[float, Doubles]:
            moved, shift = values[:-1], values[-1]
            odds = offset + matrix @ moved + shift
            pull = weight * (_sigmoid(odds) - targets)
            prior = PENALTY / 2 * float(values @ values)
            value = float(weight @ (np.logaddexp(0.0, odds) - targets * odds)) + prior
            gradient = np.append(matrix.T @ pull, pull.sum()) + PENALTY * values
            return value, gradient

        start = np.zeros(matrix.shape[1] + 1)
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200})
        return found.x[:-1], float(found.x[-1])


def _unseen(
    fit: _Fit, told: NDArray[np.int64], rest: NDArray[np.int64], same: Sequence[str]
) -> dict[int, float]:
    """Log-odds of each added post by a correction that was learned without its fold.

    Posts whose ``same`` is equal are in one fold: else each would be judged by its copies.
    """
    copies: dict[str, list[int]] = {}
    for row in told.tolist():
        copies.setdefault(same[row], []).append(row)
    order = np.random.default_rng(SEED).permutation(len(copies))
    groups = list(copies.values())
    judged: dict[int, float] = {}
    folds = min(FOLDS, len(groups))
    for number in range(folds):
        held = np.array([row for group in order[number::folds] for row in groups[group]])
        learned = np.concatenate([np.setdiff1d(told, held), rest])
        moved, shift = fit.correction(learned)
        after = fit.offset[held] + fit.matrix[held] @ moved + shift
        judged.update(zip(held.tolist(), np.asarray(after).tolist(), strict=True))
    return judged
