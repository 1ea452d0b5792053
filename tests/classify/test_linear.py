from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contentai import resources
from contentai.classify.features import VERSION, Alphabet, Occurrences
from contentai.classify.laid import Laid
from contentai.classify.linear import FrozenModel
from contentai.classify.modelfile import ModelError, load_model
from contentai.text.document import Document

SHIPPED = load_model(resources.model_dir(), "posts", "rjieba")
TITLES = load_model(resources.model_dir(), "titles", "rjieba")
WORDS = ["限时", "五折", "扫码", "加微信", "今天", "热水器", "保养", "13800138000", "\n", " ", "。"]


def _contributions(model: FrozenModel, output: str, text: str) -> tuple[float, float, int]:
    """Sum of the shares, calibrated log-odds less an empty text's, and the number of shares."""
    document = Document.parse(text, format="plain")
    found = model.alphabet.occurrences(document.key, document.words)
    nothing = model.alphabet.occurrences("", ())
    column = model.outputs.index(output)
    shares = model.contributions(found, output, len(document.folded))
    logits = model.calibrated(model.raw(found)) - model.calibrated(model.raw(nothing))
    return float(shares.sum()), float(logits[column]), len(shares) - len(document.folded)


@pytest.mark.parametrize("output", ["hard_sell", "spam", "intent.value"])
@given(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=120),
        st.lists(st.sampled_from(WORDS), max_size=60).map("".join),
    )
)
@settings(max_examples=60)
@example("")
@example("限时五折！" * 3000)
@example("①②③ ﷺ ＶＸ 臺灣\u200b五折")
def test_contributions_add_up_to_the_log_odds(output: str, text: str) -> None:
    total, expected, surplus = _contributions(SHIPPED, output, text)
    assert surplus == 0
    assert total == pytest.approx(expected, abs=1e-6)


def test_contributions_of_a_title_add_up_too() -> None:
    total, expected, _ = _contributions(TITLES, "clickbait", "看完惊呆了！99%的人都不知道的内幕")
    assert expected != 0
    assert total == pytest.approx(expected, abs=1e-6)


def test_a_tiny_model_by_hand() -> None:
    alphabet = Alphabet("ab", ("ab",))
    found = alphabet.occurrences("aab", ["a", "ab"])
    keys = np.unique(found.keys)  # a, b, aa, ab, aab, word ab
    weights = np.arange(1.0, len(keys) + 1)[:, None]
    model = FrozenModel(
        alphabet=alphabet,
        keys=keys,
        idf=np.full(len(keys), 2.0, np.float32),
        weights=weights.astype(np.float32),
        bias=np.array([0.5], np.float32),
        slope=np.array([2.0], np.float32),
        shift=np.array([-3.0], np.float32),
        outputs=("x",),
        engine="rjieba",
        about={},
    )
    twice = 1 + np.log(2)  # "a" stands there twice
    norm = np.sqrt(twice**2 + 4)
    raw = (twice * 1 + 2 + 3 + 4 + 5) / norm + 6 * 1.0 + 0.5
    assert len(keys) == 6
    assert model.raw(found) == pytest.approx([raw], abs=1e-9)
    assert model.calibrated(model.raw(found)) == pytest.approx([2 * raw - 3], abs=1e-9)
    shares = model.contributions(found, "x", 3)
    a, b, aa, ab, aab, word = 2 * np.array([twice, 2, 3, 4, 5, 6 * norm]) / norm
    assert shares == pytest.approx(
        [
            a / 2 + aa / 2 + aab / 3,
            a / 2 + aa / 2 + ab / 2 + aab / 3 + word / 2,
            b + ab / 2 + aab / 3 + word / 2,
        ],
        abs=1e-9,
    )


def test_the_shipped_models_know_their_outputs() -> None:
    assert SHIPPED.outputs[:2] == ("hard_sell", "spam")
    assert TITLES.outputs == ("clickbait",)
    assert np.all(np.diff(SHIPPED.keys) > 0)
    assert SHIPPED.weights.shape == (len(SHIPPED.keys), len(SHIPPED.outputs))
    assert np.isfinite(SHIPPED.weights).all()
    assert (SHIPPED.slope > 0).all()


# A model that cannot be trusted is refused.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("titles.json", "titles.safetensors"):
        shutil.copy(resources.model_dir() / name, tmp_path / name)
    return tmp_path


def _change(folder: Path, **values: object) -> None:
    file = folder / "titles.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **values}), "utf-8")


def _refusal(folder: Path, engine: str = "rjieba") -> ModelError:
    with pytest.raises(ModelError) as caught:
        load_model(folder, "titles", engine)
    return caught.value


def test_a_whole_model_loads(folder: Path) -> None:
    assert load_model(folder, "titles", "rjieba").outputs == ("clickbait",)


@pytest.mark.parametrize(
    ("name", "told"), [("posts", "clickbait"), ("disguise", "clickbait"), ("titles", "hard_sell")]
)
def test_the_files_of_another_part_are_refused(folder: Path, name: str, told: str) -> None:
    other = "posts" if name == "titles" else "titles"
    for end in ("json", "safetensors"):
        shutil.copy(resources.model_dir() / f"{other}.{end}", folder / f"{name}.{end}")
    with pytest.raises(ModelError) as caught:
        load_model(folder, name, "rjieba")
    assert str(folder / f"{name}.json") in caught.value.words.zh
    assert f"不是 {name} 的模型" in caught.value.words.zh
    assert told in caught.value.words.zh


