"""What each family of features and each kind of model brings, on sources it never saw.

    python benchmarks/classifiers.py --data FOLDER [NAME …]

Prints one Markdown row a variant for ``hard_sell``: the mean over the sources below, each
judged by a model that never saw it, of the area under the ROC curve, the recall at 1 % and
5 % false positives and the Brier score, with the odds calibrated (Platt) on the other sources.
Features and their weights are chosen without a look at any label. ``NAME`` picks variants.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from contentai import resources
from contentai.classify.acts import find_acts, load_acts
from contentai.classify.features import is_word_feature
from contentai.classify.training.figures import ranking
from contentai.classify.training.fit import Table, logistic, tabulate
from contentai.classify.training.matrix import Read, read_samples
from contentai.classify.training.train import gather
from contentai.embedding.encoder import open_encoder

SOURCES = ("corpus", "corpus-chat", "corpus-spoken", "corpus-sms", "sms-hrwhisper")
TOPICS = 200
SEED = 7
# The order of a character n-gram stands above its characters in a key (see ``features``).
_ORDER_BIT = 44

Doubles = NDArray[np.float64]
Fit = Callable[[Any, Doubles, Doubles], Callable[[Any], Doubles]]


def linear(x: Any, y: Doubles, weight: Doubles) -> Callable[[Any], Doubles]:
    """Logistic regression as it ships."""
    model = logistic().fit(x, y, sample_weight=weight)
    return lambda rows: np.asarray(model.decision_function(rows))


def boosting(x: Any, y: Doubles, weight: Doubles) -> Callable[[Any], Doubles]:
    """Gradient boosting over dense features."""
    model = HistGradientBoostingClassifier(
        max_iter=200, class_weight="balanced", random_state=SEED
    ).fit(x, y, sample_weight=weight)
    return lambda rows: np.asarray(model.decision_function(rows))


def acts_of(texts: list[Read]) -> Doubles:
    """Density of each selling or informing act (texts, acts): root of its count a character."""
    place = {act.id: index for index, act in enumerate(load_acts())}
    counts = np.zeros((len(texts), len(place)))
    for row, text in enumerate(texts):
        for _, act in find_acts(text.key).found:
            counts[row, place[act.id]] += 1.0
    sizes = np.array([max(len(text.key), 10) for text in texts])
    return np.sqrt(counts / sizes[:, None])


def variants(table: Table, texts: list[Read], names: list[str]) -> Iterator[tuple[str, Any, Fit]]:
    """Name, features (texts, columns) and kind of model of each variant that is wanted."""
    grams = table.matrix.tocsc()
    words, order = is_word_feature(table.counts.keys), table.counts.keys >> _ORDER_BIT
    acts = acts_of(texts)
    length = (np.log([max(len(text.key), 10) for text in texts]) - 4.0)[:, None] / 3.0
    wanted: Callable[[str], bool] = lambda name: not names or name in names  # noqa: E731

    def beside(*parts: Doubles) -> Any:
        return sparse.hstack([grams, *(sparse.csr_matrix(part) for part in parts)]).tocsr()

    if wanted("shipped"):
        yield "characters and words (shipped)", grams.tocsr(), linear
    if wanted("characters"):
        yield "characters alone", grams[:, ~words].tocsr(), linear
    if wanted("words"):
        yield "words alone", grams[:, words].tocsr(), linear
    if wanted("short"):
        yield "without character 3-grams", grams[:, order != 3].tocsr(), linear
    if wanted("acts"):
        yield "+ acts", beside(acts), linear
    if wanted("length"):
        yield "+ length", beside(length), linear
    if wanted("only-acts"):
        yield "acts alone", acts, linear
    if not any(map(wanted, ("embedding", "boosting"))):
        return
    vectors = open_encoder().encode([text.key for text in texts]).astype(np.float64)
    if wanted("embedding"):
        yield "+ embedding", beside(vectors), linear
    if wanted("boosting"):
        topics = TruncatedSVD(TOPICS, random_state=SEED).fit_transform(grams.tocsr())
        dense = np.hstack([topics, vectors, acts, length])
        yield f"gradient boosting ({TOPICS} topics, embedding, acts, length)", dense, boosting


def judge(table: Table, x: Any, fit: Fit) -> dict[str, float]:
    """Means over ``SOURCES`` of how a model does on the source it was not shown."""
    labels = table.labels["hard_sell"]
    sources = np.array([sample.source for sample in table.samples])
    unseen = {}
    for name in SOURCES:
        seen = np.flatnonzero((sources != name) & (labels >= 0) & (table.weights > 0))
        held = np.flatnonzero((sources == name) & (labels >= 0))
        if len(held):
            score = fit(x[seen], labels[seen].astype(float), table.weights[seen])
            unseen[name] = (score(x[held]), labels[held])
    found = []
    for name, (scores, truth) in unseen.items():
        others = [pair for other, pair in unseen.items() if other != name]
        platt = LogisticRegression(C=1e6).fit(
            np.concatenate([s for s, _ in others])[:, None],
            np.concatenate([t for _, t in others]),
        )
        odds = platt.predict_proba(scores[:, None])[:, 1]
        found.append({**ranking(scores, truth), "brier": float(np.mean((odds - truth) ** 2))})
    return {key: float(np.mean([one[key] for one in found])) for key in found[0]}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    posts, _ = gather(resources.corpora_dir(), options.data)
    texts = read_samples(posts, "rjieba")
    table = tabulate(posts, texts, ("hard_sell",))
    print("| features and model | AUC | recall at 1 % FP | at 5 % FP | Brier | seconds |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, x, fit in variants(table, texts, options.names):
        start = time.perf_counter()
        figures = judge(table, x, fit)
        cells = [
            f"{figures[key]:.3f}"
            for key in ("auc", "recall_at_1pct_fp", "recall_at_5pct_fp", "brier")
        ]
        print(f"| {name} | {' | '.join(cells)} | {time.perf_counter() - start:.0f} |", flush=True)


if __name__ == "__main__":
    main()
