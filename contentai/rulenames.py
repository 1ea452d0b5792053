"""Names of rules and packs as people write them: full-width, in small letters, in one string."""

from __future__ import annotations

import re
import unicodedata

# What input methods write for the letters, digits and signs of a keyboard; one for one.
_HALF_WIDTH = {0xFEE0 + code: code for code in range(0x21, 0x7F)}
_HALF_WIDTH |= dict.fromkeys(map(ord, "‐‑‒–—―−"), ord("-"))
_COMMA = re.compile("[,，、]")


def plain_name(name: str) -> str:
    """The form in which names of rules are compared: half-width, in capitals."""
    return unicodedata.normalize("NFKC", name).strip().upper()


def apart(names: str) -> tuple[str, ...]:
    """The names in a string, with commas between them where there are several."""
    return tuple(filter(None, map(str.strip, _COMMA.split(names))))


def half_width(text: str) -> str:
    """``text`` with half-width letters, digits and hyphens; each stays in its place."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)
