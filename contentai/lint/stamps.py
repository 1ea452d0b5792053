"""Whether files are what they were: by their state on the disk, quick, or by their content, sure.

The state (size, times, inode) of some five hundred files takes a few milliseconds and tells
that nothing was touched. It says nothing on another machine, so what is kept for long goes by
content.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# A file that changed so lately could change again and look the same: clocks tick that slowly.
_SETTLED = 2.0


@dataclass(frozen=True, slots=True)
class Tree:
    """A file, or the files below a folder that end so; empty means all of them.

    Folders named in ``without`` are passed over. A link to a folder is not followed, except at
    the top, as rules are looked for.
    """

    path: str
    endings: tuple[str, ...] = ()
    without: tuple[str, ...] = ("__pycache__",)


def state(trees: Iterable[Tree]) -> tuple[str, bool]:
    """A digest of the files' names and states; whether they have been left alone for a while."""
    digest = hashlib.blake2b(digest_size=16)
    newest = 0.0
    for tree in trees:
        digest.update(f"\0{tree!r}\0".encode("utf-8", "surrogatepass"))
        for name, found in _files(tree):
            newest = max(newest, found.st_mtime, found.st_ctime)
            told = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
            digest.update(f"{name}\0{told}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest(), newest < time.time() - _SETTLED


def content(trees: Iterable[Tree]) -> str:
    """A digest of the files' names (below their tree's path) and bytes."""
    digest = hashlib.blake2b(digest_size=16)
    for tree in trees:
        digest.update(b"\0tree\0")
        for name, _ in _files(tree):
            inside = name[len(tree.path) :].replace(os.sep, "/")
            digest.update(f"{inside}\0".encode("utf-8", "surrogatepass"))
            try:
                with open(name, "rb") as file:
                    digest.update(hashlib.file_digest(file, "blake2b").digest())
            except OSError:
                digest.update(b"unreadable")
    return digest.hexdigest()


def installed_packages() -> str:
    """A digest of which packages, in which versions, this Python has installed."""
    names: list[str] = []
    for place in sys.path:
        if os.path.basename(place) in ("site-packages", "dist-packages"):
            try:
                found = os.listdir(place)
            except OSError:
                continue
            names += [name for name in found if name.endswith((".dist-info", ".egg-info"))]
    python = ".".join(map(str, sys.version_info[:2]))
    whole = "\0".join([python, sys.implementation.name, *sorted(names)])
    return hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _files(tree: Tree) -> Iterator[tuple[str, os.stat_result]]:
    """Full names and states, sorted by name; nothing for what is not there."""
    waiting = [tree.path]
    while waiting:
        path = waiting.pop()
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except NotADirectoryError:
            yield path, os.stat(path)
            continue
        except OSError:
            continue
        folders = []
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in tree.without:
                        folders.append(entry.path)
                elif not tree.endings or entry.name.endswith(tree.endings):
                    yield entry.path, entry.stat()
            except OSError:  # a link that leads nowhere, a file that is just being replaced
                continue
        waiting.extend(reversed(folders))
