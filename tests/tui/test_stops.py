"""contentai.tui.stops: the cursor goes by signs and by the tokenizer's words."""

from __future__ import annotations

from contentai.tui import stops
from contentai.tui.marks import Change

LINE = "我们 喜欢小苹果，GitHub真好"
CUT = [100, 103, 105, 106, 108, 109, 115, 116]


def test_signs_of_several_code_points_are_one() -> None:
    line = "家👨‍👩‍👧e\u0301🇨🇳"
    edges = [0]
    while edges[-1] < len(line):
        edges.append(stops.right(line, edges[-1]))
    assert edges == [0, 1, 6, 8, 10]
    assert [stops.left(line, edge) for edge in edges[1:]] == edges[:-1]


def test_words_begin_where_the_tokenizer_says() -> None:
    assert stops.word_starts(LINE, 100, CUT) == [0, 3, 5, 6, 8, 9, 15, 16]
    starts = stops.word_starts(LINE, 100, CUT)
    assert stops.word_right(starts, LINE, 3) == 5
    assert stops.word_right(starts, LINE, 16) == len(LINE)
    assert stops.word_left(starts, LINE, 5) == 3
    assert stops.word_left(starts, LINE, 4) == 3
    assert stops.word_left(starts, LINE, 3) == 0  # over the blank
    assert stops.word_left(starts, LINE, 0) == 0


def test_before_the_tokenizer_answered_marks_part_words() -> None:
    assert stops.word_starts(LINE, 100) == [0, 3, 8, 9]
    assert stops.word_starts("", 0) == [0]
    assert stops.word_starts("   ", 0) == [0]


def test_words_move_with_edits() -> None:
    edited = "我们 最喜欢小苹果，GitHub真好"
    assert stops.word_starts(edited, 110, CUT, [Change(0, 0, 10), Change(113, 113, 1)]) == [
        *(0, 3, 4, 6, 7, 9, 10, 16, 17),
    ]
