"""What is typed and not yet saved, kept where a crash cannot reach it.

Each open draft has a slot in the state folder of the user: a lock held as long as the draft is
open, and a file with the text as soon as it differs from the disk. The system lets go of the
lock of a program that died, so a file whose lock is free is one to recover, and a lock that is
held says that the draft is open elsewhere. Files are private to the user (0600).

All functions take the folder; ``recovery_folder`` is where the editor keeps it.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from contentai.tui.draft import Draft, open_draft

_MOST_SLOTS = 100


@dataclass(frozen=True, slots=True)
class Recovered:
    """An unsaved text of a draft. ``base`` is ``digest`` of the disk's bytes it was made from."""

    path: Path
    text: str
    encoding: str
    base: str
    saved_at: datetime
    file: Path


@dataclass(slots=True)
class Slot:
    """The place of one open draft. ``elsewhere``: another editor has the same draft open."""

    path: Path
    file: Path
    elsewhere: bool
    lock: BinaryIO | None

    def keep(self, text: str, encoding: str, data: bytes | None) -> None:
        """Write the text down; the file is replaced in one step. Raises ``OSError``."""
        content = {
            "version": 1,
            "path": str(self.path),
            "encoding": encoding,
            "base": digest(data),
            "saved_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "text": text,
        }
        # A lone surrogate in a name or text must not keep the rest from being written.
        write_privately(self.file, json.dumps(content).encode("ascii"))

    def forget(self) -> None:
        """Remove what was written down: it is saved, or not wanted."""
        with suppress(OSError):
            self.file.unlink(missing_ok=True)

    def release(self) -> None:
        """Let go of the draft. What is written down stays."""
        if self.lock is not None:
            with suppress(OSError):
                _lock_file(self.file).unlink(missing_ok=True)
            self.lock.close()
            self.lock = None


def state_folder() -> Path:
    """Where contentai keeps what is the user's and no configuration."""
    from platformdirs import user_state_path

    return user_state_path("contentai", appauthor=False)


def recovery_folder() -> Path:
    """Where recovery files are."""
    return state_folder() / "recovery"


def digest(data: bytes | None) -> str:
    """What tells one content of a file from another; "" for a file that is not there."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def claim(folder: Path, path: Path) -> Slot:
    """A slot for a draft that is being opened: a free one that holds nothing to recover.

    Raises ``OSError`` when the state folder cannot be used.
    """
    private_folder(folder)
    place, elsewhere = Path(os.path.realpath(path)), False
    for number in range(1, _MOST_SLOTS + 1):
        file = folder / f"{_key(place)}-{number}.json"
        lock, taken = _take(_lock_file(file))
        elsewhere |= taken
        if taken:
            continue
        slot = Slot(place, file, elsewhere, lock)
        if not file.exists():
            # A later slot may be held while an earlier one is free.
            slot.elsewhere |= any(
                _is_held(other)
                for other in folder.glob(f"{_key(place)}-*.lock")
                if other != _lock_file(file)
            )
            return slot
        slot.release()
    raise OSError(f"{_MOST_SLOTS} recovery files of {place} already")


def recoverable(folder: Path, path: Path | None = None) -> list[Recovered]:
    """Texts that no living editor holds, the newest first; of one draft, or of all.

    Files that cannot be understood are left alone.
    """
    start = "" if path is None else f"{_key(Path(os.path.realpath(path)))}-"
    found = [
        recovered
        for file in _files(folder, start)
        if not _is_held(_lock_file(file)) and (recovered := _read(file))
    ]
    return sorted(found, key=lambda one: (one.saved_at, str(one.file)), reverse=True)


def left_in(folder: Path, drafts: Path) -> list[Path]:
    """Drafts below ``drafts`` of which there is a text that is not on the disk, newest first."""
    root = Path(os.path.realpath(drafts))
    found: dict[Path, None] = {}
    for one in recoverable(folder):
        if one.path.is_relative_to(root):
            draft = open_draft(one.path)
            if not isinstance(draft, Draft) or draft.text != one.text:
                found[one.path] = None
    return list(found)


def discard(recovered: Recovered) -> None:
    """Throw a recovered text away."""
    recovered.file.unlink(missing_ok=True)


def difference(before: str, after: str, around: int = 2) -> Iterator[str]:
    """Lines that begin with a space, ``-`` or ``+``: what changed, ``around`` lines around it.

    Between places that are apart stands ``…``.
    """
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), n=around, lineterm="")
    for number, line in enumerate(lines):
        if number > 2:  # two lines of a header, and of each place one: where it is
            yield "…" if line.startswith("@") else line


def private_folder(folder: Path) -> None:
    """Make a folder that only the user may look into. Raises ``OSError``."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(OSError):  # on a foreign file system it may not be ours to say
        folder.chmod(0o700)


def write_privately(file: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file that only the user may read. Raises ``OSError``."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=file.parent)  # made 0600
    try:
        with os.fdopen(handle, "wb") as new:
            # Not forced onto the disk: that can take seconds where others write, and what a
            # program leaves with the system outlives the program.
            new.write(data)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _key(place: Path) -> str:
    return hashlib.sha256(os.fsencode(place)).hexdigest()[:24]


def _lock_file(file: Path) -> Path:
    return file.with_suffix(".lock")


def _files(folder: Path, start: str) -> list[Path]:
    try:
        return sorted(folder.glob(f"{start}*.json"))
    except OSError:
        return []


def _read(file: Path) -> Recovered | None:
    try:
        found = json.loads(file.read_bytes())
        when = datetime.fromisoformat(found["saved_at"])
        if when.tzinfo is None:
            return None
        texts = [found[name] for name in ("path", "text", "encoding", "base")]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    if not all(isinstance(text, str) for text in texts) or "\0" in texts[0]:
        return None
    path, text, encoding, base = texts
    return Recovered(Path(path), text, encoding, base, when, file)


def _is_held(lock: Path) -> bool:
    """True when a living program has the lock."""
    if not lock.exists():
        return False
    try:
        with lock.open("rb+") as file:
            return not _locked(file)
    except OSError:
        return False


def _take(lock: Path) -> tuple[BinaryIO | None, bool]:
    """The lock, held; and whether another has it. (None, False) where there are no locks."""
    while True:
        file = os.fdopen(os.open(lock, os.O_RDWR | os.O_CREAT, 0o600), "rb+")
        try:
            held = _locked(file)
        except OSError:  # a file system without locks: nothing is known of other editors
            file.close()
            return None, False
        if not held:
            file.close()
            return None, True
        try:
            # Its last holder may have removed the file between our opening and our lock.
            same = os.fstat(file.fileno()).st_ino == lock.stat().st_ino
        except FileNotFoundError:
            same = False
        if same:
            return file, False
        file.close()


if sys.platform == "win32":
    import msvcrt

    def _locked(file: BinaryIO) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _locked(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
