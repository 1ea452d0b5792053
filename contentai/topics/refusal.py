"""Why the system refuses the library's file: SQLite only says that it failed."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from contentai.language import Bilingual, system_reason


def refusal(file: Path, way: int, said: sqlite3.Error) -> Bilingual:
    """Why the system does not let the file be used that way (``os.access``), else what SQLite said.

    Nothing is opened here: whoever closes a database drops all locks that the process holds on it.
    """
    beside = [file.with_name(file.name + end) for end in ("-wal", "-shm")]
    try:
        _require(file.parent, way & os.W_OK | os.X_OK)  # the log is made there
        for place in (file, *beside):
            with suppress(FileNotFoundError):
                _require(place, way)
                if place.is_dir():
                    raise _error(errno.EISDIR, place)
        if way & os.W_OK and hasattr(os, "statvfs"):
            disk = os.statvfs(file.parent)
            if disk.f_blocks and not disk.f_bavail:  # some file systems count nothing
                raise _error(errno.ENOSPC, file)
    except OSError as error:
        reason = system_reason(error)
        if error.filename in map(str, beside):
            name = Path(error.filename).name
            return Bilingual(f"旁边的 {name} {reason.zh}", f"{name} beside it: {reason.en}")
        return reason
    return Bilingual(f"SQLite 说“{said}”", f"SQLite says {str(said)!r}")


def _require(place: Path, way: int) -> None:
    """Raises ``OSError`` where the system does not let the place be used that way."""
    place.stat()
    if not os.access(place, way):
        is_fixed = hasattr(os, "statvfs") and os.statvfs(place).f_flag & os.ST_RDONLY
        raise _error(errno.EROFS if is_fixed and way & os.W_OK else errno.EACCES, place)


def _error(code: int, place: Path) -> OSError:
    return OSError(code, os.strerror(code), str(place))
