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
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from contentai.classify.training.datasets import GENRES
from contentai.classify.training.figures import Doubles, Rows, flagged, ranking
from contentai.classify.training.fit import Linear, Table, fit_binary, fit_intents
from contentai.diagnostics import INTENTS

FOLDS = 8
_AT_ONCE = 4


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
