"""Words in other characters of the same sound: 面费, 幸用咖, 掏宝, 菠菜代理.

The text is put into sound classes (one pass in C) and the targets are looked for there. A
hit counts where its strange characters make no word with their neighbours, which is what a
reader stumbles over; a hit that is a word itself counts in the talk of an offer only.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

from contentai.text import lazy
from contentai.text.evasion.edits import Edit, Kind
from contentai.text.evasion.homophones import SAME_SOUND
from contentai.text.evasion.spoken import goes_on, says
from contentai.text.evasion.targets import (
    ALIKE,
    ALIKE_NEAR,
    CONTACT,
    EMOJI,
    INNOCENT,
    OFFER_NEAR,
    PLATFORM,
    PLATFORM_NEAR,
    SURE,
    TARGETS,
)
from contentai.text.tokenize import is_word

_REACH = 14
# The automaton takes no lone surrogate.
_SURROGATE = lazy.pattern("[\ud800-\udfff]")
_HAN = lazy.pattern("[一-龥]+")
_LONGEST = 4
_TABLE = np.arange(0x110000, dtype=np.uint32)
_TABLE[list(SAME_SOUND)] = list(map(ord, SAME_SOUND.values()))
for _emoji, _c in EMOJI.items():
    _TABLE[ord(_emoji)] = ord(SAME_SOUND.get(ord(_c), _c))
# Too common to stand for anything: a writer in disguise takes a rarer one.
PLAIN = frozenset(
    "的一是了我不在人有他这上们来到时大地为子中你说生就那和要她出也得里后以会可下过天"
    "去能对小多然于心之都好看起没只如"
    "事把还用第样道想作又最但很给因两次使被其此与再做让从更叫请吗呢吧啊将向当已若每各"
)


@lru_cache(maxsize=4)
def in_sounds(text: str) -> str:
    """``text``, as long as it was, with the first of its sound class for every character.

    Emoji that name a character stand for its sound. Linear, in numpy.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _TABLE[codes].tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _targets() -> tuple[AhoCorasick, list[tuple[str, ...]]]:
    """All targets in sound classes, and the targets of each."""
    sounds: dict[str, tuple[str, ...]] = {}
    for word in TARGETS:
        sound = word.translate(SAME_SOUND)
        sounds[sound] = (*sounds.get(sound, ()), word)
    return AhoCorasick(list(sounds), matchkind=MatchKind.LeftmostLongest), list(sounds.values())


@lru_cache(maxsize=4)
def hits(sounds: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """Start, end and the targets of every place of ``sounds`` (see ``in_sounds``) with a target."""
    automaton, words = _targets()
    found = automaton.find_matches_as_indexes(sounds)
    return tuple((start, end, words[index]) for index, start, end in found)


def find(text: str) -> Iterator[Edit]:
    """Edits that put the right characters in."""
    if text.isascii():
        return
    for start, end, words in hits(in_sounds(_SURROGATE.sub("\ufffd", text))):
        written = text[start:end]
        longer = text[max(0, start - 1) : end], text[start : end + 1]
        if written in words or not INNOCENT.isdisjoint((written, *longer)):
            continue
        for word in words:
            if _counts(text, start, end, word):
                kind: Kind = "contact_word" if word in CONTACT else "homophone"
                yield Edit(start, end, word, kind, range(start, end), word)
                break


def _counts(text: str, start: int, end: int, word: str) -> bool:
    written = text[start:end]
    strange = [start + i for i, (a, b) in enumerate(zip(written, word, strict=True)) if a != b]
    around = text[max(0, start - _REACH) : start] + "\n" + text[end : end + _REACH]
    if written in ALIKE:
        near = PLATFORM_NEAR if word in PLATFORM else ALIKE_NEAR.get(word, OFFER_NEAR)
        return near.search(around) is not None
    if any(text[i] in PLAIN for i in strange) and not (len(word) > 2 and len(strange) == 1):
        return False
    emoji = any(text[i] in EMOJI for i in strange)
    sure = emoji or len(word) > 2 or (word in SURE and len(strange) == 1)
    near = PLATFORM_NEAR if word in PLATFORM or word in CONTACT else OFFER_NEAR
    if len(word) == 2 and goes_on(text, start, end, word):
        sure = emoji
    if not sure and not near.search(around):
        return False
    if len(strange) == 2 == len(word) and not emoji:
        return False
    if len(word) == 2 and not emoji and (_joins(text, start - 1) or _joins(text, end - 1)):
        return False
    return stands_out(text, start, end, word) and not says(text, start, end, word)


def stands_out(text: str, start: int, end: int, word: str) -> bool:
    """True when no character of ``text[start:end]`` that ``word`` lacks makes a word there."""
    low, high = max(0, start - 3), min(len(text), end + 3)
    piece = text[low:high]
    places = (i for i, c in enumerate(word, start) if text[i] != c)
    return not any(_in_a_word(piece, i - low) for i in places)


def _joins(text: str, at: int) -> bool:
    """True when the characters at ``at`` and after it are a word: the hit is cut out of words."""
    pair = text[max(0, at) : at + 2] if at >= 0 else ""
    return len(pair) == 2 and _HAN.fullmatch(pair) is not None and is_word(pair)


@lru_cache(maxsize=4096)
def _in_a_word(piece: str, at: int) -> bool:
    """True when the character makes a dictionary word with those beside it."""
    for size in range(2, _LONGEST + 1):
        for start in range(max(0, at - size + 1), min(at, len(piece) - size) + 1):
            part = piece[start : start + size]
            if _HAN.fullmatch(part) and is_word(part):
                return True
    return False
