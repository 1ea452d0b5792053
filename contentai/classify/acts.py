"""What a run of text does, in words a writer knows: urges to buy, lures with the price …

The acts give the reasons beside a score. They decide nothing: the weights do, and an act only
names what stands where the weight lies.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple

import ahocorasick_rs

from contentai.classify.features import level
from contentai.diagnostics import Span
from contentai.language import Bilingual
from contentai.located import DataError
from contentai.text.characters import fold_characters
from contentai.yamlread import read_yaml

_FILE = Path(__file__).with_name("acts.yaml")
# What goes on behind a number to reply with makes it another number, or an amount.
_GOES_ON = re.compile(r"\.?[0-9]|[元块毛角分折万千百斤米个天场条次份句张篇点楼层年月]")
_LISTED_NUMBER = re.compile(r"(?<=[(|])#(?=[|)])")
_PART = re.compile(r"\([^()]*\)|[^()]+")
# Levelled numbers as they stand in offers: 5, 39, 128, 1980, with blanks around, 9.9, in words.
_NUMBERS = (
    *("0", "00", "000", "0000", ",0,", ",00,", "0.0", "00.0"),
    *"一二两三四五六七八九十几",
)


class Act(NamedTuple):
    """One thing a text does, and the levelled words it is mostly done with.

    One that ``informs`` brings the reader something: it never explains why a text sells.
    ``exact`` are those of the words that hold with their own digits alone.
    """

    id: str
    name: Bilingual
    terms: tuple[str, ...]
    informs: bool
    exact: frozenset[str] = frozenset()


class Acts(NamedTuple):
    """Where a text does what. Make it with ``find_acts``."""

    found: tuple[tuple[Span, Act], ...]

    def within(self, span: Span, selling: bool) -> Act | None:
        """The act that covers most of a folded span; None where no act is.

        Of two that cover as much, the one that stands first in the file. With ``selling`` acts
        that inform are passed over.
        """
        covered: dict[str, int] = {}
        acts: dict[str, Act] = {}
        # None overlaps another, so they end in the order in which they start.
        first = bisect_right(self.found, span.start, key=lambda one: one[0].end)
        for place, act in islice(self.found, first, None):
            if place.start >= span.end:
                break
            if selling and act.informs:
                continue
            shared = min(place.end, span.end) - max(place.start, span.start)
            covered[act.id] = covered.get(act.id, 0) + shared
            acts[act.id] = act
        if len(covered) < 2:
            return next(iter(acts.values()), None)
        order = [act.id for act in load_acts()]
        return acts[max(covered, key=lambda id: (covered[id], -order.index(id)))]


def find_acts(key: str) -> Acts:
    """The acts of a folded lower-case text, longest words first, none overlapping."""
    automaton, owners = _automaton()
    hits = automaton.find_matches_as_indexes(level(key))
    found = ((Span(start, end), *owners[term]) for term, start, end in hits)
    return Acts(
        tuple(
            (span, act)
            for span, act, is_exact in found
            if not is_exact
            or (key[slice(*span)] in act.exact and not _GOES_ON.match(key, span.end))
        )
    )


@cache
def load_acts(file: Path = _FILE) -> tuple[Act, ...]:
    """The acts in the order of the file. Raises ``DataError`` for a file with a mistake."""
    root = read_yaml(file.read_text("utf-8"), str(file))
    acts: list[Act] = []
    for item in root.items() if root else []:
        table = item.table("id", "name", "terms", "informs", required=("id", "name", "terms"))
        # Folded together: a thousand folds of a word each take longer than linting a draft.
        written = fold_characters("\n".join(table["terms"].texts())).text.lower().split("\n")
        exact = frozenset(each[1:] for each in written if each.startswith("="))
        levelled = (level(each.removeprefix("=")) for each in written)
        terms = tuple(dict.fromkeys(term for each in levelled for term in _ways(each)))
        informs = "informs" in table and table["informs"].flag()
        acts.append(Act(table["id"].text(), table["name"].bilingual(), terms, informs, exact))
    taken: dict[str, str] = {}
    for act in acts:
        for term in act.terms:
            if taken.setdefault(term, act.id) != act.id:
                words = Bilingual(f"“{term}”写在两处", f"{term!r} stands in two acts")
                raise DataError(str(file), 0, 0, words)
    return tuple(acts)


def _ways(term: str) -> Iterator[str]:
    """All that a levelled term stands for: ``(a|b)`` is either, ``#`` a number."""
    numbers = "|".join(_NUMBERS)
    parts = _PART.findall(_LISTED_NUMBER.sub(numbers, term).replace("#", f"({numbers})"))
    return map("".join, product(*(part.strip("()").split("|") for part in parts)))


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[Act, bool], ...]]:
    """The automaton, and for each of its terms the act and whether its digits count."""
    owners = {term: (act, False) for act in load_acts() for term in act.terms}
    owners |= {level(term): (act, True) for act in load_acts() for term in act.exact}
    automaton = ahocorasick_rs.AhoCorasick(
        list(owners), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return automaton, tuple(owners.values())
