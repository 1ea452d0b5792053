"""What is drawn over the text of a draft, and moves with its edits until it is judged again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from contentai.diagnostics import Diagnostic, Evidence, Severity, Span
from contentai.tui.marks import Change, moved, moved_evidence

# Evidence at or above these log-odds has the second and the third shade of heat.
_SHADES = (0.5, 1.5)

# The (line, column), from 0, of an offset.
Locate = Callable[[int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding and where it is now."""

    span: Span
    finding: Diagnostic


@dataclass(frozen=True, slots=True)
class Drawn:
    """A style over the columns ``start`` to ``end`` of a line; all of it where ``end`` is None.

    ``begins`` is the severity of a finding that begins here.
    """

    start: int
    end: int | None
    style: str
    begins: Severity | None = None


class Overlay:
    """Findings, heat and search hits over a text whose versions count up with its changes."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self._heat: list[Evidence] = []
        self._found: list[Span] = []
        self._found_here: int | None = None
        self._log: list[tuple[int, Change]] = []
        self._lines: dict[int, list[Drawn]] | None = None

    def change(self, version: int, changes: Sequence[Change]) -> None:
        """The text became ``version`` by the changes; what they touched is no longer drawn."""
        self._log.extend((version, change) for change in changes)
        self.marks = _moved(self.marks, changes)
        self._heat = moved_evidence(self._heat, changes)
        self._found, self._lines = [], None

    def show_findings(self, findings: Iterable[Diagnostic], version: int) -> None:
        """Draw the findings on the text of ``version``."""
        self.marks = _moved([Mark(f.span, f) for f in findings], self.since(version))
        self._lines = None
        # Answers come in order: what is older than this one is not asked for again.
        self._log = [(number, change) for number, change in self._log if number > version]

    def show_heat(self, evidence: Iterable[Evidence], version: int) -> None:
        """Draw evidence on the text of ``version``."""
        self._heat = moved_evidence(evidence, self.since(version))
        self._lines = None

    def show_found(self, spans: Sequence[Span], here: int | None) -> None:
        """Draw search hits; ``here`` is the index of the one stood at."""
        self._found, self._found_here, self._lines = list(spans), here, None

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

        A fix or a piece of evidence that an edit touched is left out.
        """
        mark = next((mark for mark in self.marks if mark.finding is finding), None)
        if mark is None:
            return None
        changes = [change for _, change in self._log]
        return _placed(finding, mark.span, changes) if changes else finding

    def lines(self, locate: Locate) -> Mapping[int, Sequence[Drawn]]:
        """What is drawn over each line, the later above the earlier."""
        if self._lines is None:
            self._lines = {}
            for item in self._heat:
                self._draw(item.span, _shade(item.weight), None, locate)
            for mark in sorted(self.marks, key=lambda mark: mark.finding.severity.rank):
                severity = mark.finding.severity
                self._draw(mark.span, severity.value, severity, locate)
            for number, span in enumerate(self._found):
                name = "found-here" if number == self._found_here else "found"
                self._draw(span, name, None, locate)
        return self._lines

    def _draw(self, span: Span, name: str, begins: Severity | None, locate: Locate) -> None:
        assert self._lines is not None
        (first, column), (last, end) = locate(span.start), locate(span.end)
        for line in range(first, last + 1):
            start = column if line == first else 0
            until = end if line == last else None
            drawn = Drawn(start, until, name, begins if line == first else None)
            self._lines.setdefault(line, []).append(drawn)


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
            replace(edit, span=place)
            for edit, place in zip(fix.edits, spans, strict=True)
            if place is not None
        )
        if len(edits) == len(spans):
            fixes.append(replace(fix, edits=edits))
    evidence = tuple(moved_evidence(finding.evidence, changes))
    return replace(finding, span=span, evidence=evidence, fixes=tuple(fixes))


def _shade(weight: float) -> str:
    if weight < 0:
        return "heat-less"
    return f"heat-{1 + sum(weight >= least for least in _SHADES)}"
