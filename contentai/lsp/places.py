"""Where a draft of an editor lies: its path, the folder it belongs to, whether it is one."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from contentai.lint.picking import left_out
from contentai.text.names import SUFFIXES, TABLES, UNREAD, WORD, Format

_LANGUAGES: dict[str, Format] = {
    "markdown": "markdown",
    "plaintext": "plain",
    "text": "plain",
    "html": "html",
}
# What holds drafts but is none as it stands, whatever an editor calls it (a table: plain text).
_HOLDERS = (*TABLES, WORD, *UNREAD)


@dataclass(frozen=True, slots=True)
class Place:
    """A draft's path (None while it has no file), the workspace folder around it, its format."""

    path: Path | None
    root: Path | None
    format: Format


def place_of(uri: str, language: str, roots: Iterable[Path]) -> Place | None:
    """The place of a text that an editor opened; None for what is no draft.

    Its suffix tells the format, as everywhere; without a known one the editor's language does.
    """
    path = path_of(uri)
    if path is None and uri.partition(":")[0].lower() != "untitled":
        return None  # the other side of a comparison, a terminal, a settings page
    suffix = path.suffix.lower() if path else ""
    if suffix in _HOLDERS:
        return None
    by_suffix = SUFFIXES.get(suffix)
    format = by_suffix or _LANGUAGES.get(language.lower())
    if format is None:
        return None
    around = [root for root in roots if path is None or path.is_relative_to(root)]
    # Of nested folders the inner one; a draft without a file belongs to the first.
    root = max(around, key=lambda found: len(found.parts)) if path and around else None
    return Place(path, root or next(iter(around), None), format)


def path_of(uri: str) -> Path | None:
    """The absolute path of a ``file`` URI; None for any other."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    name = unquote(parts.path)
    if parts.scheme != "file" or not name or "\0" in name:
        return None
    if os.name == "nt":
        name = f"//{parts.netloc}{name}" if parts.netloc else name.lstrip("/")
    return Path(name)


def is_left_out(place: Place, home: Path | None) -> bool:
    """True when linting the folder that the draft belongs to would pass over it.

    That is the workspace folder, else the one of the configuration (``home``).
    """
    root = place.root or home
    if place.path is None or root is None:
        return False
    return left_out(root, place.path)
