"""contentai.text.cells: cells of tables, and where each of their characters stands."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from contentai.text.cells import Cell, Table, read_csv, read_json_lines
from contentai.text.lines import index_lines

WORDS = st.text(st.sampled_from('甲乙a"\n\r,;\t 😀'), max_size=8)


def read(text: str, tabs: bool = False) -> Table:
    return read_csv(text, index_lines(text), tabs)


def stands(text: str, cell: Cell) -> list[str]:
    """What stands in the file for each character."""
    return [text[cell.offset(at) : cell.offset(at + 1)] for at in range(len(cell.text))]


@given(st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_is_well_formed_is_read_as_csv_reads_it(rows: list[list[str]]) -> None:
    held = io.StringIO()
    csv.writer(held, quoting=csv.QUOTE_ALL).writerows([["a", "b"], *rows])
    text = held.getvalue()
    records = read(text).records
    assert [[c.text for c in r.cells.values()] for r in records] == [
        row for row in rows if any(cell.strip() for cell in row)
    ]
    for record in records:
        for cell in record.cells.values():
            for character, there in zip(cell.text, stands(text, cell), strict=True):
                assert there == ('""' if character == '"' else character)


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for table in (read(text), read(text, tabs=True), read_json_lines(text)):
        for record in table.records:
            assert not (record.problem and record.cells)
            for cell in record.cells.values():
                assert 0 <= cell.offset(0) <= cell.offset(len(cell.text)) <= len(text)


@given(st.dictionaries(WORDS, WORDS | st.integers(), min_size=1, max_size=4), st.booleans())
def test_each_character_of_json_leads_to_how_it_is_written(
    row: dict[str, str | int], plain: bool
) -> None:
    text = "\n" + json.dumps(row, ensure_ascii=not plain)
    (record,) = read_json_lines(text).records
    assert {k: c.text for k, c in record.cells.items()} == {k: str(v) for k, v in row.items()}
    for name, cell in record.cells.items():
        if isinstance(row[name], str):
            assert json.loads('"' + "".join(stands(text, cell)) + '"') == row[name]
            assert [json.loads(f'"{there}"') for there in stands(text, cell)] == list(cell.text)


def test_a_quote_that_is_never_closed_costs_one_row() -> None:
    table = read('a,b\n1,"开了\n2,好\n3,好\n')
    assert [(r.number, r.line, bool(r.problem)) for r in table.records] == [
        (2, 2, True),
        (3, 3, False),
        (4, 4, False),
    ]


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    table = read('a,b\n\n"x\ny",1\n\nz,2\n')
    assert [(r.number, r.line) for r in table.records] == [(3, 3), (5, 6)]


def test_separators_and_excels_hint() -> None:
    for text in ("a;b\n1;2,3", "a\tb\n1\t2,3", "sep=|\na|b\n1|2,3", "a，b\n1，2,3"):
        (record,) = read(text).records
        assert {k: c.text for k, c in record.cells.items()} == {"a": "1", "b": "2,3"}
    assert [read(f"sep={sign}\na,b").delimiter for sign in ('"', "\r", "^")] == [",", ",", "^"]
    (record,) = read("a,b\tc\n1,2\t3", tabs=True).records
    assert list(record.cells) == ["a,b", "c"]


def test_a_row_with_more_cells_than_names_is_broken_unless_they_are_empty() -> None:
    table = read("a,b\n1,2,\n1,2,3\n1\n")
    assert [bool(record.problem) for record in table.records] == [False, True, False]
    assert list(table.records[2].cells) == ["a"]


def test_a_huge_cell_is_read() -> None:
    text = 'a\n"' + "字" * 300_000 + '"\n'
    assert len(read(text).records[0].cells["a"].text) == 300_000


def test_lines_of_json_that_are_no_object_are_told_apart() -> None:
    table = read_json_lines('{"a": "x"}\r\n\n[1]\n{"a": }\n{"a": null, "b": true}\n')
    assert [(r.number, bool(r.problem), list(r.cells)) for r in table.records] == [
        (1, False, ["a"]),
        (3, True, []),
        (4, True, []),
        (5, False, ["a"]),
    ]


def test_a_key_given_twice_is_told() -> None:
    same, other = read_json_lines(
        '{"text": "甲", "text": "甲"}\n{"text": "甲", "text": "乙"}'
    ).records
    assert not same.problem and other.problem and "“text”写了两次" in other.problem.zh
