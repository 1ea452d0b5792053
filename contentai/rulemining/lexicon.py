"""The small word lists of rule mining, read from ``cues.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, NamedTuple, cast

from contentai.yamlread import read_yaml
from contentai.yamlvalue import Value

Polarity = Literal["do", "dont", "warn"]
Strength = Literal["strong", "usual", "weak"]

_FILE: Final = Path(__file__).with_name("cues.yaml")


class Cue(NamedTuple):
    """Words that ask for something or forbid it, and what they must not stand beside.

    ``needs_act``: what is asked for must begin with a verb, or with what leads to one.
    ``first``: nothing but a subject or a connective may stand before it. ``ends``: it may end
    its clause. ``in_item``: it counts in an item of a list alone. ``kept``: the word belongs to
    what is asked for.
    """

    polarity: Polarity
    strength: Strength
    needs_act: bool
    first: bool
    ends: bool
    in_item: bool
    kept: bool
    not_before: frozenset[str]
    not_after: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """``cues`` by word, and the lists of ``cues.yaml`` by name."""

    cues: Mapping[str, Cue]
    lists: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


@cache
def lexicon() -> Lexicon:
    """The lists that ship."""
    root = read_yaml(_FILE.read_text("utf-8"), str(_FILE))
    assert root is not None
    table = root.table()
    cues: dict[str, Cue] = {}
    for group in table.pop("cues").items():
        cues |= _cues(group)
    return Lexicon(cues, {name: frozenset(value.texts()) for name, value in table.items()})


def _cues(group: Value) -> dict[str, Cue]:
    keys = ("words", "polarity", "as", "needs", "place", "keep", "not_before", "not_after")
    table = group.table(*keys, required=("words", "polarity", "as"))

    def listed(name: str) -> frozenset[str]:
        return frozenset(table[name].texts()) if name in table else frozenset()

    place = table["place"].text() if "place" in table else ""
    cue = Cue(
        polarity=cast(Polarity, table["polarity"].text()),
        strength=cast(Strength, table["as"].text()),
        needs_act="needs" in table,
        first=place == "first",
        ends=place == "end",
        in_item=place == "item",
        kept="keep" in table,
        not_before=listed("not_before"),
        not_after=listed("not_after"),
    )
    return dict.fromkeys(table["words"].texts(), cue)
