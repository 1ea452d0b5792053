"""The settings that belong to a commit, or to what is staged, in a folder of their own.

A branch is judged by its own configuration, rules and baseline, as it will be in CI, whatever
is checked out. Drafts are not written out: their content is read from git.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from contentai.config.place import KEPT, NEARLY
from contentai.language import Bilingual
from contentai.lint.repository import Repository

_SUFFIXES = (".yaml", ".yml", ".toml")
# What is told to be misnamed is there too.
_NAMES = frozenset((".gitignore", ".contentaiignore", KEPT, *NEARLY))


@dataclass(frozen=True)
class Snapshot:
    """``folder`` stands for the top of the repository.

    ``blobs`` are all its files by name, ``links`` the names of its links.
    """

    folder: Path
    blobs: Mapping[str, str]
    links: Set[str]
    repository: Repository

    def in_repository(self, words: Bilingual) -> Bilingual:
        """Words about files of the snapshot, said of those that they stand for."""
        here, there = str(self.folder), str(self.repository.top)
        return Bilingual(words.zh.replace(here, there), words.en.replace(here, there))

    def bring(self, *paths: str) -> None:
        """Write out files, or what lies in folders, that the commit has."""
        wanted = tuple(f"{path}/" for path in paths)
        names = [n for n in self.blobs if n in paths or n.startswith(wanted)]
        self.repository.write_out(names, self.folder)


@contextmanager
def snapshot(repository: Repository, commit: str | None) -> Iterator[Snapshot]:
    """The settings of a commit, or with None of what is staged. Raises ``NoHistory``."""
    with tempfile.TemporaryDirectory(prefix="contentai-") as made:
        home = Path(os.path.realpath(made))
        if commit is not None:
            repository = repository.with_index(home / "index")
            repository.ask("read-tree", commit)
        # As deep as in earnest: what leads out of the repository ends in a place of our own,
        # not at what others have left among the temporary files.
        folder = home.joinpath("root", *repository.top.parts[1:])
        # A repository to those who look for one: .gitignore counts only in such.
        (folder / ".git").mkdir(parents=True)
        listed = repository.ask("ls-files", "-z", "--stage", "--full-name")
        links = frozenset(name for name, _ in _files(listed, "120"))
        taken = Snapshot(folder, dict(_files(listed, "100")), links, repository)
        repository.write_out(filter(_is_setting, [*taken.blobs, *links]), folder)
        yield taken


def _files(listed: bytes, kind: str) -> Iterator[tuple[str, str]]:
    """Names and blobs of what is merged and of a kind: files (100) or links (120)."""
    for item in listed.split(b"\0"):
        if item:
            head, name = item.split(b"\t", 1)
            mode, blob, stage = head.decode("ascii").split(" ")
            if mode.startswith(kind) and stage == "0":
                yield os.fsdecode(name), blob


def _is_setting(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix in _SUFFIXES or path.name in _NAMES
