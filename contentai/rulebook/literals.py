"""What a pattern cannot match without, in which order, and how far its matches reach.

Used to pass over patterns, and parts of a draft, that cannot match. It is only ever a shortcut:
a pattern of which nothing can be told is tried everywhere, and so is every pattern should the
parser of the standard library, which is not a public one, be gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from contentai.rulebook.charsets import characters_of, codes, may_hold, named_in_class, parser

_MOST = 400
_LINE_BREAK = 10
_MOST_WAYS = 24
# A string that is repeated is looked for so often at most, one after the other.
_OFTEN = 4
# Code points that a run of the same few characters, however long, counts as: 13800138000.
RUN = 16
_FARTHEST = 400
# Marks between which a match may have to lie.
MARKS = "\n。!?;,:"

Literals = frozenset[str]
# Code points; None for any number.
Distance = int | None


class Need(NamedTuple):
    """One of the ``strings`` must be there.

    It starts not before the need before it does (the match, for the first one), and at most
    ``within`` code points after.
    """

    strings: Literals
    within: Distance


class Way(NamedTuple):
    """How a match may be made: all of the ``needs``, in order.

    It ends at most ``tail`` code points after the start of the last one (its own, for none).
    """

    needs: tuple[Need, ...] = ()
    tail: Distance = None


class Shape(NamedTuple):
    """What is known of a pattern's matches, ignoring case.

    Every match fulfils one of the ``ways``; one without needs is always fulfilled. No match
    holds one of ``apart``, some of ``MARKS``. In distances, a run of more than ``RUN`` of the
    characters ``runs`` counts as ``RUN``.
    """

    ways: tuple[Way, ...] = (Way(),)
    apart: str = ""
    runs: str = ""


UNKNOWN = Shape()


def shape_of(pattern: str) -> Shape:
    """The shape of a pattern written for RE2."""
    tree = _parsed(pattern)
    if tree is None:
        return UNKNOWN
    items = list(tree)
    runs: set[str] = set()
    ways = tuple(_ways(items, runs))
    apart = "" if _PROPERTY.search(pattern) else "".join(m for m in MARKS if not may_hold(items, m))
    return Shape(ways, apart, "".join(sorted(runs)))


# What RE2 has and Python's parser does not: of \\p{Han} only that it is a wide class matters.
# Other escapes are passed over whole.
_ESCAPE = re.compile(
    r"\\(?:(?P<wide>[pP](?:\{\^?\w+\}|\w))|x\{(?P<code>[0-9A-Fa-f]{1,8})\}|[\s\S])"
)
# A class of which it is not known that it holds no mark.
_PROPERTY = re.compile(r"\\P|\\p(?!\{Han\})")


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


def _ways(items: Sequence[tuple[Any, Any]], runs: set[str], most: int = _MOST_WAYS) -> list[Way]:
    """How the items that follow one another can be fulfilled: in at most so many ways.

    Of the items with alternatives only the one that tells most is taken apart; of each other
    one of its strings must be there. The characters of long runs are added to ``runs``.
    """
    parts = list(_parts(items, runs))
    worth = [
        part for part in parts if 1 < len(part) <= most and any(len(way.needs) > 1 for way in part)
    ]
    apart = max(worth, key=_worth, default=None)
    ways = [Way((), 0)]
    for part in parts:
        several = part if part is apart or len(part) == 1 else [_any_of(part)]
        ways = [_one_after_the_other(way, after) for way in ways for after in several]
    return ways


def _worth(part: list[Way]) -> int:
    return min(len(way.needs) for way in part) + (not _any_of(part).needs)


def _parts(items: Iterable[tuple[Any, Any]], runs: set[str]) -> Iterator[list[Way]]:
    """The ways of each item; literals that stand together are one."""
    written = ""
    for code, value in items:
        if code is codes.LITERAL and len(chr(value).lower()) == 1 and value != _LINE_BREAK:
            written += chr(value).lower()
            continue
        if written:
            yield [_need(frozenset([written]), len(written))]
            written = ""
        if code is not codes.AT:
            yield _of_item(code, value, runs)
    if written:
        yield [_need(frozenset([written]), len(written))]


def _need(strings: Literals, tail: int) -> Way:
    return Way((Need(strings, 0),), tail)


def _of_item(code: Any, value: Any, runs: set[str]) -> list[Way]:
    if code is codes.IN:
        clause = named_in_class(value)
        return [_need(clause, 1) if clause else Way((), 1)]
    if code in (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.CATEGORY):
        return [Way((), 1)]
    if code is codes.SUBPATTERN:
        return _ways(list(value[3]), runs)
    if code is codes.BRANCH:
        return _of_branches([list(branch) for branch in value[1]], runs)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        least, most, inner = value
        return _repeated(least, most, list(inner), runs)
    return [Way()]


def _of_branches(branches: Sequence[Sequence[tuple[Any, Any]]], runs: set[str]) -> list[Way]:
    """The ways of all branches; where they are too many, one a branch is enough."""
    found = [_ways(branch, runs) for branch in branches]
    for number in sorted(range(len(found)), key=lambda at: -len(found[at])):
        if sum(map(len, found)) <= _MOST_WAYS:
            break
        found[number] = _ways(branches[number], runs, most=1)
    ways = list(chain.from_iterable(found))
    # Those with a single need lose nothing by being one.
    single = [way for way in ways if len(way.needs) == 1]
    if len(ways) <= _MOST_WAYS or len(single) < 2:
        return ways
    return [*(way for way in ways if len(way.needs) != 1), _any_of(single)]


def _repeated(least: int, most: Any, items: Iterable[tuple[Any, Any]], runs: set[str]) -> list[Way]:
    ways = _ways(list(items), runs)
    size: Distance = None
    if most is not codes.MAXREPEAT:
        size = 0 if most == 0 else _times(_any_length(ways), most)
    elif (characters := characters_of(items)) is not None:
        runs |= characters
        size = RUN
    if least == 0:
        return [Way((), size)]
    # The first time over fulfils a way; the end is no farther than the whole.
    return [Way(_again(way, least), size) for way in ways]


def _again(way: Way, least: int) -> tuple[Need, ...]:
    """The needs of a way that is taken so often: of one that is a string, so many of it."""
    if len(way.needs) == 1 and len(way.needs[0].strings) == 1:
        (string,) = way.needs[0].strings
        if way.needs[0].within == 0 and way.tail == len(string):
            return (Need(frozenset([string * min(least, _OFTEN)]), 0),)
    return way.needs


def _any_of(ways: Sequence[Way]) -> Way:
    """What holds of all the ways: that one of the most telling strings of each is there."""
    told = [_most_telling(way) for way in ways]
    strings = frozenset[str]().union(*(way.needs[0].strings for way in told if way.needs))
    if len(strings) > _MOST or not all(way.needs for way in told):
        return Way((), _any_length(ways))
    before = _longest(way.needs[0].within for way in told)
    return Way((Need(strings, before),), _longest(way.tail for way in told))


def _most_telling(way: Way) -> Way:
    """The way with one of its needs alone, if it has any."""
    if len(way.needs) < 2:
        return way
    best = max(range(len(way.needs)), key=lambda i: _rarity(way.needs[i].strings))
    before = _sum(need.within for need in way.needs[: best + 1])
    after = _sum([*(need.within for need in way.needs[best + 1 :]), way.tail])
    return Way((Need(way.needs[best].strings, before),), after)


def _one_after_the_other(way: Way, after: Way) -> Way:
    if not after.needs:
        return Way(way.needs, _sum((way.tail, after.tail)))
    first, *rest = after.needs
    between = Need(first.strings, _sum((way.tail, first.within)))
    return Way((*way.needs, between, *rest), after.tail)


def _any_length(ways: Iterable[Way]) -> Distance:
    """The most code points of a match of any of the ways."""
    return _longest(_sum([*(need.within for need in way.needs), way.tail]) for way in ways)


def _sum(distances: Iterable[Distance]) -> Distance:
    whole = 0
    for distance in distances:
        if distance is None or whole + distance > _FARTHEST:
            return None
        whole += distance
    return whole


def _times(distance: Distance, times: int) -> Distance:
    return None if distance is None or distance * times > _FARTHEST else distance * times


def _longest(distances: Iterable[Distance]) -> Distance:
    longest = 0
    for distance in distances:
        if distance is None:
            return None
        longest = max(longest, distance)
    return longest


def _rarity(literals: Literals) -> tuple[int, int, list[str]]:
    """Which requirement fewer texts fulfil, guessed: longer strings, then fewer of them."""
    return min(map(len, literals)), -len(literals), sorted(literals)
