"""Which pieces the tokenizer has: the words worth a vector, and every character."""

from __future__ import annotations

import math
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import jieba
from tokenizers import Tokenizer, models, normalizers

from contentai.embedding.charsmap import pack
from contentai.text.characters import simplify
from contentai.text.tokenize import words

UNKNOWN: Final = "[UNK]"  # in capitals: no lower-cased text holds it
LONGEST: Final = 8
_HAN: Final = re.compile("[\u4e00-\u9fff]+")
_LATIN: Final = re.compile("[a-z]{2,14}")
_LEAST_SEEN = 4
_DICTIONARY_WEIGHT = 0.02  # of jieba's own counts, which come from old news


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each word is there, in lower case, and each ASCII character.

    Numbers and unknown Latin words are cut into their characters.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        found = words(text.lower())
        counts.update(found)
        counts.update(c for word in found if len(word) > 1 and word.isascii() for c in word)
    return counts


def choose(counts: Counter[str], most: int) -> dict[str, float]:
    """Piece → frequency: the ``most`` best words of jieba's dictionary and of the texts.

    Only those that the normalizer leaves as they are; besides, every character of those, of
    the dictionary and of GB 2312, the letters and the digits.
    """
    table = str.maketrans(traditional())
    dictionary = _dictionary()
    worth = {
        word: 0.5 * math.log1p(count) + 1.5 * math.log1p(counts[word])
        for word, count in dictionary.items()
    }
    for word, count in counts.items():
        if word not in worth and count >= _LEAST_SEEN and _is_word(word):
            worth[word] = 1.5 * math.log1p(count)
    ranked = sorted(worth, key=lambda word: (-worth[word], word))
    best = [word for word in ranked if len(word) <= LONGEST and _plain(word, table) == word][:most]
    known = {word for word, count in dictionary.items() if len(word) == 1 and count > 20}
    characters = {*known, *_gb2312(), *"".join(best), *string.ascii_lowercase, *string.digits}
    plain = sorted(c for c in characters if c and _plain(c, table) == c)
    chosen = dict.fromkeys([*best, *plain])
    return {
        piece: counts[piece] + _DICTIONARY_WEIGHT * dictionary.get(piece, 0) + 1 for piece in chosen
    }


def make_tokenizer(frequencies: dict[str, float]) -> Tokenizer:
    """A Unigram tokenizer; piece 0 is the unknown one, the others are in the given order."""
    total = sum(frequencies.values())
    scores = [(p, round(math.log(f / total) * 1024) / 1024) for p, f in frequencies.items()]
    tokenizer = Tokenizer(models.Unigram([(UNKNOWN, -32.0), *scores], unk_id=0))
    steps = [
        normalizers.NFKC(),
        normalizers.Lowercase(),
        normalizers.Precompiled(pack(traditional())),
    ]
    tokenizer.normalizer = normalizers.Sequence(steps)
    return tokenizer


def traditional() -> dict[str, str]:
    """Traditional character → simplified, where one stands for one."""
    changed = {chr(code): simplify(chr(code)) for code in range(0x3400, 0xA000)}
    return {
        old: new
        for old, new in changed.items()
        if old != new and len(new) == 1 and len(new.encode()) == 3
    }


def _plain(word: str, table: Mapping[int, str]) -> str:
    return unicodedata.normalize("NFKC", word).lower().translate(table)


def _dictionary() -> dict[str, int]:
    counts: dict[str, int] = {}
    text = (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8")
    for line in text.splitlines():
        word, count = line.split(" ")[:2]
        counts[word.lower()] = max(counts.get(word.lower(), 0), int(count))
    return counts


def _gb2312() -> Iterator[str]:
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield bytes((row, cell)).decode("gb2312", "ignore")  # row D7 is not full


def _is_word(word: str) -> bool:
    return bool(_HAN.fullmatch(word) or _LATIN.fullmatch(word))
