"""How long text is where characters do not all count the same."""

from __future__ import annotations

import re

# What most lines are made of: ASCII and marks of one column, Han and full-width marks of two.
_NARROW = re.compile("[ -~“”‘’—…·–°×]+")
_WIDE = re.compile("[、。〈-】！-～]+")


def display_width(text: str) -> int:
    """Columns of ``text`` (emoji sequences measured as one); controls count as none."""
    wide = _NARROW.sub("", text)
    other = _WIDE.sub("", wide)
    if not other or "一" <= min(other) <= max(other) <= "鿿":
        return len(text) + len(wide)
    import wcwidth  # here, for most drafts have no need of it

    width: int = wcwidth.width(text, control_codes="ignore")
    return width


def wide_length(text: str) -> int:
    """Characters of ``text`` as Weibo and Xiaohongshu count: two of ASCII are one, rounded up."""
    half = sum(character.isascii() for character in text)
    return len(text) - half + (half + 1) // 2
