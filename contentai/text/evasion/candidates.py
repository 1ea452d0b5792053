"""What could stand for a contact word, a platform or an offer: proposed freely, judged later.

A candidate is a place in the text and the one thing it would read as. Every sort has a
pattern wide enough to take disguises nobody has listed: all characters of a sound, any
initials, any emoji that names a character. Most candidates in ordinary prose are innocent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from contentai.text import lazy
from contentai.text.evasion.edits import Kind
from contentai.text.evasion.hidden import PINYIN
from contentai.text.evasion.homophones import SAME_SOUND
from contentai.text.evasion.lone import HEARTS
from contentai.text.evasion.sorts import (
    GAP_MARKS,
    KINDS,
    PAIR,
    READINGS,
    SORTS,
    WEI,
    XIN,
    reading_of,
)
from contentai.text.evasion.sounds import PLAIN, hits, in_sounds, stands_out
from contentai.text.evasion.spoken import says
from contentai.text.evasion.targets import (
    ALIKE,
    CONTACT,
    EMOJI,
    INNOCENT,
    NICKNAMES,
    PLATFORM,
    TARGETS,
)
from contentai.text.tokenize import is_word


class Candidate(NamedTuple):
    """``[start, end)`` of the text, what it may read as, and of which sort it is."""

    start: int
    end: int
    reading: str
    sort: str
    kind: Kind


_LETTERS = lazy.pattern("[a-z]")
_RUN = lazy.pattern("[a-z](?<![a-z0-9._/@#\\-].)[a-z]{0,5}(?![a-z0-9._/@=(\\-])")
# What makes one word, or one address, with the letters beside it.
_JOINED = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._/@#-")
_BESIDE = lazy.pattern("[一-龥\U0001f300-\U0001faff]")


@cache
def _initials() -> dict[str, str]:
    """What the initials of the words of offers and platforms read as."""
    read: dict[str, str] = {}
    for word in TARGETS:
        letters = "".join(PINYIN[c][0] for c in word) if all(c in PINYIN for c in word) else ""
        if 2 <= len(letters) <= 4:
            read.setdefault(letters, word)
    for letters in ("ip", "id", "gb", "lol", "wx", "vip", "qq", "app", "ps", "up", "pc", "ai"):
        read.pop(letters, None)
    return read


@cache
def _nicknames() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, NICKNAMES), key=len, reverse=True)))


def _within_a_word(key: str, start: int, end: int) -> bool:
    """True for letters that others stand beside, as the xy of t.cn/a6xyz9."""
    beside = key[max(0, start - 1) : start] + key[end : end + 1]
    return key[start:end].isascii() and not _JOINED.isdisjoint(beside)


# One bit a sort: for what starts it, for what does where another follows, and for those others.
_PAIR_SORT = ("pair", PAIR, "", f"{WEI}{HEARTS}", f"{XIN}{GAP_MARKS}ei信", "微信")
_ALL = (_PAIR_SORT, *SORTS)
_FREE, _BOUND, _SECOND = (np.zeros(0x110000, dtype=np.uint16) for _ in range(3))
for _at, _sort in enumerate(_ALL):
    for _table, _characters in zip((_FREE, _BOUND, _SECOND), _sort[2:5], strict=True):
        _table[[ord(c) for c in _characters]] |= np.uint16(1 << _at)
# Any emoji may stand for the first of a pair, or part the two.
_SECOND[0x1F000:0x1FB00] |= np.uint16(1)
_BOUND[0x1F300:0x1FB00] |= np.uint16(1)


@cache
def _fitting(bits: int) -> tuple[int, ...]:
    """The sorts of which the bits are set, in order."""
    return tuple(at for at in range(len(_ALL)) if bits >> at & 1)


def propose(key: str) -> Iterator[Candidate]:
    """The candidates of ``key``, a text in lower case, in no special order."""
    codes = np.frombuffer(key.encode("utf-32-le"), dtype=np.uint32)
    bits = _FREE[codes]
    bits[:-1] |= _BOUND[codes[:-1]] & _SECOND[codes[1:]]
    starts = bits.nonzero()[0]
    ends = [0] * len(_ALL)
    for place, fits in zip(starts.tolist(), bits[starts].tolist(), strict=True):
        for at in _fitting(fits):
            sort, pattern, *_, usual = _ALL[at]
            match = pattern.match(key, place) if place >= ends[at] else None
            if match is None:
                continue
            ends[at] = match.end()
            written = match.group()
            if written in READINGS and not READINGS[written]:
                continue
            if sort == "pair" and "," in written and not written.endswith(("信", "x", "xin")):
                continue  # 装维，姓尚: a comma parts two words unless one of them is 信 itself
            reading = reading_of(written, sort, usual)
            yield Candidate(*match.span(), reading, sort, KINDS.get(sort, "contact_word"))
    for match in _nicknames().finditer(key):
        if not _within_a_word(key, *match.span()):
            yield Candidate(*match.span(), NICKNAMES[match.group()], "platform", "homophone")
    letters = _LETTERS.search(key) is not None
    yield from _by_sound(key, letters)
    if letters:
        yield from _by_letter(key)


@cache
def _lettered() -> dict[str, str]:
    """Words of which one character is cut down to its initial: J职, 涨f."""
    read: dict[str, str] = {}
    for word in TARGETS:
        for i, c in enumerate(word if len(word) < 4 else ""):
            if c in PINYIN:
                read.setdefault(word[:i] + PINYIN[c][0] + word[i + 1 :], word)
    return read


@cache
def _syllables() -> dict[str, str]:
    """The sound class of every syllable in pinyin."""
    return {syllable: SAME_SOUND.get(ord(c), c) for c, syllable in PINYIN.items()}


# What follows s码 where it is no size of a garment: 扫码进群.
_SCANNED = frozenset("进入领加下看关获报即找添")


def _by_letter(key: str) -> Iterator[Candidate]:
    """Initials of a whole word, and words of which one character is an initial."""
    initials, lettered = _initials(), _lettered()
    for match in _RUN.finditer(key):
        start, end = match.span()
        if match.group() in initials:
            yield Candidate(start, end, initials[match.group()], "initials", "pinyin")
        if end == start + 1:
            for low, high in ((0, 2), (1, 1), (0, 3), (1, 2), (2, 1)):
                at = start - low
                written = key[at : start + high] if at >= 0 else ""
                if written == "s码" and key[start + high : start + high + 1] not in _SCANNED:
                    continue
                if written in lettered:
                    yield Candidate(at, at + len(written), lettered[written], "letter", "pinyin")


def _by_sound(key: str, spelled: bool) -> Iterator[Candidate]:
    sounds, places = in_sounds(key), None
    if spelled:
        sounds, places = _spelled_out(key, sounds)
    for low, high, readings in hits(sounds):
        start, end = (places[low], places[high]) if places else (low, high)
        written = key[start:end]
        if written in readings or written in INNOCENT:
            continue
        word = min(readings, key=lambda w: sum(a != b for a, b in zip(w, written, strict=False)))
        kind: Kind = "contact_word" if word in CONTACT else "homophone"
        sort = _sort_of(written, word)
        if sort == "platform" and is_word(key[start : end + 1]):
            continue  # 微波 of 微波炉
        if sort in ("platform", "offer") and written not in ALIKE and says(key, start, end, word):
            continue
        if sort == "offer" and written not in ALIKE:
            strange = {a for a, b in zip(written, word, strict=True) if a != b}
            # 低一毛, 粉是, 是拾柴: nobody hides a word behind what every sentence has, unless
            # the rest of a longer word still tells it.
            told = len(word) > 2 and len(strange) == 1
            if (not told and not PLAIN.isdisjoint(strange)) or not stands_out(
                key, start, end, word
            ):
                continue
        yield Candidate(start, end, word, sort, kind)


def _sort_of(written: str, word: str) -> str:
    if any(c in EMOJI for c in written):
        return "rebus"
    if _LETTERS.search(written):
        return "mixed"
    return "platform" if word in PLATFORM else "offer"


def _spelled_out(key: str, sounds: str) -> tuple[str, list[int] | None]:
    """``sounds`` with one character for a syllable in pinyin, and where each stands in ``key``."""
    read = _syllables()
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for match in _RUN.finditer(key):
        start, end = match.span()
        if match.group() not in read:
            continue
        if _BESIDE.match(key[start - 1 : start]) or _BESIDE.match(key[end : end + 1]):
            pieces += [sounds[at:start], read[match.group()]]
            places += [*range(at, start), start]
            at = end
    if not pieces:
        return sounds, None
    return "".join([*pieces, sounds[at:]]), [*places, *range(at, len(key) + 1)]
