"""A draft in the list of drafts: what was found in it, whether it is saved, and its row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual.content import Content

from contentai.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from contentai.tui.judging.judged import Surveyed

Verdict = Literal["unjudged", "clean", "info", "warning", "error", "unread"]

# A sign each, so that colour is never all that tells them apart.
_SIGNS: dict[Verdict, tuple[str, str]] = {
    "unjudged": ("·", "$text-muted"),
    "clean": ("o", "$text-success"),
    "info": ("i", "$text-accent"),
    "warning": ("!", "$text-warning"),
    "error": ("x", "$text-error"),
    "unread": ("?", "$text-error"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One draft of the list."""

    path: Path
    name: str
    verdict: Verdict = "unjudged"
    unsaved: bool = False
    is_open: bool = False


def row(entry: Entry, in_front: bool) -> Content:
    """Dot, star where text is not saved, name: bold when open, underlined when in front."""
    name = "bold underline" if in_front else "bold" if entry.is_open else ""
    star = " *" if entry.unsaved else "  "
    return Content.assemble(_SIGNS[entry.verdict], (star, "$text-warning"), (entry.name, name))


def surveyed(told: Surveyed) -> Verdict:
    """What a file on the disk came to."""
    if told.problem:
        return "unread"
    if told.errors:
        return "error"
    return "warning" if told.warnings else "info" if told.infos else "clean"


def judged(findings: Iterable[Diagnostic]) -> Verdict:
    """What an open draft came to: its worst finding."""
    worst = max((finding.severity.rank for finding in findings), default=-1)
    verdicts: dict[int, Verdict] = {
        Severity.INFO.rank: "info",
        Severity.WARNING.rank: "warning",
        Severity.ERROR.rank: "error",
    }
    return verdicts.get(worst, "clean")
