"""Formulas in the cells of tables, of which a reader sees what they come to, not the formula."""

from __future__ import annotations

import re
from typing import Final

from contentai.text.cells import Cell, Skip, Style

# What may follow a cell or a function: nothing, or a sign and what is no Chinese word.
_END: Final = r"\s*(?:\Z|[-+*/^&<>=:,;%]\s*(?:[^\s\u3400-\u9fff]|[^!\s]{1,40}!))"
_GOES_ON: Final = re.compile(_END)
_CALL: Final = re.compile(r"\s*=\s*[A-Za-z_][A-Za-z0-9_.]{0,40}\(")
# Cells of this sheet or of another, text that something is added to, or sums.
_FORMULA: Final = re.compile(
    rf"\s*=\s*(?:(?:[^!=\n]{{1,40}}!)?\$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}}{_END}|\"[^\"]*\"\s*&"
    r"|[-+*/^%().0-9 ]{0,20}[0-9][-+*/^%().0-9 ]*\Z)"
)
_QUOTED_OR_BRACKET: Final = re.compile(r'"[^"]*"|[()]')
_LINK: Final = re.compile(
    r'\s*=\s*HYPERLINK\(\s*(?:"(?:[^"]++|"")*+"|[^",;()]{1,40})\s*[,;]\s*"((?:[^"]++|"")*+)"\s*\)\s*',
    re.IGNORECASE,
)


def displayed(cell: Cell) -> Cell | None:
    """What a spreadsheet shows of a cell: it, or the words of a link; None for other formulas.

    The words of a link keep their places in the file; nothing can be written into them.
    """
    if not _is_formula(cell.text):
        return cell
    link = _LINK.fullmatch(cell.text)
    if not link:
        return None
    words: list[str] = []
    skips: list[Skip] = []
    start = at = cell.offset(link.start(1))
    here = link.start(1)
    while here < link.end(1):
        if cell.offset(here) != at:
            at = cell.offset(here)
            skips.append(Skip(len(words), at - start - len(words)))
        words.append(cell.text[here])
        here += 2 if cell.text[here] == '"' else 1
        at += 1
    return Cell("".join(words), start, tuple(skips), style=Style.FIXED)


def _is_formula(text: str) -> bool:
    """Whether a spreadsheet would work it out; ``=NEW(新品)= 上架`` is a writer's own."""
    call = _CALL.match(text)
    if not call:
        return _FORMULA.match(text) is not None
    depth = 1
    for found in _QUOTED_OR_BRACKET.finditer(text, call.end()):
        depth += {"(": 1, ")": -1}.get(found.group(), 0)
        if not depth:
            return _GOES_ON.match(text, found.end()) is not None
    return False
