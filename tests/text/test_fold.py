"""contentai.text.fold: the text as a reader understands it, mapped to what is written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contentai.diagnostics import Span
from contentai.text.fold import fold

# Characters that some step of folding changes, next to ones that none does.
CHANGED = (
    "微營銷裡後乾髮頭䊀①⑳❶➀⓫⓿🄰🅐🅩🆎Ａｂ１（，：％㎡㍿ﬁ²½ｶﾞﾊﾟ➕➖…‥⑴㈠℡Ⅷ㊣ﷺ\u1e9b\u0323"
    "\u200b\u200d\ufe0f\u20e3\u00ad\u3164\ue0001\U000e0041\u0301\u0323\u3099"
)
mixed = st.text(st.sampled_from(CHANGED + "微信茶ab1 \n，。") | st.characters(), max_size=30)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ""),
        ("plain ASCII!", "plain ASCII!"),
        ("加薇信", "加微信"),
        ("營銷裡的頭髮", "营销里的头发"),
        ("ＶＸ：１２３", "微信:123"),
        ("①③⑧", "138"),
        ("❶➂➇", "138"),
        ("⑴㈠", "(1)(一)"),
        ("1\ufe0f\u20e32\ufe0f\u20e3", "12"),
        ("微\u200b信\u200d号", "微信号"),
        ("\U0001f165\U0001f187", "VX"),
        ("\U0001f185\U0001f167", "VX"),
        ("➕我", "+我"),
        ("ﬁ½㎡", "fi1⁄2m2"),
        ("cafe\u0301", "café"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("\u200b", ""),
        ("a\ud800b", "a\ud800b"),
    ],
)
def test_what_a_reader_understands(written: str, read: str) -> None:
    assert fold(written).text == read


@settings(max_examples=150)
@given(mixed)
@example("e\u200b\u0301")
@example("\u0344\u0301")
@example("ｶ\u200bﾞ")
@example("後\u200b面")
@example("🅐\u0301")
@example("𢆡\u0301乾\u200b坤")
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@settings(max_examples=150)
@given(mixed)
@example("e\u0301\u0323a")
@example("ﷺ\u0301")
def test_every_folded_character_has_its_range_in_order(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    before = 0
    for start, end in zip(folded.starts.tolist(), folded.ends.tolist(), strict=True):
        assert before <= start < end <= len(text)
        before = start
    assert folded.ends.tolist() == sorted(folded.ends.tolist())


@settings(max_examples=150)
@given(st.text(st.characters(exclude_categories=["Cs", "M"]), max_size=30))
def test_what_no_range_covers_is_invisible(text: str) -> None:
    folded = fold(text)
    covered = set()
    for start, end in zip(folded.starts.tolist(), folded.ends.tolist(), strict=True):
        covered.update(range(start, end))
    assert all(fold(text[i]).text == "" for i in range(len(text)) if i not in covered)


@settings(max_examples=150)
@given(mixed)
def test_no_compatibility_form_is_left(text: str) -> None:
    folded = fold(text).text
    for character in folded:
        alone = unicodedata.normalize("NFKC", character)
        assert alone == character or fold(alone).text == character


def test_a_range_leads_back_to_what_is_written() -> None:
    source = "加Ｖ\u200b信：①③8"
    folded = fold(source)
    assert folded.text == "加微信:138"
    assert folded.span(1, 3) == Span(1, 4)
    assert source[slice(*folded.span(4, 7))] == "①③8"


def test_a_character_that_unfolds_to_several_leads_back_to_itself() -> None:
    folded = fold("共⑳%")
    assert folded.text == "共20%"
    assert folded.span(1, 2) == folded.span(2, 3) == folded.span(1, 3) == Span(1, 2)


def test_an_accented_letter_covers_its_mark() -> None:
    folded = fold("cafe\u0301s")
    assert folded.span(3, 4) == Span(3, 5)
    assert folded.span(4, 5) == Span(5, 6)
