"""Web addresses written out in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentai.diagnostics import Span
from contentai.text import lazy

# Addresses end at the first character that is not ASCII: Chinese text sets no space after
# them. What comes before must not be a letter or digit of the same (ASCII) word.
_ADDRESS = lazy.pattern(
    r"(?<![A-Za-z0-9])(?:https?://[A-Za-z0-9\[]|www\.[A-Za-z0-9])"
    r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*",
    re.IGNORECASE,
)
_TAIL = ".,;:!?'*_~"


def addresses(text: str) -> Iterator[tuple[Span, str]]:
    """The bare ``http(s)://`` and ``www.`` addresses in ``text``, each with its target.

    Punctuation that closes the sentence, and a bracket the address did not open, stay out.
    """
    if "://" not in text and "." not in text:
        return  # to look for two characters is many times as fast
    for match in _ADDRESS.finditer(text):
        written = _without_tail(match.group())
        target = written if written[:4].lower() == "http" else f"http://{written}"
        yield Span(match.start(), match.start() + len(written)), target


def _without_tail(written: str) -> str:
    end = len(written)
    surplus = {")": _surplus(written, "(", ")"), "]": _surplus(written, "[", "]")}
    while end:
        last = written[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _TAIL:
            break
        end -= 1
    return written[:end]


def _surplus(written: str, opening: str, closing: str) -> int:
    return written.count(closing) - written.count(opening)
