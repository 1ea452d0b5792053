"""Rows of tables as drafts: posts in CSV, TSV or JSON Lines, one a row."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from contentai.language import Bilingual, several
from contentai.lint.columns import chosen_columns, header_below, twins
from contentai.lint.reading import Draft, FileError, decode_text, is_table
from contentai.lint.row import Part, Row
from contentai.text.cells import Cell, Record, Style, Table, read_csv, read_json_lines
from contentai.text.channel import unknown_channel
from contentai.text.formula import displayed
from contentai.text.lines import LineIndex, index_lines
from contentai.text.names import JSON_LINES, channel_called

if TYPE_CHECKING:
    from contentai.text.decoded import Decoded

# Cells that come out of a content system.
_HTML = re.compile(
    r"\s*<(?:!--|/?(?:p|div|section|span|h[1-6]|ul|ol|table|img|a|br|strong)\b)", re.I
)
_SURROGATE = re.compile("[\ud800-\udfff]")
# What spreadsheets and programs write where there is no text.
_NOTHING = re.compile(
    r"\s*(?:nan|null|none|n/a|#(?:n/a|ref!|value!|name\?|div/0!|num!|null!)|[-+]?\d[\d.,]*%?)\s*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class RowText:
    """A row of a table: its name in reports, and what it says or what is wrong with it."""

    name: str
    text: str
    row: Row
    problem: Bilingual | None = None


def drafts_in(draft: Draft, column: str | None, notes: list[Bilingual]) -> Iterator[Draft]:
    """The drafts that a file holds: it alone, or the rows of a table. See ``read_rows``."""
    if isinstance(draft.data, FileError) or not is_table(draft.name):
        yield draft
        return
    decoded = decode_text(draft.data)
    if isinstance(decoded, FileError):
        yield draft._replace(data=decoded)
        return
    rows = read_rows(decoded, draft.name, column, notes)
    if isinstance(rows, Bilingual):
        yield draft._replace(data=FileError("columns", rows))
        return
    for row in rows:
        data = FileError("row", row.problem) if row.problem else row.text.encode()
        yield Draft(row.name, data, row=row.row, table=draft)


def read_rows(
    decoded: Decoded, name: str, column: str | None, notes: list[Bilingual]
) -> list[RowText] | Bilingual:
    """The rows of the table ``name`` that have text, or why it has no such column.

    ``column`` names the one with the text. What was passed over goes to ``notes``. A row is
    called by its number, ``posts.csv#row=12``, or by its id where each has its own,
    ``posts.csv#id=A17``: that stays what it is when rows come and go.
    """
    lines = index_lines(decoded.text)
    table = read_table(decoded.text, lines, name)
    if not table.records:
        notes.append(Bilingual(f"{name}：表里没有数据行", f"{name}: the table holds no rows"))
        return []
    if _is_array(decoded.text, name):
        return _ARRAY
    if not table.columns and not table.delimiter:
        if not all(record.problem for record in table.records):
            return _NESTED
        return _rows_of(table, name, decoded, lines, {}, notes)
    chosen = chosen_columns(table, column, name, notes)
    if isinstance(chosen, Bilingual):
        below = header_below(decoded.text)
        return Bilingual(chosen.zh + below.zh, chosen.en + below.en)
    notes.extend(twins(table, chosen, name))
    return _rows_of(table, name, decoded, lines, chosen, notes)


_NESTED: Final = Bilingual(
    "没有一个键的值是文字（对象和数组里面的不读）；文案要在最外层，"
    """如 jq -c '{text: .post.content}' 稿件.jsonl > 新.jsonl""",
    "no key has text for its value (what is in objects and arrays is not read); put the text at "
    "the top: jq -c '{text: .post.content}' posts.jsonl > new.jsonl",
)
_ARRAY: Final = Bilingual(
    "这是一个 JSON 数组；改成一行一个对象，如 jq -c '.[]' 稿件.json > 稿件.jsonl",
    "this is a JSON array; write one object a line: jq -c '.[]' posts.json > posts.jsonl",
)


def _is_array(text: str, name: str) -> bool:
    """True for one JSON array in a file that should have an object a line."""
    if not name.lower().endswith(JSON_LINES) or not text.lstrip("\ufeff \t\r\n").startswith("["):
        return False
    try:
        return isinstance(json.loads(text.lstrip("\ufeff")), list)
    except (ValueError, RecursionError):
        return False


def read_table(text: str, lines: LineIndex, name: str) -> Table:
    """The cells of a file of this name, of whose text these are the lines. Never raises."""
    suffix = PurePath(name).suffix.lower()
    if suffix in JSON_LINES:
        return read_json_lines(text)
    return read_csv(text, lines, tabs=suffix == ".tsv")


def _rows_of(
    table: Table,
    name: str,
    decoded: Decoded,
    lines: LineIndex,
    columns: dict[str, str],
    notes: list[Bilingual],
) -> list[RowText]:
    ids = Counter(_id(record, columns) for record in table.records)
    unknown: Counter[str] = Counter()
    found: list[RowText] = []
    without = 0
    for record in table.records:
        id = _id(record, columns)
        own = ids[id] == 1 and id
        called = f"{name}#id={id}" if own else f"{name}#row={record.number}"
        nowhere = (_nowhere(record),)
        bare = Row(name, decoded.encoding, record.number, nowhere, delimiter=table.delimiter)
        if record.problem or (columns and columns["text"] not in record.cells):
            found.append(RowText(called, "", bare, record.problem or _no_text(columns["text"])))
            continue
        text = _of(record, columns, "text")
        if text.is_number:
            found.append(RowText(called, "", bare, _no_text(columns["text"])))
            continue
        shown = displayed(text) if table.delimiter else text
        if shown is None:
            found.append(RowText(called, "", bare, _CALCULATED))
            continue
        text = shown
        if not text.text.strip() or (table.delimiter and _NOTHING.fullmatch(text.text)):
            without += 1
            continue
        given = _of(record, columns, "channel").text
        channel = channel_called(given)
        if given.strip() and not channel:
            unknown[given.strip()] += 1
        title = _of(record, columns, "title")
        if table.delimiter:
            title = displayed(title) or Cell("")
        pieces = [p for p in (_title(title), text) if p.text]
        row = bare._replace(
            parts=tuple(_parts(pieces, lines)),
            headline=len(pieces[0].text) if len(pieces) > 1 else 0,
            channel=channel,
            format="html" if _HTML.match(text.text) else "plain",
        )
        words = _SURROGATE.sub("\ufffd", "\n".join(piece.text for piece in pieces))
        found.append(RowText(called, words, row))
    notes.extend(_told(name, without, unknown))
    return found


def _told(name: str, without: int, unknown: Counter[str]) -> Iterator[Bilingual]:
    if without:
        yield Bilingual(
            f"{name}：{without} 行没有文案，跳过了",
            f"{name}: {without} rows without text, left out",
        )
    for given, count in unknown.most_common(5):
        refused = unknown_channel(given)
        yield Bilingual(
            f"{name}：{count} 行的渠道当作没写：{refused.zh}",
            f"{name}: the channel of {several(count, 'row')} is taken as none: {refused.en}",
        )


_CALCULATED: Final = Bilingual(
    "这一格是公式，算出来的字没有存在文件里；在表格软件里复制这一列，选择性粘贴为“值”，再存",
    "the cell holds a formula, and what it comes to is not in the file; in the spreadsheet copy "
    "the column, paste it as values and save",
)


def _no_text(column: str) -> Bilingual:
    return Bilingual(
        f"这一行没有“{column}”，或者它不是文字", f"{column!r} is missing in this row, or is no text"
    )


def _of(record: Record, columns: dict[str, str], what: str) -> Cell:
    name = columns.get(what)  # a column may have no name, as the index that pandas writes
    return Cell("") if name is None else record.cells.get(name, Cell(""))


def _id(record: Record, columns: dict[str, str]) -> str:
    """As it is shown: what only blanks tell apart has one name, and one name is no name."""
    return " ".join(_of(record, columns, "id").text.split())


def _title(cell: Cell) -> Cell:
    """A title is one line; as long as it was, so that all stays in its place."""
    kept = re.sub(r"[\r\n]", " ", cell.text) if cell.text.strip() else ""
    # Which of the blanks are line ends nobody knows afterwards.
    style = cell.style if kept == cell.text else Style.FIXED
    return cell._replace(text=kept, style=style)


def _nowhere(record: Record) -> Part:
    return Part(0, 0, record.line, 1)


def _parts(cells: Sequence[Cell], lines: LineIndex) -> Iterator[Part]:
    at = 0
    for cell in cells:
        yield Part(at, cell.start, *lines.position(cell.start), cell.skips, cell.style)
        at += len(cell.text) + 1
