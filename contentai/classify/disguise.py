"""What the disguise classifier looks at: the text as it is written, and the shape of it.

Folding undoes the tricks it knows. What it does not know still leaves traces in the writing:
odd characters where a contact word would stand, marks and emoji between letters, a run of
letters and digits after an invitation. So this classifier reads the text before folding, in
character 1–3-grams, and its shape in 1–4-grams: digits as ``0``, letters as ``a`` and ``A``,
symbols and what combines with other characters as ``E``, everything else as it is.

Texts are judged in passages of whole sentences, since a disguise needs its invitation near.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contentai.classify.features import Occurrences
from contentai.diagnostics import Span

VERSION = 2

_RAW_ORDERS = range(1, 4)
_SHAPE_ORDERS = range(1, 5)
# Orders from here on are of the second block, which is scaled by itself (see ``linear``).
_SHAPE = 7
_ORDER_BIT = 44
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HASH = np.uint64((1 << _ORDER_BIT) - 1)
_LONGEST_PASSAGE = 120


class Written(NamedTuple):
    """A text as it is written, in small letters, and its shape: code points, equal lengths."""

    raw: NDArray[np.uint64]
    shape: NDArray[np.uint64]

    @classmethod
    def of(cls, text: str) -> Written:
        """What is looked at of a text."""
        lower = text.lower()  # may be longer: some letters have no small form of one code point
        codes = _codes(text)
        return cls(_codes(lower) if len(lower) == len(text) else codes, _shape(codes))

    def occurrences(self, start: int, end: int) -> Occurrences:
        """All features inside a range of the text, with their places from its start on."""
        parts = [
            *_grams(self.raw[start:end], _RAW_ORDERS, 0),
            *_grams(self.shape[start:end], _SHAPE_ORDERS, _SHAPE),
        ]
        return Occurrences(
            np.concatenate([part.keys for part in parts]),
            np.concatenate([part.starts for part in parts]),
            np.concatenate([part.ends for part in parts]),
        )


def occurrences(text: str) -> Occurrences:
    """All features of a text as it is written, with their places in it (code points)."""
    return Written.of(text).occurrences(0, len(text))


# What each code point is levelled to, found out when it is first met; 0 before that.
_levels = np.zeros(0x110000, dtype=np.uint64)


def _shape(codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The text with its digits, letters and symbols levelled, character for character."""
    levels = _levels[codes.view(np.int64)]
    if not levels.all():
        for code in set(codes[levels == 0].tolist()):
            _levels[code] = ord(_level(chr(code)))
        levels = _levels[codes.view(np.int64)]
    return levels


def passages(sentences: Sequence[Span], text: str) -> list[Span]:
    """Runs of whole sentences on one line, of at most 120 code points where sentences allow."""
    found: list[Span] = []
    for sentence in sentences:
        last = found[-1] if found else None
        if (
            last
            and sentence.end - last.start <= _LONGEST_PASSAGE
            and "\n\n" not in text[last.end : sentence.start]
        ):
            found[-1] = Span(last.start, sentence.end)
        else:
            found.append(sentence)
    return found


def _level(character: str) -> str:
    if character.isdigit():
        return "0"
    if character.isascii():
        if character.isalpha():
            return "a" if character.islower() else "A"
        return character
    return "E" if unicodedata.category(character) in ("So", "Sk", "Cf", "Mn") else character


def _codes(text: str) -> NDArray[np.uint64]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(
        np.uint64
    )


def _grams(codes: NDArray[np.uint64], orders: range, block: int) -> list[Occurrences]:
    """Hashes of all runs of lengths from 1 on; 44 bits, so that no two of them meet by accident."""
    at = np.arange(len(codes), dtype=np.int32)
    found = []
    mixed = np.zeros(len(codes), dtype=np.uint64)
    for order in orders:
        size = max(len(codes) - order + 1, 0)
        # A run is the run before it and one code point more.
        mixed = (mixed[:size] ^ codes[order - 1 : order - 1 + size]) * _MIX
        mixed ^= mixed >> np.uint64(29)
        keys = (mixed & _HASH).astype(np.int64) | ((order + block) << _ORDER_BIT)
        starts = at[:size]
        found.append(Occurrences(keys, starts, starts + np.int32(order)))
    return found
