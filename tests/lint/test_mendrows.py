"""contentai.lint.mendrows: rows of a table mended, and the table written as a whole."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contentai.cli.mending import Mending
from contentai.diagnostics import Applicability, Edit, Fix, Span
from contentai.lint.mend import mend
from contentai.lint.mendrows import TableMending
from contentai.lint.outcome import FileOutcome, in_row
from contentai.lint.reading import Draft, FileError
from contentai.lint.row import Part, Row
from contentai.lint.rows import drafts_in
from contentai.linter import Linter
from contentai.text.cells import Style
from tests.lint.house import open_house

ALLOWED = (Applicability.SAFE, Applicability.UNSAFE)
PIECES = ("草莓", "樱桃", "苹果", "草", "莓", '"', ",", "，", "。", "\n", "\t", "\\", "x", "😀")
WORDS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
ROWS = st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def linter(tmp_path_factory: pytest.TempPathFactory) -> Linter:
    return open_house(tmp_path_factory.mktemp("house")).with_options()


def judged(table: Draft, linter: Linter) -> Iterator[tuple[Draft, FileOutcome]]:
    """The rows with their outcomes, as a run gives them."""
    for draft in drafts_in(table, None, []):
        if isinstance(draft.data, FileError):
            yield draft, in_row(FileOutcome(draft.name, error=draft.data), draft.row)
        else:
            brief = draft.row.brief if draft.row else None
            (outcome,) = linter.lint_all([(draft.name, draft.data, brief)])
            yield draft, in_row(outcome, draft.row)


def mended(text: str, name: str, linter: Linter) -> str:
    table = Draft(name, text.encode())
    mending = TableMending(table, linter.lint_again, ALLOWED)
    for _, outcome in judged(table, linter):
        mending.add(outcome)
    if mending.first is None:
        return text
    before, after, data = mending.texts()
    assert (before, data.decode()) == (text, after)
    # What is told of it holds in the file as it now is.
    for outcome in mending.placed(after, None):
        for finding in outcome.findings:
            there = after[slice(*outcome.in_file(finding).span)]
            there = json.loads(f'"{there}"') if name.endswith(".jsonl") else there
            assert finding.excerpt == there
    return after


def alone(text: str, linter: Linter) -> str:
    outcome = linter.lint_bytes(text.encode(), "x.txt")
    return mend(outcome, lambda new: linter.lint_again(outcome, new), ALLOWED).text


def expected(rows: list[tuple[str, str, str]], linter: Linter) -> list[list[str]]:
    """The rows with title and text mended, each as a text of its own; see ``rows.drafts_in``."""
    return [
        [
            alone(title, linter) if text.strip() and "\n" not in title else title,
            alone(text, linter),
            other,
        ]
        for title, text, other in rows
    ]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS, st.sampled_from((csv.QUOTE_ALL, csv.QUOTE_MINIMAL)))
def test_cells_of_csv_hold_what_mending_each_gives_and_others_what_they_held(
    linter: Linter, rows: list[tuple[str, str, str]], quoting: int
) -> None:
    held = io.StringIO()
    csv.writer(held, quoting=quoting).writerows([["标题", "文案", "b"], *rows])  # type: ignore[arg-type]
    after = mended(held.getvalue(), "p.csv", linter)
    assert list(csv.reader(io.StringIO(after, newline="")))[1:] == expected(rows, linter)
    assert mended(after, "p.csv", linter) == after


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS, st.booleans())
def test_so_do_strings_of_json(
    linter: Linter, rows: list[tuple[str, str, str]], plain: bool
) -> None:
    objects = [{"title": t, "b": {"text": other}, "text": text} for t, text, other in rows]
    text = "".join(json.dumps(one, ensure_ascii=not plain) + "\r\n" for one in objects)
    after = mended(text, "p.jsonl", linter)
    assert [json.loads(line) for line in after.split("\r\n")[:-1]] == [
        {"title": title, "b": {"text": other}, "text": text}
        for title, text, other in expected(rows, linter)
    ]
    assert mended(after, "p.jsonl", linter) == after
    assert plain or after.isascii()


def test_a_fix_that_would_leave_its_cell_is_not_taken() -> None:
    title, body = Part(0, 9, 2, 1, style=Style.BARE), Part(3, 12, 2, 4, style=Style.BARE)
    row = Row("p.csv", "utf-8", 2, (title, body), 2, delimiter=",")
    fixed = row._replace(parts=(title._replace(style=Style.FIXED), body))

    def takes(row: Row, *edits: tuple[int, int, str]) -> bool:
        spans = (Edit(Span(start, end), text) for start, end, text in edits)
        return row.takes(Fix("", Applicability.SAFE, tuple(spans)), "标题\n正文。")

    assert takes(row, (0, 2, "甲乙丙"), (3, 6, "")) and takes(row, (2, 2, "。"), (6, 6, "\n"))
    assert not any(takes(row, edit) for edit in ((1, 3, ""), (2, 3, ""), (0, 6, ""), (1, 1, "\n")))
    assert takes(fixed, (3, 4, "")) and not takes(fixed, (3, 4, ""), (0, 1, ""))


def test_a_row_that_holds_another_title_has_its_text_below_it() -> None:
    title, body = Part(0, 9, 2, 1), Part(3, 12, 2, 4)
    row = Row("p.csv", "utf-8", 2, (title, body), 2).holding("长标题\n正文\n")
    assert (row.headline, [part.at for part in row.parts]) == (3, [0, 4])
    assert row.cells("长标题\n正文\n") == ["长标题", "正文\n"]


def test_what_a_fix_leaves_of_a_string_stays_written_as_it_was(linter: Linter) -> None:
    text = r'{"title":"\u8349\u8393","text":"\/草莓\u002f樱\u6843\/草\u8393\/"}'
    assert mended(text, "p.jsonl", linter) == (
        r'{"title":"\u8393\u679c","text":"\/莓果\u002f小𠮷果\/莓果\/"}'
    )


def test_long_cells_of_many_fixes_take_no_time(linter: Linter) -> None:
    text = json.dumps({"text": "草莓，\n" * 400}) + "\n"
    assert mended(text, "p.jsonl", linter) == json.dumps({"text": "莓果，\n" * 400}) + "\n"


def test_a_table_that_changed_meanwhile_is_left(tmp_path: Path, linter: Linter) -> None:
    file = tmp_path / "p.csv"
    file.write_text("文案\n草莓\n草莓好\n梨\n", "utf-8")
    table = Draft(str(file), file.read_bytes(), file)

    def changing() -> Iterator[tuple[Draft, FileOutcome]]:
        yield from judged(table, linter)
        file.write_text("文案\n另写的草莓\n", "utf-8")

    mending = Mending(ALLOWED, show=False)
    first, second, third = mending.mended(changing(), linter.lint_again, lambda _: None)
    assert file.read_text("utf-8") == "文案\n另写的草莓\n"
    assert first.error and first.error.kind == "unwritable"
    assert "被别的程序改过" in first.error.words.zh and "整个表格" in first.error.words.zh
    assert second.error is third.error is None
    assert [len(outcome.findings) for outcome in (first, second, third)] == [1, 1, 0]
    assert mending.summary().zh == "一处也没有改成，原因见上面的错误"
