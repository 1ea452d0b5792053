from __future__ import annotations

import hashlib
import json
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load, save

from contentai import resources
from contentai.embedding.encoder import open_encoder
from contentai.embedding.static_model import EmbedderError, StaticEncoder, load_static
from tests.embedding.small import tokenizer, write_model


@cache
def small() -> StaticEncoder:
    with tempfile.TemporaryDirectory() as folder:
        return load_static(write_model(Path(folder)))


def seal(folder: Path) -> None:
    """Make the card vouch for what lies there now."""
    sums = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("tokenizer.json", "model.safetensors")
    }
    (folder / "card.json").write_text(json.dumps({"sha256": sums}), "utf-8")


def test_a_vector_is_the_mean_of_the_pieces_of_length_1() -> None:
    model = small()
    (vector,) = model.encode(["热水器？维修 热水器"])
    rows = model.vectors(model.pieces.cut(["热水器维修热水器"]).ids)
    assert len(rows) == 3
    mean = rows.mean(axis=0)
    np.testing.assert_allclose(vector, mean / np.linalg.norm(mean), atol=1e-6)


def test_vectors_have_the_promised_shape() -> None:
    model = small()
    found = model.encode(["", "今天", "龘龘", "天气 12"])
    assert (found.shape, found.dtype) == ((4, 8), np.float32)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), [0, 1, 0, 1], atol=1e-6)
    assert model.encode([]).shape == (0, 8)


@given(st.lists(st.text(alphabet="今天气不错热水器 ap\n", max_size=20), max_size=6))
def test_a_text_has_one_vector_whatever_its_company(texts: list[str]) -> None:
    model = small()
    together = model.encode(texts * 200)
    for row, text in zip(together[-len(texts) :], texts, strict=True):
        np.testing.assert_allclose(row, model.encode([text])[0], atol=1e-6)


@pytest.mark.parametrize("name", ["tokenizer.json", "model.safetensors", "card.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    (write_model(tmp_path) / name).unlink()
    with pytest.raises(EmbedderError, match=name):
        load_static(tmp_path)


@pytest.mark.parametrize("name", ["tokenizer.json", "model.safetensors"])
def test_a_changed_file_is_refused(tmp_path: Path, name: str) -> None:
    file = write_model(tmp_path) / name
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(EmbedderError, match=f"{name}.*sha256"):
        load_static(tmp_path)


@pytest.mark.parametrize("card", ["[]", "{}", '{"sha256": 3}', "{", "[" * 100_000])
def test_a_card_that_vouches_for_nothing_is_refused(tmp_path: Path, card: str) -> None:
    (write_model(tmp_path) / "card.json").write_text(card, "utf-8")
    with pytest.raises(EmbedderError):
        load_static(tmp_path)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("pre_tokenizer", {"type": "Whitespace"}),
        ("added_tokens", [{"id": 1, "content": "今天"}]),
        ("normalizer", None),
        ("normalizer", {"type": "Sequence", "normalizers": [{"type": "NFKC"}]}),
        ("model", {"type": "BPE", "vocab": {}, "merges": []}),
        ("model", {"type": "Unigram", "unk_id": 0, "vocab": [["?", 0], ["天", -1]]}),
        ("model", {"type": "Unigram", "unk_id": 0, "vocab": 3}),
    ],
)
def test_a_tokenizer_that_we_do_not_cut_by_is_refused(
    tmp_path: Path, part: str, value: object
) -> None:
    write_model(tmp_path)
    content = tokenizer() | {part: value}
    (tmp_path / "tokenizer.json").write_text(json.dumps(content), "utf-8")
    seal(tmp_path)
    with pytest.raises(EmbedderError):
        load_static(tmp_path)


def test_weights_that_are_no_safetensors_are_refused(tmp_path: Path) -> None:
    (write_model(tmp_path) / "model.safetensors").write_bytes(b"{}")
    seal(tmp_path)
    with pytest.raises(EmbedderError, match=r"damaged|坏"):
        load_static(tmp_path)


def test_a_vector_for_unknown_text_is_refused(tmp_path: Path) -> None:
    write_model(tmp_path)
    arrays = load((tmp_path / "model.safetensors").read_bytes())
    arrays["embeddings"][0] = 1
    (tmp_path / "model.safetensors").write_bytes(save(arrays))
    seal(tmp_path)
    with pytest.raises(EmbedderError, match="unknown piece"):
        load_static(tmp_path)


def test_the_name_changes_with_the_vectors(tmp_path: Path) -> None:
    one = load_static(write_model(tmp_path / "a", dim=8))
    same = load_static(write_model(tmp_path / "b", dim=8))
    other = load_static(write_model(tmp_path / "c", dim=4))
    assert one.name == same.name != other.name


def test_a_folder_with_a_card_needs_no_library(tmp_path: Path) -> None:
    write_model(tmp_path / "own")
    assert isinstance(open_encoder("own", tmp_path), StaticEncoder)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match="no-such"):
        open_encoder("./no-such", tmp_path)
    with pytest.raises(EmbedderError):
        open_encoder("a\0b", tmp_path)


def test_the_shipped_model_is_small_and_knows_every_common_character() -> None:
    folder = resources.embedder_dir()
    assert sum(file.stat().st_size for file in folder.iterdir()) <= 16_000_000
    model = open_encoder()
    # GB 2312, but for the row that is not full.
    common = [
        bytes((high, low)).decode("gb2312")
        for high in (*range(0xB0, 0xD7), *range(0xD8, 0xF8))
        for low in range(0xA1, 0xFF)
    ]
    assert model.encode(common).any(axis=1).all()
    assert model.encode([*"abcxyz0189"]).any(axis=1).all()


def test_the_shipped_model_tells_alike_from_unlike() -> None:
    texts = [
        "热水器的镁棒多久换一次",
        "電熱水器鎂棒更換週期",
        "最后三小时，全场五折秒杀",
        "限时特价，错过再等一年",
        "下周立春，怎么养肝",
    ]
    vectors = open_encoder().encode(texts)
    alike = vectors @ vectors.T
    assert alike[0, 1] == max(alike[0, 1:])
    assert alike[2, 3] == max(alike[2, [0, 1, 3, 4]])


def test_traditional_and_simplified_have_one_vector() -> None:
    model = open_encoder()
    one, other = model.encode(["熱水器的鎂棒多久換一次", "热水器的镁棒多久换一次"])
    np.testing.assert_array_equal(one, other)
