"""Findings of what was changed: those that touch a changed line, and those that a change made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from contentai.diagnostics import Diagnostic, Span
from contentai.lint.fingerprint import essence
from contentai.lint.matching import Pair, gaps, matched
from contentai.lint.outcome import FileOutcome
from contentai.lint.reading import Draft, FileError, understand
from contentai.lint.seen import Seen

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class ChangedLines:
    """1-based lines that are new or different, and lines right after which some were taken out.

    A line 0 in ``cuts`` is the start of the text.
    """

    lines: frozenset[int]
    cuts: frozenset[int]

    def touches(self, first: int, last: int) -> bool:
        """True when one of the lines ``first`` to ``last`` changed, or lines went between them."""
        return not (
            self.lines.isdisjoint(range(first, last + 1))
            and self.cuts.isdisjoint(range(first, last))
        )


def changed_lines(before: str, after: str) -> ChangedLines:
    """What differs, line by line. How lines end does not count."""
    old, new = _LINE_END.split(before), _LINE_END.split(after)
    lines: set[int] = set()
    cuts: set[int] = set()
    for gap in gaps(matched(old, new), Pair(len(old), len(new))):
        if gap.start < gap.stop:
            lines.update(range(gap.start + 1, gap.stop + 1))
        else:
            cuts.add(gap.start)
    return ChangedLines(frozenset(lines), frozenset(cuts))


@dataclass(frozen=True, slots=True)
class Former:
    """What a draft held before."""

    text: str
    data: bytes


def former_of(data: bytes, name: str) -> Former | None:
    """What a file of this name said when it held ``data``; None for what nothing can read."""
    read = understand(data, name)
    return None if isinstance(read, FileError) else Former(read.text, data)


def changed_rows(now: Iterable[Draft], before: Iterable[Draft]) -> Iterator[Draft]:
    """The rows of a table that it did not have before; a row that moved is the same."""
    known = {_content(row) for row in before}
    return (row for row in now if row.row is None or _content(row) not in known)


def _content(draft: Draft) -> object:
    return draft.data, draft.row.brief[1:] if draft.row else None


def new_to_all(
    outcome: FileOutcome, formers: Sequence[Former], judge: Callable[[bytes], FileOutcome]
) -> FileOutcome:
    """The outcome less what is not new to one of the contents that it is compared with.

    All of it where there is none. ``judge`` tells what a former content had.
    """
    views = [only_changed(outcome, former.text, partial(judge, former.data)) for former in formers]
    return outcome._replace(
        findings=tuple(f for f in outcome.findings if all(f in view.findings for view in views)),
        suppressed=tuple(
            s for s in outcome.suppressed if all(s in view.suppressed for view in views)
        ),
    )


def new_and_not_accepted(
    outcome: FileOutcome,
    accept: Callable[[FileOutcome], FileOutcome],
    only_new: Callable[[FileOutcome], FileOutcome],
) -> FileOutcome:
    """What ``only_new`` leaves of the outcome, less what a baseline takes by ``accept``.

    What is accepted goes to the findings that were there before, and only what they leave to
    new ones with the same words: else one that was added above would have it, and the one
    below, which is not new, nobody would see.
    """
    new = only_new(outcome)
    ids = set(map(id, new.findings))
    older_first = sorted(outcome.findings, key=lambda finding: id(finding) in ids)
    judged = accept(outcome._replace(findings=tuple(older_first), suppressed=()))
    left = set(map(id, judged.findings))
    accepted = (item for item in judged.suppressed if id(item.finding) in ids)
    return new._replace(
        findings=tuple(finding for finding in new.findings if id(finding) in left),
        suppressed=(*new.suppressed, *accepted),
    )


def only_changed(
    outcome: FileOutcome, before: str, judge_before: Callable[[], FileOutcome]
) -> FileOutcome:
    """The outcome less the findings that were there before and touch nothing that changed.

    A finding belongs to a change when its span touches it, or evidence that has a reason or
    that reports show: the rest tells a reader nothing. So does one that the draft did not have
    before: of a mark that was taken out, or of one pitch too many, the finding stands
    elsewhere. ``judge_before`` is asked for what it had, if that matters.
    """
    document = outcome.document
    if document is None:
        return outcome
    changes = changed_lines(before, document.source)
    marked = [(finding, _touched(finding, document, changes)) for finding in outcome.findings]
    if not all(touched for _, touched in marked):
        marked = _with_new(marked, document, judge_before())
    return outcome._replace(
        findings=tuple(finding for finding, kept in marked if kept),
        suppressed=tuple(
            item for item in outcome.suppressed if _touched(item.finding, document, changes)
        ),
    )


def _with_new(
    marked: Sequence[tuple[Diagnostic, bool]], document: Seen, former: FileOutcome
) -> list[tuple[Diagnostic, bool]]:
    """Keep those as well that the draft had fewer of before."""
    assert former.document is not None
    had = Counter(essence(finding, former.document) for finding in former.findings)
    kept: list[tuple[Diagnostic, bool]] = []
    for finding, touched in marked:
        known = essence(finding, document)
        if not touched and had[known] > 0:
            had[known] -= 1
            kept.append((finding, False))
        else:
            kept.append((finding, True))
    return kept


def _touched(finding: Diagnostic, document: Seen, changes: ChangedLines) -> bool:
    told = (*(item for item in finding.evidence if item.reason), *finding.strongest)
    spans = (finding.span, *(item.span for item in told))
    return any(changes.touches(*_lines(span, document)) for span in spans)


def _lines(span: Span, document: Seen) -> tuple[int, int]:
    """First and last line of a span; the end is exclusive."""
    first = document.lines.position(span.start)[0]
    return first, max(document.lines.position(max(span.end - 1, span.start))[0], first)
