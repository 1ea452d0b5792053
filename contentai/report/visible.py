"""Draft text made safe to show on a terminal."""

from __future__ import annotations

import unicodedata

# Parts of emoji sequences: dropping them would pull one picture apart into several.
_EMOJI_PARTS = frozenset("\u200d\ufe0e\ufe0f")


def visible(text: str) -> str:
    """``text`` on one line with nothing in it that moves the cursor or hides.

    One character for one character: white space becomes a space, other control and
    invisible characters a middle dot, so a draft cannot send escape codes to a terminal.
    """
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in _EMOJI_PARTS or character.isprintable():
        return character
    if character.isspace():
        return "\u3000" if character == "\u3000" else " "
    return "·" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") else character
