from __future__ import annotations

import json
import random

import pytest

from contentai import resources
from contentai.text.alike import bands, is_near, likeness, may_be_near, pieces, signature

TEXTS = [
    json.loads(line)["text"]
    for file in sorted((resources.corpora_dir() / "articles").glob("*.jsonl"))
    for line in file.read_text("utf-8").splitlines()
]


def test_likeness_is_the_share_of_five_character_pieces() -> None:
    assert likeness(pieces("一二三四五六"), pieces("一二三四五六")) == 1.0
    # 12345, 23456 against 12345, 2345七: one of three.
    assert likeness(pieces("一二三四五六"), pieces("一二三四五七")) == pytest.approx(1 / 3)
    assert likeness(pieces("一二三四五"), pieces("六七八九十")) == 0.0


def test_punctuation_spacing_script_and_case_make_no_new_text() -> None:
    plain = pieces("热水器的镁棒两年一换ABC")
    for other in ("热水器的，镁棒 两年——一换！abc", "熱水器的鎂棒兩年一換Abc"):
        assert likeness(plain, pieces(other)) == 1.0


@pytest.mark.parametrize("text", ["", "，。！", "\ud800", " \n"])
def test_texts_without_words_are_like_nothing(text: str) -> None:
    assert likeness(pieces(text), pieces("热水器的镁棒两年一换")) == 0.0
    assert likeness(pieces(text), pieces(text)) == 0.0
    assert bands(signature(pieces(""))) == []


@pytest.mark.parametrize("text", ["茶", "两字", "三个字"])
def test_texts_shorter_than_a_piece_are_one_piece(text: str) -> None:
    assert len(pieces(text)) == 1


def test_whatever_is_near_is_proposed() -> None:
    """A text with sentences exchanged for those of another, at likeness .30 to .45."""
    rng = random.Random(3)
    tried = met = 0
    while tried < 150:
        one, other = rng.sample(TEXTS, 2)
        mixed = one[: len(one) // 2 + rng.randrange(60)] + other[: len(other) // 2]
        like = likeness(pieces(one), pieces(mixed))
        if not 0.3 <= like <= 0.45:
            continue
        tried += 1
        signed = signature(pieces(one)), signature(pieces(mixed))
        met += may_be_near(*signed) and bool(set(bands(signed[0])) & set(bands(signed[1])))
    assert met >= 147


def test_signatures_agree_in_as_many_places_as_texts_are_alike() -> None:
    errors = []
    for one, other in zip(TEXTS[::2], TEXTS[1::2], strict=True):
        mixed = one + other[: len(other) // 2]
        agree = float((signature(pieces(one)) == signature(pieces(mixed))).mean())
        errors.append(agree - likeness(pieces(one), pieces(mixed)))
    assert abs(sum(errors) / len(errors)) < 0.02
    assert max(map(abs, errors)) < 0.2


def test_other_articles_are_hardly_ever_proposed() -> None:
    keys = [set(bands(signature(pieces(text)))) for text in TEXTS]
    met = sum(bool(one & two) for n, one in enumerate(keys) for two in keys[:n])
    assert met <= 20  # of 12,720 pairs, seven of which are reprints


def test_headlines_must_be_nearly_equal() -> None:
    one, two = pieces("今日菜价：黄瓜一斤三块二"), pieces("今日菜价：黄瓜一斤四块二")
    assert not is_near(one, two, likeness(one, two))
    assert is_near(one, one, 1.0)
