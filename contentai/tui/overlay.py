"""What is drawn over the text of a draft, and moves with its edits until it is judged again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from contentai.diagnostics import Diagnostic, Evidence, Severity, Span
from contentai.tui.marks import Change, moved, moved_evidence

# Evidence at or above these log-odds has the second and the third shade of heat.
_SHADES = (0.5, 1.5)
# So many changes can be followed; a judgement of an older text comes too late.
_MOST_LOGGED = 5000


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding and where it is now."""

    span: Span
    finding: Diagnostic


class Drawn(NamedTuple):
    """A style over a span; ``begins`` is the severity of the finding that it belongs to.

    Where several are drawn over one place, the one of the highest ``rank`` is seen.
    """

    span: Span
    rank: int
    style: str
    begins: Severity | None


class Overlay:
    """Findings, heat and search hits over a text whose versions count up with its changes."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self._judged: tuple[Diagnostic, ...] = ()
        self._heat: list[Evidence] = []
        self._found: list[Span] = []
        self._found_here: int | None = None
        self._log: list[tuple[int, Change]] = []
        self._oldest = 0
        self._drawn: tuple[list[Drawn], list[int], int] | None = None

    def change(self, version: int, changes: Sequence[Change]) -> None:
        """The text became ``version`` by the changes; what they touched is no longer drawn."""
        self._log.extend((version, change) for change in changes)
        if len(self._log) > _MOST_LOGGED:  # nobody has judged for long
            self.marks, self._heat, self._oldest = [], [], version
            self._log.clear()
        self.marks = _moved(self.marks, changes)
        self._heat = moved_evidence(self._heat, changes)
        self._found, self._drawn = [], None

    def show_findings(self, findings: Iterable[Diagnostic], version: int) -> None:
        """Draw the findings on the text of ``version``, unless that is too long ago."""
        if version < self._oldest:
            return
        self._judged = tuple(findings)
        self.marks = _moved([Mark(f.span, f) for f in self._judged], self.since(version))
        self._drawn = None
        # Answers come in order: what is older than this one is not asked for again.
        self._log = [(number, change) for number, change in self._log if number > version]

    def show_heat(self, evidence: Iterable[Evidence], version: int) -> None:
        """Draw evidence on the text of ``version``, unless that is too long ago."""
        if version < self._oldest:
            return
        self._heat = moved_evidence(evidence, self.since(version))
        self._drawn = None

    def show_found(self, spans: Sequence[Span], here: int | None) -> None:
        """Draw search hits; ``here`` is the index of the one stood at."""
        self._found, self._found_here, self._drawn = list(spans), here, None

    def since(self, version: int) -> list[Change]:
        """The changes after ``version``, which is not older than the last findings."""
        return [change for number, change in self._log if number > version]

    def pointed(self, at: int, line: Span) -> Diagnostic | None:
        """The shortest finding around ``at``, else the worst of those that begin in ``line``."""
        around = [m for m in self.marks if m.span.start <= at <= m.span.end]
        if around:
            best = min(around, key=lambda m: (m.span.end - m.span.start, -m.finding.severity.rank))
            return best.finding
        return self.worst(line)

    def worst(self, within: Span) -> Diagnostic | None:
        """The worst finding that begins in ``within``, its end included."""
        near = [m.finding for m in self.marks if within.start <= m.span.start <= within.end]
        return max(near, key=lambda finding: finding.severity.rank, default=None)

    def current(self, finding: Diagnostic) -> Diagnostic | None:
        """A finding with all its spans where they are now; None once an edit touched it.

        A fix or a piece of evidence that an edit touched is left out. Of a judgement that
        another one has followed since, the same finding of the later one is given.
        """
        mark = self._mark_of(finding)
        if mark is None:
            return None
        changes = [change for _, change in self._log]
        return _placed(mark.finding, mark.span, changes) if changes else mark.finding

    def _mark_of(self, finding: Diagnostic) -> Mark | None:
        for mark in self.marks:
            if mark.finding is finding:
                return mark
        if any(one is finding for one in self._judged):
            return None  # it is of the last judgement: an edit touched it
        same = [
            mark
            for mark in self.marks
            if (mark.finding.rule, mark.finding.excerpt) == (finding.rule, finding.excerpt)
        ]
        return min(same, key=lambda mark: abs(mark.span.start - finding.span.start), default=None)

    def over(self, line: Span) -> list[Drawn]:
        """What is drawn over ``line``, its end included; the lowest first."""
        if self._drawn is None:
            every = sorted(self._all())
            longest = max((one.span.end - one.span.start for one in every), default=0)
            self._drawn = every, [one.span.start for one in every], longest
        every, starts, longest = self._drawn
        low = bisect_left(starts, line.start - longest)
        high = bisect_right(starts, line.end)
        here = [one for one in every[low:high] if one.span.end >= line.start]
        return sorted(here, key=lambda one: one.rank)

    def _all(self) -> Iterator[Drawn]:
        for item in self._heat:
            yield Drawn(item.span, 0, _shade(item.weight), None)
        for span, finding in ((mark.span, mark.finding) for mark in self.marks):
            severity = finding.severity
            yield Drawn(span, 1 + severity.rank, severity.value, severity)
        for number, span in enumerate(self._found):
            here = number == self._found_here
            yield Drawn(span, 4 + here, "found-here" if here else "found", None)


def _moved(marks: Iterable[Mark], changes: Sequence[Change]) -> list[Mark]:
    if not changes:
        return list(marks)
    placed = ((mark, moved(mark.span, changes)) for mark in marks)
    return [Mark(span, mark.finding) for mark, span in placed if span is not None]


def _placed(finding: Diagnostic, span: Span, changes: Sequence[Change]) -> Diagnostic:
    fixes = []
    for fix in finding.fixes:
        spans = [moved(edit.span, changes) for edit in fix.edits]
        edits = tuple(
            edit._replace(span=place)
            for edit, place in zip(fix.edits, spans, strict=True)
            if place is not None
        )
        if len(edits) == len(spans):
            fixes.append(fix._replace(edits=edits))
    evidence = tuple(moved_evidence(finding.evidence, changes))
    return finding._replace(span=span, evidence=evidence, fixes=tuple(fixes))


def _shade(weight: float) -> str:
    if weight < 0:
        return "heat-less"
    return f"heat-{1 + sum(weight >= least for least in _SHADES)}"
