"""Where one left off in a folder: the open drafts, the one in front, cursors and scrolling."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from contentai.tui.recovery import private_folder, state_folder, write_privately

_MOST = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A draft that was open: its cursor (0-based line and column) and first visible row."""

    path: Path
    line: int = 0
    column: int = 0
    scroll: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """The drafts open in a folder, in the order of their tabs; ``current`` is in front."""

    places: tuple[Place, ...] = ()
    current: Path | None = None


def session_folder() -> Path:
    """Where sessions are kept."""
    return state_folder() / "sessions"


def load_session(home: Path, folder: Path) -> Session:
    """The last session of ``folder``; an empty one when there is none that can be read.

    Drafts that are gone are left out.
    """
    try:
        found = json.loads(_file(home, folder).read_bytes())
        places = tuple(_place(item) for item in found["places"][:_MOST])
        current = found["current"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return Session()
    there = tuple(place for place in places if _is_file(place.path))
    paths = {str(place.path): place.path for place in there}
    return Session(there, paths.get(current) if isinstance(current, str) else None)


def save_session(home: Path, folder: Path, session: Session) -> None:
    """Remember a session, in one step and for this user only. Raises ``OSError``."""
    content = {
        "version": 1,
        "folder": os.path.realpath(folder),
        "current": str(session.current) if session.current else None,
        "places": [
            [str(place.path), place.line, place.column, place.scroll]
            for place in session.places[:_MOST]
        ],
    }
    private_folder(home)
    write_privately(_file(home, folder), json.dumps(content).encode("ascii"))


def _file(home: Path, folder: Path) -> Path:
    key = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:24]
    return home / f"{key}.json"


def _place(item: object) -> Place:
    if not isinstance(item, list) or len(item) != 4:
        raise ValueError("no place")
    path, *numbers = item
    if not isinstance(path, str) or "\0" in path:
        raise ValueError("no path")
    if not all(isinstance(number, int) and 0 <= number < 10**9 for number in numbers):
        raise ValueError("no position")
    return Place(Path(path), *numbers)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
