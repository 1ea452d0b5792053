"""What git knows of drafts: which changed, what they held before, what is staged.

Nothing is written. Contents come as they would lie in the working tree: line ends and encodings
as the attributes say.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from contentai.language import Bilingual
from contentai.lint.git import (
    NoHistory,
    environment_here,
    failure,
    index_of,
    line_of,
    refusal,
    run_git,
)
from contentai.lint.revision import too_shallow, unknown

_FILE_MODES = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class Change:
    """A file that is new or has changed. ``name`` is relative to the top, with slashes.

    ``base`` is the blob it held before, under whatever name; None for a new file. ``blob`` is
    what is staged; None for what lies in the working tree.
    """

    name: str
    base: str | None
    blob: str | None = None


@dataclass(frozen=True)
class Repository:
    """A repository by its top folder; of a bare one that is the folder of git's own files.

    ``environment`` is what git is run with, so that it means the same from any folder.
    """

    top: Path
    environment: Mapping[str, str]

    @classmethod
    def of(cls, folder: Path, bare_ok: bool = False) -> Repository:
        """The repository that ``folder`` lies in, or lay in. Raises ``NoHistory``."""
        environment = environment_here()
        standing = (one for one in (folder, *folder.absolute().parents) if one.is_dir())
        folder = next(standing, folder)
        # Told where git's files are, as hooks are, git goes by the folder that it runs in.
        start = Path.cwd() if environment.get("GIT_DIR") else folder
        done = run_git(start, environment, "rev-parse", "--show-toplevel")
        if done.returncode and bare_ok:
            done = run_git(start, environment, "rev-parse", "--absolute-git-dir")
        top = os.fsdecode(done.stdout.rstrip(b"\n"))
        if done.returncode or not top:
            raise refusal(folder, done.stderr)
        return cls(Path(top), {**environment, **index_of(start, environment)})

    def since(self, revision: str) -> list[Change]:
        """What the working tree has that is not in the last commit shared with ``revision``.

        Untracked files that git does not ignore count as new, links do not. Raises ``NoHistory``.
        """
        self._check_index()
        base = self._shared(revision)
        changes = list(self._changes(base))
        others = self.ask("ls-files", "-z", "--others", "--exclude-standard", "--full-name")
        names = (os.fsdecode(name) for name in others.split(b"\0") if name)
        new = (Change(name, None) for name in names if not (self.top / name).is_symlink())
        return [*changes, *new]

    def staged(self, base: str = "HEAD") -> list[Change]:
        """What is staged against a commit, the last one, or against nothing before the first.

        Raises ``NoHistory``.
        """
        self._check_index()
        return list(self._changes("--cached", self.commit(base) or self._empty_tree, blobs=True))

    def _check_index(self) -> None:
        """Refuse a named index that is not there, which git takes for an empty one."""
        named = self.environment.get("GIT_INDEX_FILE")
        if named is not None and not (named and Path(named).exists()):
            words = Bilingual(
                f"环境变量 GIT_INDEX_FILE 指的“{named}”不存在，看不出暂存了什么；"
                "改对它（相对路径从工作目录的顶层算），或 unset GIT_INDEX_FILE",
                f"GIT_INDEX_FILE names {named!r}, which does not exist, so what is staged cannot "
                "be told; mend it (git goes by the top of the working tree), or unset it",
            )
            raise NoHistory(words)

    def unmerged(self) -> frozenset[str]:
        """Names of the files that a merge left in conflict; nothing of them is staged."""
        listed = self.ask("ls-files", "-z", "--unmerged", "--full-name").split(b"\0")
        return frozenset(os.fsdecode(item.split(b"\t", 1)[1]) for item in listed if item)

    def between(self, base: str | None, commit: str) -> list[Change]:
        """What ``commit`` has that is not in the commit ``base``; all of it for None."""
        return list(self._changes(base or self._empty_tree, commit, blobs=True))

    def commit(self, name: str) -> str | None:
        """The full name of a commit, or of the one that a tag leads to; None for neither."""
        if name.startswith("-") or "\0" in name:
            return None
        done = self.run("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        return None if done.returncode else line_of(done.stdout)

    @cached_property
    def _empty_tree(self) -> str:
        return line_of(self.ask("hash-object", "-t", "tree", "--stdin"))

    def content(self, blob: str, name: str) -> bytes:
        """What a blob would be as the file ``name``. Raises ``NoHistory`` when it is not here."""
        for arguments in (("--filters", f"--path={name}"), ("blob",)):
            done = self.run("cat-file", *arguments, blob)
            if not done.returncode:
                return done.stdout
        said = failure(done.stderr)
        words = Bilingual(
            f"git 里没有 {name} 的内容：{said.zh}", f"git has no content of {name}: {said.en}"
        )
        raise NoHistory(words)

    def knows(self, place: Path, revision: str) -> bool:
        """True for a file or folder, link-free, that is staged or that ``revision`` has."""
        if not place.is_relative_to(self.top):
            return False
        name = place.relative_to(self.top).as_posix()
        if not self.run("cat-file", "-e", f"{revision}:{name}").returncode:
            return True
        return bool(self.ask("ls-files", "-z", "--", f":(top,literal){name}"))

    def had(self, where: str, name: str) -> bool:
        """True when a commit that ``where`` leads to had the file or folder, or took it away."""
        found = self.run("rev-list", "-1", where, "--", f":(top,literal){name}")
        return bool(found.stdout.strip())

    def _shared(self, revision: str) -> str:
        commit = self.commit(revision)
        if commit is None:
            raise NoHistory(unknown(self, revision))
        shared = self.run("merge-base", commit, "HEAD")
        if not shared.returncode:
            return line_of(shared.stdout)
        if self.is_shallow:
            raise NoHistory(too_shallow(revision))
        raise NoHistory(
            Bilingual(
                f"“{revision}”和现在的分支没有共同的历史",
                f"{revision!r} and this branch share no history",
            )
        )

    @cached_property
    def is_shallow(self) -> bool:
        """True for a clone that lacks older history."""
        return line_of(self.run("rev-parse", "--is-shallow-repository").stdout) == "true"

    def _changes(self, *sides: str, blobs: bool = False) -> Iterator[Change]:
        """Files that differ between two sides; not deleted ones, links and modules.

        ``blobs`` tells that the later side is no working tree: its blobs have names. So do
        those of files that a sparse checkout leaves out of it: git takes them as staged.
        """
        fixed = ("diff", "--raw", "-z", "-M", "--no-abbrev", "--no-ext-diff", "--diff-filter=d")
        fields = iter(self.ask(*fixed, *sides, "--").split(b"\0"))
        for field in fields:
            if not field.startswith(b":"):
                continue
            _, mode, before, after, status = field[1:].decode("ascii").split(" ")
            name = next(fields)
            if status[0] in "RC":
                name = next(fields)
            if mode not in _FILE_MODES:
                continue
            is_new = status[0] in "AU" or not before.strip("0")
            file = os.fsdecode(name)
            stored = blobs or (after.strip("0") and not os.path.lexists(self.top / file))
            yield Change(file, None if is_new else before, after if stored else None)

    def with_index(self, file: Path) -> Repository:
        """The same repository with another file than its own to hold what is staged."""
        return replace(self, environment={**self.environment, "GIT_INDEX_FILE": str(file)})

    def write_out(self, names: Iterable[str], folder: Path) -> None:
        """Write files as they are staged below a folder. Raises ``NoHistory``."""
        home = Path(os.fsdecode(self.ask("rev-parse", "--absolute-git-dir").rstrip(b"\n")))
        index = self.environment.get("GIT_INDEX_FILE", str(home / "index"))
        places = {"GIT_DIR": str(home), "GIT_WORK_TREE": str(folder), "GIT_INDEX_FILE": index}
        there = Repository(folder, {**self.environment, **places})
        given = b"".join(os.fsencode(name) + b"\0" for name in names)
        there.ask("checkout-index", "-z", "--stdin", "--ignore-skip-worktree-bits", given=given)

    def run(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run git at the top, with ``given`` on its standard input."""
        return run_git(self.top, self.environment, *arguments, given=given)

    def ask(self, *arguments: str, given: bytes = b"") -> bytes:
        """What git answers. Raises ``NoHistory`` when it fails."""
        done = self.run(*arguments, given=given)
        if done.returncode:
            raise NoHistory(failure(done.stderr))
        return done.stdout
