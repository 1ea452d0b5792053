"""contentai.text.width: columns on a terminal."""

from __future__ import annotations

import pytest

from contentai.text.width import display_width


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
        ("营\x00\x07销", 4),
    ],
)
def test_width_of_a_text(text: str, columns: int) -> None:
    assert display_width(text) == columns
