"""What was worked out before, kept on the disk by a digest of all that it was made from.

A folder of files. Each is whole or not there: written beside its place and put there in one
step, so that runs side by side do each other no harm; each begins with a digest of the rest, so
that one that is cut short or was written to is as good as none and is made anew. Nothing in it
is ever waited for or relied on: without a cache everything is the same, only later.

The folder bears our tag before anything is put into it. One with something else in it and no
tag of ours is left alone, and so is everything in ours that is not known to come from here.
"""

from __future__ import annotations

import os
import re
import shutil
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from contentai.language import Bilingual, system_reason
from contentai.lint.cachetag import (
    ASIDE,
    DIGEST,
    IGNORE,
    IGNORED,
    MARK,
    TAG,
    TAGGED,
    could_be_ours,
    digest,
    folders,
    has_others,
    is_damaged,
    is_ours,
    versions,
)

# Another number makes all that older versions wrote disappear.
_VERSION: Final = "v1"
_MOST: Final = 512 << 20
_DAY: Final = 86_400
_OLDEST: Final = 60 * _DAY
# Another process may take a folder away, or put something into it, while it is worked on.
_TRIES: Final = 3


class _Occupied(Exception):  # noqa: N818 - it says why nothing is written
    """The folder is somebody else's."""


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
            if digest(name, whole[DIGEST:]) != whole[:DIGEST]:
                return None
            return zlib.decompress(whole[DIGEST:])
        except (OSError, zlib.error):
            return None

    def put(self, name: str, data: bytes) -> None:
        """Keep ``data``. A disk that cannot be written to is told by ``problem``."""
        if self.problem:
            return
        packed = zlib.compress(data, 1)
        try:
            self._write(self._file(name), digest(name, packed) + packed)
        except _Occupied:
            self.problem = _occupied(self.folder)
        except OSError as error:
            self.problem = _unwritable(self.folder, error)

    def _write(self, file: str, data: bytes) -> None:
        for _ in range(_TRIES):
            with suppress(FileNotFoundError):
                return self._replace(file, data)
            with suppress(FileNotFoundError, _Occupied):
                self._make(os.path.dirname(file))
        if self.is_occupied():
            raise _Occupied
        return self._replace(file, data)

    def _replace(self, file: str, data: bytes) -> None:
        temporary = f"{file}.{_unique()}.new"
        try:
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
        if not is_ours(self.folder) and not self._healed():
            if self.is_occupied():
                raise _Occupied
            self._found()
        for one in (os.path.dirname(folder), folder):
            with suppress(FileExistsError):
                os.mkdir(one)

    def _found(self) -> None:
        """Make the folder, which is there with our tag or not at all."""
        files = ((TAG, TAGGED.encode("ascii")), (IGNORE, IGNORED.encode("ascii")))
        aside = _aside(self.folder)
        try:
            aside.mkdir(parents=True)
            for name, data in files:
                (aside / name).write_bytes(data)
            aside.rename(self.folder)
        except OSError:
            # Another was faster, or it is an empty one that cannot be replaced: a link, a volume.
            if not self.folder.is_dir():
                raise
            if not self.is_occupied():
                for name, data in files:
                    self._replace(str(self.folder / name), data)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _healed(self) -> bool:
        """Mend a tag that was cut short or overwritten, where all else can only be ours.

        One of another program stays what it is, and so does a folder with something else in it.
        """
        try:
            if not could_be_ours(self.folder):
                return False
            self._replace(str(self.folder / TAG), TAGGED.encode("ascii"))
        except OSError:
            return False
        return True

    def is_occupied(self) -> bool:
        """True where the folder has something in it and no tag of ours."""
        try:
            return bool(os.listdir(self.folder)) and not is_ours(self.folder)
        except OSError:
            return False

    def _file(self, name: str) -> str:
        return f"{self.folder}{os.sep}{_VERSION}{os.sep}{name[:2]}{os.sep}{name[2:]}"

    def prune(self) -> None:
        """Now and then, take out what was not used for long, and the oldest of too much.

        Never raises.
        """
        mark = self.folder / MARK
        with suppress(OSError):
            is_due = not mark.exists() or time.time() - mark.stat().st_mtime > _DAY
            if self.problem or not self.written or not (is_due or self.written > _MOST // 8):
                return
            if not is_ours(self.folder):
                return
            mark.touch()
            found = []
            for version in versions(self.folder):
                if version.name != _VERSION:
                    with suppress(OSError):
                        _remove(version)
                    continue
                for place in version.rglob("*"):
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

    def clear(self) -> int | None:
        """Take out what is ours, and the folder if nothing else is in it; the bytes freed.

        None where there is no folder with our tag. Raises ``OSError``.
        """
        self._healed()
        # Left over by one that was stopped.
        pattern = re.compile(re.escape(self.folder.name) + ASIDE)
        gone = [one for one in folders(self.folder.parent, pattern) if is_ours(one)]
        ours = [*gone, *([self.folder] if is_ours(self.folder) else [])]
        freed = sum(map(_size, ours))
        if self.folder in ours and not self.folder.is_symlink() and not has_others(self.folder):
            # At once for those who are writing to it, who make themselves another.
            with suppress(OSError):
                gone.append(self.folder.rename(_aside(self.folder)))
                ours.remove(self.folder)
        for folder in {*ours, *gone}:
            for version in versions(folder):
                _remove(version)
            (folder / MARK).unlink(missing_ok=True)
        for folder in gone:
            for file in (folder / IGNORE, folder / TAG):
                file.unlink(missing_ok=True)
            with suppress(FileNotFoundError):
                folder.rmdir()
        return freed if ours or gone else None


def _unique() -> str:
    return f"{os.getpid()}-{os.urandom(4).hex()}"


def _aside(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.aside-{_unique()}")


def _size(folder: Path) -> int:
    """Bytes that are kept in a folder of ours."""
    total = 0
    for version in versions(folder):
        for place in version.rglob("*"):
            with suppress(OSError):
                total += place.stat().st_size if place.is_file() else 0
    return total


def _remove(version: Path) -> None:
    """Take out what one version keeps. Raises ``OSError``."""
    aside = version
    if "." not in version.name:
        with suppress(OSError):
            aside = version.rename(_aside(version))
    for _ in range(_TRIES):
        shutil.rmtree(aside, ignore_errors=True)
        if not aside.exists():
            return
    shutil.rmtree(aside)


def _unwritable(folder: Path, error: OSError) -> Bilingual:
    reason = system_reason(error)
    return Bilingual(
        f"缓存写不进 {folder}（{reason.zh}），这次没有存；不想看到这一句就加 --no-cache",
        f"the cache {folder} cannot be written to ({reason.en}); nothing was kept. "
        "--no-cache silences this",
    )


def _occupied(folder: Path) -> Bilingual:
    with suppress(OSError):
        if is_damaged(folder):
            return Bilingual(
                f"{folder} 里的 {TAG} 坏了，又有别的东西，认不出是不是 contentai 的缓存，"
                "这次没有往里存；是的话删掉这个目录，不是就用环境变量 CONTENTAI_CACHE_DIR 另指一处",
                f"the {TAG} of {folder} is damaged and there is something else in it, so nothing "
                "was kept: if it is contentai's cache delete the folder, else name another place "
                "in CONTENTAI_CACHE_DIR",
            )
    return Bilingual(
        f"{folder} 里有别的东西，不是 contentai 的缓存，这次没有往里存；"
        "用环境变量 CONTENTAI_CACHE_DIR 另指一处，或者加 --no-cache",
        f"{folder} holds something else and is no cache of contentai; nothing was kept. Name "
        "another place in CONTENTAI_CACHE_DIR, or use --no-cache",
    )
