"""The one command that makes the shipped models and their card."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from contentai.classify import disguise
from contentai.classify.features import VERSION
from contentai.classify.training import evaluate, figures
from contentai.classify.training.card import write_card
from contentai.classify.training.datasets import (
    Sample,
    load_articles,
    load_claims,
    load_corpus,
    load_titles,
)
from contentai.classify.training.disguise import load_written, train_disguise
from contentai.classify.training.fit import (
    CLAIM_WEIGHT,
    INTENT_INVERSE_PENALTY,
    INVERSE_PENALTY,
    MOST_FEATURES,
    OWN_WEIGHT,
    SOURCE_WEIGHTS,
    WORD_SHARE,
    Linear,
    Table,
    fit_binary,
    fit_intents,
    freeze,
    joined,
    save,
    tabulate,
)
from contentai.classify.training.lawful import (
    claim_sentences,
    is_sentence,
    known_lawful,
    sentences,
)
from contentai.classify.training.matrix import read_samples
from contentai.classify.training.outside import headlines, load_outside
from contentai.diagnostics import INTENTS
from contentai.language import Bilingual
from contentai.located import DataError
from contentai.text.tokenize import Engine

SEED = 7
MOST_PER_CLASS = 1500
# Sources of which more is taken.
MOST_OF = {
    "titles-thucnews": 11000,
    "titles-toutiao": 30000,
    "reviews": 15000,
    "pairs-atec-train": 8000,
    "pairs-bq-dev": 6000,
    "pairs-lcqmc-dev": 6000,
    "pairs-stsb-zh-train": 4000,
    "copy-advertisegen": 3000,
    "copy-taobao": 3000,
    "sms-mudou": 6000,
    "sms-hrwhisper": 4000,
}
# Plain titles beside those written for the project: more of them make the model larger, not better.
MOST_TITLES_OF = {"titles-thucnews": 6000}
_SELLING = ("hard_sell", "spam")

Progress = Callable[[str], None]


def train(
    corpora: Path,
    data: Path | None,
    output: Path,
    engine: Engine = "rjieba",
    progress: Progress = lambda step: None,
) -> dict[str, Any]:
    """Train, evaluate, freeze; returns the card that was written beside the models.

    ``data`` is a folder of outside data sets (see ``datasets``) or None. The same inputs on
    the same machine give the same bytes. Raises ``DataError`` for a corpus that cannot be
    read and ``OSError`` for an output folder that cannot be written.
    """
    posts, titles = gather(corpora, data)
    card: dict[str, Any] = {
        "features": VERSION,
        "engine": engine,
        "seed": SEED,
        "inverse_penalty": INVERSE_PENALTY,
        "intent_inverse_penalty": INTENT_INVERSE_PENALTY,
        "own_weight": OWN_WEIGHT,
        "claim_weight": CLAIM_WEIGHT,
        "source_weights": SOURCE_WEIGHTS,
        "most_features": MOST_FEATURES,
        "word_share": WORD_SHARE,
        "false_positive_rate": figures.FALSE_POSITIVE_RATE,
    }
    outputs = ("hard_sell", "spam", "unlawful") if any(s.unlawful for s in posts) else _SELLING
    progress(f"posts: {len(posts)} texts")
    card["posts"] = _train_part(posts, outputs, True, output, "posts", engine, progress)
    progress(f"titles: {len(titles)} texts")
    card["titles"] = _train_part(titles, ("clickbait",), False, output, "titles", engine, progress)
    progress("disguise")
    try:
        model, card["disguise"] = train_disguise(load_written(corpora, posts))
    except ValueError:
        words = Bilingual("至少要两个文件", "two files at least are needed")
        raise DataError(str(corpora / "evasion"), 0, 0, words) from None
    card["disguise"]["bytes"] = save(model, output, "disguise", disguise.VERSION)
    write_card(card, output)
    return card


def gather(corpora: Path, data: Path | None) -> tuple[list[Sample], list[Sample]]:
    """The posts and the titles that are learned from, outside ones thinned by a fixed seed.

    Raises ``DataError`` for a corpus that cannot be read or is too small.
    """
    outside_posts, outside_titles = load_outside(data) if data else ([], [])
    own_posts = [*load_corpus(corpora), *load_articles(corpora)]
    own_titles = load_titles(corpora)
    _require_enough(own_posts, own_titles, corpora)
    claims = load_claims(corpora)
    posts = [
        *known_lawful([*own_posts, *_thinned(outside_posts, "hard_sell", MOST_OF)]),
        *headlines(_thinned(outside_titles, "clickbait", MOST_OF)),
        *claims,
        *claim_sentences(claims),
        *sentences(own_posts),
    ]
    known = [title for title in outside_titles if title.clickbait is not None]
    return posts, [*own_titles, *_thinned(known, "clickbait", MOST_TITLES_OF)]


def _require_enough(posts: Sequence[Sample], titles: Sequence[Sample], corpora: Path) -> None:
    """Raises ``DataError`` where a label or the industries to split by are missing."""
    least = evaluate.FOLDS
    for folder, samples in (("posts", posts), ("titles", titles)):
        found = len({sample.group for sample in samples})
        if found < least:
            raise DataError(
                str(corpora / folder),
                0,
                0,
                Bilingual(
                    f"至少要 {least} 个行业的语料，这里有 {found} 个",
                    f"a corpus of {least} industries or more is needed, here are {found}",
                ),
            )
    missing = [name for name in INTENTS if name not in {post.intent for post in posts}]
    missing += [
        f"clickbait {bait:d}"
        for bait in (True, False)
        if bait not in {title.clickbait for title in titles}
    ]
    if missing:
        names = ", ".join(missing)
        raise DataError(
            str(corpora), 0, 0, Bilingual(f"没有一条标着 {names}", f"nothing is labelled {names}")
        )


def _thinned(samples: Sequence[Sample], label: str, most_of: Mapping[str, int]) -> list[Sample]:
    """At most so many texts of each source and class, drawn by a fixed seed.

    ``most_of`` names the sources of which it is not ``MOST_PER_CLASS``.
    """
    groups: dict[tuple[str, str], list[Sample]] = defaultdict(list)
    for sample in samples:
        groups[(sample.source, str(getattr(sample, label)))].append(sample)
    drawn: list[Sample] = []
    for key in sorted(groups):
        members = groups[key]
        most = min(most_of.get(key[0], MOST_PER_CLASS), len(members))
        drawn.extend(random.Random(f"{SEED} {key}").sample(members, most))
    return drawn


def _train_part(
    samples: Sequence[Sample],
    outputs: tuple[str, ...],
    intents: bool,
    folder: Path,
    name: str,
    engine: Engine,
    progress: Progress,
) -> dict[str, Any]:
    table = tabulate(samples, read_samples(samples, engine), outputs, name)
    progress(f"{name}: {len(table.counts.keys)} features")
    folds = evaluate.folds_of(table)
    own = np.flatnonzero(table.own)
    report: dict[str, Any] = {
        "rows": _rows_by_source(samples),
        "sentences": sum(map(is_sentence, samples)),
        "features": len(table.counts.keys),
        "scores": {},
    }
    calibration: dict[str, tuple[float, float]] = {}
    for output in outputs:
        progress(f"{name}: {output}")
        logits = evaluate.unseen_logits(table, output, folds)
        labels = table.labels[output]
        rate = figures.FALSE_POSITIVE_RATE[output]
        known = own[labels[own] >= 0]
        calibration[output], reliability = figures.calibrate(
            logits[known], labels[known], rate, figures.quiet_logits(table, output, logits)
        )
        slope, shift = calibration[output]
        scores = slope * logits + shift
        report["scores"][output] = {
            "corpus_folds": {
                **figures.flagged(scores[known], labels[known]),
                **figures.ranking(scores[known], labels[known]),
            },
            "calibration": reliability,
            "known_sources": evaluate.known_sources(table, output, scores),
            "unseen_sources": evaluate.leave_one_source_out(table, output, calibration[output]),
            "unseen_writers": evaluate.leave_one_writer_out(table, output, calibration[output]),
            "slices": figures.by_slice(table, known, scores, output),
            "failures": figures.failures(table, known, scores, output),
        }
    if intents:
        progress(f"{name}: intents")
        report["intents"] = evaluate.unseen_intents(table, folds)
    fit = _fit(table, outputs, intents)
    model = freeze(table, fit, calibration, engine)
    report["rounding"] = figures.rounding(table, fit, model)
    report["bytes"] = save(model, folder, name)
    return report


def _fit(table: Table, outputs: tuple[str, ...], intents: bool) -> Linear:
    rows = np.arange(len(table.samples))
    parts = [fit_binary(table, output, rows) for output in outputs]
    return joined([*parts, fit_intents(table, rows)] if intents else parts)


def _rows_by_source(samples: Sequence[Sample]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for sample in samples:
        counts[sample.source] += not is_sentence(sample)
    return dict(sorted(counts.items()))
