"""What judging one version of a draft came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from contentai.diagnostics import Diagnostic, Evidence, Span
from contentai.language import Bilingual

if TYPE_CHECKING:
    from contentai.lint.outcome import FileScores


@dataclass(frozen=True)
class Judged:
    """Findings and scores of the text of one version; offsets are code points of the whole text.

    ``characters`` are those that a reader reads, as ``Document.length`` counts them.
    ``evidence`` is by score name. ``paragraphs`` are spans with the intent mix of each.
    ``problem`` says what is off and why (models are missing), or, with ``checked`` false, why
    nothing was judged.
    """

    version: int
    findings: tuple[Diagnostic, ...]
    scores: FileScores | None
    evidence: Mapping[str, tuple[Evidence, ...]]
    paragraphs: tuple[tuple[Span, Mapping[str, float]], ...]
    problem: Bilingual | None
    seconds: float
    checked: bool = True
    characters: int = 0


@dataclass(frozen=True)
class Surveyed:
    """What a file of the folder came to, as it lies on the disk: for status dots and boards."""

    path: Path
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    scores: FileScores | None = None
    problem: Bilingual | None = None


@dataclass(frozen=True)
class Answer:
    """The judgement of an open draft, and what else was found out about its text.

    ``words`` are the offsets at which its words begin, ascending. ``channel`` is the name of
    the channel it was judged for, empty where neither it nor the configuration says one.
    """

    path: Path
    judged: Judged
    words: tuple[int, ...] = ()
    channel: str = ""
