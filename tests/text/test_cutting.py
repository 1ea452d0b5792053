"""contentai.text.cutting: rjieba's words, without it."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import rjieba
from hypothesis import example, given, settings
from hypothesis import strategies as st
from safetensors.numpy import load

from contentai import resources
from contentai.text.cutting import cutter as cutter_module
from contentai.text.cutting.cutter import FILE, Cutter, digest_file
from contentai.text.tokenize import _Rjieba

# Han of all sorts with what runs are made of and what parts them.
ALPHABET = (
    "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里"
    "薇徵體國無嘅係㐀龥\u9fd6\uf900\U00020000γ①ａＡあ한👩‍👩‍👧🉐，。！ \r\n\t"
    "aZ09+#&._%-@/'~"
)
mixed = st.text(st.sampled_from(ALPHABET), max_size=60)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.fixture(scope="module")
def cutter() -> Cutter:
    return Cutter.open(FILE)


def texts() -> list[str]:
    """Every twelfth post of the project's own."""
    posts = [
        json.loads(line)["text"]
        for file in sorted((resources.corpora_dir() / "posts").glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    return posts[::12]


def test_posts_have_the_same_words(cutter: Cutter) -> None:
    found = texts()
    assert len(found) > 500
    wrong = [text for text in found if cutter.cut(text) != list(rjieba.cut(text))]
    assert wrong == []


@settings(max_examples=300)
@given(text=mixed | anything)
@example("电话0900-555-307，v1.5.2-a_b%c，C++和C#，50%off，3%-5%")
@example("\r\n\n\r")
def test_any_text_has_the_same_words(cutter: Cutter, text: str) -> None:
    assert cutter.cut(text) == list(rjieba.cut(text))


@settings(max_examples=300)
@given(word=st.text(st.sampled_from(ALPHABET), max_size=6))
@example("")
@example("AB型")
@example("不了了之")
def test_the_same_words_are_known(cutter: Cutter, word: str) -> None:
    assert cutter.has(word) == (len(rjieba.cut(word, False)) == 1)


def test_pieces_of_posts_are_known_or_not_just_the_same(cutter: Cutter) -> None:
    pieces = {text[at : at + size] for text in texts()[::20] for at in range(60) for size in (2, 3)}
    known = {piece: cutter.has(piece) for piece in pieces}
    assert known == {piece: len(rjieba.cut(piece, False)) == 1 for piece in pieces}
    assert set(known.values()) == {True, False}


@pytest.mark.skipif(find_spec("jieba") is None, reason="jieba is not installed")
@pytest.mark.filterwarnings("ignore")
def test_what_ships_is_the_dictionary_of_jieba() -> None:
    import jieba

    from contentai.text.cutting.layout import entries

    made = entries(Path(jieba.__file__).parent)
    for name, shipped in load(FILE.read_bytes()).items():
        assert np.array_equal(getattr(made, name), shipped), name


@pytest.mark.parametrize("harm", ["gone", "empty", "a bit", "no digest"])
def test_without_a_sound_dictionary_rjieba_cuts_all_the_same(
    harm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / FILE.name
    data = FILE.read_bytes()
    file.write_bytes(b"" if harm == "empty" else data)
    shutil.copy(digest_file(FILE), tmp_path)
    assert harm == "empty" or Cutter.open(file).has("今天")
    if harm == "gone":
        file.unlink()
    elif harm == "a bit":
        file.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    elif harm == "no digest":
        digest_file(file).unlink()
    with pytest.raises((OSError, ValueError)):
        Cutter.open(file)
    monkeypatch.setattr(cutter_module, "FILE", file)
    engine = _Rjieba()
    assert engine.cut("我们今天喝茶") == ["我们", "今天", "喝茶"]
    assert engine.has("今天")
