"""Whether a word that is found in a text stands there as one: 过年 is none in 超过年限."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate
from typing import Final

from contentai.text.tokenize import is_word, words

Stands = Callable[[str, str, int], bool]

# So many characters hardly meet by chance.
_LONG: Final = 3
# So much of a sentence on either side of a word decides where words begin and end.
_AROUND: Final = 12
_PAUSE: Final = re.compile(r"[\s，。；：！？、,.;:!?“”‘’「」『』《》〈〉（）()【】\[\]—…]")
# A street is named after a place far away.
_STREET: Final = re.compile(r"[东西南北中一二三四]{0,2}(?:路|街|大道)(?![边上头口面况人])")


def stands_in(word: str, text: str) -> bool:
    """True when a text holds a word as such or in a compound: 小满 is none of 有点小满意.

    What the dictionary does not know is as it stands where it is long (进博会); a number (618) is
    in no compound (2618).
    """
    at = text.find(word)
    while at >= 0:
        if stands_at(word, text, at):
            return True
        at = text.find(word, at + 1)
    return False


def stands_at(word: str, text: str, at: int) -> bool:
    """The same of the word that begins at a place in the text."""
    return _stands(word, text, at, leads=False)


def place_stands_at(place: str, text: str, at: int) -> bool:
    """True when the name of a place stands there for the place: 山西 does not in 中山西路.

    Nor does that of a street, 南京路; in a compound it comes first (海南岛).
    """
    return not _STREET.match(text, at + len(place)) and _stands(place, text, at, leads=True)


def _stands(word: str, text: str, at: int, *, leads: bool) -> bool:
    first, clause = _clause(text, at, at + len(word))
    start, end = at - first, at - first + len(word)
    bounds = _bounds(clause)
    if start in bounds and end in bounds:
        return True
    if bounds.isdisjoint(range(start + 1, end)):
        return len(word) > 1 and not word.isdigit() and (start in bounds or not leads)
    if len(word) >= _LONG and len(_bounds(word)) > 2:
        return True
    return all(edge in bounds or not _splits_a_word(clause, edge) for edge in (start, end))


def _splits_a_word(clause: str, edge: int) -> bool:
    """Whether the word on both sides of an edge is one that the dictionary knows."""
    bounds = _bounds(clause)
    first = max(bound for bound in bounds if bound < edge)
    return is_word(clause[first : min(bound for bound in bounds if bound > edge)])


def _clause(text: str, start: int, end: int) -> tuple[int, str]:
    """What is said without a pause around a stretch of the text, and where it begins."""
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    pauses = list(_PAUSE.finditer(before))
    first = start - len(before) + (pauses[-1].end() if pauses else 0)
    pause = _PAUSE.search(after)
    return first, text[first : end + (pause.start() if pause else len(after))]


@lru_cache(maxsize=4096)
def _bounds(clause: str) -> frozenset[int]:
    """Where words begin and end."""
    return frozenset(accumulate(map(len, words(clause)), initial=0))
