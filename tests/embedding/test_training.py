"""What the training decides before any library trains: splits, vocabulary, the teacher's cache."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("tokenizers")

from tokenizers import Tokenizer

from contentai.embedding.static_model import load_static, read_pieces
from contentai.embedding.training import evaluate
from contentai.embedding.training.freeze import freeze, write_card
from contentai.embedding.training.teacher import teach
from contentai.embedding.training.texts import Pair, PairSet, read_pairs, read_sentences, split
from contentai.embedding.training.vocabulary import choose, count_words, make_tokenizer
from contentai.located import DataError


def test_no_sentence_stands_on_both_sides() -> None:
    pairs = tuple(Pair(f"句{i}", f"句{(i * 7 + 1) % 900}", i % 2) for i in range(0, 900, 3))
    sides = split(pairs, 0.3)
    learned, held = ({t for p in side for t in (p.a, p.b)} for side in (sides.learned, sides.held))
    assert learned.isdisjoint(held)
    assert learned and held
    assert sorted(map(repr, sides.learned + sides.held)) == sorted(map(repr, pairs))


def test_a_split_is_the_same_in_any_order() -> None:
    pairs = tuple(Pair(f"甲{i}", f"乙{i}", 1) for i in range(200))
    one, other = split(pairs, 0.3), split(pairs[::-1], 0.3)
    assert set(one.held) == set(other.held)
    assert 30 < len(one.held) < 90


def test_missing_pairs_are_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="sts"):
        read_pairs(tmp_path)


def test_a_bad_line_has_its_place(tmp_path: Path) -> None:
    (tmp_path / "reviews.jsonl").write_text('{"text": "很好，很好用"}\n{"text"\n', "utf-8")
    with pytest.raises(DataError) as raised:
        read_sentences(tmp_path, tmp_path)
    assert (Path(raised.value.file).name, raised.value.line) == ("reviews.jsonl", 2)


def test_sentences_are_neither_tiny_nor_long_and_none_twice(tmp_path: Path) -> None:
    text = "好。这家店服务很不错！这家店服务很不错；" + "长" * 81
    (tmp_path / "reviews.jsonl").write_text(json.dumps({"text": text}), "utf-8")
    assert read_sentences(tmp_path, tmp_path) == ["这家店服务很不错"]


@pytest.fixture(scope="module")
def frequencies() -> dict[str, float]:
    return choose(count_words(["ＡＰＰ下载 iPhone15 乾坤 体检", "髮型 体检"]), 300)


@pytest.fixture(scope="module")
def tokenizer(frequencies: dict[str, float]) -> Tokenizer:
    return make_tokenizer(frequencies)


def test_every_piece_survives_the_normalizer(
    frequencies: dict[str, float], tokenizer: Tokenizer
) -> None:
    for piece in frequencies:
        assert tokenizer.normalizer.normalize_str(piece) == piece
    assert {"a", "z", "0", "9", "的", "镁"} <= frequencies.keys()
    assert "體" not in frequencies
    pieces = read_pieces(json.loads(tokenizer.to_str()))
    assert len(pieces.scores) == len(frequencies) + 1
    one, other = pieces.cut(["體檢"]), pieces.cut(["体检"])
    assert one.ids.tolist() == other.ids.tolist()


def test_the_teacher_is_asked_once_a_text(tmp_path: Path) -> None:
    asked: list[str] = []

    def encode(texts: list[str]) -> np.ndarray:
        asked.extend(texts)
        return np.array([[len(text), ord(text[0]) % 100] for text in texts], dtype=np.float32)

    said: list[str] = []
    texts = ["天气", "很好啊", "天气"]
    first = teach(texts, tmp_path / "cache", said.append, encode)
    again = teach([*texts, "新"], tmp_path / "cache", said.append, encode)
    assert sorted(asked) == sorted({"天气", "很好啊", "新"})
    np.testing.assert_array_equal(again[:3], first)
    assert first[:, 0].tolist() == [2, 3, 2]
    assert len(said) == 2


def test_a_damaged_cache_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.npz").write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(ValueError, match=r"a\.npz"):
        teach(["天气"], tmp_path, lambda step: None, lambda texts: np.zeros((1, 2)))


def test_eight_bits_keep_the_vectors(tmp_path: Path, tokenizer: Tokenizer) -> None:
    rows = np.random.default_rng(0).standard_normal((tokenizer.get_vocab_size(), 32))
    rows[0] = 0
    card = freeze(tokenizer, rows.astype(np.float32), tmp_path)
    write_card(card, "# card\n", tmp_path)
    model = load_static(tmp_path)
    error = np.abs(model.vectors(np.arange(len(rows))) - rows).max(axis=1) / np.maximum(
        np.abs(rows).max(axis=1), 1e-9
    )
    assert error.max() < 0.5 / 127 + 1e-5
    assert card["bytes"] >= (tmp_path / "model.safetensors").stat().st_size


def test_correlations_are_those_of_the_order() -> None:
    vectors = {"a": [1, 0], "b": [1, 0.1], "c": [1, 1], "d": [0, 1]}

    def encode(texts: list[str]) -> np.ndarray:
        return np.array([vectors[text] for text in texts], dtype=np.float32)

    held = (Pair("a", "b", 5), Pair("a", "c", 3), Pair("a", "d", 0))
    turned = tuple(Pair(p.a, p.b, 5 - p.label) for p in held)
    found = evaluate.correlations(encode, {"x": PairSet((), held), "y": PairSet((), turned)})
    assert found == {"x": 1.0, "y": -1.0}
    worst = evaluate.failures(encode, {"y": PairSet((), turned)})["y"]
    assert {worst[0]["pair"], worst[1]["pair"]} == {0, 2}
