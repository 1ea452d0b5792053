"""What a pattern cannot match without, and how far its matches reach.

Used to pass over patterns, and parts of a draft, that cannot match. It is only ever a shortcut:
a pattern of which nothing can be told is tried everywhere, and so is every pattern should the
parser of the standard library, which is not a public one, be gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

try:
    from re import _constants as codes  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover - a Python without it only matches more slowly
    codes = parser = None

_MOST = 400
_LINE_BREAK = 10
_WIDEST_CLASS = 24
_MOST_WAYS = 24
# Code points that a run of the same few characters, however long, counts as: 13800138000.
RUN = 16
_FARTHEST = 160

Literals = frozenset[str]
# Sets of strings, of each of which one must be there.
Way = tuple[Literals, ...]


class Shape(NamedTuple):
    """What is known of a pattern's matches, ignoring case.

    Every match fulfils one of the ``ways``: of each of its sets of strings, it holds one. The
    first set is the most telling; a way without any is always fulfilled.
    ``reach`` is the most code points of a match, None when it may be any; a run of more than
    ``RUN`` of the characters ``runs`` counts as ``RUN``.
    """

    ways: tuple[Way, ...] = ((),)
    reach: int | None = None
    runs: str = ""


UNKNOWN = Shape()


def shape_of(pattern: str) -> Shape:
    """The shape of a pattern written for RE2."""
    tree = _parsed(pattern)
    if tree is None:
        return UNKNOWN
    items = list(tree)
    ways = tuple(tuple(sorted(way, key=_rarity, reverse=True)) for way in _ways(items))
    runs: set[str] = set()
    reach = _reach(items, runs)
    if reach is None or reach > _FARTHEST:
        return Shape(ways)
    return Shape(ways, reach, "".join(sorted(runs)))


def required_literals(pattern: str) -> Literals | None:
    """Lower-case strings of which every match (ignoring case) holds at least one, or None."""
    tree = _parsed(pattern)
    return None if tree is None else _clause(list(tree))


# What RE2 has and Python's parser does not: of \\p{Han} only that it is a wide class matters.
# Other escapes are passed over whole.
_ESCAPE = re.compile(
    r"\\(?:(?P<wide>[pP](?:\{\^?\w+\}|\w))|x\{(?P<code>[0-9A-Fa-f]{1,8})\}|[\s\S])"
)


def _for_python(escape: re.Match[str]) -> str:
    if escape["wide"]:
        return r"\w"
    return f"\\U{int(escape['code'], 16):08x}" if escape["code"] else escape[0]


def _parsed(pattern: str) -> Iterable[tuple[Any, Any]] | None:
    if parser is None:
        return None
    try:
        tree: Iterable[tuple[Any, Any]] = parser.parse(_ESCAPE.sub(_for_python, pattern))
    except (parser.error, OverflowError, RecursionError):
        return None
    return tree


def _ways(items: Sequence[tuple[Any, Any]]) -> list[list[Literals]]:
    """How the items that follow one another can be fulfilled: at most ``_MOST_WAYS``.

    Of the items with alternatives only the one that tells most is taken apart; of each other
    one of its strings must be there.
    """
    always = [frozenset([run]) for run in _runs(items)]
    choices: list[tuple[Literals | None, list[list[Literals]]]] = []
    for code, value in items:
        inner = _inside(code, value)
        if code is codes.IN:
            always += [clause] if (clause := _of_class(value)) else []
        elif inner is not None and len(inner) == 1:
            ways = _ways(inner[0])
            if len(ways) == 1:
                always += ways[0]
            else:
                choices.append((_clause(inner[0]), ways))
        elif inner is not None:
            ways = list(chain.from_iterable(map(_ways, inner)))
            choices.append((_union([_clause(branch) for branch in inner]), ways))
    worth = [c for c in choices if len(c[1]) <= _MOST_WAYS and any(len(w) > 1 for w in c[1])]
    apart = max(worth, key=lambda c: min(map(len, c[1])) + (c[0] is None), default=None)
    always += [clause for clause, _ in (c for c in choices if c is not apart) if clause]
    always = list(dict.fromkeys(always))
    return [[*always, *way] for way in apart[1]] if apart else [always]


def _inside(code: Any, value: Any) -> list[list[tuple[Any, Any]]] | None:
    """The branches of which a match of an item holds one; None where it may hold none."""
    if code is codes.SUBPATTERN:
        return [list(value[3])]
    if code is codes.BRANCH:
        return [list(branch) for branch in value[1]]
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and value[0] > 0:
        return [list(value[2])]
    return None


def _runs(items: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """The plain strings among the items, in lower case."""
    run = ""
    for code, value in items:
        if code is codes.LITERAL and len(chr(value).lower()) == 1 and value != _LINE_BREAK:
            run += chr(value).lower()
            continue
        if run:
            yield run
        run = ""
    if run:
        yield run


def _clause(items: Sequence[tuple[Any, Any]]) -> Literals | None:
    """The most telling requirement among those of the items that follow one another."""
    best: Literals | None = None
    for run in _runs(items):
        best = _rarer(best, frozenset([run]))
    for code, value in items:
        if code is codes.IN:
            best = _rarer(best, _of_class(value))
        elif (inner := _inside(code, value)) is not None:
            best = _rarer(best, _union([_clause(branch) for branch in inner]))
    return best


def _of_class(items: Sequence[tuple[Any, Any]]) -> Literals | None:
    characters: set[str] = set()
    for code, value in items:
        if code is codes.LITERAL:
            characters.add(chr(value).lower())
        elif code is codes.RANGE and value[1] - value[0] < _WIDEST_CLASS:
            characters.update(chr(c).lower() for c in range(value[0], value[1] + 1))
        else:
            return None
    if len(characters) > _WIDEST_CLASS or any(len(c) != 1 or c == "\n" for c in characters):
        return None
    return frozenset(characters)


def _union(parts: Sequence[Literals | None]) -> Literals | None:
    whole: set[str] = set()
    for part in parts:
        if part is None:
            return None
        whole |= part
    return frozenset(whole) if len(whole) <= _MOST else None


def _rarity(literals: Literals) -> tuple[int, int, list[str]]:
    """Which requirement fewer texts fulfil, guessed: longer strings, then fewer of them."""
    return min(map(len, literals)), -len(literals), sorted(literals)


def _rarer(one: Literals | None, other: Literals | None) -> Literals | None:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other, key=_rarity)


def _reach(items: Iterable[tuple[Any, Any]], runs: set[str]) -> int | None:
    """The most code points of a match, the characters of long runs added to ``runs``."""
    whole = 0
    for code, value in items:
        if code is codes.AT:
            continue
        size: int | None = 1
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            characters = _characters(value[2])
            if value[1] is codes.MAXREPEAT:
                if characters is None:
                    return None
                runs |= characters
                size = RUN
            else:
                once = _reach(value[2], runs)
                size = None if once is None else once * value[1]
        elif (inner := _inside(code, value)) is not None:
            sizes = [_reach(branch, runs) for branch in inner]
            size = None if None in sizes else max(s for s in sizes if s is not None)
        elif code not in (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN, codes.CATEGORY):
            return None
        if size is None:
            return None
        whole += size
    return whole


def _characters(items: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """All characters that the items can match, in either case; None for too many to name."""
    found: set[str] = set()
    for code, value in items:
        here: set[str] | None = None
        if code is codes.LITERAL:
            here = {chr(value).lower(), chr(value).upper()}
        elif code is codes.IN:
            here = _named(value)
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            here = _characters(value[2])
        elif (inner := _inside(code, value)) is not None:
            parts = [_characters(branch) for branch in inner]
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
