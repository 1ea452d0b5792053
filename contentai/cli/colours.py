"""What a report is told of the terminal that shows it: whether it takes colours, how wide it is."""

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


_FORCING = ("FORCE_COLOR", "CLICOLOR_FORCE")
# Below it a line of a draft shows too little, above it the eye loses the line.
_LEAST, _MOST = 40, 160


def wants_colour(stream: TextIO | None) -> bool:
    """True for a terminal that can show colours, and for whatever else where they are forced.

    ``NO_COLOR`` forbids them everywhere; ``FORCE_COLOR`` and ``CLICOLOR_FORCE`` (but for 0)
    force them; see https://no-color.org, https://force-color.org, https://bixense.com/clicolors.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in ("", "0") for name in _FORCING):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def screen_width(stream: TextIO | None) -> int | None:
    """The columns that a report on a terminal may take; None where there is none, or unknown."""
    if stream is None or not stream.isatty():
        return None
    columns = _columns(stream)
    return min(max(columns, _LEAST), _MOST) if columns else None


def _columns(stream: TextIO) -> int:
    """What ``COLUMNS`` says, or else the terminal of this very stream; 0 where neither does.

    ``shutil.get_terminal_size`` asks that of standard output, which may be a file.
    """
    said = os.environ.get("COLUMNS", "")
    if said.isascii() and said.isdigit() and (wanted := int(said[:9])) > 0:
        return wanted
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # closed, or no file at all
        return 0


def painter(wanted: bool) -> text_report.Paint:
    """How a text report is painted."""
    if not wanted:
        return text_report.plain
    return lambda text, style: click.style(text, **_COLOURS[style])  # type: ignore[arg-type]
