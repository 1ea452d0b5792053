"""What a terminal sends for Alt and a figure, and for Shift and a function key."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple, cast

from textual import _ansi_sequences, _xterm_parser

# Where the cursor is, but not what F3 with other keys held sends: ``ESC [ 1 ; 2 R``.
_CURSOR = re.compile(r"\x1b\[(?!1;[2-8]R)(?P<row>\d+);(?P<col>\d+)R")


class _Held(NamedTuple):
    """A key as Textual's table has keys: by its ``value``."""

    value: str


def hear_held_keys() -> None:
    """From now on Alt and a figure are keys, and so are Shift and a function key.

    Textual takes the first for the signs that a Mac's Option key makes of them (``¡`` for
    Alt+1), and they would be typed into the text; the others for F13 to F24, which no keyboard
    has and nobody would find. What Shift+F3 sends it takes for the place of the cursor, which
    an app on the whole screen never asks for.
    """
    _xterm_parser._re_cursor_position = _CURSOR
    known = cast("dict[str, object]", _ansi_sequences.ANSI_SEQUENCES_KEYS)
    for figure in "0123456789":
        known[f"\x1b{figure}"] = (_Held(f"alt+{figure}"),)
    shifted = {f"f{number + 12}": (_Held(f"shift+f{number}"),) for number in range(1, 13)}
    for sequence, keys in list(known.items()):
        if isinstance(keys, tuple) and len(keys) == 1 and isinstance(keys[0], Enum):
            known[sequence] = shifted.get(keys[0].value, keys)
