"""Applying fixes: which of them can be applied together, and how often to go on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from contentai.diagnostics import Applicability, Diagnostic, Edit, Fix, Span

Lint = Callable[[str], Sequence[Diagnostic]]
# Is told of each round's edits, in order and apart, of the text as it then is.
Follow = Callable[[Sequence[Edit]], None]


class Converged(NamedTuple):
    """A text after round upon round of fixes; ``settled`` when no further one would follow.

    ``applied`` counts the fixes.
    """

    text: str
    rounds: int
    settled: bool
    applied: int = 0


def only_shown(finding: Diagnostic) -> Diagnostic:
    """The finding with fixes that are to be read, never applied."""
    if not finding.fixes:
        return finding
    shown = (fix._replace(applicability=Applicability.DISPLAY) for fix in finding.fixes)
    return finding._replace(fixes=tuple(shown))


def apply_fixes(source: str, fixes: Iterable[Fix]) -> str:
    """``source`` with the fixes applied that can be together; see ``compatible``.

    Text outside the spans of their edits is never touched.
    """
    return _applied(source, _edits(compatible(source, fixes)))


def _edits(fixes: Iterable[Fix]) -> list[Edit]:
    return sorted(edit for fix in fixes for edit in fix.edits)


def _applied(source: str, edits: Iterable[Edit]) -> str:
    pieces: list[str] = []
    at = 0
    for span, text in edits:
        pieces += [source[at : span.start], text]
        at = span.end
    return "".join([*pieces, source[at:]])


def compatible(source: str, fixes: Iterable[Fix]) -> list[Fix]:
    """Of the fixes, those that can be applied together: the leftmost first.

    A fix is taken whole or not at all. One that overlaps or touches what is taken already
    waits for the next round: it was made for a neighbour that is no longer there. So does
    one whose own edits overlap or lie outside the source.
    """
    taken: list[Span] = []
    chosen: list[Fix] = []
    for fix in sorted(fixes, key=_first):
        spans = sorted(edit.span for edit in fix.edits)
        if not spans or not _well_formed(spans, len(source)):
            continue
        if all(_is_free(span, taken) for span in spans):
            taken += spans
            taken.sort()  # nearly sorted already, so cheap
            chosen.append(fix)
    return chosen


def converge(
    lint: Lint,
    source: str,
    most: int = 10,
    allowed: Collection[Applicability] = (Applicability.SAFE,),
    follow: Follow = lambda edits: None,
) -> Converged:
    """Lint and fix until no fix is left, ``most`` rounds at most.

    Of every finding the first ``allowed`` fix counts. Fixes that undo one another are no
    way out: as soon as a text comes back, it is given back as it is, not settled.
    """
    seen = {source}
    text, applied = source, 0
    for rounds in range(most):
        chosen = compatible(text, _offered(lint(text), allowed))
        edits = _edits(chosen)
        fixed = _applied(text, edits)
        if fixed == text:
            return Converged(text, rounds, True, applied)
        follow(edits)
        applied += len(chosen)
        text = fixed
        if text in seen:
            return Converged(text, rounds + 1, False, applied)
        seen.add(text)
    settled = apply_fixes(text, _offered(lint(text), allowed)) == text
    return Converged(text, most, settled, applied)


def _offered(findings: Iterable[Diagnostic], allowed: Collection[Applicability]) -> Iterator[Fix]:
    for finding in findings:
        fix = next((fix for fix in finding.fixes if fix.applicability in allowed), None)
        if fix:
            yield fix


def _first(fix: Fix) -> Span:
    return min((edit.span for edit in fix.edits), default=Span(0, 0))


def _well_formed(spans: Sequence[Span], size: int) -> bool:
    """True for sorted spans inside the source that are apart; neighbours may touch."""
    inside = all(0 <= start <= end <= size for start, end in spans)
    apart = all(one.end <= next.start and one != next for one, next in pairwise(spans))
    return inside and apart


def _is_free(span: Span, taken: Sequence[Span]) -> bool:
    """True when ``span`` neither overlaps nor touches any of ``taken`` (sorted, apart)."""
    index = bisect_left(taken, span)
    return all(
        span.end < other.start or other.end < span.start
        for other in taken[max(index - 1, 0) : index + 1]
    )
