"""Characters nobody sees, put inside a word so that no search finds it.

Folding drops them wherever they stand. They are reported only where they cut a dictionary
word, a number or a Latin word in two: a zero-width space between two words helps a browser
to break the line, a joiner between two emoji makes one of them, a soft hyphen is a hyphen.
"""

from __future__ import annotations

from collections.abc import Iterator

from contentai.diagnostics import Span
from contentai.text import lazy
from contentai.text.evasion.edits import Evasion
from contentai.text.evasion.hidden import WORDS
from contentai.text.tokenize import words

_HIDDEN = (
    "\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-"
    "\u206f\u3164\ufeff\uffa0"
)
_CUT = lazy.pattern(rf"[{_HIDDEN}]+")
_AROUND = lazy.pattern(r"[一-鿿A-Za-z0-9]")
_WINDOW = 6
# The hidden words in two halves, by the two characters where they part.
_HALVES: dict[str, list[tuple[str, str]]] = {}
for _word in WORDS:
    for _i in range(1, len(_word)):
        _HALVES.setdefault(_word[_i - 1 : _i + 1], []).append((_word[:_i], _word[_i:]))


def find(text: str) -> Iterator[Evasion]:
    """Evasions of kind ``invisible``; each covers the characters beside it as well.

    Cuts with one character between them are one evasion.
    """
    if text.isascii():
        return
    first = end = -1
    for match in _CUT.finditer(text):
        start, stop = match.span()
        if start == 0 or stop == len(text):
            continue
        if not (_AROUND.match(text[start - 1]) and _AROUND.match(text[stop])):
            continue
        if not _inside_word(text, start, stop):
            continue
        if start != end:
            if end > 0:
                yield _evasion(text, first, end)
            first = start - 1
        end = stop + 1
    if end > 0:
        yield _evasion(text, first, end)


def _evasion(text: str, start: int, end: int) -> Evasion:
    return Evasion(Span(start, end), "invisible", _CUT.sub("", text[start:end]))


def _inside_word(text: str, start: int, stop: int) -> bool:
    """True when what stands on both sides of a cut is one word, once the cut is gone."""
    left = _CUT.sub("", text[max(0, start - _WINDOW) : start])
    right = _CUT.sub("", text[stop : stop + _WINDOW])
    if left[-1:].isascii() or right[:1].isascii():
        return left[-1:].isascii() == right[:1].isascii()
    for before, after in _HALVES.get(left[-1] + right[0], ()):
        if left.endswith(before) and right.startswith(after):
            return True
    at = 0
    for word in words(left + right):
        at += len(word)
        if at >= len(left):
            return at > len(left)
    return False
