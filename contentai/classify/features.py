"""What the classifiers look at: character n-grams and words of the folded text.

The text is folded and lower-cased first, then numbers are levelled, one character for one
character, so that a position in the features is a position in the folded text: digits
become ``0``, digits of a long number (five or more: a phone, an account, but no date) ``9``,
the characters of a web address ``~``, and so do numbers in words (三十九, but not 万一) ``0``.
Spaces, line breaks and the marks that part clauses are all one mark, a comma. Sources mask and
write numbers differently, and one transcript has commas where another has spaces; a model that
sees them learns the source instead of the selling.

Every feature is an integer key: 13 bits a character, 20 bits a word, the order above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contentai.classify.keytable import KeyTable

VERSION = 7

_CHARACTER_BITS = 13
_WORD_BITS = 20
_ORDER_BIT = 44
_WORD_ORDER = 8
_LONG_NUMBER = re.compile(r"\d(?:[\d\- ]{3,}\d)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
# A date keeps its marks, so no run of five digits and marks is left in it.
# No digit stands before one; looked for behind its first two, not everywhere.
_DATE = re.compile(r"(?:19|20)(?<!\d\d\d)\d\d-\d{1,2}-\d{1,2}(?!\d)")
_ZEROES = str.maketrans("0123456789-", "0000000000/")
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
# Numbers in words; the words of two numerals that are none stay (不怕一万，就怕万一).
_WORDED = re.compile(f"[{_NUMERALS}][{_NUMERALS}]+")
_NO_NUMBERS = frozenset({"千万", "万一", "一一"})
_ANY_NUMBER = re.compile(r"\d")
_MARKS = " \n。、;:"
# An odd number with no pattern: 2**64 divided by the golden ratio.
_BASE = np.uint64(0x9E3779B97F4A7C15)
_INVERSE = np.uint64(pow(int(_BASE), -1, 2**64))

Keys = NDArray[np.int64]
Offsets = NDArray[np.int64]
Positions = NDArray[np.int32]


class Occurrences(NamedTuple):
    """Feature keys of one text with the folded ranges they were read from (equal lengths)."""

    keys: Keys
    starts: Positions
    ends: Positions


def level(key: str) -> str:
    """The levelled text, of the same length as ``key`` (folded lower-case text)."""
    if "www." in key or "http" in key:
        key = _ADDRESS.sub(lambda m: "~" * len(m.group()), key)
    if _ANY_NUMBER.search(key):
        if "-" in key:
            key = _DATE.sub(lambda m: m.group().translate(_ZEROES), key)
        key = _LONG_NUMBER.sub(lambda m: "9" * len(m.group()), key.replace("9", "8"))
    key = _WORDED.sub(lambda m: m[0] if m[0] in _NO_NUMBERS else "0" * len(m[0]), key)
    # One replacement after another is many times as fast as a table of them.
    for digit in "12345678":
        key = key.replace(digit, "0")
    for mark in _MARKS:
        key = key.replace(mark, ",")
    return key


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


@dataclass(frozen=True)
class Alphabet:
    """The characters and words a model knows; anything else takes part in no feature.

    At most 8,191 characters and 1,048,575 words.
    """

    characters: str
    words: tuple[str, ...]

    @cached_property
    def _character_ids(self) -> NDArray[np.uint16]:
        codes = np.frombuffer(self.characters.encode("utf-32-le"), dtype=np.uint32)
        table = np.zeros(0x110000, dtype=np.uint16)
        table[codes] = np.arange(1, len(codes) + 1)
        return table

    @cached_property
    def _word_table(self) -> tuple[KeyTable, NDArray[np.int64]]:
        """The hashes of the words, and which word each is of."""
        ends = lengths(self.words).cumsum()
        starts = np.concatenate([[0], ends[:-1]])
        hashes = _hashes(_codes("".join(self.words)), starts, ends)
        order = hashes.argsort()
        return KeyTable(hashes[order]), order + 1

    def occurrences(self, key: str, words: Sequence[str]) -> Occurrences:
        """All features of a folded lower-case text cut into ``words`` (in order, gapless)."""
        ends = lengths(words).cumsum()
        return self.occurrences_at(key, np.concatenate([[0], ends[:-1]])[: len(ends)], ends)

    def occurrences_at(self, key: str, starts: Offsets, ends: Offsets) -> Occurrences:
        """The same of a text whose words are given by their ranges (W,), in order."""
        codes = _codes(level(key))
        parts = [*self._grams(codes), *self._word_grams(codes, starts, ends)]
        return Occurrences(
            np.concatenate([part.keys for part in parts]),
            np.concatenate([part.starts for part in parts]),
            np.concatenate([part.ends for part in parts]),
        )

    def _grams(self, codes: NDArray[np.uint32]) -> list[Occurrences]:
        ids = self._character_ids[codes].astype(np.int64)
        at = np.arange(len(ids), dtype=np.int32)
        keys = np.zeros(len(ids), dtype=np.int64)
        in_alphabet = ids > 0
        known = np.ones(len(ids), dtype=bool)
        found = []
        for order in (1, 2, 3):
            size = len(ids) - order + 1
            if size < 1:
                break
            # A run is the run before it and one character more.
            keys = (keys[:size] << _CHARACTER_BITS) | ids[order - 1 :]
            known = known[:size] & in_alphabet[order - 1 :]
            held = np.flatnonzero(known)
            starts = at.take(held)
            found.append(
                Occurrences(
                    keys.take(held) | (order << _ORDER_BIT), starts, starts + np.int32(order)
                )
            )
        return found

    def _word_grams(
        self, codes: NDArray[np.uint32], starts: Offsets, ends: Offsets
    ) -> list[Occurrences]:
        table, ids = self._word_table
        place = table.find(_hashes(codes, starts, ends))
        known = np.flatnonzero(place >= 0)
        ids = ids.take(place.take(known))
        first, after = starts.take(known).astype(np.int32), ends.take(known).astype(np.int32)
        pair = np.flatnonzero(after[:-1] == first[1:])
        return [
            Occurrences(ids | (_WORD_ORDER << _ORDER_BIT), first, after),
            Occurrences(
                ((ids.take(pair) << _WORD_BITS) | ids.take(pair + 1))
                | ((_WORD_ORDER + 1) << _ORDER_BIT),
                first.take(pair),
                after.take(pair + 1),
            ),
        ]


def lengths(words: Iterable[str]) -> Offsets:
    """How many code points each word has (W,)."""
    return np.fromiter(map(len, words), np.int64)


def _hashes(codes: NDArray[np.uint32], starts: Offsets, ends: Offsets) -> Keys:
    """A number for each range (W,) of a text: equal ranges have equal ones, no others do.

    The code points are the digits of a number to the base ``_BASE``, modulo 2**64, the first
    one the lowest. Two words meet in one as seldom as two random numbers of 64 bits.
    """
    powers = _powers(_BASE, len(codes))
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(powers * (codes + np.uint64(1)), out=sums[1:])
    return ((sums[ends] - sums[starts]) * _powers(_INVERSE, len(codes))[starts]).view(np.int64)


def _powers(base: np.uint64, size: int) -> NDArray[np.uint64]:
    """The powers of ``base`` from 0 on, modulo 2**64."""
    factors = np.full(size, base)
    factors[:1] = 1
    return np.multiply.accumulate(factors)


def is_word_feature(keys: Keys) -> NDArray[np.bool_]:
    """True where a key is of a word or a pair of words."""
    return (keys >> _ORDER_BIT) >= _WORD_ORDER


def by_order(keys: Keys) -> list[tuple[int, slice]]:
    """The stretches of keys that are of one order, each with its order."""
    orders = keys >> _ORDER_BIT
    edges = [0, *(np.flatnonzero(orders[1:] != orders[:-1]) + 1).tolist(), len(keys)]
    return [(int(orders[a]), slice(a, b)) for a, b in pairwise(edges) if a < b]
