"""Findings as a panel lists them: in an order, filtered, counted, and from one to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from contentai.diagnostics import Diagnostic, Severity

Order = Literal["place", "severity"]
Direction = Literal[1, -1]


def listed(findings: Iterable[Diagnostic], words: str, order: Order) -> list[Diagnostic]:
    """The findings that hold every one of the ``words``, in ``order``.

    A word may stand in the rule's id, the severity, the message, the advice or the excerpt;
    case does not matter.
    """
    wanted = words.lower().split()
    found = [f for f in findings if all(word in _told(f) for word in wanted)]
    if order == "severity":
        return sorted(found, key=lambda f: (-f.severity.rank, f.span))
    return sorted(found, key=lambda f: (f.span, -f.severity.rank))


def _told(finding: Diagnostic) -> str:
    parts = (finding.rule, finding.severity, finding.message, finding.advice, finding.excerpt)
    return "\n".join(parts).lower()


def by_rule(findings: Iterable[Diagnostic]) -> list[tuple[str, Severity, int]]:
    """Each rule with its worst severity and how often it found something; the worst first."""
    counts: Counter[str] = Counter()
    worst: dict[str, Severity] = {}
    for finding in findings:
        counts[finding.rule] += 1
        known = worst.get(finding.rule, finding.severity)
        worst[finding.rule] = max(known, finding.severity, key=lambda s: s.rank)
    rules = [(rule, worst[rule], count) for rule, count in counts.items()]
    return sorted(rules, key=lambda r: (-r[1].rank, -r[2], r[0]))


def neighbour(
    findings: Sequence[Diagnostic], offset: int, direction: Direction
) -> Diagnostic | None:
    """The next finding after ``offset``, or the last before it; round the end of the text."""
    places = sorted(findings, key=lambda f: (f.span.start, -f.severity.rank))
    if not places:
        return None
    if direction > 0:
        return next((f for f in places if f.span.start > offset), places[0])
    before = [f for f in places if f.span.start < offset]
    start = (before or places)[-1].span.start
    return next(f for f in places if f.span.start == start)  # the worst of that place


def at_cursor(findings: Iterable[Diagnostic], offset: int) -> list[Diagnostic]:
    """The findings that ``offset`` is in or at the edge of, the worst and shortest first."""
    here = [f for f in findings if f.span.start <= offset <= f.span.end]
    return sorted(here, key=lambda f: (-f.severity.rank, f.span.end - f.span.start, f.rule))
