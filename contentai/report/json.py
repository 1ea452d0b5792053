"""The JSON and JSON Lines reports: public shapes, version 1."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from contentai.diagnostics import Diagnostic, Evidence, Pitch, Span
from contentai.lint.outcome import FileOutcome, FileScores
from contentai.report import Report
from contentai.report.jsontext import pieces

VERSION = 1


def render(report: Report) -> Iterator[str]:
    """One JSON object for the batch."""
    summary = report.summary
    whole = {
        "version": VERSION,
        "summary": {
            "files": summary.files,
            "characters": summary.characters,
            "errors": summary.errors,
            "warnings": summary.warnings,
            "infos": summary.infos,
            "unread": summary.unread,
            "suppressed": summary.suppressed,
            "seconds": summary.seconds,
        },
        "files": (file_object(outcome) for outcome in report.outcomes),
        "notes": [str(note) for note in report.notes],
    }
    yield from pieces(whole, 2)
    yield "\n"


def render_lines(report: Report) -> Iterator[str]:
    """One JSON object a file, one a line."""
    for outcome in report.outcomes:
        yield json.dumps(file_object(outcome), ensure_ascii=False) + "\n"


def file_object(outcome: FileOutcome) -> dict[str, Any]:
    """One file as reports carry it."""
    error = outcome.error
    row = outcome.row
    return {
        "path": outcome.path,
        "row": {"file": row.file, "number": row.number, "line": outcome.line} if row else None,
        "channel": outcome.channel,
        "encoding": outcome.encoding,
        "positions": "extracted" if outcome.document and outcome.document.extracted else "file",
        "scores": _scores(outcome.scores),
        "intent": dict(outcome.scores.intent) if outcome.scores else {},
        "label": outcome.scores.label if outcome.scores else None,
        **_pitches(outcome),
        **({"reliable": False} if outcome.scores and not outcome.scores.reliable else {}),
        "error": {"kind": error.kind, "message": str(error.words)} if error else None,
        "findings": [finding_object(outcome.in_file(f)) for f in outcome.findings],
        "suppressed": [
            {
                **finding_object(outcome.in_file(item.finding)),
                "suppressed": {"by": item.by, "reason": item.reason},
            }
            for item in outcome.suppressed
        ],
    }


def _scores(scores: FileScores | None) -> dict[str, float | None]:
    return {
        name: getattr(scores, name) if scores else None
        for name in ("hard_sell", "spam", "clickbait")
    }


def _pitches(outcome: FileOutcome) -> dict[str, Any]:
    """``pitches`` in text order and the surest of them, ``pitch``; each placed as findings are."""
    document = outcome.document
    if outcome.scores is None or document is None:
        return {"pitch": None, "pitches": []}

    def told(pitch: Pitch) -> dict[str, Any]:
        if pitch.in_title:
            return pitch_object(pitch)
        span, place = outcome.placed(pitch.span)
        excerpt = document.excerpt(pitch.span)
        return {**pitch_object(pitch._replace(span=span)), **place._asdict(), "excerpt": excerpt}

    found = outcome.scores.pitches
    return {
        "pitch": told(max(found, key=lambda p: p.score)) if found else None,
        "pitches": [told(pitch) for pitch in found],
    }


def pitch_object(pitch: Pitch) -> dict[str, Any]:
    """Where a draft sells hard that does not as a whole, and the score of that place."""
    return {**place_object(pitch.span, pitch.in_title), "score": round(pitch.score, 4)}


def pitch_objects(pitches: Sequence[Pitch]) -> dict[str, Any]:
    """``pitches`` and the surest of them, ``pitch``; nothing where there is none."""
    if not pitches:
        return {}
    best = max(pitches, key=lambda p: p.score)
    return {"pitch": pitch_object(best), "pitches": [pitch_object(pitch) for pitch in pitches]}


def evidence_object(item: Evidence) -> dict[str, Any]:
    """One reason for a score: its place, its weight in log-odds, and what it does, if known."""
    place = {**place_object(item.span, item.in_title), "weight": item.weight}
    return {**place, "reason": item.reason} if item.reason else place


def place_object(span: Span, in_title: bool) -> dict[str, Any]:
    """A range of the text, or of the title that was given beside it."""
    place: dict[str, Any] = {"start": span.start, "end": span.end}
    return {**place, "in": "title"} if in_title else place


def finding_object(finding: Diagnostic) -> dict[str, Any]:
    """One finding as reports carry it: offsets in code points, lines and columns from 1."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "advice": finding.advice,
        "start": finding.span.start,
        "end": finding.span.end,
        "line": finding.place.line,
        "column": finding.place.column,
        "end_line": finding.place.end_line,
        "end_column": finding.place.end_column,
        "excerpt": finding.excerpt,
        "score": None if finding.score is None else round(finding.score, 4),
        "evidence": [evidence_object(item) for item in finding.evidence],
        "fixes": [
            {
                "title": fix.title,
                "applicability": fix.applicability.value,
                "edits": [
                    {"start": edit.span.start, "end": edit.span.end, "text": edit.text}
                    for edit in fix.edits
                ],
            }
            for fix in finding.fixes
        ],
        "sources": [dict(source) for source in finding.sources],
    }
