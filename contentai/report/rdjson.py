"""reviewdog's diagnostic format. Its columns count bytes of UTF-8, not characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contentai.diagnostics import Applicability, Diagnostic, Fix, Place, Severity
from contentai.lint.outcome import FileOutcome
from contentai.lint.seen import Seen
from contentai.report import Report
from contentai.report.jsontext import pieces
from contentai.report.places import byte_column, relative, told

_LEVELS = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report) -> Iterator[str]:
    """One JSON object."""
    whole = {"source": {"name": "contentai"}, "diagnostics": _diagnostics(report)}
    yield from pieces(whole, 1)
    yield "\n"


def _diagnostics(report: Report) -> Iterator[dict[str, Any]]:
    for outcome in report.outcomes:
        path = relative(outcome.file)
        if outcome.error is not None:
            row = {"range": {"start": {"line": outcome.line}}} if outcome.row else {}
            yield {
                "message": str(outcome.error.words),
                "location": {"path": path, **row},
                "severity": "ERROR",
                "code": {"value": outcome.error.kind},
            }
        for finding in outcome.findings:
            assert outcome.document is not None
            yield _diagnostic(finding, outcome, outcome.document, path)


def _diagnostic(
    finding: Diagnostic, outcome: FileOutcome, document: Seen, path: str
) -> dict[str, Any]:
    place = (
        _lines(outcome.in_file(finding).place) if outcome.row else _range(finding.place, document)
    )
    whole: dict[str, Any] = {
        "message": told(finding),
        "location": {"path": path, "range": place},
        "severity": _LEVELS[finding.severity],
        "code": {"value": finding.rule},
    }
    # What mends a row is an edit of its text, not of the file: a cell may have to be quoted.
    fixes = () if outcome.row else finding.fixes
    suggestions = [s for fix in fixes for s in _suggestions(fix, document)]
    return {**whole, "suggestions": suggestions} if suggestions else whole


def _suggestions(fix: Fix, document: Seen) -> Iterator[dict[str, Any]]:
    """A suggestion has one range: fixes of several edits, and those only to be shown, have none."""
    if fix.applicability is Applicability.DISPLAY or len(fix.edits) != 1:
        return
    (edit,) = fix.edits
    yield {"range": _range(document.place(edit.span), document), "text": edit.text}


def _lines(place: Place) -> dict[str, Any]:
    """Of a row of a table the lines alone: what stands before it on the first is not kept."""
    return {"start": {"line": place.line}, "end": {"line": place.end_line}}


def _range(place: Place, document: Seen) -> dict[str, Any]:
    lines = document.lines
    return {
        "start": {
            "line": place.line,
            "column": byte_column(lines, place.line, place.column),
        },
        "end": {
            "line": place.end_line,
            "column": byte_column(lines, place.end_line, place.end_column),
        },
    }
