"""contentai.text.script: which language a text is in, as far as that matters here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai.text.script import scripts


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("", (0, 0, 0)),
        ("，。！123 😂", (0, 0, 0)),
        ("中文 and two more", (2, 3, 0)),
        ("Ünïcode Вход", (0, 2, 0)),
        ("日本のカメラ", (2, 0, 4)),
        ("\ud800x", (0, 1, 0)),  # a lone surrogate
        ("𠮷野家", (3, 0, 0)),
    ],
)
def test_what_a_text_is_made_of(text: str, counted: tuple[int, int, int]) -> None:
    assert scripts(text) == counted


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Now this is no Chinese text", True),
        ("今日は天気がいいですね", True),
        ("iPhone 16 Pro Max", False),  # a name may be a whole title
        ("中英 mixed 的一句 is fine 可以读", False),
        ("我喜欢日本的カメラ和ラーメン，也去过很多次", False),
    ],
)
def test_another_language(text: str, foreign: bool) -> None:
    assert scripts(text).foreign is foreign


@given(st.text(), st.text())
def test_parts_count_as_the_whole(one: str, two: str) -> None:
    whole, parts = scripts(f"{one}。{two}"), (scripts(one), scripts(two))
    assert tuple(whole) == tuple(map(sum, zip(*parts, strict=True)))
