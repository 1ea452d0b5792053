"""Tables as text: the cells of CSV and of JSON Lines, each with its place in the file.

Python's own readers tell what a cell holds, not where it stands, and stop for good at a quote
that is never closed. Here every character of a cell leads back to the file, and a broken row
costs that row alone. Of what is well-formed the same is read as ``csv`` and ``json`` read.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from contentai.language import Bilingual
from contentai.malformed import not_json
from contentai.text.lines import LineIndex

# Half-width and full-width commas, tabs and semicolons are what spreadsheets write.
_DELIMITERS: Final = ",\t;，|"
_HINT = re.compile(r'sep=([^"\r\n])(?:\r\n|\n|\r)', re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\n|\r")
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
                     r"|u[0-9a-fA-F]{4}|.)")  # fmt: skip
_SPACE = re.compile(r"[ \t\r]*")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Skip(NamedTuple):
    """From the character ``at`` of a cell on, the file is ``by`` characters ahead of it."""

    at: int
    by: int


class Style(StrEnum):
    """How a cell is written. Into one that is ``FIXED`` nothing else can be written.

    That is a number or null, half a character, or a quote that more follows.
    """

    FIXED = "fixed"
    BARE = "bare"
    QUOTED = "quoted"
    JSON = "json"


class Cell(NamedTuple):
    """What a cell holds, and where: its first character stands at ``start`` of the file.

    ``skips`` are in order; quotes and escapes take more characters than they stand for.
    """

    text: str
    start: int = 0
    skips: tuple[Skip, ...] = ()
    is_number: bool = False
    style: Style = Style.FIXED

    def offset(self, at: int) -> int:
        """The file's offset of the character ``at``, or of what follows the last one."""
        index = bisect_right(self.skips, at, key=lambda skip: skip.at)
        return self.start + at + (self.skips[index - 1].by if index else 0)


@dataclass(frozen=True, slots=True)
class Record:
    """A row by column name. ``number`` is that of a spreadsheet, where the header is row 1.

    ``line`` is where it begins. ``problem`` says why it has no cells, if so.
    """

    number: int
    line: int
    cells: Mapping[str, Cell] = field(default_factory=dict)
    problem: Bilingual | None = None


class Table(NamedTuple):
    """The column names in order and the rows. ``delimiter`` is empty for JSON Lines."""

    columns: tuple[str, ...]
    records: tuple[Record, ...]
    delimiter: str = ""


def read_csv(text: str, lines: LineIndex, tabs: bool = False) -> Table:
    """The rows below the first one, which names the columns. Never raises.

    ``lines`` index the text.

    The separator is the one that the first row has most of, or what Excel's ``sep=`` says;
    with ``tabs`` a tab. Rows without any text are left out, and counted.
    """
    hint = _HINT.match(text)
    at = hint.end() if hint else 0
    first = _LINE_END.split(text[at:], maxsplit=1)[0]
    delimiter = "\t" if tabs else hint[1] if hint else max(_DELIMITERS, key=first.count)
    rows = _csv_rows(text, at, delimiter)
    header = next(rows, (at, None))[1] or []
    columns = tuple(cell.text.strip().removeprefix("\ufeff") for cell in header)
    records = []
    for number, (start, cells) in enumerate(rows, 2):
        line = lines.position(start)[0]
        if cells is None:
            records.append(Record(number, line, problem=_UNCLOSED))
        elif any(cell.text.strip() for cell in cells):
            records.append(_named(number, line, columns, cells))
    return Table(columns, tuple(records), delimiter)


_UNCLOSED: Final = Bilingual(
    "这一行有双引号没有关上，读不出各列；单元格里的双引号要写成两个",
    "a quote in this row is never closed; a quote within a cell is written twice",
)


def _named(number: int, line: int, columns: tuple[str, ...], cells: list[Cell]) -> Record:
    if len(cells) > len(columns) and any(cell.text.strip() for cell in cells[len(columns) :]):
        words = Bilingual(
            f"有 {len(cells)} 格，表头只有 {len(columns)} 格；"
            "文字里有分隔符的单元格要用双引号括起来",
            f"{len(cells)} cells under a header of {len(columns)}; a cell that holds a separator "
            "is to be quoted",
        )
        return Record(number, line, problem=words)
    named: dict[str, Cell] = {}
    for name, cell in zip(columns, cells, strict=False):
        named.setdefault(name, cell)
    return Record(number, line, named)


def _csv_rows(text: str, at: int, delimiter: str) -> Iterator[tuple[int, list[Cell] | None]]:
    """Where each row begins, and its cells; None for one whose quote is never closed.

    What follows such a row is read from its next line on.
    """
    bare = re.compile(f"[^{re.escape(delimiter)}\r\n]*")
    while at < len(text):
        start = at
        cells: list[Cell] = []
        while True:
            cell, at = _csv_cell(text, at, bare)
            if cell:
                cells.append(cell)
            if not cell or not text.startswith(delimiter, at):
                break
            at += len(delimiter)
        found = _LINE_END.match(text, at) if cell else _LINE_END.search(text, start)
        at = found.end() if found else len(text)
        yield start, cells if cell else None


