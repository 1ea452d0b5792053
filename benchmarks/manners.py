"""What it brings to judge speech, chat and single lines with weights of their own, too.

    python benchmarks/manners.py --data FOLDER [--share 0.3] [--most 60000] [GENRE …]

Writers of one genre teach a model little of another: what sells in a chat is small talk in a video.
For each ``GENRE`` (spoken, chat, short) a text gets a gate, the probability that it is of this
genre, told by its characters one by one and its length alone, and its commonest features a second
time, multiplied by the gate (Daumé III, Frustratingly Easy Domain Adaptation, ACL 2007, with a soft
gate in place of the known domain). One regression learns all of them, so a text is still judged by
a sum: that of the common weights and gate times those of the genre.

Gates and scores are of models that did not see the text's group (a writer, a trade), four folds.
Prints for ``hard_sell`` the F1 of own posts at the threshold of the card, and of the writers of
each genre the mean area under the ROC curve and the mean recall at 1 % false positives; then what
the same threshold makes of the probes. First without gates, then with one more each time.

``--share`` thins the outside data. Figures of two shares cannot be compared.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from contentai import resources
from contentai.classify.features import by_order
from contentai.classify.training import train
from contentai.classify.training.datasets import GENRES, Sample
from contentai.classify.training.figures import FALSE_POSITIVE_RATE, ranking
from contentai.classify.training.fit import Table, logistic, tabulate
from contentai.classify.training.matrix import Read, read_samples

FOLDS = 4
PROBES = ("posts", "short", "spoken", "chat", "everyday", "lists", "desks")
# Told beside those that have gates.
_GENRES = ("spoken", "chat", "short", "ugc", "mixed")

Doubles = NDArray[np.float64]
Rows = NDArray[np.int64]


def probes() -> list[Sample]:
    """Posts that nothing is learned from."""
    found = []
    for name in PROBES:
        file = resources.corpora_dir() / "probes" / f"{name}.jsonl"
        for row in map(json.loads, file.read_text("utf-8").splitlines()):
            found.append(
                Sample(
                    id=row["id"],
                    source=f"probe-{name}",
                    group=name,
                    text=row["text"],
                    title=row.get("title"),
                    channel=row.get("channel"),
                    intent=row["intent"],
                    hard_sell=row["intent"] in ("hard_sell", "spam"),
                )
            )
    return found


def folds_of(samples: list[Sample], own: NDArray[np.bool_]) -> Rows:
    """The fold of each sample: own ones by whole groups, outside ones in turn, probes in none."""
    found = np.full(len(samples), -1, dtype=np.int64)
    mine = np.flatnonzero(own)
    groups = [samples[row].group for row in mine]
    for number, (_, held) in enumerate(GroupKFold(FOLDS).split(mine, groups=groups)):
        found[mine[held]] = number
    outside = np.flatnonzero(~own & np.array([not s.source.startswith("probe") for s in samples]))
    found[outside] = np.arange(len(outside)) % FOLDS
    return found


def gate(table: Table, texts: list[Read], folds: Rows, genre: str) -> Doubles:
    """Of each text (texts,) the probability that it is of the genre, by models that did not see
    its fold; of a probe their mean.
    """
    (_, characters), *_ = by_order(table.counts.keys)
    size = np.log([max(len(text.key), 4) for text in texts])[:, None]
    # Roots about the length of an ordinary post, so that both are of the size of the others.
    length = (size - 4.5) / 1.5
    x = sparse.hstack([table.matrix[:, characters], length, length**2]).tocsr()
    of_genre = np.array([sample.source == GENRES[genre] for sample in table.samples])

    def fit(rows: Rows) -> Any:
        model = LogisticRegression(C=3.0, solver="liblinear", max_iter=300, random_state=0)
        return model.fit(x[rows], of_genre[rows], sample_weight=table.weights[rows] / 100.0)

    return _unseen(table, folds, fit, lambda model, rows: model.predict_proba(x[rows])[:, 1])


def scores(table: Table, x: Any, folds: Rows) -> Doubles:
    """Of each text the log-odds of ``hard_sell`` by models that did not see its fold."""
    labels = table.labels["hard_sell"]

    def fit(rows: Rows) -> Any:
        rows = rows[labels[rows] >= 0]
        return logistic().fit(x[rows], labels[rows], sample_weight=table.weights[rows])

    return _unseen(table, folds, fit, lambda model, rows: model.decision_function(x[rows]))


def _unseen(table: Table, folds: Rows, fit: Any, judge: Any) -> Doubles:
    found = np.zeros(len(folds))
    free = np.flatnonzero(folds < 0)
    for number in range(FOLDS):
        seen = (folds >= 0) & (folds != number) & (table.weights > 0)
        model = fit(np.flatnonzero(seen))
        held = np.flatnonzero(folds == number)
        found[held] = judge(model, held)
        found[free] += judge(model, free) / FOLDS
    return found


def told(table: Table, values: Doubles) -> dict[str, Any]:
    """The figures of one model."""
    labels = table.labels["hard_sell"]
    sources = np.array([sample.source for sample in table.samples])
    groups = np.array([sample.group for sample in table.samples])
    probe = np.array([source.startswith("probe") for source in sources])
    own = table.own & ~probe & (labels >= 0)
    least = float(np.quantile(values[own & (labels == 0)], 1.0 - FALSE_POSITIVE_RATE["hard_sell"]))
    figures: dict[str, Any] = {"F1": _f1(values[own] > least, labels[own])}
    for genre in _GENRES:
        rows = (sources == GENRES[genre]) & (labels >= 0)
        writers = [rows & (groups == group) for group in sorted(set(groups[rows]))]
        each = [ranking(values[w], labels[w]) for w in writers if len(set(labels[w])) == 2]
        figures[genre] = [
            round(float(np.mean([one[key] for one in each])), 4)
            for key in ("auc", "recall_at_1pct_fp")
        ]
    for name, rows in [("probes", probe), *((n, sources == f"probe-{n}") for n in PROBES)]:
        over = values[rows] > least
        false = float(over[labels[rows] == 0].mean())
        figures[f"probe {name}"] = [_f1(over, labels[rows]), round(false, 4)]
    return figures


def _f1(over: NDArray[np.bool_], labels: NDArray[np.int64]) -> float:
    return round(2.0 * float((over & (labels == 1)).sum()) / float(over.sum() + labels.sum()), 4)


def main() -> None:
    """Print a line a model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--most", type=int, default=60_000)
    parser.add_argument("genres", nargs="*", default=["spoken", "chat", "short"])
    options = parser.parse_args()
    for name, most in train.MOST_OF.items():
        train.MOST_OF[name] = int(most * options.share)
    posts, _ = train.gather(resources.corpora_dir(), options.data)
    learned = [post for post in posts if post.hard_sell is not None]
    samples = [*learned, *probes()]
    texts = read_samples(samples, "rjieba")
    table = tabulate(samples, texts, ("hard_sell",))
    table = replace(table, own=table.own & (np.arange(len(samples)) < len(learned)))
    folds = folds_of(samples, table.own)
    x = table.matrix
    print("none", json.dumps(told(table, scores(table, x, folds))), flush=True)
    gated = [x]
    for genre in options.genres:
        of_genre = np.array([sample.source == GENRES[genre] for sample in samples])
        often = np.asarray((x[of_genre] > 0).sum(axis=0)).ravel()
        common = np.sort(np.argsort(-often, kind="stable")[: options.most])
        opened = gate(table, texts, folds, genre)
        gated.append(sparse.diags(opened) @ x[:, common])
        found = told(table, scores(table, sparse.hstack(gated).tocsr(), folds))
        print(f"+ {genre}", json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
