"""Where sentences end in Chinese copy."""

from __future__ import annotations

from collections.abc import Iterator

from contentai.diagnostics import Span
from contentai.text import lazy

# A sentence ends at 。！？!?… with the closing quotes and brackets that follow, at an
# English full stop before a space or the end, at a full-width or half-width semicolon,
# and at a line break. Decimal points and version numbers do not end one.
_END = lazy.pattern(r"(?:[。！？!?…｡；;]+|\.(?=\s|$))[”’」』）)】\]》〉\"']*|[\n\r]+")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Ranges of the sentences of ``text[start:end]``, white space trimmed, none empty."""
    stop = len(text) if end is None else end
    at = start
    for match in _END.finditer(text, start, stop):
        yield from _trimmed(text, at, match.end())
        at = match.end()
    yield from _trimmed(text, at, stop)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if left < right:
        yield Span(start + left, start + right)
