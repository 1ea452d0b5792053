"""SARIF 2.1.0. Columns are code points; what is suppressed stays in, marked as such."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from contentai import __version__
from contentai.diagnostics import Applicability, Diagnostic, Fix, Place, Severity, Span
from contentai.lint.fingerprint import fingerprint
from contentai.lint.outcome import FileOutcome, Suppressed
from contentai.lint.seen import Seen
from contentai.report import Report, source_words
from contentai.report.jsontext import pieces
from contentai.report.places import relative, told

if TYPE_CHECKING:
    from contentai.rulebook.rule import Rule

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# IANA's names of the encodings that drafts are read in.
_ENCODINGS = {"utf-8-sig": "UTF-8", "cp950": "Big5", "big5hkscs": "Big5-HKSCS"}
# In a message "[…](…)" is a link and "{0}" a placeholder.
_LINK, _PLACEHOLDER = re.compile(r"\[(?=[^\[\]]*\]\()"), re.compile(r"\{([0-9]+)\}")

Json = dict[str, Any]


def render(report: Report) -> Iterator[str]:
    """One JSON object with one run."""
    found = sorted({f.rule for o in report.outcomes for f in _all(o)})
    index = {rule: position for position, rule in enumerate(found)}
    run: Json = {
        "tool": {
            "driver": {
                "name": "contentai",
                "version": __version__,
                "rules": [_rule(id, report.rules) for id in found],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.summary.unread,
                "toolExecutionNotifications": list(_notifications(report)),
            }
        ],
        "artifacts": _artifacts(report.outcomes),
        "results": (
            result
            for position, outcomes in enumerate(_by_file(report.outcomes))
            for result in _results(outcomes, position, index)
        ),
    }
    whole = {"$schema": _SCHEMA, "version": "2.1.0", "runs": iter([run])}
    yield from pieces(whole, 1)
    yield "\n"


def _all(outcome: FileOutcome) -> Iterator[Diagnostic]:
    yield from outcome.findings
    yield from (item.finding for item in outcome.suppressed)


def _rule(id: str, rules: Mapping[str, Rule]) -> Json:
    rule = rules.get(id)
    if rule is None:
        return {"id": id}
    sources = source_words([source.as_dict() for source in rule.sources])
    described: Json = {
        "id": id,
        "shortDescription": {"text": str(rule.name)},
        "help": {"text": f"{rule.advice}\n{sources}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.pack]},
    }
    if rule.why:
        described["fullDescription"] = {"text": str(rule.why)}
    return described


def _notifications(report: Report) -> Iterator[Json]:
    for outcome in report.outcomes:
        if outcome.error is not None:
            yield {
                "level": "error",
                "message": {"text": _escaped(str(outcome.error.words))},
                "descriptor": {"id": outcome.error.kind},
                "locations": [{"physicalLocation": _physical(outcome)}],
            }
    for note in report.notes:
        yield {"level": "note", "message": {"text": _escaped(str(note))}}


def _by_file(outcomes: Iterable[FileOutcome]) -> Iterator[Iterator[FileOutcome]]:
    """The drafts by the files that they stand in: the rows of a table come one after the other."""
    return (drafts for _, drafts in groupby(outcomes, key=lambda outcome: outcome.file))


def _artifacts(outcomes: Iterable[FileOutcome]) -> Iterator[Json]:
    for drafts in _by_file(outcomes):
        outcome = next(drafts)
        artifact: Json = {"location": _location(outcome.file)}
        if outcome.encoding:
            name = outcome.encoding
            artifact["encoding"] = _ENCODINGS.get(name, name.upper())
        yield artifact


def _physical(outcome: FileOutcome) -> Json:
    place: Json = {"artifactLocation": _location(outcome.file)}
    return {**place, "region": {"startLine": outcome.line}} if outcome.row else place


def _location(path: str) -> Json:
    """A relative reference stays one; an absolute path becomes a ``file`` URI."""
    name = relative(path)
    if PurePath(name).is_absolute():
        return {"uri": Path(name).as_uri()}
    return {"uri": quote(os.fsencode(name)), "uriBaseId": "%SRCROOT%"}


def _results(
    outcomes: Iterable[FileOutcome], position: int, index: Mapping[str, int]
) -> Iterator[Json]:
    """The results of the drafts of one file; no fingerprint is used twice in it."""
    known: Counter[str] = Counter()
    for outcome in outcomes:
        if outcome.document is not None:
            yield from _results_of(outcome, outcome.document, position, index, known)


def _results_of(
    outcome: FileOutcome,
    document: Seen,
    position: int,
    index: Mapping[str, int],
    known: Counter[str],
) -> Iterator[Json]:
    marked: list[tuple[Diagnostic, Suppressed | None]] = [(f, None) for f in outcome.findings]
    marked += [(item.finding, item) for item in outcome.suppressed]
    marked.sort(key=lambda pair: (pair[0].span.start, pair[0].span.end, pair[0].rule))
    for finding, suppressed in marked:
        mark = fingerprint(finding, document, in_table=outcome.row is not None)
        known[mark] += 1
        placed = outcome.in_file(finding)
        result: Json = {
            "ruleId": finding.rule,
            "ruleIndex": index[finding.rule],
            "level": _LEVELS[finding.severity],
            "message": {"text": _escaped(told(finding))},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {**_location(outcome.file), "index": position},
                        "region": {
                            **_region(placed.span, placed.place),
                            **_snippet(document.source[slice(*finding.span)], placed.span),
                        },
                    }
                }
            ],
            "partialFingerprints": {"contentai/v2": f"{mark}:{known[mark]}"},
            "suppressions": [_suppression(suppressed)] if suppressed else [],
        }
        properties: Json = {}
        if finding.score is not None:
            properties["score"] = round(finding.score, 4)
        if outcome.row:
            properties["draft"] = outcome.path
        if document.extracted:
            properties["positions"] = "extracted"
        if properties:
            result["properties"] = properties
        # What mends a row is an edit of its text, not of the file: a cell may have to be quoted.
        fixes = [
            _fix(fix, document, outcome.path)
            for fix in finding.fixes
            if fix.edits and fix.applicability is not Applicability.DISPLAY and not outcome.row
        ]
        yield {**result, "fixes": fixes} if fixes else result


def _suppression(item: Suppressed) -> Json:
    kind = "external" if item.by == "baseline" else "inSource"
    found: Json = {"kind": kind, "status": "accepted"}
    return {**found, "justification": item.reason} if item.reason else found


def _fix(fix: Fix, document: Seen, path: str) -> Json:
    replacements = [
        {
            "deletedRegion": _region(edit.span, document.place(edit.span)),
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    return {
        "description": {"text": _escaped(fix.title)},
        "artifactChanges": [{"artifactLocation": _location(path), "replacements": replacements}],
    }


def _snippet(text: str, span: Span) -> Json:
    """The text of a region of the file, tags and all; none where a cell writes it otherwise."""
    return {"snippet": {"text": text}} if len(text) == span.end - span.start else {}


def _region(span: Span, place: Place) -> Json:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _escaped(text: str) -> str:
    return _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub(r"\\[", text))