def _csv_cell(text: str, at: int, bare: re.Pattern[str]) -> tuple[Cell | None, int]:
    """The cell that begins at ``at`` and where it ends; None when its quote is never closed."""
    if not text.startswith('"', at):
        end = bare.match(text, at).end()  # type: ignore[union-attr] # it matches anything
        return Cell(text[at:end], at, style=Style.BARE), end
    quoted = _QUOTED.match(text, at)
    if not quoted:
        return None, at
    # What stands between the closing quote and the separator belongs to the cell, as in csv.
    end = bare.match(text, quoted.end()).end()  # type: ignore[union-attr]
    pieces: list[str] = []
    skips: list[Skip] = []
    held = 0
    for part in quoted[1].split('""'):
        if pieces:
            pieces.append('"')
            held += 1
            skips.append(Skip(held, len(skips) + 1))
        pieces.append(part)
        held += len(part)
    tail = text[quoted.end() : end]
    if tail:
        skips.append(Skip(held, len(skips) + 1))
    style = Style.FIXED if tail else Style.QUOTED
    return Cell("".join([*pieces, tail]), at + 1, tuple(skips), style=style), end


def read_json_lines(text: str) -> Table:
    """The objects of JSON Lines; a line that is none has its problem. Never raises.

    Cells are values that are strings, numbers or null; ``columns`` are the names of all of them.
    """
    columns: dict[str, None] = {}
    records = []
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            record = _json_record(line, number, at)
            records.append(record)
            columns |= dict.fromkeys(record.cells)
        at += len(line) + 1
    return Table(tuple(columns), tuple(records))


def _json_record(line: str, number: int, at: int) -> Record:
    decoder = json.JSONDecoder()
    try:
        whole = json.loads(line)
        if not isinstance(whole, dict):
            words = Bilingual("一行要是一个 JSON 对象", "a line must be a JSON object")
            return Record(number, number, problem=words)
        members = list(_members(line, decoder, at))
        cells = dict(members)
        twice = next((name for name, cell in members if cell.text != cells[name].text), None)
        if twice is not None:
            words = Bilingual(
                f"键“{twice}”写了两次，内容不一样，不知道查哪个；删掉一个或改名",
                f"key {twice!r} is given twice with different values: delete or rename one",
            )
            return Record(number, number, problem=words)
        return Record(number, number, cells)
    except (ValueError, RecursionError) as error:
        return Record(number, number, problem=not_json(error))


def _members(line: str, decoder: json.JSONDecoder, at: int) -> Iterator[tuple[str, Cell]]:
    """Names and cells of the object on a line that is known to be one."""
    here = _after_space(line, line.index("{") + 1)
    while line[here] != "}":
        name, here = decoder.raw_decode(line, here)
        here = _after_space(line, _after_space(line, here) + 1)
        value, end = decoder.raw_decode(line, here)
        if isinstance(value, str):
            yield name, _json_cell(value, line[here + 1 : end - 1], at + here + 1)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield name, Cell(line[here:end], at + here, is_number=True)
        elif value is None:
            yield name, Cell("", at + here)
        here = _after_space(line, end)
        if line[here] == ",":
            here = _after_space(line, here + 1)


def _after_space(line: str, at: int) -> int:
    return _SPACE.match(line, at).end()  # type: ignore[union-attr] # it matches anything


def _json_cell(value: str, written: str, start: int) -> Cell:
    skips, by = [], 0
    for escape in _ESCAPE.finditer(written):
        # An escape stands for one character, whatever it takes.
        held = escape.start() - by + 1
        by += len(escape.group()) - 1
        skips.append(Skip(held, by))
    style = Style.FIXED if _SURROGATE.search(value) else Style.JSON
    return Cell(value, start, tuple(skips), style=style)


def as_written(text: str, style: Style, delimiter: str) -> str | None:
    """How ``text`` stands in the file inside of a cell of this style.

    None where nothing can be written, or the cell would have to be quoted for it.
    """
    if style is Style.QUOTED:
        return text.replace('"', '""')
    if style is Style.JSON:
        return escaped(text, ascii=False)
    return text if style is Style.BARE and not needs_quotes(text, "", delimiter) else None


def needs_quotes(text: str, before: str, delimiter: str) -> bool:
    """True for what a bare cell that held ``before`` cannot hold: it would end it, or quote it.

    Where quotes stood inside of a bare cell before, the file has no other way to write them.
    """
    if any(sign in text for sign in (delimiter, "\r", "\n")) or text.startswith('"'):
        return True
    return '"' in text and '"' not in before


def escaped(text: str, ascii: bool) -> str:
    """How ``text`` stands between the quotes of JSON; ``ascii`` escapes all else."""
    return json.dumps(text, ensure_ascii=ascii)[1:-1]
