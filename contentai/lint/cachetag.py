"""Whether a folder is our cache: by the tag that it bears, and by what is in it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

TAG: Final = "CACHEDIR.TAG"
# https://bford.info/cachedir/: backup programs pass such folders over.
_SIGNED: Final = b"Signature: 8a477f597d28d172789f06886806bc55"
TAGGED: Final = (
    f"{_SIGNED.decode('ascii')}\n# This folder is contentai's cache; see docs/batch.md.\n"
)
IGNORE: Final = ".gitignore"
IGNORED: Final = "*\n"
MARK: Final = "pruned"
# Folders have another name while they are made or taken out.
ASIDE: Final = r"\.aside-[0-9]{1,20}-[0-9a-f]{8}"
VERSIONS: Final = re.compile(f"v[0-9]{{1,9}}(?:{ASIDE})?")
DIGEST: Final = 16
# What is put under a name, or was on its way there.
_ENTRY: Final = re.compile(r"[0-9a-f]{2}/[0-9a-f]{30,80}(?:\.[0-9]{1,20}-[0-9a-f]{8}\.new)?")


def is_ours(folder: Path) -> bool:
    """True for a folder that bears our tag."""
    try:
        with (folder / TAG).open(encoding="utf-8") as file:
            return file.read(len(TAGGED)) == TAGGED
    except (OSError, ValueError):
        return False


def is_damaged(folder: Path) -> bool:
    """True for a tag that is no whole one of anybody's. Raises ``OSError``."""
    tag = folder / TAG
    if tag.is_symlink() or not tag.is_file():
        return False
    with tag.open("rb") as file:
        start = file.read(len(TAGGED))
    if start.startswith(_SIGNED):  # anybody's, unless it is ours as far as it goes
        ours = TAGGED.encode("ascii")
        return start != ours and ours.startswith(start) and b"contentai" in start
    return _SIGNED.startswith(start) or not start.startswith(_SIGNED.partition(b" ")[0])


def could_be_ours(folder: Path) -> bool:
    """True for a folder whose tag is damaged and in which all else is what we put into caches.

    Raises ``OSError``.
    """
    return is_damaged(folder) and not has_others(folder) and all(map(_is_entry, _kept(folder)))


def _kept(folder: Path) -> Iterator[Path]:
    """All that the versions in a folder hold, folders that hold something themselves aside."""
    for version in versions(folder):
        for place in version.rglob("*"):
            if place.is_symlink() or not place.is_dir():
                yield place


def digest(name: str, data: bytes) -> bytes:
    """What stands before ``data`` where it is kept under ``name``."""
    return hashlib.blake2b(data, digest_size=DIGEST, key=name.encode("ascii")[:64]).digest()


def _is_entry(place: Path) -> bool:
    """True for a file that nobody else writes: by its name, and by what it begins with.

    An empty one is what a disk that lost its power leaves. Raises ``OSError``.
    """
    name = _ENTRY.fullmatch(f"{place.parent.name}/{place.name}")
    if name is None or place.is_symlink() or not VERSIONS.fullmatch(place.parts[-3]):
        return False
    if place.suffix == ".new":  # not yet all of it
        return True
    whole = place.read_bytes()
    return not whole or digest(name[0].replace("/", ""), whole[DIGEST:]) == whole[:DIGEST]


def folders(folder: Path, names: re.Pattern[str]) -> list[Path]:
    """Those of such names in a folder, links aside."""
    try:
        with os.scandir(folder) as entries:
            return [
                folder / entry.name
                for entry in entries
                if names.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)
            ]
    except OSError:
        return []


def versions(folder: Path) -> list[Path]:
    """The folders in a cache of what its versions keep."""
    return folders(folder, VERSIONS)


def has_others(folder: Path) -> bool:
    """True for a folder with something in it that is not ours. Raises ``OSError``."""
    names = {place.name for place in folder.iterdir()}
    with suppress(OSError, ValueError):
        if (folder / IGNORE).read_text("ascii") == IGNORED:
            names.discard(IGNORE)
    return bool(names - {TAG, MARK} - {version.name for version in versions(folder)})
