"""Simplified or Traditional: which of the two a text is written in, and writing a word in it."""

from __future__ import annotations

from functools import cache
from typing import Protocol


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def is_traditional(*texts: str) -> bool:
    """Told by the first of ``texts`` that tells; words such as 最大 are the same in both.

    False when none tells. Takes no lone surrogates.
    """
    for text in texts:
        simplified, traditional = _changed("t2s", text), _changed("s2t", text)
        if simplified != traditional:
            return simplified > traditional
    return False


def to_traditional(text: str) -> str:
    """``text`` in Traditional characters (OpenCC ``s2t``)."""
    return _converter("s2t").convert(text)


def _changed(direction: str, text: str) -> int:
    """How many characters a conversion changes; OpenCC's phrases keep their length."""
    converted = _converter(direction).convert(text)
    return sum(old != new for old, new in zip(text, converted, strict=False))


@cache
def _converter(direction: str) -> _Converter:
    from opencc import OpenCC

    converter: _Converter = OpenCC(direction)
    return converter
