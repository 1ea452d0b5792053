"""A check without one of its pieces: what the coverage of a rule's examples is measured by.

Mutants are made of the rule's own YAML, so matching knows nothing of them. A part that is
taken out becomes a check that never fires, or one that always does, whichever leaves the
rest of its rule to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import NamedTuple

import yaml

from contentai.yamlread import read_yaml
from contentai.yamlvalue import Value


class Sort(StrEnum):
    """What a piece is to its check, and so which example must notice that it is gone.

    A ``PART`` (of ``any``), a ``PATTERN`` (one of several), a ``TERM`` and a need that is
    ``LACKED`` must change what is found. A ``CONDITION`` (of ``all``), a need that is
    ``MET`` and an ``UNLESS`` must change whether anything is.
    """

    PART = "part"
    CONDITION = "condition"
    LACKED = "lacked"
    MET = "met"
    PATTERN = "pattern"
    TERM = "term"
    UNLESS = "unless"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a check: where it is written, its words, and the check without it."""

    sort: Sort
    line: int
    text: str
    without: Value


class _Spot(NamedTuple):
    """A value inside a check, with the way to the whole check that holds another there.

    ``put(None)`` leaves the value out; a list that loses its only item goes with it.
    """

    value: Value
    put: Callable[[yaml.Node | None], Value]

    def keys(self) -> dict[str, _Spot]:
        """The spots of a mapping's values."""
        values = enumerate(self.value.table().items())
        return {key: _Spot(value, partial(self._set, index)) for index, (key, value) in values}

    def items(self) -> list[_Spot]:
        """The spots of a list's items; anything else counts as a list of one."""
        items = self.value.items()
        if not self.value.is_list:
            return [self] if items else []
        return [_Spot(item, partial(self._set, index)) for index, item in enumerate(items)]

    def _set(self, index: int, new: yaml.Node | None) -> Value:
        node = self.value.node
        before, old, after = node.value[:index], node.value[index], node.value[index + 1 :]
        if isinstance(node, yaml.MappingNode):
            pair = [(old[0], new)] if new else []
            return self.put(yaml.MappingNode(node.tag, before + pair + after, node.start_mark))
        items = before + ([new] if new else []) + after
        return self.put(yaml.SequenceNode(node.tag, items, node.start_mark) if items else None)


def _constant(text: str) -> yaml.Node:
    value = read_yaml(text, "")
    assert value is not None
    return value.node


# A sentence is always shorter than this; a check of every sentence serves `within: sentence`.
_ALWAYS = _constant("{kind: length, of: sentence, min: 1000000000}")
_NEVER = _constant("{kind: length, of: sentence, max: 1000000000}")


def pieces(check: Value) -> Iterator[Piece]:
    """The pieces of a ``check`` mapping that compiles, in the order of the file."""
    return _of_check(_Spot(check, lambda new: check if new is None else Value(check.file, new)))


def _of_check(spot: _Spot) -> Iterator[Piece]:
    keys = spot.keys()
    match keys["kind"].value.text():
        case "any":
            for part in keys["of"].items():
                yield _piece(Sort.PART, part, part.put(_NEVER))
                yield from _of_check(part)
        case "all":
            parts = keys["of"].items()
            for part in parts:
                if len(parts) > 1:
                    yield _piece(Sort.CONDITION, part, part.put(_ALWAYS))
                yield from _of_check(part)
        case "missing":
            yield from _of_check(keys["when"])
            for item in keys["needs"].items():
                yield from _of_need(item)
        case "position":
            if keys["of"].value.is_mapping:
                yield from _of_check(keys["of"])
        case "density":
            yield from _of_lists(keys["of"].keys(), spot)
        case _:
            yield from _of_lists(keys, spot)
    if "unless" in keys:
        yield from _of_unless(keys["unless"])


def _of_need(item: _Spot) -> Iterator[Piece]:
    keys = item.keys()
    need, name = keys["check"], keys["name"].value.bilingual().zh
    yield Piece(Sort.LACKED, item.value.line, name, need.put(_ALWAYS))
    yield Piece(Sort.MET, item.value.line, name, need.put(_NEVER))
    yield from _of_check(need)


def _of_lists(keys: dict[str, _Spot], check: _Spot) -> Iterator[Piece]:
    """Terms one by one; patterns where there are several: the only one is the check itself."""
    terms = keys["terms"].items() if "terms" in keys else []
    for term in terms:
        others = len(terms) > 1 or "list" in keys
        without = term.put(None) if others else check.put(_NEVER)
        yield _piece(Sort.TERM, term, without)
    names = ("pattern", "patterns")
    patterns = [spot for name in names if name in keys for spot in keys[name].items()]
    if len(patterns) > 1:
        for pattern in patterns:
            yield _piece(Sort.PATTERN, pattern, pattern.put(None))


def _of_unless(unless: _Spot) -> Iterator[Piece]:
    for name, spot in unless.keys().items():
        for item in spot.items():
            text = item.value.text()
            if text.lower() == "true":
                yield Piece(Sort.UNLESS, item.value.line, name, item.put(None))
            elif text.lower() != "false":
                yield Piece(Sort.UNLESS, item.value.line, f"{name}: {text}", item.put(None))


def _piece(sort: Sort, spot: _Spot, without: Value) -> Piece:
    return Piece(sort, spot.value.line, _words(spot.value), without)


def _words(value: Value) -> str:
    """A value in one line: a scalar as it is, a check by its kind and first words."""
    if not value.is_mapping:
        return value.text() if not value.is_list else ", ".join(map(_words, value.items()))
    keys = value.table()
    kind = keys.pop("kind").text() if "kind" in keys else ""
    first = next(iter(keys.values()), None)
    return f"{kind}: {_words(first)}" if first else kind
