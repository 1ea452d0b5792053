"""Which characters a part of a parsed pattern can match, as far as that can be told.

The parts are those of the parser of the standard library, which is not a public one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

try:
    from re import _constants as codes  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover - a Python without it only matches more slowly
    codes = parser = None

__all__ = ["characters_of", "codes", "may_hold", "named_in_class", "parser"]

_WIDEST_CLASS = 24


def named_in_class(items: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    """The characters of a class, in lower case; None for one of many, or of line breaks."""
    characters: set[str] = set()
    for code, value in items:
        if code is codes.LITERAL:
            characters.add(chr(value).lower())
        elif code is codes.RANGE and value[1] - value[0] < _WIDEST_CLASS:
            characters.update(chr(c).lower() for c in range(value[0], value[1] + 1))
        elif code is codes.CATEGORY and value is codes.CATEGORY_DIGIT:
            characters.update("0123456789")  # to RE2 no others are
        else:
            return None
    if len(characters) > _WIDEST_CLASS or any(len(c) != 1 or c == "\n" for c in characters):
        return None
    return frozenset(characters)


def may_hold(items: Iterable[tuple[Any, Any]], mark: str) -> bool:
    """False when no match of the items can hold the mark."""
    return any(_may_be(code, value, mark) for code, value in items)


def _may_be(code: Any, value: Any, mark: str) -> bool:
    if code is codes.AT:
        return False
    if code in (codes.LITERAL, codes.NOT_LITERAL):
        return (value == ord(mark)) is (code is codes.LITERAL)
    if code is codes.IN:
        negated = bool(value) and value[0][0] is codes.NEGATE
        return negated is not any(_in_class(kind, what, mark) for kind, what in value)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        return may_hold(value[2], mark)
    if code is codes.SUBPATTERN:
        return may_hold(value[3], mark)
    return code is not codes.BRANCH or any(may_hold(branch, mark) for branch in value[1])


def _in_class(code: Any, value: Any, mark: str) -> bool:
    """True where a member of a class takes the mark. No mark is a letter or a digit."""
    if code is codes.LITERAL:
        return bool(value == ord(mark))
    if code is codes.RANGE:
        return bool(value[0] <= ord(mark) <= value[1])
    if code is codes.CATEGORY and value is codes.CATEGORY_SPACE:
        return mark.isspace()
    if code is codes.CATEGORY and value is codes.CATEGORY_NOT_SPACE:
        return not mark.isspace()
    return code is codes.CATEGORY and value in (
        codes.CATEGORY_NOT_DIGIT,
        codes.CATEGORY_NOT_WORD,
    )


def characters_of(items: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """All characters that the items can match, in either case; None for too many to name."""
    found: set[str] = set()
    for code, value in items:
        here: set[str] | None = None
        if code is codes.LITERAL:
            here = {chr(value).lower(), chr(value).upper()}
        elif code is codes.IN:
            here = _named(value)
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            here = characters_of(value[2])
        elif code is codes.SUBPATTERN:
            here = characters_of(value[3])
        elif code is codes.BRANCH:
            parts = [characters_of(branch) for branch in value[1]]
            here = None if None in parts else set().union(*(part for part in parts if part))
        elif code is codes.AT:
            here = set()
        if here is None or any(len(c) != 1 for c in here):
            return None
        found |= here
    return found


def _named(items: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """The characters of a class."""
    found: set[str] = set()
    for code, value in items:
        if code is codes.LITERAL:
            found |= {chr(value).lower(), chr(value).upper()}
        elif code is codes.RANGE and value[1] - value[0] < _WIDEST_CLASS:
            for number in range(value[0], value[1] + 1):
                found |= {chr(number).lower(), chr(number).upper()}
        elif code is codes.CATEGORY and value is codes.CATEGORY_DIGIT:
            found |= set("0123456789")
        elif code is codes.CATEGORY and value is codes.CATEGORY_SPACE:
            found |= set("\t\n\f\r\v ")
        else:
            return None
    return found
