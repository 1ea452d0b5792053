"""How many columns a terminal gives to text: two for a Chinese character, none for marks."""

from __future__ import annotations

import wcwidth


def display_width(text: str) -> int:
    """Columns of ``text`` (emoji sequences measured as one); controls count as none."""
    if text.isascii() and text.isprintable():
        return len(text)
    width: int = wcwidth.width(text, control_codes="ignore")
    return width
