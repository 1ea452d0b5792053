from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.classify.features import Alphabet, is_word_feature, level
from contentai.text.document import Document

LETTERS = "春天的茶很香0~9a"
WORDS = ("春天", "茶", "香", "00", "很香")
ALPHABET = Alphabet(LETTERS, WORDS)


@pytest.mark.parametrize(
    ("key", "leveled"),
    [
        ("茶3元", "茶0元"),
        ("9折", "0折"),
        ("1234", "0000"),
        ("12345", "99999"),
        ("138-0013-8000", "9" * 13),
        ("电话138 0013 8000转9", "电话" + "9" * 13 + "转0"),
        ("www.a1.cn/2?x=3 好", "~" * 15 + ",好"),
        ("https://a.cn,买", "~" * 13 + "买"),
        ("httpx", "httpx"),
        ("没有数字", "没有数字"),
        ("三十九块九", "000块九"),
        ("第一次买一送一", "第一次买一送一"),
        ("千万别信，万一呢", "千万别信，万一呢"),
        ("一千万，一万一", "000，000"),
        ("听我说 真的。好\n用;快", "听我说,真的,好,用,快"),
        ("", ""),
    ],
)
def test_numbers_and_addresses_are_levelled_in_place(key: str, leveled: str) -> None:
    assert level(key) == leveled


@given(st.text(st.sampled_from("0189 -.htpsw:/茶A٣"), max_size=60))
@settings(max_examples=150)
def test_levelling_keeps_the_length(key: str) -> None:
    assert len(level(key)) == len(key)


def _expected(text: str, words: list[str]) -> list[tuple[str, int, int]]:
    """Every feature by its wording and range, worked out the slow way."""
    found = [
        ("grams " + text[i : i + n], i, i + n)
        for n in (1, 2, 3)
        for i in range(len(text) - n + 1)
        if set(text[i : i + n]) <= set(LETTERS)
    ]
    ranges, at = [], 0
    for word in words:
        ranges.append((text[at : at + len(word)], at, at + len(word)))
        at += len(word)
    found += [(f"word {w}", a, b) for w, a, b in ranges if w in WORDS]
    for (one, a, b), (two, c, d) in pairwise(ranges):
        assert b == c
        if one in WORDS and two in WORDS:
            found.append((f"words {one}+{two}", a, d))
    return found


@given(st.lists(st.sampled_from(["春天", "的", "茶", "很香", "未", "12", "香", "🍵"]), max_size=12))
@settings(max_examples=150)
def test_features_are_the_known_grams_and_words_with_their_ranges(words: list[str]) -> None:
    text = "".join(words)
    found = ALPHABET.occurrences(text, words)
    expected = _expected(level(text), words)
    ranges = zip(found.starts.tolist(), found.ends.tolist(), strict=True)
    assert sorted(ranges) == sorted((start, end) for _, start, end in expected)
    # One key for one wording, and no key for two.
    by_range = sorted(
        zip(
            found.starts.tolist(),
            found.ends.tolist(),
            is_word_feature(found.keys).tolist(),
            found.keys.tolist(),
            strict=True,
        )
    )
    wordings = sorted((a, b, name.startswith("word"), name) for name, a, b in expected)
    assert [entry[:3] for entry in by_range] == [entry[:3] for entry in wordings]
    pairs = {(key, name) for (*_, key), (*_, name) in zip(by_range, wordings, strict=True)}
    assert len({key for key, _ in pairs}) == len({name for _, name in pairs}) == len(pairs)


def test_words_that_do_not_touch_are_no_pair() -> None:
    starts, ends = np.array([0, 3]), np.array([2, 4])
    found = ALPHABET.occurrences_at("春天\0茶", starts, ends)
    words = is_word_feature(found.keys)
    assert found.starts[words].tolist() == [0, 3]
    assert found.ends[words].tolist() == [2, 4]


def test_different_orders_never_share_a_key() -> None:
    found = ALPHABET.occurrences("春天茶", ["春天", "茶"])
    assert len(set(found.keys.tolist())) == 3 + 2 + 1 + 2 + 1


def test_an_empty_text_has_no_features() -> None:
    assert len(ALPHABET.occurrences("", []).keys) == 0


def test_a_lone_surrogate_in_a_draft_does_not_stop_the_features() -> None:
    document = Document.parse("春天\ud800的茶\udc00")
    found = ALPHABET.occurrences(document.key, document.words)
    assert found.keys.dtype == np.int64
    assert len(found.keys) > 0
