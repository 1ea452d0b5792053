"""What a pattern cannot match without: a few plain strings, one of which must be there.

Used to pass over patterns that cannot match a draft. It is only ever a shortcut: a pattern
whose strings cannot be told (``None``) is always tried, and so is every pattern should the
parser of the standard library, which is not a public one, be gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

try:
    from re import _constants as codes  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover - a Python without it only matches more slowly
    codes = parser = None

_MOST = 64
_WIDEST_CLASS = 24

Literals = frozenset[str]


def required_literals(pattern: str) -> Literals | None:
    """Lower-case strings of which every match (ignoring case) holds at least one, or None.

    None also for what RE2 accepts and Python's parser does not, such as ``\\p{Han}``.
    """
    if parser is None:
        return None
    try:
        tree = parser.parse(pattern)
    except (parser.error, OverflowError, RecursionError):
        return None
    return _of_sequence(tree)


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Literals | None:
    """The most telling requirement among those of the items that follow one another."""
    best: Literals | None = None
    run = ""
    for code, value in items:
        if code is codes.LITERAL and len(chr(value).lower()) == 1:
            run += chr(value).lower()
            continue
        best = _better(best, frozenset([run]) if run else None)
        run = ""
        best = _better(best, _of_item(code, value))
    return _better(best, frozenset([run]) if run else None)


def _of_item(code: Any, value: Any) -> Literals | None:
    if code is codes.SUBPATTERN:
        return _of_sequence(value[3])
    if code is codes.BRANCH:
        return _union([_of_sequence(branch) for branch in value[1]])
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        return _of_sequence(value[2]) if value[0] > 0 else None
    if code is codes.IN:
        return _of_class(value)
    return None


def _of_class(items: Sequence[tuple[Any, Any]]) -> Literals | None:
    characters: set[str] = set()
    for code, value in items:
        if code is codes.LITERAL:
            characters.add(chr(value).lower())
        elif code is codes.RANGE and value[1] - value[0] < _WIDEST_CLASS:
            characters.update(chr(c).lower() for c in range(value[0], value[1] + 1))
        else:
            return None
    if len(characters) > _WIDEST_CLASS or any(len(c) != 1 for c in characters):
        return None
    return frozenset(characters)


def _union(parts: Sequence[Literals | None]) -> Literals | None:
    whole: set[str] = set()
    for part in parts:
        if part is None:
            return None
        whole |= part
    return frozenset(whole) if len(whole) <= _MOST else None


def _better(one: Literals | None, other: Literals | None) -> Literals | None:
    """The requirement that fewer texts fulfil, guessed: longer strings, then fewer of them."""
    if one is None or other is None:
        return other if one is None else one
    return max(one, other, key=lambda literals: (min(map(len, literals)), -len(literals)))
