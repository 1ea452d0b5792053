"""Reports of a batch: one format a file, each a pure function of outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contentai.language import Bilingual
from contentai.lint.outcome import FileOutcome, Summary


@dataclass(frozen=True, slots=True)
class Report:
    """All that a renderer is given. ``notes`` are what was passed over, and why."""

    outcomes: Sequence[FileOutcome]
    summary: Summary
    notes: Sequence[Bilingual] = ()
