"""Reports of a batch: one format a file, each a pure function of outcomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contentai.language import Bilingual
from contentai.lint.outcome import FileOutcome, Summary


@dataclass(frozen=True, slots=True)
class Report:
    """All that a renderer is given. ``notes`` are what was passed over, and why."""

    outcomes: Sequence[FileOutcome]
    summary: Summary
    notes: Sequence[Bilingual] = ()


def source_words(sources: Sequence[Mapping[str, str]]) -> str:
    """Where a rule comes from, on one line: a claim by its id, a law by name and clause."""
    words = [
        f"{Bilingual('文章', 'article')} {source['claim']}"
        if "claim" in source
        else " ".join(filter(None, source.values()))
        for source in sources
    ]
    return str(Bilingual("；", "; ")).join(words)
