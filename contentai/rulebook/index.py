"""The index of the built-in patterns: that they compile, and which strings each needs.

``contentai rules index`` works it out once and it ships beside the rules as ``needs.json``, so
that a single draft neither compiles a thousand patterns nor takes them apart. It is only a
shortcut: a pattern that is not in it is compiled and taken apart when it is met.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from contentai.rulebook.lexicon import Lexicon, digest, folded_shape
from contentai.rulebook.literals import UNKNOWN, Literals, Need, Shape, Way

INDEX_FILE = "needs.json"
# Between the strings of a list: no pattern needs a line break.
_BETWEEN = "\n"


def read_index(folder: Path) -> Mapping[str, Shape]:
    """The shape of each pattern, by its digest; nothing where there is no sound index."""
    try:
        return index_from(json.loads((folder / INDEX_FILE).read_text("utf-8")))
    except (OSError, ValueError, LookupError, AttributeError, TypeError):
        return {}


def index_from(table: Mapping[str, Any]) -> dict[str, Shape]:
    """The shapes that ``index_of`` wrote, by the digest of their pattern."""
    lists = [frozenset(words.split(_BETWEEN)) for words in table["strings"]]
    return {
        name: Shape(tuple(_way(way, lists) for way in parts[0]), parts[1], parts[2])
        if parts
        else UNKNOWN
        for name, parts in table["patterns"].items()
    }


def _way(parts: list[Any], lists: Sequence[Literals]) -> Way:
    """A way from the numbers of its needs' strings, each with its distance, and its tail."""
    *needs, tail = parts
    return Way(tuple(Need(lists[i], d) for i, d in zip(needs[::2], needs[1::2], strict=True)), tail)


def index_of(lexicon: Lexicon) -> str:
    """The index of all patterns of a lexicon, as JSON with a line a pattern.

    Raises ``ValueError`` for a pattern that RE2 refuses.
    """
    shapes: dict[str, Shape] = {}
    for number, pattern in enumerate(lexicon.patterns):
        lexicon.machine(number)
        shapes[digest(pattern)] = folded_shape(pattern) if lexicon.is_scanned(number) else UNKNOWN
    ways = [way for shape in shapes.values() for way in shape.ways]
    lists = sorted({_joined(need.strings) for way in ways for need in way.needs})
    numbers = {words: number for number, words in enumerate(lists)}
    strings = ",\n".join(map(_json, lists))
    patterns = ",\n".join(
        f"{_json(name)}: {_json(_parts(shape, numbers))}" for name, shape in sorted(shapes.items())
    )
    return f'{{"strings": [\n{strings}\n],\n"patterns": {{\n{patterns}\n}}}}\n'


def _joined(literals: Literals) -> str:
    return _BETWEEN.join(sorted(literals))


def _parts(shape: Shape, numbers: Mapping[str, int]) -> list[Any]:
    if shape == UNKNOWN:
        return []
    ways = [
        [*chain(*((numbers[_joined(n.strings)], n.within) for n in way.needs)), way.tail]
        for way in shape.ways
    ]
    return [ways, shape.apart, shape.runs]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
