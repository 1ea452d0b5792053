"""Files in which a client shows the pages of rules: in a folder that goes with the server."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

_PREFIX = "contentai-rules-"
_LOCK = ".lock"
# A folder that another server has just made may not be locked yet.
_LEAST_AGE = 3600.0


class Pages:
    """The files; the folder is made with the first one, locked while the server lives."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._lock: IO[bytes] | None = None

    def __contains__(self, path: Path) -> bool:
        """True for a file of ours, which is no draft."""
        return self._folder is not None and path.is_relative_to(self._folder)

    def write(self, name: str, text: str) -> Path:
        """Write a page; where it lies. Raises ``OSError``."""
        if self._folder is None or not self._folder.is_dir():
            self.close()
            self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX)).resolve()
            self._lock = (self._folder / _LOCK).open("wb")
            _locked(self._lock)
        file = self._folder / name
        file.write_text(text, "utf-8")
        return file

    def close(self) -> None:
        """Delete the folder. May be called from a signal handler."""
        if self._lock is not None:
            self._lock.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = self._lock = None


def clear_left() -> None:
    """Delete what servers that were killed left behind: folders of this user nobody holds."""
    if os.name != "posix":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            status = folder.lstat()
            if status.st_uid != os.getuid() or time.time() - status.st_mtime < _LEAST_AGE:
                continue
            if not _is_held(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_held(folder: Path) -> bool:
    """True where a server holds the lock. Raises ``OSError``.

    Folders without one are of servers killed before they locked it, and of former versions.
    """
    try:
        with (folder / _LOCK).open("rb") as lock:
            return not _locked(lock)
    except FileNotFoundError:
        return False


def _locked(file: IO[bytes]) -> bool:
    """Take the lock that lasts as long as the file is open; False where another has it."""
    try:
        import fcntl
    except ImportError:  # Windows deletes no file that is open
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
