"""How long text is where characters do not all count the same."""

from __future__ import annotations

import re

# What most lines are made of: ASCII, and Han and full-width marks, which all take two columns
# and three bytes.
_WIDE = "、。〈-】一-鿿！-～"
_USUAL = re.compile(f"[ -~{_WIDE}]*")


def display_width(text: str) -> int:
    """Columns of ``text`` (emoji sequences measured as one); controls count as none."""
    if _USUAL.fullmatch(text):
        return len(text) + (len(text.encode()) - len(text)) // 2
    import wcwidth  # here, for most drafts have no need of it

    width: int = wcwidth.width(text, control_codes="ignore")
    return width


def wide_length(text: str) -> int:
    """Characters of ``text`` as Weibo and Xiaohongshu count: two of ASCII are one, rounded up."""
    half = sum(character.isascii() for character in text)
    return len(text) - half + (half + 1) // 2
