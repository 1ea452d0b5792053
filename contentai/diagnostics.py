"""The values every part of contentai speaks in: spans, severities, fixes, diagnostics.

All are frozen and do no I/O. Offsets are code points of the decoded source, half-open;
lines and columns are 1-based code points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points, ``start <= end``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """True when the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True when ``other`` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


class Place(NamedTuple):
    """Where a span lies for a person: 1-based lines and columns, end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Severity(StrEnum):
    """How much a finding matters; ``rank`` orders them."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return _RANK[self]


_RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Applicability(StrEnum):
    """Whether a fix may be applied without a person reading it."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display-only"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the source text of ``span`` by ``text``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One way out of a finding: edits that do not overlap."""

    title: str
    applicability: Applicability
    edits: tuple[Edit, ...]


class Evidence(NamedTuple):
    """A source span and how much it added to (or took from) a score, in log-odds.

    ``reason`` says in a word or two what the span does ("催促下单"); empty when unknown.
    """

    span: Span
    weight: float
    reason: str = ""


INTENTS = ("value", "service", "interaction", "soft_promo", "hard_sell", "spam")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A probability in [0, 1] and the reading spans that made it what it is (log-odds)."""

    probability: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about one draft.

    ``excerpt`` is the source text of ``span`` as a reader sees it: the slice itself, less
    the pinyin annotations that repair removed. ``sources`` say where the rule comes from
    (``{"article": …, "claim": …}`` or ``{"law": …, "clause": …}``).
    """

    rule: str
    severity: Severity
    message: str
    advice: str
    span: Span
    place: Place
    excerpt: str
    score: float | None = None
    evidence: tuple[Evidence, ...] = ()
    fixes: tuple[Fix, ...] = ()
    sources: tuple[Mapping[str, str], ...] = ()
