"""contentai.lsp.positions against a client's own way of counting: code units, line by line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai.diagnostics import Span
from contentai.lsp.positions import At, Change, Positions, changed

CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
PIECES = ("a", "é", "中", "😀", "👨‍👩‍👧", "\u2028", "\x85", "\x0b", "\r", "\n", "\r\n", "\ud83d")
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
encodings = st.sampled_from(sorted(CODECS))


def units(text: str, encoding: str) -> int:
    codec, size = CODECS[encoding]
    return len(text.encode(codec, "surrogatepass")) // size


def counted(text: str, offset: int, encoding: str) -> At | None:
    """Where a client says that an offset is; None between CR and LF, where no cursor can be."""
    if text[max(offset - 1, 0) : offset + 1] == "\r\n" and offset:
        return None
    before = re.split("\r\n|\r|\n", text[:offset])
    return At(len(before) - 1, units(before[-1], encoding))


@given(texts, encodings)
def test_every_offset_is_where_a_client_counts_it(text: str, encoding: str) -> None:
    positions = Positions(text, encoding)
    for offset in range(len(text) + 1):
        at = counted(text, offset, encoding)
        if at is None:
            assert positions.offset(positions.at(offset)) == offset - 1
        else:
            assert positions.at(offset) == at
            assert positions.offset(at) == offset


@given(texts, encodings, st.integers(-2, 30), st.integers(-2, 60))
def test_no_position_leads_out_of_its_line(text: str, encoding: str, line: int, unit: int) -> None:
    offset = Positions(text, encoding).offset(At(line, unit))
    assert 0 <= offset <= len(text)
    lines = re.split("\r\n|\r|\n", text)
    if 0 <= line < len(lines):
        at = Positions(text, encoding).at(offset)
        assert at.line == line
        assert at.unit <= max(unit, 0)
        # It stops short only inside a character or at the line's end.
        assert at.unit == units(lines[line], encoding) or at.unit > max(unit, 0) - 4


@given(st.data(), texts, encodings)
def test_edits_make_of_a_text_what_the_client_holds(
    data: st.DataObject, text: str, encoding: str
) -> None:
    text = healed(text)
    held, changes = text, []
    for _ in range(data.draw(st.integers(1, 3))):
        cursors = [n for n in range(len(held) + 1) if counted(held, n, encoding)]
        start, end = sorted(data.draw(st.tuples(*[st.sampled_from(cursors)] * 2)))
        new = data.draw(texts)
        ends = [counted(held, offset, encoding) for offset in (start, end)]
        assert ends[0] and ends[1]
        changes.append(Change(ends[0], ends[1], new))
        held = healed(held[:start] + new + held[end:])
    assert changed(text, changes, encoding) == held


def healed(text: str) -> str:
    """As a client that holds UTF-16 reads it: two halves side by side are one character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def test_halves_of_a_character_that_meet_are_one() -> None:
    halves = [Change(At(0, 1), At(0, 1), "\ud83d"), Change(At(0, 2), At(0, 2), "\ude00")]
    assert changed("ab", halves, "utf-16") == "a😀b"
    with_emoji = Positions("a😀b")
    assert with_emoji.offset(At(0, 2)) == 1
    assert with_emoji.ends(Span(1, 2)) == (At(0, 1), At(0, 3))


def test_a_string_replaces_the_whole_text() -> None:
    changes = ["新的\n正文", Change(At(1, 0), At(1, 1), "全")]
    assert changed("旧", changes, "utf-16") == "新的\n全文"


def test_a_range_written_backwards_is_still_a_range() -> None:
    assert Positions("甲乙丙").span(At(0, 2), At(0, 1)) == Span(1, 2)


@pytest.mark.parametrize("encoding", sorted(CODECS))
def test_a_line_end_of_another_kind_is_none(encoding: str) -> None:
    text = "甲\u2028乙\x85丙\n丁"
    assert Positions(text, encoding).at(text.index("丁")) == At(1, 0)
