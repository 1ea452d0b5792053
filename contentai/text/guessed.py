"""Whether anything but its characters tells a file's encoding."""

from __future__ import annotations

import re
from typing import Final

_CERTAIN: Final = frozenset({"utf-8", "utf-8-sig", "utf-16", "utf-32"})
# What a page says of itself stands in its first 1024 bytes, says HTML; some are late.
_SAID: Final = re.compile(
    r"<(?:meta\s[^<>]{0,200}?charset|\?xml\s[^<>]{0,200}?encoding)\s{0,4}=\s{0,4}[\"']?([\w-]{2,20})",
    re.I,
)
_HEAD: Final = 4096


def was_guessed(encoding: str, text: str) -> bool:
    """Whether the codec of a ``decoded.Decoded`` was told by the characters alone.

    It was not where there is a mark, in UTF-8, and where a web page says the same.
    """
    if not encoding or encoding in _CERTAIN:
        return False
    said = _SAID.search(text, 0, _HEAD)
    family = "gb" if encoding == "gb18030" else "big5"
    return said is None or not said[1].lower().startswith(family)
