"""Formulas in the cells of tables, of which a reader sees what they come to, not the formula."""

from __future__ import annotations

import re
from typing import Final

from contentai.text.cells import Cell, Skip, Style

# A function, cells of this sheet or of another, text that something is added to, or sums.
_FORMULA: Final = re.compile(
    r"\s*=\s*(?:[A-Za-z][A-Za-z0-9.]{0,40}\(|[^!=\n]{1,40}!\$?[A-Za-z]{1,3}\$?[0-9]"
    r"|\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?!\w)|\"[^\"]*\"\s*&"
    r"|[-+*/^%().0-9 ]{0,20}[0-9][-+*/^%().0-9 ]*\Z)"
)
_LINK: Final = re.compile(
    r'\s*=\s*HYPERLINK\(\s*(?:"(?:[^"]++|"")*+"|[^",;()]{1,40})\s*[,;]\s*"((?:[^"]++|"")*+)"\s*\)\s*',
    re.IGNORECASE,
)


def displayed(cell: Cell) -> Cell | None:
    """What a spreadsheet shows of a cell: it, or the words of a link; None for other formulas.

    The words of a link keep their places in the file; nothing can be written into them.
    """
    if not _FORMULA.match(cell.text):
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
