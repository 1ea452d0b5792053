from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from contentai.classify.features import level
from contentai.classify.modelfile import load_model, storable
from contentai.classify.packed import rounded
from contentai.classify.training.datasets import Sample, load_corpus
from contentai.classify.training.evaluate import leave_one_source_out, leave_one_writer_out
from contentai.classify.training.fit import (
    CLAIM_WEIGHT,
    OWN_WEIGHT,
    WORD_SHARE,
    Table,
    fit_binary,
    fit_intents,
    freeze,
    joined,
    logistic,
    save,
    tabulate,
)
from contentai.classify.training.matrix import Read, read_samples, weigh
from contentai.diagnostics import INTENTS
from contentai.located import DataError
from tests.classify.writing import texts, write_corpora
from tests.cli.process import ROOT, Call, perform, perform_as_process

UNSEEN = [
    "明天茶叶五折，马上下单！",
    "家电安装请先量尺寸。",
    "完全没见过的话xyz",
    "加薇信日赚三千",
    "茶",
]


# The same scores as scikit-learn's own classes, put together by hand.


def grams(text: Read) -> Iterator[str]:
    leveled = level(text.key)
    for size in (1, 2, 3):
        for start in range(len(leveled) - size + 1):
            gram = leveled[start : start + size]
            if not any(character.isspace() for character in gram):
                yield gram


def words(text: Read) -> Iterator[str]:
    leveled, at, found = level(text.key), 0, []
    for word in text.words:
        found.append(leveled[at : at + len(word)])
        at += len(word)
    yield from (word for word in found if word.strip())
    for one, two in pairwise(found):
        if one.strip() and two.strip():
            yield f"{one} {two}"


class Pipeline:
    """Character and word tf–idf, each scaled by itself, side by side; words count for less."""

    def __init__(self, seen: list[Read]) -> None:
        self._parts = []
        for analyzer in (grams, words):
            counter = CountVectorizer(analyzer=analyzer, min_df=2)
            weigher = TfidfTransformer(sublinear_tf=True, norm="l2", smooth_idf=True)
            weigher.fit(counter.fit_transform(seen))
            self._parts.append((counter, weigher))

    def transform(self, read: list[Read]) -> Any:
        parts = [w.transform(c.transform(read)) for c, w in self._parts]
        return sparse.hstack([parts[0], WORD_SHARE * parts[1]]).tocsr()

    def scale(self) -> Any:
        """What each feature stands in the matrix times."""
        characters, words = (len(counter.vocabulary_) for counter, _ in self._parts)
        return np.repeat([1.0, WORD_SHARE], [characters, words])


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    return [
        Sample(
            id=str(index),
            source="corpus" if index % 3 else "elsewhere",
            group=industry,
            text=text,
            intent=intent,
            hard_sell=None if index % 11 == 5 else intent in ("hard_sell", "spam"),
            spam=intent == "spam",
        )
        for index, (industry, intent, text) in enumerate(texts())
    ]


@pytest.fixture(scope="module")
def seen(samples: list[Sample]) -> list[Read]:
    return read_samples(samples, "rjieba")


@pytest.fixture(scope="module")
def table(samples: list[Sample], seen: list[Read]) -> Table:
    return tabulate(samples, seen, ("hard_sell", "spam"))


@pytest.fixture(scope="module")
def unseen() -> list[Read]:
    return read_samples([Sample(str(i), "x", "x", t) for i, t in enumerate(UNSEEN)], "rjieba")


def test_features_weigh_as_in_scikit_learn(table: Table, seen: list[Read]) -> None:
    matrix = Pipeline(seen).transform(seen)
    assert table.matrix.shape == matrix.shape
    # Columns are ordered differently; products of rows and sorted columns are not.
    assert np.abs(table.matrix @ table.matrix.T - matrix @ matrix.T).max() < 1e-9
    ours, theirs = (np.sort(np.asarray(m.sum(axis=0)).ravel()) for m in (table.matrix, matrix))
    assert ours == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("output", ["hard_sell", "spam"])
