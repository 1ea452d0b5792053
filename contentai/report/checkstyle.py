"""Checkstyle's XML, which Jenkins and many others read. Columns are code points."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from contentai import __version__
from contentai.lint.outcome import FileOutcome
from contentai.report import Report
from contentai.report.places import relative, told
from contentai.report.xml import attributes


def render(report: Report) -> Iterator[str]:
    """The document, a file at a time."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<checkstyle{attributes(version=f'contentai {__version__}')}>\n"
    for file, outcomes in groupby(report.outcomes, key=lambda outcome: outcome.file):
        yield f"  <file{attributes(name=relative(file))}>\n"
        for outcome in outcomes:
            yield from _errors(outcome)
        yield "  </file>\n"
    yield "</checkstyle>\n"


def _errors(outcome: FileOutcome) -> Iterator[str]:
    if outcome.error is not None:
        told_error = attributes(
            line=outcome.line,
            column=1,
            severity="error",
            message=str(outcome.error.words),
            source=f"contentai.{outcome.error.kind}",
        )
        yield f"    <error{told_error}/>\n"
    for finding in outcome.findings:
        place = outcome.in_file(finding).place
        values = attributes(
            line=place.line,
            column=place.column,
            severity=finding.severity.value,
            message=told(finding),
            source=f"contentai.{finding.rule}",
        )
        yield f"    <error{values}/>\n"
