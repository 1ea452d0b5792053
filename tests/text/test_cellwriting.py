"""contentai.text.cellwriting: other text in cells, and nothing else of the file changed."""

from __future__ import annotations

import csv
import io
import json
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai.diagnostics import Span
from contentai.text.cells import Cell, Style, Table, as_written, read_csv, read_json_lines
from contentai.text.cellwriting import rewritten
from contentai.text.lines import index_lines

WORDS = st.text(st.sampled_from('甲乙草ab"\\/\n\r,;\t\u2028😀'), max_size=10)
ROWS = st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=4)


def read(text: str, tabs: bool = False) -> Table:
    return read_csv(text, index_lines(text), tabs)


def cells(table: Table) -> list[dict[str, Cell]]:
    return [dict(record.cells) for record in table.records]


def mended(text: str, old: str, *new: Span | str, tabs: bool = False) -> str | None:
    """The table with other text in every cell ``old``."""
    table = read_json_lines(text) if text.startswith("{") else read(text, tabs)
    reader = read_json_lines if text.startswith("{") else partial(read, tabs=tabs)
    starts = [c.start for row in cells(table) for c in row.values() if c.text == old]
    assert starts
    return rewritten(text, dict.fromkeys(starts, new), reader)


@pytest.mark.parametrize(
    ("before", "old", "new", "after"),
    [
        ('a,b\n x,"y" \n', " x", " 好", 'a,b\n 好,"y" \n'),
        ('a,b\n"x","y"\n', "x", 'z"z,', 'a,b\n"z""z,","y"\n'),
        ("a,b\r\nx,y\r\n", "x", "z,z", 'a,b\r\n"z,z",y\r\n'),
        ("a,b\nx,y", "y", "1\n2", 'a,b\nx,"1\n2"'),
        ("a;b\nx;y\n", "y", "1,2", "a;b\nx;1,2\n"),
        ("a,b\nx,y\n", "y", '1"2', 'a,b\nx,"1""2"\n'),
        # Where a bare cell holds quotes, the file does not quote.
        ('a,b\nx,他"说"草\n', '他"说"草', '他"说"好', 'a,b\nx,他"说"好\n'),
        ("a,b\nx,y\n", "x", "", 'a,b\n"",y\n'),
        ("sep=|\na|b\nx|y\n", "x", "1|2", 'sep=|\na|b\n"1|2"|y\n'),
    ],
)
def test_a_cell_is_quoted_as_it_was_or_has_to_be(
    before: str, old: str, new: str, after: str
) -> None:
    assert mended(before, old, new) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r'{"a" : "\u8349\u597d", "b":[1] }', r'{"a" : "\u7532\u7532\u597d", "b":[1] }'),
        ('{"a":"草好"}', '{"a":"甲甲好"}'),
        # What is kept stays written as it was, whatever way that is.
        ('{"a":"草\\u597d"}', '{"a":"甲甲\\u597d"}'),
        (r'{"a":"\u8349\u597D"}', r'{"a":"\u7532\u7532\u597D"}'),
    ],
)
def test_a_string_of_json_stays_written_as_it_was(before: str, after: str) -> None:
    assert mended(before, "草好", "甲甲", Span(1, 2)) == after


def test_what_is_new_in_json_is_escaped_as_the_rest_is() -> None:
    assert mended(r'{"a":"\u5C0F\/\"x"}', '小/"x', "莺", Span(1, 4), "\\u5c0f") == (
        r'{"a":"\u83BA\/\"x\\u5c0f"}'
    )
    # A string of ASCII alone is written as the file is.
    assert mended('{"a":"x"}', "x", "草") == r'{"a":"\u8349"}'
    assert mended('{"a":"x", "b":"草"}', "x", "草") == '{"a":"草", "b":"草"}'


def test_a_table_that_would_be_read_otherwise_is_not_written() -> None:
    broken = 'a,b\n1,"开了\n2,x\n3,y\n'
    assert mended(broken, "x", "好") == 'a,b\n1,"开了\n2,好\n3,y\n'
    assert mended(broken, "x", "好,好") is None  # its quotes would close the other one


def test_what_is_no_whole_text_is_never_written() -> None:
    (row,) = cells(read('a,b\n"x"y,1\n'))
    assert [cell.style for cell in row.values()] == [Style.FIXED, Style.BARE]
    (row,) = cells(read_json_lines('{"a":"\\ud800", "b":1, "c":null, "d":""}'))
    assert [cell.style for cell in row.values()] == [*[Style.FIXED] * 3, Style.JSON]
    assert mended('{"a":1}', "1", "2") is None


@given(ROWS, WORDS, st.sampled_from((csv.QUOTE_ALL, csv.QUOTE_MINIMAL)), st.sampled_from(",;\t"))
def test_other_tools_read_back_just_the_changes(
    rows: list[list[str]], new: str, quoting: int, delimiter: str
) -> None:
    held = io.StringIO()
    writer = csv.writer(held, quoting=quoting, delimiter=delimiter)  # type: ignore[arg-type]
    writer.writerows([["a", "b", "c"], *rows])
    text, tabs = held.getvalue(), delimiter == "\t"
    changes = {row["b"].start: [new] for row in cells(read(text, tabs))}
    after = rewritten(text, changes, partial(read, tabs=tabs))
    assert after is not None
    expected = [[a, new, c] if any(x.strip() for x in (a, b, c)) else [a, b, c] for a, b, c in rows]
    assert list(csv.reader(io.StringIO(after, newline=""), delimiter=delimiter))[1:] == expected


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4), st.booleans())
def test_json_is_read_back_with_just_the_changes(pairs: list[tuple[str, str]], plain: bool) -> None:
    rows = [{"a": old, "b": {"a": old}, "c": old} for old, _ in pairs]
    text = "".join(json.dumps(row, ensure_ascii=not plain) + "\n" for row in rows)
    news = [new for _, new in pairs]
    starts = [row["a"].start for row in cells(read_json_lines(text))]
    after = rewritten(
        text, {start: [new] for start, new in zip(starts, news, strict=True)}, read_json_lines
    )
    assert after is not None
    assert [json.loads(line) for line in after.split("\n")[:-1]] == [
        {**row, "a": new} for row, new in zip(rows, news, strict=True)
    ]
    if not plain:
        assert after.isascii()


def test_how_a_piece_stands_in_a_cell() -> None:
    assert as_written('a"b', Style.QUOTED, ",") == 'a""b'
    assert as_written('草"\n', Style.JSON, "") == '草\\"\\n'
    assert as_written("好。", Style.BARE, ",") == "好。"
    assert as_written("a,b", Style.BARE, ",") is None
    assert as_written("好", Style.FIXED, ",") is None
