"""Colours on a terminal that wants them: not when piped, to a file, or with ``NO_COLOR``."""

from __future__ import annotations

import os
from typing import TextIO

import click

from contentai.report import text as text_report

_COLOURS = {
    "path": {"bold": True},
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow"},
    "info": {"fg": "cyan"},
    "quiet": {"dim": True},
    "mark": {"bold": True},
    "good": {"fg": "green"},
}


def wants_colour(stream: TextIO | None) -> bool:
    """True for a terminal, unless ``NO_COLOR`` is set."""
    return stream is not None and stream.isatty() and not os.environ.get("NO_COLOR")


def painter(wanted: bool) -> text_report.Paint:
    """How a text report is painted."""
    if not wanted:
        return text_report.plain
    return lambda text, style: click.style(text, **_COLOURS[style])  # type: ignore[arg-type]
