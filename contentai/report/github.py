"""GitHub Actions workflow commands: one annotation a finding.

GitHub shows ten of each level a step; the log holds them all. A draft's text cannot become a
command of its own: line breaks and the signs of commands are escaped.
"""

from __future__ import annotations

from collections.abc import Iterator

from contentai.diagnostics import Diagnostic, Severity
from contentai.language import Bilingual
from contentai.lint.outcome import FileOutcome
from contentai.report import Report
from contentai.report.places import relative, told

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> Iterator[str]:
    """One command a line."""
    for outcome in report.outcomes:
        path = relative(outcome.file)
        if outcome.error is not None:
            title = str(Bilingual("没有处理完", "not done"))
            yield _command(
                "error", str(outcome.error.words), _at_row(outcome, path) | {"title": title}
            )
        for finding in outcome.findings:
            placed = outcome.in_file(finding)
            yield _command(_COMMANDS[finding.severity], told(finding), _properties(placed, path))


def _at_row(outcome: FileOutcome, path: str) -> dict[str, str | int]:
    return {"file": path, "line": outcome.line} if outcome.row else {"file": path}


def _properties(finding: Diagnostic, path: str) -> dict[str, str | int]:
    place = finding.place
    found: dict[str, str | int] = {"file": path, "line": place.line, "endLine": place.end_line}
    if place.line == place.end_line:  # columns across lines are refused
        found |= {"col": place.column, "endColumn": place.end_column}
    return {**found, "title": finding.rule}


def _command(name: str, message: str, properties: dict[str, str | int]) -> str:
    pairs = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {pairs}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
