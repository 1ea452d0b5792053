"""Words pulled apart: 最*低*价, 全 网 最 低 价, 贷.款, 发piao.

Characters spaced one by one are joined where they make words, as a reader joins them; that
alone is typography, not evasion. It counts as evasion where the join hides a word that
filters look for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise

from contentai.text import lazy
from contentai.text.evasion.edits import Edit, Kind
from contentai.text.evasion.hidden import CONTACTS, PINYIN, WORDS
from contentai.text.tokenize import is_word, words

_MARK = (
    "。*_~^|/\\\\.\\-—·•・+=#&@$%°丶、,，'\"`…:;!?<>《》()\\[\\]{}【】「」『』〔〕※☆★✨❤♥✦◆■●▲→✖✘"
    "✕×🔥⭐💰丨灬\U0001f300-\U0001faff\u2600-\u27bf"
)
# Every pattern starts at the mark, which is rare, and looks back at the character before it.
_SPACED = lazy.pattern(
    "[ \\t](?<=[一-龥].)(?<![一-龥]..)[ \\t]{0,2}[一-龥](?:[ \\t]{1,3}[一-龥])+(?![一-龥])"
)
_SAME = lazy.pattern(f"([{_MARK}\\s])(?<=[一-龥].)[一-龥](?:\\1[一-龥]){{1,20}}")
_NOISE_MARK = (
    "[*_~^|/\\\\.\\-·•・+=#&@$%°丶'\"`…※☆★✨❤♥✦◆■●▲✖✘✕×🔥⭐💰丨灬\\s<>()\\[\\]{}【】「」『』〔〕"
    "\U0001f300-\U0001faff\u2600-\u27bf]"
)
_NOISE = lazy.pattern(_NOISE_MARK + "(?<=[一-龥].)(?:" + _NOISE_MARK + "){0,2}[一-龥]")
_FIRSTS = frozenset(word[i] for word in WORDS for i in range(len(word) - 1))
_GAP = lazy.pattern(f"[{_MARK}\\s]{{0,3}}")
# A syllable in the place of a character is one with its tone written, too: guó家级.
_TONED = lazy.pattern("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]")
_PLAIN = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")
# What parts cells and lines of a table: nobody reads over it.
_BORDER = lazy.pattern("[\\t\\n]|\\s[|丨]\\s| {3}")
_REACH = 12
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万两")


def find(text: str) -> Iterator[Edit]:
    """Edits that join what was pulled apart."""
    if text.isascii():
        return
    for match in _SPACED.finditer(text):
        edit = _spaced(text, match)
        if edit:
            yield edit
    for match in _SAME.finditer(text):
        edit = _same(text, match)
        if edit:
            yield edit
    yield from _noisy(text)
    yield from _spelled(text)


def _spaced(text: str, match: re.Match[str]) -> Edit | None:
    start, end = match.start() - 1, match.end()
    places = [i for i in range(start, end) if not text[i].isspace()]
    joined = "".join(text[i] for i in places)
    cut = words(joined)
    if sum(len(word) for word in cut if len(word) > 1) * 10 < len(joined) * 6:
        return None
    if set(joined) <= _NUMERALS:
        return None
    hidden = _hides(joined)
    return Edit(start, end, joined, "separators" if hidden else None, places, hidden or joined)


def _same(text: str, match: re.Match[str]) -> Edit | None:
    """One mark between all characters of a run that, joined, hides a word: 加、微、信."""
    places = list(range(match.start() - 1, match.end(), 2))
    joined = "".join(text[i] for i in places)
    hidden = _hides(joined)
    if not hidden or len(hidden) < 2:
        return None
    at = joined.index(hidden)
    # An enumeration of single characters (东、南、西、北) may hold a word by chance.
    if match.group(1) in "、,，。" and len(hidden) * 2 < len(joined):
        return None
    # Spaces part other words too, and a single character at an end may be of the word outside.
    alone = match.group(1).isspace() and any(len(word) < 2 for word in words(joined))
    kept = places[at : at + len(hidden)] if alone else places
    return Edit(kept[0], kept[-1] + 1, "".join(text[i] for i in kept), "separators", kept, hidden)


def _hides(joined: str) -> str:
    """The hidden word that ``joined`` holds as a whole word, or nothing."""
    edges = {0, *accumulate(map(len, words(joined)))}
    for match in _words_pattern().finditer(joined):
        if (
            len(match.group()) == len(joined)
            or match.group() in CONTACTS
            or {match.start(), match.end()} <= edges
        ):
            return match.group()
    return ""


@cache
def _words_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(WORDS, key=len, reverse=True)))


def _noisy(text: str) -> Iterator[Edit]:
    """Hidden words with one to three marks or spaces between some of their characters."""
    at = 0
    for lead in _NOISE.finditer(text):
        first = lead.start() - 1
        if first < at or text[first] not in _FIRSTS:
            continue
        found = _noise_word(text, max(at, first - 3), first, lead.end())
        if found:
            at = found.end
            yield found


@cache
def _by_first() -> dict[str, list[str]]:
    """The hidden words by their first characters, the longer before the shorter."""
    words: dict[str, list[str]] = {}
    for word in sorted(WORDS, key=len, reverse=True):
        words.setdefault(word[0], []).append(word)
    return words


def _parted(text: str, start: int, end: int) -> list[int] | None:
    """Places of the characters of the hidden word that starts at ``start``, marks between or not.

    One pattern of all the words would take longer to compile than a hundred drafts to read.
    """
    for word in _by_first().get(text[start], ()):
        places = [start]
        for character in word[1:]:
            gap = _GAP.match(text, places[-1] + 1, end)
            if gap is None or not text.startswith(character, gap.end(), end):
                break
            places.append(gap.end())
        else:
            return places
    return None


def _noise_word(text: str, low: int, start: int, end: int) -> Edit | None:
    at = low
    while at <= start:
        places = _parted(text, at, min(len(text), end + _REACH))
        if places is None:
            at += 1
            continue
        first, at = places[0], places[-1] + 1
        if at < end or len(places) == at - first:
            continue
        joined = "".join(text[i] for i in places)
        if _stands_alone(text, first, at, places, joined):
            return Edit(first, at, joined, "separators", places, joined)
    return None


def _stands_alone(text: str, start: int, end: int, places: list[int], joined: str) -> bool:
    """True when no part of the word belongs to what stands before or after it instead."""
    if joined not in CONTACTS and _BORDER.search(text, start, end):
        return False
    marks = {text[i] for i in range(start, end)} - {text[i] for i in places}
    if marks <= set("*_~^|$#@&%丶丨灬☆★✨❤♥※✦◆■●▲✖✘"):
        return True
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    first = next(i for i, (a, b) in enumerate(pairwise(places)) if b > a + 1)
    head, tail = joined[: first + 1], joined[first + 1 :]
    for size in (1, 2):
        if len(before) >= size and is_word(before[-size:] + head) and _han(before[-size:]):
            return False
        spaced = any(mark.isspace() for mark in marks)
        if spaced and len(after) >= size and is_word(tail + after[:size]) and _han(after[:size]):
            return False
    # 用贷、款到: a mark of prose after a word of prose parts two words.
    prose = len(marks) == 1 and marks <= set("、,，;:!?()《》。")
    return not (prose and len(joined) == 2 and bool(before.strip()) and _han(before[-1:]))


def _han(piece: str) -> bool:
    return all("一" <= c <= "龥" for c in piece)


@cache
def _spelled_words() -> tuple[dict[str, str], tuple[int, ...]]:
    """Hidden words of which one character is spelled (发piao, dai款), and how long they are.

    The longer come first. One pattern of them all would take longer to compile than a draft.
    """
    read: dict[str, str] = {}
    for word in WORDS:
        if not 2 <= len(word) <= 4:
            continue
        for i, c in enumerate(word):
            if c in PINYIN:
                read[word[:i] + PINYIN[c] + word[i + 1 :]] = word
    return read, tuple(sorted({len(spelled) for spelled in read}, reverse=True))


def _spelled_in(key: str, low: int, high: int) -> tuple[int, int] | None:
    """The first of these words in ``key[low:high]``, the longest where several begin."""
    read, sizes = _spelled_words()
    for start in range(low, high):
        for size in sizes:
            if start + size <= high and key[start : start + size] in read:
                return start, start + size
    return None


_MIXED = lazy.pattern(
    "[a-z](?:(?<=[一-龥].)[a-z]{1,5}(?![a-z])|(?<![a-z].)[a-z]{1,5}(?![a-z])(?=[ ]?[一-龥]))"
)


def _spelled(text: str) -> Iterator[Edit]:
    key = text.lower()
    if len(key) != len(text):
        return
    if _TONED.search(key):
        key = key.translate(_PLAIN)
    read, _ = _spelled_words()
    at = 0
    for lead in _MIXED.finditer(key):
        if lead.start() < at:
            continue
        found = _spelled_in(key, max(at, lead.start() - 3), min(len(key), lead.end() + 3))
        if found is None:
            continue
        start, end = found
        before, after = key[start - 1 : start], key[end : end + 1]
        letters = key[start:end]
        if (letters[0].isascii() and before.isascii() and before.isalpha()) or (
            letters[-1].isascii() and after.isascii() and after.isalpha()
        ):
            continue
        # Behind the character itself the syllable says how to read it: 最zuì低价.
        if letters[0].isascii() and before == read[letters][0]:
            continue
        kind: Kind = "pinyin"
        at = end
        yield Edit(start, end, read[letters], kind, None, read[letters])
