"""What was worked out before about the articles of a library, kept in its file.

Each answer lies under a digest of all that it was made from: the program, its rules, models and
settings, and what it is about. Nothing here is ever relied on: one that is missing, damaged or
of another program is worked out anew, and a library that cannot be written to only takes longer.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import sqlite3
import weakref
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from contentai.topics.found import LibraryError
from contentai.topics.store import is_there, open_to_read, open_to_write, writing

About = tuple[str | bytes, ...]

# No part of the library's versions: older programs pass the table over, and one that may only
# be read need not have it.
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS worked_out ("
    "key BLOB PRIMARY KEY, of BLOB NOT NULL, used TEXT NOT NULL, value BLOB NOT NULL)"
)
_UNUSED: Final = datetime.timedelta(days=30)
_REFRESHED: Final = datetime.timedelta(days=5)
_SUM: Final = 8
# Another process that writes has something to say; this can be said again.
_PATIENCE: Final = 0.5


class Memory:
    """Answers, as JSON values, in a library's ``file``; without one nothing is remembered.

    ``made_by`` stands for all that answers depend on besides what they are about. Threads may
    share it.
    """

    def __init__(self, file: Path | None = None, made_by: str = "") -> None:
        self._file = file if made_by else None
        self._made_by = made_by.encode()
        self._answers: dict[bytes, bytes] = {}
        self._unwritten: dict[bytes, bytes] = {}  # key → collection
        self._in_use: set[bytes] = set()
        self._db: sqlite3.Connection | None = None
        self._readable = self._writable = True

    def recall(self, of: bytes, about: About) -> Any:
        """The answer that was kept; None where there is none.

        ``of`` is the collection that it is of, empty where ``about`` says it all.
        """
        if self._file is None:
            return None
        key = digest((self._made_by, of, *about))
        if key not in self._answers:
            value = self._read(key, self._file)
            if value is None:
                return None
            self._answers[key] = value
        return json.loads(self._answers[key])

    def note(self, of: bytes, about: About, answer: Any) -> None:
        """Remember an answer other than None, for good once ``keep`` is called."""
        if self._file is not None:
            key = digest((self._made_by, of, *about))
            self._answers[key] = json.dumps(answer, separators=(",", ":")).encode("ascii")
            self._unwritten[key] = of

    def once(self, of: bytes, about: About, work: Callable[[], Any]) -> Any:
        """The answer that was kept, or else what ``work`` gives, which is noted."""
        answer = self.recall(of, about)
        if answer is None:
            answer = work()
            self.note(of, about, answer)
        return answer

    def keep(self) -> None:
        """Store what is new, where that can be done.

        Of collections only the last one is kept, of the rest what was of use within a month.
        """
        if self._file is None or not self._writable or not (self._unwritten or self._in_use):
            return
        try:
            if is_there(self._file):  # it may have been taken away: that makes no new library
                self._write(self._file)
        except LibraryError:
            self._writable = False
        self._readable = True
        self._unwritten.clear()
        self._in_use.clear()

    def _read(self, key: bytes, file: Path) -> bytes | None:
        if not self._readable:
            return None
        try:
            if self._db is None:
                self._db = open_to_read(file)
                weakref.finalize(self, self._db.close)
            row = self._db.execute(
                "SELECT value, used FROM worked_out WHERE key = ?", (key,)
            ).fetchone()
        except (sqlite3.Error, LibraryError):
            self._readable = False  # no table yet, or a damaged one
            return None
        if (
            row is None
            or not isinstance(row[0], bytes)
            or _sum(key, row[0][_SUM:]) != row[0][:_SUM]
        ):
            return None
        if str(row[1]) < (datetime.date.today() - _REFRESHED).isoformat():
            self._in_use.add(key)
        return row[0][_SUM:]

    def _write(self, file: Path) -> None:
        today = datetime.date.today()
        rows = [
            (key, of, today.isoformat(), _sum(key, self._answers[key]) + self._answers[key])
            for key, of in self._unwritten.items()
        ]
        used = [(today.isoformat(), key) for key in self._in_use]
        with closing(open_to_write(file, _PATIENCE)) as db, writing(db, file):
            db.execute(_TABLE)
            for of in set(filter(None, self._unwritten.values())):
                db.execute("DELETE FROM worked_out WHERE of NOT IN (?, x'')", (of,))
            db.execute("DELETE FROM worked_out WHERE used < ?", ((today - _UNUSED).isoformat(),))
            db.executemany("INSERT OR REPLACE INTO worked_out VALUES (?, ?, ?, ?)", rows)
            db.executemany("UPDATE worked_out SET used = ? WHERE key = ?", used)


def _sum(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_SUM, key=key).digest()


def digest(parts: Iterable[str | bytes]) -> bytes:
    """What stands for these parts, in this order."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little") + data)
    return digest.digest()
