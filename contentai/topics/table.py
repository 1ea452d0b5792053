"""Tables that people export: CSV from a spreadsheet or a CRM, or JSON Lines.

Column names are known in English and Chinese; columns nobody asked for are left alone.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from contentai.language import Bilingual
from contentai.located import DataError, nearest
from contentai.malformed import not_json
from contentai.topics.files import read_data, text_of

JSON_LINES: Final = (".jsonl", ".ndjson")
_MOST_BYTES: Final = 64 << 20
# Lines that an export may put above its header.
_MOST_ABOVE: Final = 3
# So much of a header is told again.
_SHOWN, _MOST_SHOWN = 20, 12
_DELIMITERS: Final = ",\t;，|"
# What people write where a number is missing.
_NOTHING: Final = frozenset({"", "-", "--", "—", "/", "n/a", "na", "null", "none", "无", "暂无"})
_UNITS: Final = {"千": 1e3, "k": 1e3, "万": 1e4, "w": 1e4, "m": 1e6, "亿": 1e8}
_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)(千|k|万|w|m|亿)?\+?")
# A comma between digits is only taken out where it groups thousands.
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that could not be taken as it is written. ``line`` is 1-based; 0 for none."""

    file: str
    line: int
    words: Bilingual

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line}: {self.words}" if self.line else f"{self.file}: {self.words}"
        )


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by column name, with the 1-based line it starts on."""

    line: int
    cells: Mapping[str, Any]

    def text(self, column: str) -> str:
        """A cell as text without surrounding space; empty when there is none."""
        value = self.cells.get(column)
        return "" if value is None else str(value).strip()


def read_table(
    file: Path, columns: Mapping[str, Sequence[str]], required: Sequence[str]
) -> tuple[list[Row], list[Notice]]:
    """The rows of ``file`` and what is wrong with some of its lines.

    ``columns`` gives the other names a column goes by; where a table has several of them, the
    first of those counts. What an export says above its header is passed over. Raises
    ``DataError`` when the file cannot be read or has no ``required`` column.
    """
    data = read_data(file, _MOST_BYTES)
    text = data if isinstance(data, Bilingual) else text_of(data)
    if isinstance(text, Bilingual):
        raise DataError(str(file), 0, 0, text)
    if file.suffix.lower() in JSON_LINES:
        rows, notices = _json_rows(text, str(file), _known(columns))
    else:
        rows, notices = _csv_rows(text.replace("\0", ""), str(file), columns, required)
    if not rows and not notices:
        raise DataError(str(file), 0, 0, Bilingual("里面没有数据行", "holds no rows"))
    return rows, notices


def _known(columns: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What each name of a column stands for."""
    return {_plain(name): key for key, names in columns.items() for name in (key, *names)}


def _no_column(needed: str, names: Sequence[str], header: Sequence[str]) -> Bilingual:
    """That a column is missing, by the names that it may have, and what stands there instead."""
    seen = [name.strip()[:_SHOWN] for name in header if name.strip()][:_MOST_SHOWN]
    called = [name for name in names if not name.isascii()] or [needed]
    near = nearest(needed, [_plain(name) for name in seen])
    return Bilingual(
        f"表头里没有“{called[0]}”（{needed}）这一列，也可以叫{'、'.join([*called[1:], needed])}；"
        + (f"看到的表头是：{'、'.join(seen)}" if seen else "第一行是空的")
        + (f"；最接近的是“{near}”" if near else ""),
        f"the header has no column {needed!r} (or {', '.join(names)}); "
        + (f"it has {', '.join(seen)}" if seen else "the first line is empty")
        + (f"; the nearest is {near!r}" if near else ""),
    )


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().lower().replace(" ", "_")


