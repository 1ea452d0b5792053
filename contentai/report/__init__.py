"""Reports of a batch: one format a file, each a pure function of outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contentai.language import Bilingual

if TYPE_CHECKING:  # a screen shows findings without loading what finds them
    from contentai.lint.outcome import FileOutcome, Summary
    from contentai.rulebook.rule import Rule


@dataclass(frozen=True, slots=True)
class Report:
    """All that a renderer is given. ``notes`` are what was passed over, and why.

    ``outcomes`` can be gone through more than once. ``rules`` by id say more of what was found,
    ``channels`` are their names by id; only sarif and html ask for them. ``fail_on`` wins over
    that of the outcomes.
    """

    outcomes: Iterable[FileOutcome]
    summary: Summary
    notes: Sequence[Bilingual] = ()
    rules: Mapping[str, Rule] = field(default_factory=dict)
    fail_on: str | None = None
    channels: Mapping[str, Bilingual] = field(default_factory=dict)


def source_words(sources: Sequence[Mapping[str, str]]) -> str:
    """Where a rule comes from, on one line: a claim by its id, a law by name and clause."""
    words = [
        f"{Bilingual('文章', 'article')} {source['claim']}"
        if "claim" in source
        else " ".join(filter(None, source.values()))
        for source in sources
    ]
    return str(Bilingual("；", "; ")).join(words)
