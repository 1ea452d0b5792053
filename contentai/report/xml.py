"""Text inside XML: escaped, and without the characters that XML 1.0 cannot hold at all."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def attributes(**values: str | int) -> str:
    """`` name="value"`` for each, line breaks kept; a trailing underscore is no part of a name."""
    pairs = ((name.rstrip("_"), _possible(str(value))) for name, value in values.items())
    return "".join(f" {name}={quoteattr(value)}" for name, value in pairs)


def content(text: str) -> str:
    """Text between tags."""
    return escape(_possible(text))


def _possible(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
