"""contentai.text.lines: lines and columns as an editor counts them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.diagnostics import Place, Span
from contentai.text.lines import index_lines

pieces = st.lists(
    st.sampled_from(["\n", "\r\n", "\r", "甲", "a", "😀", "\u2028", "\x85", "\x0b", "\x0c", " "])
).map("".join)


def counted(source: str, offset: int) -> tuple[int, int]:
    """Line and column by walking from the start."""
    line, column, at = 1, 1, 0
    while at < offset:
        if source.startswith("\r\n", at):
            if offset == at + 1:
                return line, column + 1
            at += 2
        elif source[at] in "\r\n":
            at += 1
        else:
            at, column = at + 1, column + 1
            continue
        line, column = line + 1, 1
    return line, column


@settings(max_examples=150)
@given(pieces, st.data())
def test_positions_are_those_of_a_walk_from_the_start(source: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(source)))
    assert index_lines(source).position(offset) == counted(source, offset)


@settings(max_examples=100)
@given(pieces)
def test_lines_are_the_source_without_its_line_ends(source: str) -> None:
    index = index_lines(source)
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [index.line(n) for n in range(1, len(index.starts) + 1)] == lines


@pytest.mark.parametrize(
    ("source", "span", "place"),
    [
        ("", (0, 0), (1, 1, 1, 1)),
        ("甲乙\r\n丙😀丁", (5, 6), (2, 2, 2, 3)),
        ("甲\r乙\n丙", (2, 5), (2, 1, 3, 2)),
        ("甲\n", (2, 2), (2, 1, 2, 1)),
        ("a\u2028b\x85c", (4, 5), (1, 5, 1, 6)),
    ],
)
def test_places_are_one_based_with_an_exclusive_end(
    source: str, span: tuple[int, int], place: tuple[int, int, int, int]
) -> None:
    assert index_lines(source).place(Span(*span)) == Place(*place)
