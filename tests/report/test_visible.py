from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai.report.visible import visible

MOVING = [
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067",
    *"\u2068\u2069\ufeff\ufff9\U000e0041\ud800",
]
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


@pytest.mark.parametrize("character", MOVING, ids=lambda c: f"U+{ord(c):04X}")
def test_a_control_becomes_one_harmless_character(character: str) -> None:
    assert visible(f"甲{character}乙") in ("甲·乙", "甲 乙")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲\t乙", "甲 乙"),
        ("甲\r\n乙", "甲  乙"),
        ("甲\u3000乙", "甲\u3000乙"),
        ("甲\u00a0乙", "甲 乙"),
        ("\x1b[31m红\x1b]0;x\x07", "·[31m红·]0;x·"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f", "👨\u200d👩\u200d👧 ❤\ufe0f"),
        ("e\u0301 設 ñ 𠮷 ①", "e\u0301 設 ñ 𠮷 ①"),
        ("", ""),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(exclude_categories=())))
def test_one_character_for_one_and_nothing_that_moves_the_cursor(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert visible(shown) == shown
    kept = [c for c in shown if unicodedata.category(c) in UNSEEN and c != "\u200d"]
    assert kept == []
    for before, after in zip(text, shown, strict=True):
        assert after == before or after in " ·"
