"""Other text in cells of a table, while everything else of the file stays as it was written.

A cell that was quoted stays so, another one is quoted only where it has to be. In a JSON string
what is kept stays written as it was, what is new is escaped as the rest of the string is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher

from contentai.diagnostics import Span
from contentai.text.cells import Cell, Style, Table, escaped, needs_quotes
from contentai.text.change import Change, difference

# Beyond so many characters between the first difference and the last, all of them count as new.
_MOST_COMPARED = 2_000
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)")


def rewritten(source: str, changes: Mapping[int, str], read: Callable[[str], Table]) -> str | None:
    """``source`` with other text in the cells that begin at the given offsets.

    ``read`` reads the table. None when the result would not read as the same table with just
    these changes: a quote that was never closed may be closed by a new one. Never raises.
    """
    table = read(source)
    pieces: list[str] = []
    at = 0
    for span, written in sorted(_edits(table, source, changes)):
        pieces += [source[at : span.start], written]
        at = span.end
    after = "".join([*pieces, source[at:]])
    return after if _told(read(after), {}) == _told(table, changes) else None


def _edits(table: Table, source: str, changes: Mapping[int, str]) -> Iterator[tuple[Span, str]]:
    for record in table.records:
        for cell in record.cells.values():
            if cell.start not in changes or cell.style is Style.FIXED:
                continue
            span, new = Span(cell.start, cell.offset(len(cell.text))), changes[cell.start]
            if cell.style is Style.JSON:
                yield span, _json(cell, new, source)
            elif cell.style is Style.QUOTED:
                yield span, new.replace('"', '""')
            elif not new or needs_quotes(new, cell.text, table.delimiter):
                yield span, '"' + new.replace('"', '""') + '"'
            else:
                yield span, new


def _json(cell: Cell, new: str, source: str) -> str:
    held = source[cell.start : cell.offset(len(cell.text))]
    # A string without any Chinese so far is written as the file is.
    ascii = held.isascii() and (not cell.text.isascii() or source.isascii())
    digits = "".join(_ESCAPE.findall(held))
    capitals = digits.upper() == digits != digits.lower()
    pieces = []
    for kept, start, end, text in _stretches(cell.text, new):
        if kept:
            pieces.append(source[cell.offset(start) : cell.offset(end)])
        else:
            fresh = escaped(text, ascii)
            pieces.append(_ESCAPE.sub(_in_capitals, fresh) if capitals else fresh)
    return "".join(pieces)


def _stretches(old: str, new: str) -> Iterator[tuple[bool, int, int, str]]:
    """What is kept of ``old``, from where to where, and what stands in place of the rest."""
    whole = difference(old, new) or Change(len(old), len(old), 0)
    middle, fresh = old[whole.start : whole.end], new[whole.start : whole.start + whole.length]
    yield True, 0, whole.start, ""
    if max(len(middle), len(fresh)) > _MOST_COMPARED:
        yield False, whole.start, whole.end, fresh
    else:
        matcher = SequenceMatcher(None, middle, fresh, autojunk=False)
        for kind, start, end, first, last in matcher.get_opcodes():
            yield kind == "equal", whole.start + start, whole.start + end, fresh[first:last]
    yield True, whole.end, len(old), ""


def _in_capitals(escape: re.Match[str]) -> str:
    return f"\\u{escape[1].upper()}" if escape[1] else escape[0]


def _told(table: Table, changes: Mapping[int, str]) -> list[object]:
    """All that a table says, with the changes made in it."""
    told: list[object] = []
    for record in table.records:
        cells = [(name, changes.get(c.start, c.text)) for name, c in record.cells.items()]
        if table.delimiter and record.cells and not any(text.strip() for _, text in cells):
            continue  # nothing is left of the row, so it is left out
        told.append((record.number, cells, record.problem))
    return [table.columns, *told]
