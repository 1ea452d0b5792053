"""How characters of a draft stand on the screen: what is shown for each, and how wide.

Rich's widths are used, as Textual paints with them. Three kinds differ from Rich: a tab is
always ``TAB`` cells wide; a control character, which would be a command to the terminal, is
shown as its picture; and a character nobody sees (zero-width, bidirectional controls) is shown
as ``UNSEEN`` unless it is part of an emoji, for such characters hide what a reader must know.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from rich.cells import cached_cell_len, get_character_cell_size, split_graphemes

TAB = 4
UNSEEN = "¦"

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_EMOJI = (
    "[©®\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf"
    "\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_SELECTORS = "[\ufe0e\ufe0f]"
# A joiner is not seen only where it joins two emoji: 👨‍👩‍👧.
_HIDDEN = re.compile(
    "[\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    f"\u3164\ufeff\uffa0]|(?<!{_EMOJI})(?<!{_SELECTORS})\u200d|\u200d(?!{_EMOJI})"
)
_SPECIAL = re.compile(f"{_CONTROL.pattern}|{_HIDDEN.pattern}")
# A sign of several code points.
_JOINED = re.compile(
    f".[\U0001f3fb-\U0001f3ff\u20e3]*{_SELECTORS}(?:\u200d{_EMOJI}|{_SELECTORS})*|{_EMOJI}(?:\u200d{_EMOJI}{_SELECTORS}*)+",
    re.DOTALL,
)


def shown(text: str) -> str:
    """``text`` as it is painted: as wide as ``width`` says, without tabs and controls."""
    if not _SPECIAL.search(text):
        return text
    return _SPECIAL.sub(lambda match: _picture(match.group()), text)


def width(text: str) -> int:
    """Cells that ``text`` takes on the screen."""
    return cached_cell_len(shown(text))


def widths(text: str) -> list[int]:
    """Cells of each code point; a sign of several code points counts at its first."""
    size = get_character_cell_size
    found = [size(character) for character in text]
    for match in _JOINED.finditer(text):
        found[slice(*match.span())] = [0] * len(match.group())
        for start, _end, cells in split_graphemes(match.group())[0]:
            found[match.start() + start] = cells
    for match in _SPECIAL.finditer(text):
        found[match.start()] = len(_picture(match.group()))
    return found


def unseen(text: str) -> list[int]:
    """Where ``text`` has a character that is painted as something else; tabs are not told."""
    return [match.start() for match in _SPECIAL.finditer(text) if match.group() != "\t"]


def column_at(text: str, cells: int) -> int:
    """The code point of ``text`` that is painted ``cells`` from its start; its length at most."""
    edges = list(accumulate(widths(text)))
    return bisect_right(edges, cells) if cells >= 0 else 0


def _picture(character: str) -> str:
    if character == "\t":
        return " " * TAB
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else UNSEEN
