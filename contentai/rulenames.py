"""Names of rules and packs as people write them: full-width, in small letters, in one string."""

from __future__ import annotations

import re
import unicodedata

_COMMA = re.compile("[,，、]")


def plain_name(name: str) -> str:
    """The form in which names of rules are compared: half-width, in capitals."""
    return unicodedata.normalize("NFKC", name).strip().upper()


def apart(names: str) -> tuple[str, ...]:
    """The names in a string, with commas between them where there are several."""
    return tuple(filter(None, map(str.strip, _COMMA.split(names))))
