"""What linting one file, and a batch of them, came to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from contentai.diagnostics import Diagnostic, Pitch, Place, Severity, Span
from contentai.lint.fixes import only_shown

if TYPE_CHECKING:
    # The editor takes scores from another process and never reads a document itself.
    from contentai.lint.reading import FileError
    from contentai.lint.row import Row
    from contentai.lint.seen import Seen

FAIL_ON: Final = ("error", "warning", "info", "never")
By = Literal["comment", "front_matter", "baseline"]


class FileScores(NamedTuple):
    """The scores of a file, rounded to four places; see ``classify.scores``.

    Of a draft that is not ``titled`` clickbait is that of its opening line. ``pitches`` are
    source spans that sell hard in one that does not as a whole. Of a draft that is hardly
    Chinese they are not ``reliable``.
    """

    hard_sell: float
    spam: float
    clickbait: float
    intent: Mapping[str, float]
    label: str
    titled: bool = True
    pitches: tuple[Pitch, ...] = ()
    reliable: bool = True


class Suppressed(NamedTuple):
    """A finding that does not count: what says so, and its reason as written."""

    finding: Diagnostic
    by: By
    reason: str


class FileOutcome(NamedTuple):
    """One file: its findings and scores, or the error that kept it from being read.

    ``document`` is what is kept of it; ``seen.see`` makes that, so that outcomes are small.
    ``scores`` is None when there was nothing to score or no model to score with.
    ``suppressed`` are findings that do not count. ``fail_on`` is the severity that the
    configuration lets this file fail at. ``row`` is there for a row of a table, which has
    ``path`` for a name. ``channel`` is the one it was judged for.
    """

    path: str
    document: Seen | None = None
    scores: FileScores | None = None
    findings: tuple[Diagnostic, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    error: FileError | None = None
    fail_on: str = "error"
    row: Row | None = None
    channel: str | None = None

    @property
    def file(self) -> str:
        """The path of the file that the draft stands in."""
        return self.row.file if self.row else self.path

    @property
    def line(self) -> int:
        """The 1-based line of that file where the draft begins."""
        return self.row.parts[0].line if self.row else 1

    @property
    def encoding(self) -> str | None:
        """That of the file; None when nothing was read, or of a Word document."""
        if self.row:
            return self.row.encoding
        return (self.document.encoding or None) if self.document else None

    @property
    def is_read(self) -> bool:
        """True for a draft that was judged, even if it could not be written afterwards."""
        return self.error is None or self.document is not None

    def in_file(self, finding: Diagnostic) -> Diagnostic:
        """One of the findings with its place in the file, as other programs need it."""
        if self.row is None or self.document is None:
            return finding
        return self.row.in_file(finding, self.document.lines)

    def placed(self, span: Span) -> tuple[Span, Place]:
        """A range of the text that was judged, as it stands in the file. Not for errors."""
        assert self.document is not None
        lines = self.document.lines
        return self.row.placed(span, lines) if self.row else (span, lines.place(span))


class Summary(NamedTuple):
    """Totals of a batch. ``status`` is the exit status, each file judged by its own ``fail_on``.

    ``read`` are those of ``files`` whose text was read, whatever went wrong afterwards.
    """

    files: int
    characters: int
    errors: int
    warnings: int
    infos: int
    unread: int
    seconds: float
    suppressed: int = 0
    status: int = 0
    read: int = 0


def with_fixes_shown(outcome: FileOutcome) -> FileOutcome:
    """The outcome of a draft that nothing is written into: its fixes are to be read only."""
    return _told(outcome, only_shown)


def in_row(outcome: FileOutcome, row: Row | None) -> FileOutcome:
    """The outcome of a draft that is this row of a table, if it is one.

    Fixes that cannot be written into the table are to be read only.
    """
    if row is None:
        return outcome
    text = outcome.document.source if outcome.document else ""

    def told(finding: Diagnostic) -> Diagnostic:
        taken = all(row.takes(fix, text) for fix in finding.fixes)
        return finding if taken else only_shown(finding)

    return _told(outcome, told)._replace(row=row)


def _told(outcome: FileOutcome, told: Callable[[Diagnostic], Diagnostic]) -> FileOutcome:
    suppressed = (item._replace(finding=told(item.finding)) for item in outcome.suppressed)
    findings = tuple(map(told, outcome.findings))
    return outcome._replace(findings=findings, suppressed=tuple(suppressed))


def summarise(outcomes: Iterable[FileOutcome], seconds: float) -> Summary:
    """Count files, characters that a reader reads, and findings by severity."""
    files = characters = read = unread = suppressed = 0
    counts = dict.fromkeys(Severity, 0)
    status = 0
    for outcome in outcomes:
        files += 1
        read += outcome.is_read
        unread += outcome.error is not None
        suppressed += len(outcome.suppressed)
        characters += outcome.document.characters if outcome.document else 0
        for finding in outcome.findings:
            counts[finding.severity] += 1
            status = max(status, int(fails(finding.severity, outcome.fail_on)))
    return Summary(
        files,
        characters,
        counts[Severity.ERROR],
        counts[Severity.WARNING],
        counts[Severity.INFO],
        unread,
        round(seconds, 3),
        suppressed,
        2 if unread else status,
        read,
    )


def fails(severity: Severity, fail_on: str) -> bool:
    """True when a finding of this severity reaches ``fail_on``."""
    return fail_on != "never" and severity.rank >= Severity(fail_on).rank


def exit_status(summary: Summary, fail_on: str) -> int:
    """2 when a file could not be read, 1 when a finding reaches ``fail_on``, else 0."""
    if summary.unread:
        return 2
    counts = {
        Severity.ERROR: summary.errors,
        Severity.WARNING: summary.warnings,
        Severity.INFO: summary.infos,
    }
    return int(any(count and fails(severity, fail_on) for severity, count in counts.items()))