def test_frozen_scores_equal_scikit_learn_s(
    tmp_path: Path,
    samples: list[Sample],
    table: Table,
    seen: list[Read],
    unseen: list[Read],
    output: str,
) -> None:
    rows = np.arange(len(samples))
    save(freeze(table, fit_binary(table, output, rows), {}, "rjieba"), tmp_path, "m")
    model = load_model(tmp_path, "m", "rjieba")
    known = [i for i, sample in enumerate(samples) if getattr(sample, output) is not None]
    pipeline = Pipeline(seen)
    regression = logistic().fit(
        pipeline.transform([seen[i] for i in known]),
        [bool(getattr(samples[i], output)) for i in known],
        sample_weight=[OWN_WEIGHT if samples[i].source == "corpus" else 1.0 for i in known],
    )
    both = [*seen[:40], *unseen]
    ours = [model.raw(model.alphabet.occurrences(t.key, t.words))[0] for t in both]
    exact = regression.decision_function(pipeline.transform(both))
    # Weights are kept in eight bits. With its own rounded so, scikit-learn says the same.
    scale, learned = pipeline.scale(), regression.coef_.copy()
    regression.coef_ = rounded((learned * scale).T).T / scale
    equal = regression.decision_function(pipeline.transform(both))
    assert ours == pytest.approx(equal.tolist(), abs=1e-5)
    # A weight is never moved by more than a 127th, and so a text only by what it adds up to.
    most = abs(pipeline.transform(both)) @ np.abs(learned[0]) / 127
    assert (np.abs(ours - exact) <= most + 1e-6).all()


def test_frozen_scores_equal_the_fit_they_came_from(
    tmp_path: Path, table: Table, seen: list[Read], samples: list[Sample]
) -> None:
    rows = np.arange(len(samples))
    fit = joined([fit_binary(table, "spam", rows), fit_intents(table, rows)])
    frozen = freeze(table, fit, {"spam": (1.5, -0.25)}, "rjieba")
    save(frozen, tmp_path, "m")
    model = load_model(tmp_path, "m", "rjieba")
    for tensor in ("keys", "idf", "weights", "bias", "slope", "shift"):
        assert np.array_equal(getattr(model, tensor), getattr(frozen, tensor))
    assert model.outputs == ("spam", *(f"intent.{name}" for name in INTENTS))
    raw = np.array([model.raw(model.alphabet.occurrences(t.key, t.words)) for t in seen])
    near = storable(fit.weights * table.scale[:, None], fit.outputs)
    expected = np.asarray(weigh(table.counts, table.idf) @ near.astype(np.float64) + fit.bias)
    assert np.abs(raw - expected).max() < 1e-5
    calibrated = model.calibrated(raw)
    assert calibrated[:, 0] == pytest.approx(1.5 * raw[:, 0] - 0.25, abs=1e-6)
    assert np.array_equal(calibrated[:, 1:], raw[:, 1:])
    guessed = [INTENTS[i] for i in raw[:, 1:].argmax(axis=1)]
    right = sum(g == s.intent for g, s in zip(guessed, samples, strict=True))
    assert right == len(samples)  # it has learned what it was shown


