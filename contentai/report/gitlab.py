"""GitLab's code quality report, the part of Code Climate's format that GitLab reads."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from contentai.diagnostics import Severity
from contentai.lint.fingerprint import fingerprint
from contentai.report import Report
from contentai.report.jsontext import pieces
from contentai.report.places import relative, told

_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> Iterator[str]:
    """One JSON list. GitLab shows only one issue of a fingerprint: none is used twice."""
    yield from pieces(_issues(report), 1)
    yield "\n"


def _issues(report: Report) -> Iterator[dict[str, Any]]:
    seen: Counter[tuple[str, str]] = Counter()
    for outcome in report.outcomes:
        path = relative(outcome.file)
        if outcome.error is not None:
            kind = outcome.error.kind
            yield _issue(
                str(outcome.error.words),
                kind,
                path,
                (outcome.line, outcome.line),
                "critical",
                _hash(relative(outcome.path), kind),
            )
        if outcome.document is None:
            continue
        for finding in outcome.findings:
            in_table = outcome.row is not None
            known = fingerprint(finding, outcome.document, in_table=in_table)
            seen[path, known] += 1
            place = outcome.in_file(finding).place
            yield _issue(
                told(finding),
                finding.rule,
                path,
                (place.line, place.end_line),
                _LEVELS[finding.severity],
                _hash(path, known, str(seen[path, known])),
            )


def _issue(
    words: str, name: str, path: str, lines: tuple[int, int], level: str, known: str
) -> dict[str, Any]:
    return {
        "type": "issue",
        "check_name": name,
        "description": words,
        "severity": level,
        "fingerprint": known,
        "location": {"path": path, "lines": {"begin": lines[0], "end": lines[1]}},
    }


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]
