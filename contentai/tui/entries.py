"""A draft in the list of drafts: what was found in it, whether it is saved, and its row."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from textual.content import Content

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
