from __future__ import annotations

import json
import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai import resources
from contentai.embedding.pieces import Pieces, grow
from contentai.embedding.static_model import read_pieces
from tests.embedding.small import REPLACED, WORDS, tokenizer


def cut(pieces: Pieces, vocabulary: list[str], texts: list[str]) -> list[list[str]]:
    found = pieces.cut(texts)
    ids = found.ids.tolist()
    answer = []
    for count in found.counts.tolist():
        answer.append([vocabulary[i] for i in ids[:count]])
        ids = ids[count:]
    assert ids == []
    return answer


SMALL = tokenizer()
VOCABULARY = [piece for piece, _ in SMALL["model"]["vocab"]]


def small(*texts: str) -> list[list[str]]:
    return cut(read_pieces(SMALL), VOCABULARY, list(texts))


def brute(text: str, scores: dict[str, float]) -> float:
    """The best score over all ways to cut a text of known characters."""
    best = [0.0, *[float("-inf")] * len(text)]
    for end in range(1, len(text) + 1):
        for begin in range(end):
            if text[begin:end] in scores:
                best[end] = max(best[end], best[begin] + scores[text[begin:end]])
    return best[-1]


def test_the_best_path_is_taken() -> None:
    assert small("今天天气不错") == [["今天天气", "不错"]]
    assert small("热水器维修") == [["热水器", "维修"]]


def test_texts_are_cut_apart_and_in_order() -> None:
    assert small("今天", "", "天气\n天气", "？！", "镁棒") == [
        ["今天"],
        [],
        ["天气", "天气"],
        [],
        ["镁棒"],
    ]
    assert small() == []


def test_traditional_full_width_and_capitals_are_read_plain() -> None:
    assert small("天氣不錯", "ＡＰＰ１", "熱水器維修") == small("天气不错", "app1", "热水器维修")


def test_unknown_characters_part_words_and_give_none() -> None:
    assert small("今 天龘气\ud800[UNK]") == [["今", "天", "气"]]


@settings(max_examples=200)
@given(st.lists(st.text(alphabet="今天气不错热水器ap12", max_size=12), max_size=4))
def test_no_other_cut_scores_better(texts: list[str]) -> None:
    scores = dict(SMALL["model"]["vocab"])
    for text, pieces in zip(texts, small(*texts), strict=True):
        assert "".join(pieces) == text
        assert sum(scores[piece] for piece in pieces) == brute(text, scores)


MIXED = st.text(
    alphabet=st.one_of(st.sampled_from("今天气不错热水器维修ap12 \n，。氣熱Ａ①é"), st.characters()),
    max_size=40,
)


@settings(max_examples=300)
@given(st.lists(MIXED, min_size=1, max_size=5))
def test_the_library_cuts_any_text_the_same(texts: list[str]) -> None:
    library = pytest.importorskip("tokenizers").Tokenizer.from_str(json.dumps(SMALL))
    # Python's tables of Unicode and the library's are of different years.
    texts = [t for t in texts if t.isprintable() and not _newer(t)]
    theirs = [[t for t in e.tokens if t in WORDS] for e in library.encode_batch(texts)]
    assert small(*texts) == theirs


def _newer(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).lower()
    return any(unicodedata.ucd_3_2_0.category(c) == "Cn" for c in text + plain)


@pytest.mark.parametrize("size", [149, 150, 151, 3000])
def test_the_library_cuts_a_long_run_the_same(size: int) -> None:
    library = pytest.importorskip("tokenizers").Tokenizer.from_str(json.dumps(SMALL))
    drawn = random.Random(size)
    run = "".join(drawn.choices("今天气不错热水器ap12", k=size))
    texts = [run, "，".join([run, "今天天气", run[::-1]]), run[: size // 2]]
    assert small(*texts) == [
        [t for t in e.tokens if t in WORDS] for e in library.encode_batch(texts)
    ]


def test_the_library_cuts_with_the_shipped_vocabulary_the_same() -> None:
    tokenizers = pytest.importorskip("tokenizers")
    file = resources.embedder_dir() / "tokenizer.json"
    content = json.loads(file.read_text("utf-8"))
    library = tokenizers.Tokenizer.from_file(str(file))
    texts = [
        json.loads(line)["text"]
        for posts in sorted((resources.corpora_dir() / "posts").glob("*.jsonl"))
        for line in posts.read_text("utf-8").splitlines()[:20]
    ]
    assert len(texts) > 100
    vocabulary = [piece for piece, _ in content["model"]["vocab"]]
    theirs = [[vocabulary[i] for i in e.ids if i] for e in library.encode_batch(texts)]
    assert cut(read_pieces(content), vocabulary, texts) == theirs


@pytest.mark.parametrize(
    ("vocabulary", "why"),
    [
        ([("?", 0.0), ("天气", -1.0), ("天", -2.0)], "not a piece of its own"),
        ([("?", 0.0), ("天", -1.0), ("天", -2.0)], "given twice"),
        ([("?", 0.0), ("天", -1.0), ("", -2.0)], "empty"),
        ([("?", 0.0), ("天", -1 / 3)], "1/1024"),
        ([("?", 0.0), ("天", float("nan"))], "1/1024"),
    ],
)
def test_a_vocabulary_that_would_be_cut_otherwise_is_refused(
    vocabulary: list[tuple[str, float]], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        grow(vocabulary, 0, REPLACED)
