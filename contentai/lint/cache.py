"""What was worked out before, kept on the disk by a digest of all that it was made from.

A folder of files. Each is whole or not there: written beside its place and put there in one
step, so that runs side by side do each other no harm; each begins with a digest of the rest, so
that one that is cut short or was written to is as good as none and is made anew. Nothing in it
is ever waited for or relied on: without a cache everything is the same, only later.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from contentai.language import Bilingual, system_reason

# Another number makes all that older versions wrote disappear.
_VERSION: Final = "v1"
_MOST: Final = 512 << 20
_DAY: Final = 86_400
_OLDEST: Final = 60 * _DAY
_TAG: Final = "CACHEDIR.TAG"
# https://bford.info/cachedir/: backup programs pass such folders over.
_TAGGED: Final = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder is contentai's cache; see docs/batch.md.\n"
)
_DIGEST: Final = 16


@dataclass
class Cache:
    """A cache in ``folder``. ``problem`` says why nothing is written to it, once it is known.

    ``written`` counts bytes.
    """

    folder: Path
    problem: Bilingual | None = None
    written: int = 0

    def get(self, name: str) -> bytes | None:
        """What was put under ``name`` (hexadecimal digits), or None."""
        try:
            with open(self._file(name), "rb") as file:
                whole = file.read()
                if time.time() - os.fstat(file.fileno()).st_mtime > _OLDEST / 8:
                    with suppress(OSError):
                        os.utime(file.name)  # still in use: not yet to be taken out
            if _digest(name, whole[_DIGEST:]) != whole[:_DIGEST]:
                return None
            return zlib.decompress(whole[_DIGEST:])
        except (OSError, zlib.error):
            return None

    def put(self, name: str, data: bytes) -> None:
        """Keep ``data``. A disk that cannot be written to is told by ``problem``."""
        if self.problem:
            return
        packed = zlib.compress(data, 1)
        file = self._file(name)
        try:
            self._write(file, _digest(name, packed) + packed)
        except OSError as error:
            self.problem = _unwritable(self.folder, error)

    def _write(self, file: str, data: bytes) -> None:
        temporary = f"{file}.{os.getpid()}-{os.urandom(4).hex()}.new"
        try:
            try:
                descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            except FileNotFoundError:
                self._make(os.path.dirname(file))
                descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            with open(descriptor, "wb") as opened:
                opened.write(data)
            os.replace(temporary, file)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
        self.written += len(data)

    def _make(self, folder: str) -> None:
        os.makedirs(folder, exist_ok=True)
        for name, text in ((_TAG, _TAGGED), (".gitignore", "*\n")):
            with (
                suppress(FileExistsError),
                (self.folder / name).open("x", encoding="utf-8") as file,
            ):
                file.write(text)

    def _file(self, name: str) -> str:
        return f"{self.folder}{os.sep}{_VERSION}{os.sep}{name[:2]}{os.sep}{name[2:]}"

    def prune(self) -> None:
        """Now and then, take out what was not used for long, and the oldest of too much.

        Never raises.
        """
        mark = self.folder / "pruned"
        with suppress(OSError):
            is_due = not mark.exists() or time.time() - mark.stat().st_mtime > _DAY
            if self.problem or not self.written or not (is_due or self.written > _MOST // 8):
                return
            mark.touch()
            self._drop_old_versions()
            found = []
            for place in (self.folder / _VERSION).rglob("*"):
                with suppress(OSError):
                    if place.is_file():
                        status = place.stat()
                        found.append((status.st_mtime, status.st_size, place))
            now, room = time.time(), _MOST
            for modified, size, place in sorted(found, reverse=True):
                room -= size
                is_left_over = place.suffix == ".new" and now - modified > _DAY
                if room < 0 or now - modified > _OLDEST or is_left_over:
                    with suppress(OSError):
                        place.unlink()

    def _drop_old_versions(self) -> None:
        for other in self.folder.iterdir():
            if other.name != _VERSION and other.is_dir() and not other.is_symlink():
                shutil.rmtree(other, ignore_errors=True)

    def clear(self) -> int | None:
        """Take out everything; the bytes that were freed.

        A folder without our mark is left alone: None. Raises ``OSError``.
        """
        if not (self.folder / _TAG).is_file():
            return None
        freed = self.size()
        shutil.rmtree(self.folder)
        return freed

    def size(self) -> int:
        """Bytes in it."""
        total = 0
        for place in self.folder.rglob("*"):
            with suppress(OSError):
                total += place.stat().st_size if place.is_file() else 0
        return total


def _digest(name: str, data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST, key=name.encode("ascii")[:64]).digest()


def _unwritable(folder: Path, error: OSError) -> Bilingual:
    reason = system_reason(error)
    return Bilingual(
        f"缓存写不进 {folder}（{reason.zh}），这次没有存；不想看到这一句就加 --no-cache",
        f"the cache {folder} cannot be written to ({reason.en}); nothing was kept. "
        "--no-cache silences this",
    )
