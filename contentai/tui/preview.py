"""What edits would do to a text, line by line, short enough to read in a small panel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from contentai.diagnostics import Applicability, Diagnostic, Edit, Fix
from contentai.lint.fixes import compatible

# Unchanged text kept on either side of a change, and between two changes shown as one.
_AROUND = 16

Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Hunk:
    """Changes on neighbouring lines, from the 1-based ``line`` on.

    ``before`` and ``after`` are the same stretch of text as pieces: words, and whether they
    go or come. Unchanged text far from a change is cut to an ellipsis.
    """

    line: int
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def preview(source: str, edits: Iterable[Edit]) -> list[Hunk]:
    """The changes in text order; edits that touch the same lines share a hunk."""
    ordered = sorted(edits, key=lambda edit: edit.span)
    hunks: list[list[Edit]] = []
    reach = -1
    for edit in ordered:
        if edit.span.start <= reach:
            hunks[-1].append(edit)
        else:
            hunks.append([edit])
        reach = max(reach, _line_end(source, edit.span.end))
    return [_hunk(source, group) for group in hunks]


def safe_fixes(source: str, findings: Sequence[Diagnostic]) -> list[Fix]:
    """The safe fixes that can be applied together now: the first one of each finding."""
    safe = (
        next((fix for fix in finding.fixes if fix.applicability is Applicability.SAFE), None)
        for finding in findings
    )
    return compatible(source, [fix for fix in safe if fix is not None])


def _line_end(source: str, at: int) -> int:
    found = source.find("\n", at)
    return len(source) if found < 0 else found


def _hunk(source: str, edits: Sequence[Edit]) -> Hunk:
    start = source.rfind("\n", 0, edits[0].span.start) + 1
    end = _line_end(source, edits[-1].span.end)
    before: list[Piece] = []
    after: list[Piece] = []
    at = start
    for edit in edits:
        same = (source[at : edit.span.start], False)
        before += [same, (source[edit.span.start : edit.span.end], True)]
        after += [same, (edit.text, True)]
        at = edit.span.end
    rest = (source[at:end], False)
    return Hunk(
        source.count("\n", 0, start) + 1,
        tuple(_shortened([*before, rest])),
        tuple(_shortened([*after, rest])),
    )


def _shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    told = [
        ("".join(text for text, _ in group), changed)
        for changed, group in groupby((p for p in pieces if p[0]), key=lambda piece: piece[1])
    ]
    for number, (text, changed) in enumerate(told):
        first, last = number == 0, number == len(told) - 1
        if changed or len(text) <= _AROUND * (1 if first or last else 2) + 1:
            yield text, changed
        elif first and not last:
            yield "…" + text[-_AROUND:], False
        elif last:
            yield text[:_AROUND] + "…", False
        else:
            yield f"{text[:_AROUND]}…{text[-_AROUND:]}", False
