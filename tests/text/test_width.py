"""contentai.text.width: columns on a terminal."""

from __future__ import annotations

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from contentai.text.width import display_width, padded, wide_length


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc 12", 6),
        ("营销", 4),
        ("Ａ，", 4),
        ("a营b", 4),
        ("e\u0301", 1),
        ("营\u200b销", 4),
        ("😀", 2),
        ("👨\u200d👩\u200d👧", 2),
        ("好👍🏽", 4),
        ("🇨🇳", 2),
        ("❤\ufe0f", 2),
        ("营\x00\x07销", 4),
    ],
)
def test_width_of_a_text(text: str, columns: int) -> None:
    assert display_width(text) == columns


@pytest.mark.parametrize(
    ("text", "characters"), [("", 0), ("营销", 2), ("ab", 1), ("abc", 2), ("营a销b", 3), ("“—”", 3)]
)
def test_two_of_ascii_count_as_one(text: str, characters: int) -> None:
    assert wide_length(text) == characters


@given(st.text("ab 中文，。《》“”—…·°×\n\t😀👩👍🏽🇨🇳❤\ufe0f\u200d⚡☎é㊙", max_size=12))
def test_the_short_way_counts_as_the_tables_do(text: str) -> None:
    assert display_width(text) == wcwidth.width(text, control_codes="ignore")


def test_padding_counts_columns_and_cuts_nothing() -> None:
    assert padded("硬推", 6) == "硬推  "
    assert padded("硬推", 6, right=True) == "  硬推"
    assert padded("标题党", 4) == "标题党"
