"""JUnit's XML: a suite a draft, a case a finding.

A case fails where the exit status would: at ``--fail-on``. What is below passes and keeps
its words; what is suppressed is skipped; a draft without findings is one case that passes.
"""

from __future__ import annotations

from collections.abc import Iterator

from contentai.diagnostics import Diagnostic
from contentai.language import Bilingual
from contentai.lint.outcome import FileOutcome, fails
from contentai.report import Report
from contentai.report.places import relative, told
from contentai.report.xml import attributes, content


def render(report: Report) -> Iterator[str]:
    """The document, a suite at a time."""
    counted = [_counts(o, report.fail_on or o.fail_on) for o in report.outcomes]
    totals = attributes(
        name="contentai",
        tests=sum(counts[0] for counts in counted),
        failures=sum(counts[1] for counts in counted),
        errors=sum(counts[2] for counts in counted),
        skipped=sum(counts[3] for counts in counted),
        time=f"{report.summary.seconds:.3f}",
    )
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites{totals}>\n"
    for outcome, counts in zip(report.outcomes, counted, strict=True):
        yield from _suite(outcome, report.fail_on or outcome.fail_on, counts)
    yield "</testsuites>\n"


def _counts(outcome: FileOutcome, fail_on: str) -> tuple[int, int, int, int]:
    """Cases, failures, errors and skipped ones."""
    errors = int(outcome.error is not None)
    cases = errors + len(outcome.findings) + len(outcome.suppressed)
    failures = sum(fails(finding.severity, fail_on) for finding in outcome.findings)
    return max(cases, 1), failures, errors, len(outcome.suppressed)


def _suite(outcome: FileOutcome, fail_on: str, counts: tuple[int, int, int, int]) -> Iterator[str]:
    path = relative(outcome.path)
    tests, failures, errors, skipped = counts
    numbers = attributes(name=path, tests=tests, failures=failures, errors=errors, skipped=skipped)
    yield f"  <testsuite{numbers}>\n"
    if outcome.error is not None:
        name = str(Bilingual("没有处理完", "not done"))
        told_error = attributes(type=outcome.error.kind, message=str(outcome.error.words))
        yield _case(outcome, name, outcome.line, f"<error{told_error}/>")
    for finding in outcome.findings:
        place = outcome.in_file(finding).place
        words = f"{relative(outcome.file)}:{place.line}:{place.column} {told(finding)}"
        if fails(finding.severity, fail_on):
            values = attributes(type=finding.severity.value, message=finding.message)
            yield _found(outcome, finding, f"<failure{values}>{content(words)}</failure>")
        else:
            yield _found(outcome, finding, f"<system-out>{content(words)}</system-out>")
    for item in outcome.suppressed:
        values = attributes(message=item.reason or item.by)
        yield _found(outcome, item.finding, f"<skipped{values}/>")
    if not (errors or outcome.findings or outcome.suppressed):
        yield _case(outcome, str(Bilingual("没有发现问题", "nothing found")), outcome.line, "")
    yield "  </testsuite>\n"


def _found(outcome: FileOutcome, finding: Diagnostic, inside: str) -> str:
    place = outcome.in_file(finding).place
    return _case(outcome, f"{finding.rule} {place.line}:{place.column}", place.line, inside)


def _case(outcome: FileOutcome, name: str, line: int, inside: str) -> str:
    draft, file = relative(outcome.path), relative(outcome.file)
    values = attributes(name=name, classname=draft, file=file, line=line)
    return f"    <testcase{values}>{inside}</testcase>\n"
