"""JSON Lines in, JSON Lines out: what ``score`` and ``fold`` share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

from contentai.cli.standard import read_lines
from contentai.language import Bilingual

Row = Mapping[str, Any]


class RowError(Exception):
    """A row that cannot be used; the words say why."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__(str(words))


def run_lines(file: str, work: Callable[[Row], dict[str, Any]]) -> None:
    """Apply ``work`` to every row of a file (``-`` = standard input), in order.

    A bad line gives ``{"id", "error"}`` in its place, the rest go on, and the command ends
    with status 2. Blank lines are passed over.
    """
    failed = False
    for number, line in enumerate(read_lines(file), 1):
        if not line.strip():
            continue
        id: Any = number
        try:
            row = _row(line)
            id = row.get("id", number)
            answer = {"id": id, **work(row)}
        except RowError as error:
            failed = True
            where = Bilingual(f"第 {number} 行：{error}", f"line {number}: {error}")
            answer = {"id": id, "error": str(where)}
        text = json.dumps(answer, ensure_ascii=False)
        click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))
    sys.exit(2 if failed else 0)


def text_of(row: Row, name: str, required: bool = True) -> str | None:
    """The string under ``name``; None when it is absent and may be."""
    value = row.get(name)
    if isinstance(value, str):
        return value
    if value is None and not required:
        return None
    raise RowError(Bilingual(f"要有字符串“{name}”", f"a string {name!r} is needed"))


def _row(line: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RowError(Bilingual(f"不是合格的 JSON：{error}", f"not valid JSON: {error}")) from None
    if not isinstance(row, dict):
        raise RowError(Bilingual("一行要是一个 JSON 对象", "a line must be a JSON object"))
    return row
