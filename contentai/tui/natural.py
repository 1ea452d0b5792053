"""The order of drafts by their names, in the list and on the board."""

from __future__ import annotations

import re
from pathlib import Path

_DIGITS = "0123456789"
_PIECE = re.compile(rf"[{_DIGITS}]+|.", re.DOTALL)


def natural(name: str) -> list[list[tuple[int, int]]]:
    """What to sort paths by: letter by letter, but numbers by their size."""
    return [
        [(ord(piece[0]), 0) if piece[0] not in _DIGITS else (ord("0"), int(piece)) for piece in one]
        for one in map(_PIECE.findall, Path(name).parts)
    ]
