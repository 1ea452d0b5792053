"""How well bare titles are ranked for segments: categories of labelled titles as segments.

    python benchmarks/ranking.py TITLES.jsonl benchmarks/profiles/thucnews-*.yaml [--rows 2000]

The file holds {"text", "label"} a line (``--label category`` names another field). Each YAML is
a file of segments whose ids are labels: five words each, written without a look at the titles.
Titles are ranked as ``topics suggest`` does; nDCG@10 and precision among the first 200 (or among
as many as the category has) are means over categories. One with fewer than ``--fewest`` titles
is told by name and left out of the means.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import time
from collections import Counter
from pathlib import Path

import numpy as np

from contentai.embedding.encoder import open_encoder
from contentai.topics.article import Article
from contentai.topics.landscape import Landscape
from contentai.topics.mine import embed
from contentai.topics.segments import load_segments

_NEVER = datetime.date(9999, 1, 1)
_FIRST, _MANY = 10, 200
_LONGEST = 200


def ndcg(relevant: np.ndarray, count: int) -> float:
    """Of the first ten of a ranking (titles,), 0 to 1; ``count`` are relevant in all."""
    gains = 1 / np.log2(np.arange(2, _FIRST + 2))
    return float((relevant[:_FIRST] * gains).sum() / gains[: min(_FIRST, count)].sum())


def main() -> None:
    """Print a line a file of profiles, and what falls behind in it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("titles", type=Path)
    parser.add_argument("profiles", type=Path, nargs="+")
    parser.add_argument("--rows", type=int, help="draw so many titles, with a fixed seed")
    parser.add_argument("--label", default="label")
    parser.add_argument("--fewest", type=int, default=100)
    asked = parser.parse_args()
    rows = [json.loads(line) for line in asked.titles.read_text("utf-8").split("\n") if line]
    titles = {row["text"][:_LONGEST]: row[asked.label] for row in rows}
    texts = list(titles)
    if asked.rows:
        texts = random.Random(1).sample(texts, min(asked.rows, len(texts)))
    labels = np.array([titles[text] for text in texts])
    sizes = Counter(labels.tolist())
    encoder = open_encoder()
    articles = [Article(str(n), text, "", "", None) for n, text in enumerate(texts)]
    vectors = embed(articles, encoder)
    fewest = min(asked.fewest, len(texts) // len(sizes) // 2)
    means = []
    for file in asked.profiles:
        segments = tuple(load_segments(file).values())
        begin = time.process_time()
        land = Landscape(articles, vectors, (), segments, encoder, _NEVER)
        affinities = land.affinities
        took = time.process_time() - begin
        found, told = [], []
        for column, segment in enumerate(segments):
            size = sizes[segment.id]
            if not size:
                continue
            order = np.argsort(-affinities[:, column], kind="stable")
            relevant = labels[order] == segment.id
            gain, share = ndcg(relevant, size), float(relevant[: min(_MANY, size)].mean())
            if size >= fewest:
                found.append((gain, share))
            if gain < 0.9 or size < fewest:
                told.append(f"{segment.id} ({size}) {gain:.2f}/{share:.2f}")
        means.append(np.mean(found, axis=0))
        print(f"{file.stem}: nDCG@10 {means[-1][0]:.3f}, P@200 {means[-1][1]:.3f}", end="")
        print(f", {took:.1f} s; {' '.join(told)}", flush=True)
    mean = np.mean(means, axis=0)
    print(f"{asked.titles.stem}, {len(texts):,} titles: {mean[0]:.3f} {mean[1]:.3f}")


if __name__ == "__main__":
    main()
