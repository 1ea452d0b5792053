"""Outcomes as bytes and back: for the cache, for worker processes, for what memory cannot hold.

JSON of short lists. The source of a draft is left out where its bytes are at hand anyway.
"""

from __future__ import annotations

import json
from typing import Any

from contentai.diagnostics import (
    Applicability,
    Diagnostic,
    Edit,
    Evidence,
    Fix,
    Pitch,
    Place,
    Severity,
    Span,
)
from contentai.language import Bilingual
from contentai.lint.outcome import FileOutcome, FileScores, Suppressed
from contentai.lint.reading import FileError
from contentai.lint.row import Part, Row
from contentai.lint.seen import Mark, Seen
from contentai.text.cells import Skip, Style


class Unreadable(Exception):  # noqa: N818 - it says what the bytes are
    """Bytes that hold no outcome of this version."""


def pack(outcome: FileOutcome, *, source: bool) -> bytes:
    """An outcome as bytes, with the source of its draft or without; its path is left out."""
    scores, error = outcome.scores, outcome.error
    whole = [
        _seen(outcome.document, source) if outcome.document else None,
        [*scores._replace(intent=dict(scores.intent))] if scores else None,
        [_finding(finding) for finding in outcome.findings],
        [[_finding(item.finding), item.by, item.reason] for item in outcome.suppressed],
        [error.kind, *error.words] if error else None,
        outcome.fail_on,
        _row(outcome.row) if outcome.row else None,
        outcome.channel,
    ]
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", _LONE)


def unpack(packed: bytes, path: str, data: bytes | None = None) -> FileOutcome:
    """The outcome of the draft at ``path``, whose bytes are ``data`` when no source was packed.

    Raises ``Unreadable``.
    """
    try:
        seen, scores, findings, suppressed, error, fail_on, row, channel = json.loads(
            packed.decode("utf-8", _LONE)
        )
        return FileOutcome(
            path,
            _unpacked_seen(seen, data) if seen else None,
            _unpacked_scores(*scores) if scores else None,
            tuple(map(_unpacked_finding, findings)),
            tuple(Suppressed(_unpacked_finding(f), by, reason) for f, by, reason in suppressed),
            FileError(error[0], Bilingual(*error[1:])) if error else None,
            fail_on,
            _unpacked_row(row) if row else None,
            channel,
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as bad:
        raise Unreadable from bad


# Path names and excerpts may hold lone surrogates.
_LONE = "surrogatepass"


def _row(row: Row) -> list[Any]:
    place = [row.file, row.encoding, row.number]
    return [*place, row.parts, row.headline, row.channel, row.format, row.delimiter]


def _unpacked_row(packed: list[Any]) -> Row:
    file, encoding, number, parts, *rest = packed
    placed = (
        Part(at, start, line, column, tuple(Skip(*skip) for skip in skips), Style(style))
        for at, start, line, column, skips, style in parts
    )
    return Row(file, encoding, number, tuple(placed), *rest)


def _seen(seen: Seen, source: bool) -> list[Any]:
    marks = [
        [*span, *mark.words, *mark.near, *(mark.read or ())] for span, mark in seen.marks.items()
    ]
    excerpts = [[*span, text] for span, text in seen.excerpts.items()]
    kept = seen.source if source else None
    return [seen.encoding, seen.characters, kept, seen.reading, marks, excerpts]


def _unpacked_seen(packed: list[Any], data: bytes | None) -> Seen:
    encoding, characters, source, reading, marks, excerpts = packed
    if source is None:
        if data is None:
            raise ValueError
        # As ``text.decode`` and ``Document.parse`` read it.
        source = data.decode(encoding)
    return Seen(
        source,
        encoding,
        characters,
        reading,
        {
            Span(start, end): Mark(
                (before, inside, after), (left, right), Span(*read) if read else None
            )
            for start, end, before, inside, after, left, right, *read in marks
        },
        {Span(start, end): text for start, end, text in excerpts},
    )


def _unpacked_scores(*packed: Any) -> FileScores:
    scores = FileScores(*packed)
    return scores._replace(pitches=tuple(Pitch(Span(*p[0]), *p[1:]) for p in scores.pitches))


def _finding(finding: Diagnostic) -> list[Any]:
    return [
        finding.rule,
        finding.severity,
        finding.message,
        finding.advice,
        [*finding.span, *finding.place],
        finding.excerpt,
        finding.score,
        [[*item.span, item.weight, item.reason] for item in finding.evidence],
        [
            [fix.title, fix.applicability, [[*edit.span, edit.text] for edit in fix.edits]]
            for fix in finding.fixes
        ],
        [dict(source) for source in finding.sources],
        finding.is_whole,
    ]


def _unpacked_finding(packed: list[Any]) -> Diagnostic:
    rule, severity, message, advice, place, excerpt, score, evidence, *rest = packed
    fixes, sources, is_whole = rest
    return Diagnostic(
        rule,
        Severity(severity),
        message,
        advice,
        Span(*place[:2]),
        Place(*place[2:]),
        excerpt,
        score,
        tuple(Evidence(Span(start, end), weight, why) for start, end, weight, why in evidence),
        tuple(
            Fix(
                title,
                Applicability(level),
                tuple(Edit(Span(start, end), text) for start, end, text in edits),
            )
            for title, level, edits in fixes
        ),
        tuple(sources),
        is_whole,
    )
