"""contentai.tui.cells: what is painted for each character, and how wide."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from contentai.tui.cells import column_at, shown, unseen, width, widths


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a中文b", [1, 2, 2, 1]),
        ("，。“”", [2, 2, 1, 1]),
        ("☀️x", [2, 0, 1]),  # a selector makes the sun wide
        ("👍🏽x", [2, 0, 1]),
        ("👨‍👩‍👧家", [2, 0, 0, 0, 0, 2]),
        ("e\u0301", [1, 0]),
        ("\t中", [4, 2]),
    ],
)
def test_widths_are_those_of_the_signs(text: str, expected: list[int]) -> None:
    assert widths(text) == expected
    assert width(text) == sum(expected)


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\ufeff", "\u00ad", "\u2060"])
def test_what_nobody_sees_is_seen(hidden: str) -> None:
    assert shown(f"微{hidden}信") == "微¦信"
    assert unseen(f"微{hidden}信") == [1]
    assert widths(f"微{hidden}信") == [2, 1, 2]


def test_a_joiner_is_hidden_in_an_emoji_and_seen_elsewhere() -> None:
    assert shown("👨‍👩‍👧") == "👨‍👩‍👧"
    assert shown("微\u200d信") == "微¦信"


def test_controls_reach_no_terminal() -> None:
    assert shown("a\x1b[31mb\x07\x7f\x9b") == "a␛[31mb␇␡¦"
    assert shown("一\u2028二\x0c") == "一¦二␌"


@pytest.mark.parametrize("text", ["a\tb中", "微\u200b信\x1b", "👨‍👩‍👧☀️1️⃣🇨🇳", "\u200d👍", "a\u200db"])
def test_what_is_painted_is_as_wide_as_was_counted(text: str) -> None:
    assert cell_len(shown(text)) == sum(widths(text)) == width(text)


@pytest.mark.parametrize(("cells", "column"), [(0, 0), (1, 1), (2, 1), (3, 2), (9, 3), (-1, 0)])
def test_a_click_finds_the_sign_that_is_there(cells: int, column: int) -> None:
    assert column_at("a中b", cells) == column
