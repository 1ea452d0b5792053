"""What a text is written in: Chinese or not, Simplified or Traditional; writing a word in it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

# First and last code points: Chinese characters, letters that make words with spaces between
# (Latin, Greek, Cyrillic), and those that count by themselves (Armenian to Khmer, kana, Hangul).
_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_IN_WORDS = ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2AF), (0x370, 0x52F))
_ALONE = ((0x531, 0x10FF), (0x1100, 0x11FF), (0x1780, 0x17FF), (0x3041, 0x30FF), (0xAC00, 0xD7A3))
_CHINESE, _WORDS, _LETTERS = 1, 2, 3
# Fewer words of other scripts are names and models: "iPhone 16 Pro Max" may be a whole title.
_FEWEST_FOREIGN = 5
_MOST_CHINESE = 0.15
_HALF_CHINESE = 0.5


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


class Scripts(NamedTuple):
    """What a text is made of; digits, marks and pictures count for nothing.

    ``chinese`` characters; ``words`` in Latin, Greek and Cyrillic letters; ``letters`` of other
    scripts (kana, Hangul, Thai …).
    """

    chinese: int
    words: int
    letters: int

    @property
    def share(self) -> float:
        """The Chinese part, 0 to 1; 0 where there is nothing to read."""
        return self.chinese / max(sum(self), 1)

    @property
    def mixed(self) -> bool:
        """True when there is as much of other languages, code or formulas as of Chinese.

        Kana and Hangul are told from a quarter of it on: names in them are short.
        """
        return self.share < _HALF_CHINESE or self.letters > max(
            _FEWEST_FOREIGN - 1, self.chinese // 4
        )

    @property
    def foreign(self) -> bool:
        """True when the text is written in another language, but for a few names or words.

        Japanese has Chinese characters too, and more kana than those.
        """
        if self.words + self.letters < _FEWEST_FOREIGN:
            return False
        return self.share < _MOST_CHINESE or self.letters > self.chinese


def scripts(text: str) -> Scripts:
    """How much of each kind of script is in ``text``."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _kinds()[codes]
    in_words = np.concatenate([[False], kinds == _WORDS])
    counts = (kinds == _CHINESE, in_words[1:] > in_words[:-1], kinds == _LETTERS)
    return Scripts(*map(int, map(np.count_nonzero, counts)))


@cache
def _kinds() -> NDArray[np.uint8]:
    """The kind of each code point, 0 for what counts for nothing."""
    table = np.zeros(0x110000, dtype=np.uint8)
    for kind, ranges in ((_CHINESE, _HAN), (_WORDS, _IN_WORDS), (_LETTERS, _ALONE)):
        for first, last in ranges:
            table[first : last + 1] = kind
    return table


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


def is_east_asian(character: str) -> bool:
    """True for a Chinese character or mark, for kana and for Hangul."""
    code = ord(character)
    return (
        0x2E80 <= code <= 0x9FFF
        or 0xAC00 <= code <= 0xD7A3
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
    )