def test_another_tokenizer_is_refused(folder: Path) -> None:
    words = _refusal(folder, "jieba").words
    assert "分词器 rjieba 训练的，现在选的是 jieba" in words.zh
    assert "tokenizer rjieba, not jieba" in words.en


def test_another_feature_version_is_refused(folder: Path) -> None:
    _change(folder, features=VERSION + 1)
    assert f"特征版本是 {VERSION + 1}，程序的是 {VERSION}" in _refusal(folder).words.zh


@pytest.mark.parametrize("kept", [0, 7, 1000, -1])
def test_a_truncated_weights_file_is_refused(folder: Path, kept: int) -> None:
    file = folder / "titles.safetensors"
    file.write_bytes(file.read_bytes()[:kept])
    words = _refusal(folder).words
    assert "模型文件损坏" in words.zh
    assert str(file) in words.zh


def test_one_changed_bit_is_refused(folder: Path) -> None:
    file = folder / "titles.safetensors"
    data = bytearray(file.read_bytes())
    data[-5] ^= 1
    file.write_bytes(data)
    assert "sha256" in _refusal(folder).words.zh


@pytest.mark.parametrize("data", [b"", b"[]", b"7", b'{"sha256"', b"\xff\xfe\x00", b"[" * 99999])
def test_a_damaged_description_is_refused(folder: Path, data: bytes) -> None:
    (folder / "titles.json").write_bytes(data)
    words = _refusal(folder).words
    assert "模型文件损坏" in words.zh
    assert "titles.json" in words.zh


@pytest.mark.parametrize("data", [b"", b"junk" * 50, b"\x08" + bytes(7) + b"{}      "])
def test_weights_of_another_shape_are_refused_even_with_their_checksum(
    folder: Path, data: bytes
) -> None:
    (folder / "titles.safetensors").write_bytes(data)
    _change(folder, sha256=hashlib.sha256(data).hexdigest())
    assert "titles.safetensors" in _refusal(folder).words.zh


@pytest.mark.parametrize("change", [{"outputs": ["a", "b"]}, {"outputs": None}, {"words": 3}])
def test_a_description_that_does_not_fit_the_weights_is_refused(
    folder: Path, change: dict[str, object]
) -> None:
    _change(folder, **change)
    assert "模型文件损坏" in _refusal(folder).words.zh


@pytest.mark.parametrize("name", ["titles.json", "titles.safetensors"])
def test_a_missing_file_is_named_with_the_way_out(folder: Path, name: str) -> None:
    (folder / name).unlink()
    words = _refusal(folder).words
    assert name in words.zh
    assert "contentai model train" in words.zh


@settings(max_examples=60)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), max_size=6))
def test_parts_scored_together_score_as_each_alone(sentences: list[list[str]]) -> None:
    text, bounds = "", []
    for sentence in sentences:
        bounds.append((len(text), len(text) + sum(map(len, sentence))))
        text += "".join(sentence) + "\n"
    words = [word for sentence in sentences for word in (*sentence, "\n")]
    found = SHIPPED.alphabet.occurrences(text, words)
    edges = np.array(bounds, dtype=np.int32).reshape(-1, 2)
    together = SHIPPED.raw_parts(found, edges)
    with mock.patch("contentai.classify.linear._TOGETHER", 9):
        assert np.array_equal(SHIPPED.raw_parts(found, edges), together)
    assert together.shape == (len(bounds), len(SHIPPED.outputs))
    for row, (start, end) in zip(together, bounds, strict=True):
        inside = (found.starts >= start) & (found.ends <= end)
        alone = Occurrences(*(column[inside] for column in found))
        assert row == pytest.approx(SHIPPED.raw(alone), abs=1e-9)


@settings(max_examples=60)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12), min_size=1, max_size=4))
def test_what_texts_hold_of_a_model_scores_them_as_all_of_it_does(
    texts: list[list[str]],
) -> None:
    laid = Laid.of(SHIPPED, ["".join(words) for words in texts], texts)
    whole = [SHIPPED.alphabet.occurrences("".join(words), words) for words in texts]
    assert len(laid.model.keys) == len(
        {at for found in whole for at in SHIPPED.known(found).indices.tolist()}
    )
    for words, known, found in zip(texts, laid.each(), whole, strict=True):
        size = len("".join(words))
        assert np.array_equal(laid.model.raw(known), SHIPPED.raw(found))
        for output in SHIPPED.outputs:
            shares = laid.model.contributions(known, output, size)
            assert np.array_equal(shares, SHIPPED.contributions(found, output, size))


def test_the_model_of_some_outputs_gives_them_the_same_odds() -> None:
    text = "".join(WORDS)
    found = SHIPPED.alphabet.occurrences(text, WORDS)
    bounds = np.array([[0, len(text)]], dtype=np.int32)
    every, turned = SHIPPED.raw_parts(found, bounds), SHIPPED.outputs[::-2]
    some = SHIPPED.only(turned)
    columns = [SHIPPED.outputs.index(output) for output in turned]
    assert np.array_equal(some.raw_parts(found, bounds), every[:, columns])
    assert np.array_equal(
        some.calibrated(some.raw_parts(found, bounds)), SHIPPED.calibrated(every)[:, columns]
    )