def _csv_rows(
    text: str, file: str, columns: Mapping[str, Sequence[str]], required: Sequence[str]
) -> tuple[list[Row], list[Notice]]:
    known = _known(columns)
    above, text = _header_at(text, known)
    first = text[: (text + "\n").index("\n")]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines = ((above + line, cells) for line, cells in _csv_lines(reader, file))
    header = next(lines, (1, []))[1]
    names = _named(header, known)
    for needed in required:
        if needed not in names:
            raise DataError(file, above + 1, 1, _no_column(needed, columns[needed], header))
    rows: list[Row] = []
    notices: list[Notice] = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            words = Bilingual(
                f"有 {len(cells)} 格，表头是 {len(header)} 格；这一行没有收",
                f"{len(cells)} cells under a header of {len(header)}; row left out",
            )
            notices.append(Notice(file, line, words))
            continue
        named = zip(names, cells, strict=True)
        rows.append(Row(line, {name: cell for name, cell in named if name}))
    return rows, notices


def _header_at(text: str, known: Mapping[str, str]) -> tuple[int, str]:
    """How many lines stand above the header, and the text from there.

    Xiaohongshu writes how many notes it exports at most above it.
    """
    lines = text.split("\n", _MOST_ABOVE + 1)
    for above, line in enumerate(lines[: _MOST_ABOVE + 1]):
        cells = re.split(f"[{_DELIMITERS}]", line.replace('"', ""))
        if sum(_plain(cell) in known for cell in cells) > 1:
            return above, "\n".join(lines[above:])
    return 0, text


def _named(header: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """What each column is, "" for one that nobody asked for or that a better one stands for."""
    names = [_plain(name) for name in header]
    best: dict[str, str] = {}
    ranks = {name: rank for rank, name in enumerate(known)}
    for name in sorted({name for name in names if name in known}, key=ranks.__getitem__):
        best.setdefault(known[name], name)
    return [known[name] if name in known and best[known[name]] == name else "" for name in names]


def _csv_lines(reader: Any, file: str) -> Iterator[tuple[int, list[str]]]:
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        words = Bilingual(
            "不是合格的 CSV：引号没有配对、一格太长，或者有空字符", f"not valid CSV: {error}"
        )
        raise DataError(file, line, 1, words) from None


def _json_rows(text: str, file: str, known: Mapping[str, str]) -> tuple[list[Row], list[Notice]]:
    rows: list[Row] = []
    notices: list[Notice] = []
    named: dict[tuple[str, ...], list[str]] = {}
    for line, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        row = read_object(written)
        if isinstance(row, Bilingual):
            notices.append(Notice(file, line, row))
        else:
            keys = tuple(row)
            names = named.get(keys) or named.setdefault(keys, _named(keys, known))
            cells = zip(names, row.values(), strict=True)
            rows.append(Row(line, {name: value for name, value in cells if name}))
    return rows, notices


# An escape for half of a character beyond the first 65,536.
_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")


def read_object(line: str) -> dict[str, Any] | Bilingual:
    """The JSON object on one line, or why there is none.

    Half an emoji, which exports that count in UTF-16 leave where they cut a text, becomes U+FFFD:
    nothing could store it.
    """
    try:
        row = json.loads(line)
        if _HALF.search(line):
            whole = json.dumps(row, ensure_ascii=False).encode("utf-16-le", "surrogatepass")
            row = json.loads(whole.decode("utf-16-le", "replace"))
    except (ValueError, RecursionError) as error:
        return not_json(error)
    if not isinstance(row, dict):
        return Bilingual("一行要是一个 JSON 对象", "a line must be a JSON object")
    return row


def is_nothing(text: str) -> bool:
    """True for what people write where there is no value."""
    return text.strip().lower() in _NOTHING


def read_number(text: str) -> float | None:
    """The number in a cell, None when it holds none: ``3,184``, ``1.2万``, ``10w+``, ``￥88``."""
    plain = unicodedata.normalize("NFKC", text).strip().lower().removesuffix("元").lstrip("¥$")
    found = _NUMBER.fullmatch(_THOUSANDS.sub("", plain))
    if not found:
        return None
    number = float(found[1]) * _UNITS.get(found[2] or "", 1.0)
    return round(number, 6) if math.isfinite(number) else None


def read_date(text: str) -> datetime.date | None:
    """The date a cell begins with, None when it holds none.

    ``2026-03-05`` (a time may follow), ``2026/3/5``, ``2026年3月5日``, ``20260305``.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _DATE.match(plain) or _COMPACT_DATE.fullmatch(plain)
    if not found:
        return None
    try:
        return datetime.date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
