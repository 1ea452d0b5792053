"""Checks on the labelled corpora: no text twice, and how far two labellers agree."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from contentai.language import Bilingual
from contentai.located import DataError
from contentai.text.fold import fold

GRAM = 5
# Two posts written apart share almost no piece of five characters; a quarter is a copy.
MOST_ALIKE = 0.25
# Shorter texts share pieces by accident.
_SHORTEST = 12


class Pair(NamedTuple):
    """Two texts that are nearly the same, and their Jaccard index (0 to 1)."""

    first: str
    second: str
    likeness: float


class Agreement(NamedTuple):
    """How often two labellers agree over ``items``; ``kappa`` is Cohen's (1960), at most 1."""

    items: int
    same: int
    kappa: float


def near_duplicates(texts: Mapping[str, str], most: float = MOST_ALIKE) -> list[Pair]:
    """Pairs of ids whose folded texts share more than ``most`` of their five-character pieces."""
    shingles = {id: _grams(text) for id, text in texts.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for id, grams in shingles.items():
        for gram in grams:
            holders[gram].append(id)
    shared: Counter[tuple[str, str]] = Counter()
    for ids in holders.values():
        if len(ids) > 1:  # nearly every piece stands in one text alone
            shared.update((one, two) for i, two in enumerate(ids) for one in ids[:i])
    pairs = []
    for (one, two), both in shared.items():
        likeness = both / (len(shingles[one]) + len(shingles[two]) - both)
        if likeness > most:
            pairs.append(Pair(one, two, round(likeness, 3)))
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair))


def _grams(text: str) -> frozenset[str]:
    """Five-character pieces of the folded text: disguise and spacing make no new text."""
    folded = "".join(fold(text).text.split())
    if len(folded) < _SHORTEST:
        return frozenset([folded])
    return frozenset(folded[i : i + GRAM] for i in range(len(folded) - GRAM + 1))


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Cohen's kappa of two labellers. Raises ``ValueError`` for no labels."""
    if not pairs:
        raise ValueError("no labels")
    same = sum(one == two for one, two in pairs)
    first, second = (Counter(labels) for labels in zip(*pairs, strict=True))
    chance = sum(first[name] * second[name] for name in first) / len(pairs) ** 2
    observed = same / len(pairs)
    kappa = 1.0 if chance == 1 else (observed - chance) / (1 - chance)
    return Agreement(len(pairs), same, kappa)


def read_labels(file: Path) -> dict[str, tuple[str, str]]:
    """Both labels of every item by id. Raises ``DataError`` on a line that is none."""
    labels = {}
    for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
        if not line:
            continue
        try:
            row = json.loads(line)
            labels[row["id"]] = (str(row["first"]), str(row["second"]))
        except (ValueError, KeyError, TypeError) as error:
            words = Bilingual(f"标注行不对：{error}", f"not a line of labels: {error}")
            raise DataError(str(file), number, 1, words) from None
    return labels
