"""What is drawn over a draft moves with its edits until it is judged again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contentai.diagnostics import Evidence, Span
from contentai.text.change import Change


def moved(span: Span, changes: Iterable[Change]) -> Span | None:
    """Where ``span`` is after the changes, in their order; None once one touched it."""
    start, end = span
    for change in changes:
        if change.start >= end and change.end > start:
            continue
        if change.end > start:
            return None
        shift = change.length - (change.end - change.start)
        start, end = start + shift, end + shift
    return Span(start, end)


def moved_evidence(evidence: Iterable[Evidence], changes: Sequence[Change]) -> list[Evidence]:
    """Evidence where it is after the changes, less what they touched."""
    placed = ((item, moved(item.span, changes)) for item in evidence)
    return [item._replace(span=span) for item, span in placed if span is not None]
