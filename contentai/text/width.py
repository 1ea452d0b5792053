"""How long text is where characters do not all count the same."""

from __future__ import annotations

import re
import unicodedata

# What most lines are made of: ASCII and marks of one column, Han and full-width marks of two.
_NARROW = re.compile("[ -~“”‘’—…·–°×]+")
_WIDE = re.compile("[、。〈-】！-～]+")


def display_width(text: str) -> int:
    """Columns of ``text`` (emoji sequences measured as one); controls count as none."""
    wide = _NARROW.sub("", text)
    other = set(_WIDE.sub("", wide))
    if not other or "一" <= min(other) <= max(other) <= "鿿" or all(map(_is_wide, other)):
        return len(text) + len(wide)
    import wcwidth  # here, for its tables take 20 ms to load and few drafts have need of them

    width: int = wcwidth.width(text, control_codes="ignore")
    return width


def padded(text: str, width: int, *, right: bool = False) -> str:
    """``text`` in so many columns, at their left or their ``right``; longer text as it is."""
    blanks = " " * max(width - display_width(text), 0)
    return blanks + text if right else text + blanks


def _is_wide(character: str) -> bool:
    """Han, or an emoji that has two columns whatever stands beside it.

    What joins or changes emoji (joiners, variation selectors, skin tones, the letters of flags)
    is of another category or width, so a sequence is never taken for its parts.
    """
    if "一" <= character <= "鿿":
        return True
    wide = unicodedata.east_asian_width(character) == "W"
    return wide and unicodedata.category(character) == "So"


def wide_length(text: str) -> int:
    """Characters of ``text`` as Weibo and Xiaohongshu count: two of ASCII are one, rounded up."""
    half = sum(character.isascii() for character in text)
    return len(text) - half + (half + 1) // 2
