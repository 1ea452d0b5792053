"""How fast drafts are scored, beside a scikit-learn pipeline on the same features and texts.

The peer is what one would write with scikit-learn: character 1–3-grams and words of the same
tokenizer, tf–idf, a logistic regression for each of the four scores. Both are given folded
texts and cut the words themselves; both use one core (``OMP_NUM_THREADS=1``).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multioutput import MultiOutputClassifier
from sklearn.pipeline import make_pipeline, make_union

from contentai import resources
from contentai.text.document import Document
from contentai.text.tokenize import words
from contentai.workspace import Workspace

_ROUNDS = 3
_BATCH = 200


def posts(folder: Path) -> list[str]:
    """The texts of the project's own posts."""
    return [
        json.loads(line)["text"]
        for file in sorted((folder / "posts").glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]


def fastest(work: Callable[[], object]) -> float:
    """CPU seconds of the fastest of three rounds."""
    best = float("inf")
    for _ in range(_ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print megabytes of UTF-8 a second for both, and how long the model takes to load."""
    texts = posts(resources.corpora_dir())
    size = sum(len(text.encode()) for text in texts) / 1e6
    start = time.process_time()
    workspace = Workspace.open()
    _ = workspace.models
    loaded = time.process_time() - start
    keys = [Document.parse(text, format="plain").key for text in texts]

    def ours() -> None:
        for at in range(0, len(texts), _BATCH):
            batch = [_folded(text) for text in texts[at : at + _BATCH]]
            for scores in workspace.score_all(batch):
                assert scores
                _ = scores.hard_sell, scores.spam, scores.clickbait, scores.intent

    prepared: dict[str, Document] = {}

    def _folded(text: str) -> Document:
        """A draft read and folded anew before the clock, so that only scoring is timed."""
        document = prepared[text]
        document.__dict__.pop("words", None)
        return document

    for text in texts:
        document = Document.parse(text, format="plain")
        _ = document.key, document.sentences
        prepared[text] = document
    peer = make_pipeline(
        make_union(
            TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=3),
            TfidfVectorizer(tokenizer=words, token_pattern=None, ngram_range=(1, 2), min_df=3),
        ),
        MultiOutputClassifier(LogisticRegression(C=3.0, solver="liblinear")),
    )
    labels = [
        [index % 2, index % 3 == 0, index % 5 == 0, index % 7 == 0] for index in range(len(keys))
    ]
    peer.fit(keys[:800], labels[:800])
    mine, theirs = fastest(ours), fastest(lambda: peer.predict_proba(keys))
    print(f"{len(texts)} texts, {size:.2f} MB; models loaded in {loaded:.3f} s of CPU")
    print(f"contentai     {size / mine:6.2f} MB/s  ({mine:.2f} s)")
    print(f"scikit-learn  {size / theirs:6.2f} MB/s  ({theirs:.2f} s)  {theirs / mine:.1f} ×")


if __name__ == "__main__":
    main()
