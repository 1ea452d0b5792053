"""JSON Lines in, JSON Lines out: what ``score`` and ``fold`` share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import click

from contentai.cli.standard import read_records
from contentai.jsonline import no_string, read_object
from contentai.language import Bilingual

Row = Mapping[str, Any]


class RowError(Exception):
    """A row that cannot be used; the words say why."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__(str(words))


_NO_ROWS = Bilingual(
    '没有一行是 JSON 对象：这个命令读 JSON Lines，一行一个 {"id", "text"}。'
    "看一篇稿子的分数和理由，用 contentai model explain 文件；检查稿件，用 contentai lint 文件。",
    'No line is a JSON object: this command reads JSON Lines, {"id", "text"} a line. '
    "For one draft's scores and reasons: contentai model explain FILE; to check drafts: "
    "contentai lint FILE.",
)

Answer = dict[str, Any] | RowError


def run_lines(file: str, work: Callable[[Row], dict[str, Any]]) -> None:
    """Apply ``work`` to every row of a file (``-`` = standard input), in order.

    A bad line gives ``{"id", "line", "error"}`` in its place, the rest go on, and the command
    ends with status 2; ``id`` is its own or null, never a number that another may have. Blank
    lines are passed over.
    """

    def alone(rows: Sequence[Row]) -> Iterator[Answer]:
        for row in rows:
            try:
                yield work(row)
            except RowError as error:
                yield error

    run_batches(file, alone, 1)


def run_batches(
    file: str, work: Callable[[Sequence[Row]], Iterable[Answer]], size: int = 200
) -> None:
    """The same for work that does up to ``size`` rows at a time, an answer a row, in order.

    What has arrived on standard input is answered before more of it is waited for. Of a file
    in which no line at all is an object, a last message says what it was taken for.
    """
    failed = any_row = False
    for batch in _batches(file, size):
        parsed = [(number, _row_or_error(line)) for number, line in batch]
        rows = [row for _, row in parsed if not isinstance(row, RowError)]
        any_row |= bool(rows)
        answers = iter(work(rows))
        for number, row in parsed:
            answer = row if isinstance(row, RowError) else next(answers)
            bad = isinstance(answer, RowError)
            failed |= bad
            spare = None if bad else number
            _print(spare if isinstance(row, RowError) else row.get("id", spare), number, answer)
    if failed and not any_row:
        click.echo(str(_NO_ROWS), err=True)
    sys.exit(2 if failed else 0)


def _batches(file: str, size: int) -> Iterator[list[tuple[int, str | None]]]:
    """The lines that are not blank, with their numbers."""
    count = 0
    for lines in read_records(file):
        numbered = iter(
            [(n, line) for n, line in enumerate(lines, count + 1) if line is None or line.strip()]
        )
        count += len(lines)
        while batch := list(islice(numbered, size)):
            yield batch


def _print(id: Any, number: int, answer: Answer) -> None:
    if isinstance(answer, RowError):
        where = Bilingual(f"第 {number} 行：{answer}", f"line {number}: {answer}")
        answer = {"line": number, "error": str(where)}
    text = json.dumps({"id": id, **answer}, ensure_ascii=False)
    click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def _row_or_error(line: str | None) -> Row | RowError:
    if line is None:
        return RowError(Bilingual("不是 UTF-8，请另存为 UTF-8", "not UTF-8; save it as UTF-8"))
    row = read_object(line)
    return RowError(row) if isinstance(row, Bilingual) else row


def text_of(row: Row, name: str, required: bool = True) -> str | None:
    """The string under ``name``; None when it is absent and may be."""
    value = row.get(name)
    if isinstance(value, str):
        return value
    if value is None and not required:
        return None
    if value is None:
        raise RowError(Bilingual(f"要有字符串“{name}”", f"a string {name!r} is needed"))
    raise RowError(no_string(name))
