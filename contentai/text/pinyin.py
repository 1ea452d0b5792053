"""How characters are read: pinyin as it is written in Latin letters, and as dictionaries have it.

Facts: the characters of pypinyin 0.55, read from its file, for to import it is to load its
phrases too (0.25 s against 0.02); OpenCC ``t2s`` and ``s2t``. Both are loaded when the first
character is looked up.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

from contentai.text import lazy

_SEPARATORS: Final = lazy.pattern(r"[ \u3000\r\n'’·,，、\-]+")
_TONES: Final = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4}
#: So many characters of a word are looked at.
LONGEST_WORD: Final = 8


class Case(Enum):
    """How the Latin is written; each style must earn its points by itself."""

    SMALL = "small"
    CAPITALS = "capitals"
    TITLE = "title"


class Latin(NamedTuple):
    """Latin that may be pinyin, normalised: ``nǚ`` → ``nv``, tones apart."""

    letters: str
    tones: tuple[int, ...]
    marked: bool
    digits: bool
    case: Case


@lru_cache(maxsize=4096)
def read_latin(inside: str) -> Latin | None:
    """Latin letters with their marks, normalised; None if they cannot be pinyin."""
    plain = unicodedata.normalize("NFKC", inside).replace("\u0251", "a").replace("\u0261", "g")
    if plain.count("\n") + plain.count("\r") > 1 + plain.count("\r\n"):
        return None  # more than a line that was broken
    if any(char.isdigit() for char in plain) and not re.fullmatch(r"(?:[^\d]+[0-5])+", plain):
        return None
    letters: list[str] = []
    tones: list[int] = []
    shapes: list[str] = []
    marked = digits = False
    for char in unicodedata.normalize("NFD", _SEPARATORS.sub("", plain)):
        if char in _TONES:
            marked = True
            tones.append(_TONES[char])
        elif char in "\u0308:":
            if not letters or letters[-1] != "u":
                return None
            letters[-1] = "v"
        elif char in "012345":
            digits = True
            tones.append(int(char))
        elif char == "\u0302":
            continue  # ê
        elif "a" <= char.lower() <= "z":
            shapes.append(char)
            letters.append(char.lower())
        else:
            return None
    if not letters:
        return None
    shape = "".join(shapes)
    case = Case.SMALL
    if not shape.islower():
        case = Case.CAPITALS if len(shape) > 1 and shape.isupper() else Case.TITLE
    return Latin("".join(letters), tuple(tones), marked, digits, case)


def match_characters(before: str, letters: str) -> int:
    """How many characters at the end of ``before`` are read ``letters``; 0 if none are."""
    if before[-1:] in ("儿", "兒") and letters.endswith("r") and len(before) > 1:
        count = match_characters(before[:-1], letters[:-1])  # 儿 only bends the sound: zhèr
        if count:
            return count + 1
    if not before:
        return 0
    if letters in syllables(before[-1]):
        return 1
    ends = {len(letters)}
    for count, char in enumerate(reversed(before[-LONGEST_WORD:]), 1):
        ends = {
            end - len(syllable)
            for syllable in syllables(char)
            for end in ends
            if letters.endswith(syllable, 0, end)
        }
        if 0 in ends:
            return count
        if not ends:
            return 0
    return 0


def tones_agree(characters: str, latin: Latin) -> bool:
    """Tone digits are believed only where the dictionary has syllable and tone."""
    if len(latin.tones) != len(characters) or len(latin.letters) < 2:
        return False
    known = (readings(char) for char in characters)
    return all(
        any(tone % 5 == wanted % 5 for _, tone in read)
        for read, wanted in zip(known, latin.tones, strict=True)
    )


@cache
def syllables(char: str) -> frozenset[str]:
    """Every toneless reading of ``char`` and of its variants, ü as ``v``; Han only."""
    return frozenset(syllable for syllable, _ in readings(char))


@cache
def readings(char: str) -> frozenset[tuple[str, int]]:
    """Every (syllable, tone) of ``char`` and its variants; 0 is the neutral tone."""
    if not is_han(char):
        return frozenset()
    found = set()
    for form in {char, *_variants(char)}:
        for reading in _dictionary().get(str(ord(form)), "").split(","):
            latin = read_latin(reading) if reading else None
            if latin:
                found.add((latin.letters, latin.tones[0] if latin.tones else 0))
    return frozenset(found)


@cache
def usual(char: str) -> tuple[str, int] | None:
    """The (syllable, tone) that ``char`` mostly has: the first in the dictionary; Han only."""
    listed = _dictionary().get(str(ord(char)), "") if is_han(char) else ""
    latin = read_latin(listed.split(",", 1)[0]) if listed else None
    return (latin.letters, latin.tones[0] if latin.tones else 0) if latin else None


@cache
def _dictionary() -> Mapping[str, str]:
    """pypinyin's readings by code point, both as written in its file: ``"33829": "hé,hè"``."""
    package = find_spec("pypinyin")
    assert package is not None and package.origin is not None  # a dependency
    read: Mapping[str, str] = json.loads(
        Path(package.origin).with_name("pinyin_dict.json").read_text("utf-8")
    )
    return read


def is_han(char: str) -> bool:
    """Whether dictionaries may have the character: the basic ones and those beyond."""
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000" or char in "〇\uf900"


def _variants(char: str) -> set[str]:
    simplify, traditionalise = _converters()
    return {form for form in (simplify(char), traditionalise(char)) if len(form) == 1}


@cache
def _converters() -> tuple[Callable[[str], str], Callable[[str], str]]:
    from opencc import OpenCC

    return OpenCC("t2s").convert, OpenCC("s2t").convert
