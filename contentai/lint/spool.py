"""Outcomes of a batch, however many: the first in memory, the rest in a file of the system's."""

from __future__ import annotations

import struct
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import IO

from contentai.lint.codec import pack, unpack
from contentai.lint.outcome import FileOutcome

# About the bytes that outcomes may take in memory.
_MOST = 64 << 20
_FINDING = 4_000
_SIZES = struct.Struct("<II")


class Spool:
    """Outcomes in order; can be gone through again and again, by one reader at a time."""

    def __init__(self, outcomes: Iterable[FileOutcome] = (), most: int = _MOST) -> None:
        self._kept: list[FileOutcome] = []
        self._room = most
        self._file: IO[bytes] | None = None
        for outcome in outcomes:
            self.add(outcome)

    def add(self, outcome: FileOutcome) -> None:
        """Put an outcome behind the others. Raises ``OSError`` when the disk is full."""
        if self._file is None:
            self._room -= _weight(outcome)
            if self._room >= 0:
                self._kept.append(outcome)
                return
            self._file = tempfile.TemporaryFile(prefix="contentai-")  # noqa: SIM115 - see close
        path = outcome.path.encode("utf-8", "surrogatepass")
        packed = zlib.compress(pack(outcome, source=True), 1)
        self._file.seek(0, 2)
        self._file.write(_SIZES.pack(len(path), len(packed)) + path + packed)

    def __iter__(self) -> Iterator[FileOutcome]:
        yield from self._kept
        if self._file is None:
            return
        at = 0
        while True:
            self._file.seek(at)
            sizes = self._file.read(_SIZES.size)
            if not sizes:
                return
            name, size = _SIZES.unpack(sizes)
            path = self._file.read(name).decode("utf-8", "surrogatepass")
            packed = self._file.read(size)
            at += _SIZES.size + name + size
            yield unpack(zlib.decompress(packed), path)

    def close(self) -> None:
        """Give the file back, if there is one."""
        if self._file is not None:
            with closing(self._file):
                self._file = None


def _weight(outcome: FileOutcome) -> int:
    size = 4 * len(outcome.document.source) if outcome.document else 0
    return 1_000 + size + _FINDING * (len(outcome.findings) + len(outcome.suppressed))
