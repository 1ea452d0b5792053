"""The one command that makes the shipped embedder and its card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contentai.embedding.static_model import load_static
from contentai.embedding.training import evaluate, fit
from contentai.embedding.training.card import markdown
from contentai.embedding.training.freeze import freeze, write_card
from contentai.embedding.training.teacher import TEACHER, Encode, Progress, teach
from contentai.embedding.training.texts import PairSet, every_text, read_pairs, read_sentences
from contentai.embedding.training.vocabulary import choose, count_words, make_tokenizer


@dataclass(frozen=True, slots=True)
class Recipe:
    """What was decided, by the figures in the card."""

    words: int = 36_000
    dim: int = 256
    sentences: int = 44_000
    sentence_steps: int = 600
    sentence_rate: float = 2e-3
    pair_steps: int = 4000
    pair_rate: float = 1e-3
    # How much each set counts, and how much of that is ranking equal pairs among the others.
    sts: float = 5.0
    others: float = 1.0
    ranking: float = 3.0
    teacher: float = 2.0


def train(
    data: Path,
    corpora: Path,
    cache: Path,
    output: Path,
    encode: Encode,
    recipe: Recipe | None = None,
    progress: Progress = lambda step: None,
) -> dict[str, Any]:
    """Train, freeze, measure; returns the card that was written beside the model.

    ``data`` is a folder of outside data sets (see ``texts``), ``cache`` the folder of what
    the teacher ``encode`` has said. Raises ``DataError`` for data that cannot be read,
    ``ValueError`` for a damaged cache and ``OSError`` where nothing can be written.
    """
    recipe = recipe or Recipe()
    pairs = read_pairs(data)
    progress("words")
    frequencies = choose(count_words(every_text(data, corpora)), recipe.words)
    words, counts = list(frequencies), np.array(list(frequencies.values()))
    held = {text for each in pairs.values() for pair in each.held for text in (pair.a, pair.b)}
    drawn = read_sentences(data, corpora)[: recipe.sentences]
    sentences = [text for text in drawn if text not in held]
    taught = teach([*words, *sentences], cache, progress, encode)
    tokenizer = make_tokenizer(frequencies)
    first = fit.first_vectors(taught[: len(words)], counts / counts.sum(), recipe.dim)
    model = fit.make_model(tokenizer, first)
    stages = {"words alone": _measure(model, pairs)}
    progress(f"words alone: {stages['words alone']}")

    targets = _centred(taught[len(words) :])
    sentence_set = fit.sentence_set(sentences)
    fit.fit(
        model,
        {"sentences": sentence_set},
        {"sentences": fit.TeacherLikeness(model, targets, 1.0)},
        batch=fit.SENTENCE_BATCH,
        steps=recipe.sentence_steps,
        rate=recipe.sentence_rate,
    )
    stages["after the teacher's sentences"] = _measure(model, pairs)
    progress(f"sentences: {stages[list(stages)[-1]]}")
    fit.fit(
        model,
        {
            "sentences": sentence_set,
            **{name: fit.pair_set(each.learned) for name, each in pairs.items()},
        },
        {
            "sentences": fit.TeacherLikeness(model, targets, recipe.teacher),
            **{
                name: fit.PairLikeness(
                    model,
                    recipe.sts if name == "sts" else recipe.others,
                    0.0 if name == "sts" else recipe.ranking,
                    1.0,
                )
                for name in pairs
            },
        },
        batch=fit.BATCH,
        steps=recipe.pair_steps,
        rate=recipe.pair_rate,
    )
    stages["after the pairs"] = _measure(model, pairs)
    progress(f"pairs: {stages['after the pairs']}")
    card: dict[str, Any] = freeze(tokenizer, fit.vectors_of(model), output)
    card |= {
        "teacher": TEACHER,
        "recipe": asdict(recipe),
        "sentences": len(sentences),
        "pairs": {
            name: {"learned": len(each.learned), "held": len(each.held)}
            for name, each in pairs.items()
        },
        "stages": stages,
    }
    write_card(card, "", output)  # now it can be loaded, and measured as it ships
    encoder = load_static(output)
    progress("measuring")
    card["shipped"] = evaluate.correlations(encoder.encode, pairs)
    card["teacher_held"] = _teacher_figures(pairs, cache, progress, encode)
    card["overlap"] = {
        name: evaluate.by_overlap(encoder.encode, each.held)
        for name, each in pairs.items()
        if name != "sts"
    }
    card["failures"] = evaluate.failures(encoder.encode, pairs)
    write_card(card, markdown(card), output)
    return card


def _measure(model: Any, pairs: Mapping[str, PairSet]) -> dict[str, float]:
    return evaluate.correlations(
        lambda texts: np.asarray(model.encode(list(texts), batch_size=1024)), pairs
    )


def _teacher_figures(
    pairs: Mapping[str, PairSet], cache: Path, progress: Progress, encode: Encode
) -> dict[str, float]:
    # ATEC's sentences are many, and cost the teacher ten minutes.
    pairs = {name: each for name, each in pairs.items() if name != "atec"}
    held = [text for each in pairs.values() for pair in each.held for text in (pair.a, pair.b)]
    teach(held, cache, progress, encode)
    return evaluate.correlations(
        lambda texts: teach(texts, cache, lambda step: None, encode), pairs
    )


def _centred(taught: NDArray[Any]) -> NDArray[np.float32]:
    """The teacher's sentences less what all of them share, of length 1."""
    vectors = taught - taught.mean(axis=0)
    sizes = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return np.asarray(vectors / sizes, dtype=np.float32)
