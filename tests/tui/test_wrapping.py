"""contentai.tui.wrapping: rows of Chinese, by GB/T 15834."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai.tui.cells import width
from contentai.tui.wrapping import NOT_FIRST, NOT_LAST, rewrap, wrap


def rows(text: str, cells: int) -> list[str]:
    breaks = wrap(text, cells)
    return [text[a:b] for a, b in zip([0, *breaks], [*breaks, len(text)], strict=True)]


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("今天天气很好", 8, ["今天天气", "很好"]),
        ("今天天气，很好", 8, ["今天天", "气，很好"]),  # no comma begins a row
        ("他说“好的”没有", 5, ["他说", "“好", "的”没", "有"]),
        ("看《红楼梦》去", 4, ["看", "《红", "楼", "梦》", "去"]),
        ("用GitHub写", 6, ["用", "GitHub", "写"]),  # a word stays whole
        ("aaaaaaaaaaaa", 5, ["aaaaa", "aaaaa", "aa"]),  # what cannot be broken is cut
        ("没有——真的", 5, ["没有", "——真", "的"]),  # a dash is not parted
        ("好 好 好好", 4, ["好 ", "好 ", "好好"]),
        ("家👨‍👩‍👧家", 3, ["家", "👨‍👩‍👧", "家"]),
        ("", 5, [""]),
    ],
)
def test_rows(text: str, cells: int, expected: list[str]) -> None:
    assert rows(text, cells) == expected


def test_no_room_is_no_break() -> None:
    assert wrap("今天", 0) == []


_TEXT = st.text("我们今天，。！“”（）《…— abcAB/1☀️👍🏽👨👩\u200d\u200b\t", max_size=120)


@given(_TEXT, st.integers(4, 40))
def test_rows_fit_and_begin_and_end_as_they_may(text: str, cells: int) -> None:
    found = rows(text, cells)
    assert "".join(found) == text
    for before, after in pairwise(found):
        assert width(before.rstrip(" \ufe0f🏽")) <= cells
        if len(before) > 4:  # else there was no other place
            assert not (after[0] in NOT_FIRST and before[-1] not in NOT_FIRST | NOT_LAST), found


@given(_TEXT, _TEXT, st.integers(2, 30), st.data())
def test_rewrapping_an_edit_is_wrapping_anew(
    text: str, put: str, cells: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    after = text[:start] + put + text[end:]
    longer = len(put) - (end - start)
    found = rewrap(after, cells, wrap(text, cells), (start, start + len(put)), longer)
    assert found == wrap(after, cells)