def test_what_was_left_out_has_no_say_in_the_features(monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels drawn by lot cannot be told on unseen texts; they could where features leaked."""
    from contentai.classify.training import fit as fitting

    monkeypatch.setattr(fitting, "MOST_FEATURES", 200)
    draw = np.random.default_rng(7)
    samples = [
        Sample(
            id=str(number),
            source=f"corpus-{number % 4}",
            group="-",
            text="".join(map(chr, draw.integers(0x4E00, 0x4E00 + 150, 40))),
            spam=bool(draw.integers(2)),
        )
        for number in range(400)
    ]
    drawn = tabulate(samples, read_samples(samples, "rjieba"), ("spam",))
    assert len(drawn.counts.keys) == 200
    unseen = leave_one_source_out(drawn, "spam", (1.0, 0.0))
    assert len(unseen) == 4
    assert 0.4 < np.mean([figures["auc"] for figures in unseen.values()]) < 0.6


def test_a_writer_is_judged_by_a_model_that_saw_only_the_others() -> None:
    """One writer sells with a word that no other uses: it tells nothing about the writer."""
    samples = [
        Sample(
            id=f"{writer}-{number}",
            source="corpus-chat",
            group=writer,
            text=("春风" if number % 2 else "秋雨") * 3 if writer == "chat2" else word * 3,
            spam=bool(number % 2),
        )
        for writer in ("chat", "chat2", "chat3")
        for number, word in enumerate(["好茶", "好酒"] * 8)
    ]
    samples += [replace(s, source="corpus-ugc", group="ugc") for s in samples[:4]]
    table = tabulate(samples, read_samples(samples, "rjieba"), ("spam",))
    unseen = leave_one_writer_out(table, "spam", (1.0, 0.0))
    assert {name: figures["auc"] for name, figures in unseen.items()} == {
        "chat": 1.0,
        "chat2": 0.5,
        "chat3": 1.0,
    }
    hard = replace(table, labels={"spam": np.where(table.own, 0, -1)})
    assert leave_one_writer_out(hard, "spam", (1.0, 0.0)) == {}


def test_claims_thought_out_weigh_more_than_drawn_sentences() -> None:
    sources = ["corpus-tea", "corpus-claims-lawyer", "corpus-claims-selling", "reviews"]
    samples = [Sample(name, name, name, "同样的一句好话", unlawful=False) for name in sources]
    weights = tabulate(samples, read_samples(samples, "rjieba"), ("unlawful",)).weights
    assert weights[1] == CLAIM_WEIGHT > weights[0] == weights[2] == OWN_WEIGHT > weights[3]


def test_texts_of_a_genre_are_grouped_by_writer(tmp_path: Path) -> None:
    corpora = write_corpora(tmp_path / "corpora")
    rows = [
        {"id": id, "intent": "value", "industry": industry, "channel": "group", "text": "一段文字"}
        for id, industry in (("chat-001", "chat"), ("chat2-001", "chat"), ("tea-x-1", "tea"))
    ]
    (corpora / "posts" / "more.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    groups = {sample.id: sample.group for sample in load_corpus(corpora)}
    assert groups["chat-001"] == "chat"
    assert groups["chat2-001"] == "chat2"
    assert groups["tea-x-1"] == "tea"


def test_the_commonest_features_are_kept(
    table: Table, samples: list[Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    from contentai.classify.training import fit as fitting

    monkeypatch.setattr(fitting, "MOST_FEATURES", 50)
    small = tabulate(samples, read_samples(samples, "rjieba"), ("spam",))
    frequency = np.asarray((table.counts.matrix > 0).sum(axis=0)).ravel()
    kept = np.isin(table.counts.keys, small.counts.keys)
    assert kept.sum() == 50
    assert frequency[kept].min() >= frequency[~kept].max()
    assert small.matrix.shape == (len(samples), 50)


# The command.


def test_training_twice_gives_the_same_bytes_and_a_model_that_loads(tmp_path: Path) -> None:
    corpora = write_corpora(tmp_path / "corpora")
    train = ("model", "train", "--corpora", corpora, "--output")
    here = perform(Call((*train, "1"), tmp_path))
    # Sets have another order there.
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    there = perform_as_process(Call((*train, "2"), tmp_path, env={"PYTHONHASHSEED": seed}))
    for answer in (here, there):
        assert answer.status == 0, answer.err
    first, second = (
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in "12"
    )
    names = ["card.json", "card.md", "disguise.json", "disguise.safetensors"]
    names += ["posts.json", "posts.safetensors"]
    assert sorted(first) == [*names, "titles.json", "titles.safetensors"]
    assert first == second
    posts = load_model(tmp_path / "1", "posts", "rjieba")
    assert posts.outputs == ("hard_sell", "spam", *(f"intent.{name}" for name in INTENTS))
    assert load_model(tmp_path / "1", "titles", "rjieba").outputs == ("clickbait",)
    card = json.loads(first["card.json"])
    assert card["posts"]["rows"] == {"corpus": len(texts())}


@pytest.mark.parametrize("missing", [("sklearn",), ("sklearn", "scipy")])
def test_training_without_scikit_learn_says_what_to_install(
    tmp_path: Path, missing: tuple[str, ...]
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Block:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name.split('.')[0] in {missing!r}:\n"
        "            raise ModuleNotFoundError(name, name=name)\n"
        "sys.meta_path.insert(0, Block())\n",
        "utf-8",
    )
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = perform(Call(("model", "train", "--output", "out"), tmp_path, env={"PYTHONPATH": path}))
    assert done.status == 2
    assert "pip install 'contentai[train]'" in done.err
    assert not (tmp_path / "out").exists()


def _corpus_with(tmp_path: Path, line: str) -> Path:
    corpora = write_corpora(tmp_path / "corpora")
    with (corpora / "posts" / "all.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    return corpora


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "x", "intent": "selling", "industry": "y", "text": "z"}', "selling"),
        ('{"id": "x", "intent": "value", "industry": "y"}', "“text”"),
        ('{"id": "x", "intent": "value", "text": "z"}', "“industry”"),
        ('{"id": "x", "intent": "value", ', "不是合格的 JSON"),
    ],
)
def test_a_bad_corpus_line_is_told_with_its_place(tmp_path: Path, line: str, reason: str) -> None:
    corpora = _corpus_with(tmp_path, line)
    with pytest.raises(DataError) as caught:
        load_corpus(corpora)
    assert reason in caught.value.words.zh
    assert caught.value.line == len(texts()) + 1


def test_a_corpus_that_is_too_small_ends_with_2_and_a_reason(tmp_path: Path) -> None:
    (tmp_path / "corpora").mkdir()
    done = perform(Call(("model", "train", "--corpora", "corpora", "--output", "out"), tmp_path))
    assert done.status == 2
    assert "至少要 8 个行业" in done.err


def test_the_card_is_shown(tmp_path: Path) -> None:
    done = perform(Call(("model", "card", "--full"), tmp_path))
    assert done.status == 0
    assert done.out.startswith("# Model card")
