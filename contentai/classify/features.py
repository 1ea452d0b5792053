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
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

VERSION = 6

_CHARACTER_BITS = 13
_WORD_BITS = 20
_ORDER_BIT = 44
_WORD_ORDER = 8
_LONG_NUMBER = re.compile(r"\d(?:[\d\- ]{3,}\d)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
# A date keeps its marks, so no run of five digits and marks is left in it.
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d-\d{1,2}-\d{1,2}(?!\d)")
_ZEROES = str.maketrans("0123456789-", "0000000000/")
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
# Numbers in words; the words of two numerals that are none stay (不怕一万，就怕万一).
_WORDED = re.compile(f"[{_NUMERALS}]{{2,}}")
_NO_NUMBERS = frozenset({"千万", "万一", "一一"})
_ANY_NUMBER = re.compile(r"\d")
_MARKS = " \n。、;:"

Keys = NDArray[np.int64]
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
    def _word_ids(self) -> dict[str, int]:
        ids = {word: index for index, word in enumerate(self.words, 1)}
        # As they are written: levelling them one by one takes longer than all the rest.
        return ids | dict.fromkeys(_MARKS, ids.get(",", 0))

    def occurrences(self, key: str, words: Sequence[str]) -> Occurrences:
        """All features of a folded lower-case text cut into ``words`` (in order, gapless)."""
        text = level(key)
        parts = [*self._grams(text), *self._word_grams(text, words)]
        return Occurrences(
            np.concatenate([part.keys for part in parts]),
            np.concatenate([part.starts for part in parts]),
            np.concatenate([part.ends for part in parts]),
        )

    def _grams(self, text: str) -> list[Occurrences]:
        ids = self._character_ids[_codes(text)].astype(np.int64)
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
            starts = at[:size][known]
            found.append(
                Occurrences(keys[known] | (order << _ORDER_BIT), starts, starts + np.int32(order))
            )
        return found

    def _word_grams(self, text: str, words: Sequence[str]) -> list[Occurrences]:
        edges = np.zeros(len(words) + 1, dtype=np.int32)
        np.cumsum(np.fromiter(map(len, words), np.int32, len(words)), out=edges[1:])
        leveled = list(words)
        written = "".join(words)
        if written != text:  # capitals, numbers and marks
            codes = _codes(text)
            changes = np.concatenate([[0], np.cumsum(_codes(written) != codes)])
            changed = np.diff(changes[edges]) > 0
            changed &= (np.diff(edges) > 1) | (codes[edges[:-1]] != ord(","))
            for index in np.flatnonzero(changed):
                leveled[index] = text[edges[index] : edges[index + 1]]
        ids = np.fromiter(map(self._word_ids.get, leveled, repeat(0)), np.int64, len(words))
        single = ids > 0
        pair = single[:-1] & single[1:]
        return [
            Occurrences(
                ids[single] | (_WORD_ORDER << _ORDER_BIT), edges[:-1][single], edges[1:][single]
            ),
            Occurrences(
                ((ids[:-1][pair] << _WORD_BITS) | ids[1:][pair])
                | ((_WORD_ORDER + 1) << _ORDER_BIT),
                edges[:-2][pair],
                edges[2:][pair],
            ),
        ]


def is_word_feature(keys: Keys) -> NDArray[np.bool_]:
    """True where a key is of a word or a pair of words."""
    return (keys >> _ORDER_BIT) >= _WORD_ORDER
