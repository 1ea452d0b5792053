"""The values every part of contentai speaks in: spans, severities, fixes, diagnostics.

All are frozen and do no I/O. Offsets are code points of the decoded source, half-open;
lines and columns are 1-based code points.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import accumulate
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


class Ranges:
    """Spans in any order, to ask which of them another span touches, without trying each."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._ordered = sorted((span, at) for at, span in enumerate(spans))
        # The furthest end so far: where it lies before a place, so do all the ends before it.
        self._ends = list(accumulate((span.end for span, _ in self._ordered), max))

    def touched(self, span: Span) -> Iterator[int]:
        """Numbers, as given, of the spans that share a code point with ``span``; last first."""
        at = bisect_left(self._ordered, span.end, key=lambda one: one[0].start)
        while at > 0 and self._ends[at - 1] > span.start:
            at -= 1
            one, number = self._ordered[at]
            if one.overlaps(span):
                yield number

    def touch(self, span: Span) -> bool:
        """True when one of them shares a code point with ``span``."""
        return any(True for _ in self.touched(span))


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


class Edit(NamedTuple):
    """Replace the source text of ``span`` by ``text``."""

    span: Span
    text: str


class Fix(NamedTuple):
    """One way out of a finding: edits that do not overlap."""

    title: str
    applicability: Applicability
    edits: tuple[Edit, ...]


class Evidence(NamedTuple):
    """A source span and how much it added to (or took from) a score, in log-odds.

    ``reason`` says in a word or two what the span does ("催促下单"); empty when unknown.
    ``in_title``: the span is one of a title that was given beside the text, not of the source.
    """

    span: Span
    weight: float
    reason: str = ""
    in_title: bool = False


class Pitch(NamedTuple):
    """Where a draft sells hard that does not on the whole, and the probability of that place.

    ``in_title`` is that of ``Evidence``.
    """

    span: Span
    score: float
    in_title: bool = False


INTENTS = ("value", "service", "interaction", "soft_promo", "hard_sell", "spam")


class Judgement(NamedTuple):
    """A probability in [0, 1] and the reading spans that made it what it is (log-odds)."""

    probability: float
    evidence: tuple[Evidence, ...] = ()


_SHOWN = 5


class Diagnostic(NamedTuple):
    """One finding about one draft.

    ``excerpt`` is the source text of ``span`` as a reader sees it: the slice itself, less
    the pinyin annotations that repair removed. ``sources`` say where the rule comes from
    (``{"article": …, "claim": …}`` or ``{"law": …, "clause": …}``). ``is_whole`` says that it is
    about the draft as a whole: the span is where it is shown.
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
    is_whole: bool = False

    @property
    def strongest(self) -> list[Evidence]:
        """The evidence that reports show in words: what pushed the score up most comes first."""
        return sorted(self.evidence, key=lambda item: -item.weight)[:_SHOWN]
