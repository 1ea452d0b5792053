"""Other text in cells of a table, while everything else of the file stays as it was written.

A cell that was quoted stays so, another one is quoted only where it has to be. In a JSON string
what is kept stays written as it was, what is new is escaped as the rest of the string is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from contentai.diagnostics import Span
from contentai.text.cells import Cell, Style, Table, escaped, needs_quotes

# What a cell is to hold: ranges of what it holds now, and what is new before and after them.
Pieces = Sequence[Span | str]

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)")


def rewritten(
    source: str, changes: Mapping[int, Pieces], read: Callable[[str], Table]
) -> str | None:
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


def _edits(table: Table, source: str, changes: Mapping[int, Pieces]) -> Iterator[tuple[Span, str]]:
    for record in table.records:
        for cell in record.cells.values():
            if cell.start not in changes or cell.style is Style.FIXED:
                continue
            span = Span(cell.start, cell.offset(len(cell.text)))
            new = _new(cell, changes)
            if cell.style is Style.JSON:
                yield span, _json(cell, changes[cell.start], source)
            elif cell.style is Style.QUOTED:
                yield span, new.replace('"', '""')
            elif not new or needs_quotes(new, cell.text, table.delimiter):
                yield span, '"' + new.replace('"', '""') + '"'
            else:
                yield span, new


def _new(cell: Cell, changes: Mapping[int, Pieces]) -> str:
    pieces = changes.get(cell.start, (cell.text,))
    return "".join(p if isinstance(p, str) else cell.text[slice(*p)] for p in pieces)


def _json(cell: Cell, new: Pieces, source: str) -> str:
    held = source[cell.start : cell.offset(len(cell.text))]
    # A string without any Chinese so far is written as the file is.
    ascii = held.isascii() and (not cell.text.isascii() or source.isascii())
    digits = "".join(_ESCAPE.findall(held))
    capitals = digits.upper() == digits != digits.lower()
    pieces = []
    for piece in new:
        if isinstance(piece, str):
            fresh = escaped(piece, ascii)
            pieces.append(_ESCAPE.sub(_in_capitals, fresh) if capitals else fresh)
        else:
            pieces.append(source[cell.offset(piece.start) : cell.offset(piece.end)])
    return "".join(pieces)


def _in_capitals(escape: re.Match[str]) -> str:
    return f"\\u{escape[1].upper()}" if escape[1] else escape[0]


def _told(table: Table, changes: Mapping[int, Pieces]) -> list[object]:
    """All that a table says, with the changes made in it."""
    told: list[object] = []
    for record in table.records:
        cells = [(name, _new(c, changes)) for name, c in record.cells.items()]
        if table.delimiter and record.cells and not any(text.strip() for _, text in cells):
            continue  # nothing is left of the row, so it is left out
        told.append((record.number, cells, record.problem))
    return [table.columns, *told]
