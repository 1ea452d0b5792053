"""What git knows of drafts: which changed, what they held before, what is staged.

Git is run without a shell and writes nothing. Contents come as they would lie in the working
tree: line ends and encodings as the attributes say.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from contentai.language import Bilingual

_FILE_MODES = ("100644", "100755")


class NoHistory(Exception):  # noqa: N818 - it says what is missing
    """Why git cannot tell what changed, and what to do."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return str(self.words)


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
    """A repository with a working tree, by its top folder."""

    top: Path

    @classmethod
    def of(cls, folder: Path) -> Repository:
        """The repository that ``folder`` lies in. Raises ``NoHistory``."""
        done = _run(folder, "rev-parse", "--show-toplevel")
        top = os.fsdecode(done.stdout.rstrip(b"\n"))
        if done.returncode or not top:
            raise NoHistory(_refusal(folder, done.stderr))
        return cls(Path(top))

    def since(self, revision: str) -> list[Change]:
        """What the working tree has that is not in the last commit shared with ``revision``.

        Untracked files that git does not ignore count as new. Raises ``NoHistory``.
        """
        base = self._shared(revision)
        changes = list(self._changes(base))
        others = self._ask("ls-files", "-z", "--others", "--exclude-standard", "--full-name")
        changes += [Change(os.fsdecode(name), None) for name in others.split(b"\0") if name]
        return changes

    def staged(self) -> list[Change]:
        """What is staged against the last commit, or against nothing before the first."""
        head = _run(self.top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        if head.returncode:
            empty = _run(self.top, "hash-object", "-t", "tree", "--stdin", given=b"")
            return list(self._changes(_line(empty.stdout), "--cached"))
        return list(self._changes(_line(head.stdout), "--cached"))

    def content(self, blob: str, name: str) -> bytes:
        """What a blob would be as the file ``name``. Raises ``NoHistory`` when it is not here."""
        for arguments in (("--filters", f"--path={name}"), ("blob",)):
            done = _run(self.top, "cat-file", *arguments, blob)
            if not done.returncode:
                return done.stdout
        words = Bilingual(
            f"git 里没有 {name} 以前的内容（部分克隆？）：{_words(done.stderr)}",
            f"git has no former content of {name} (a partial clone?): {_words(done.stderr)}",
        )
        raise NoHistory(words)

    def _shared(self, revision: str) -> str:
        unknown = Bilingual(
            f"git 不认识版本“{revision}”；用 git branch -a、git log 看有哪些",
            f"git knows no revision {revision!r}; see git branch -a and git log",
        )
        if revision.startswith("-") or "\0" in revision:
            raise NoHistory(unknown)
        done = _run(self.top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if done.returncode:
            raise NoHistory(_shallow(revision) if self._is_shallow else unknown)
        shared = _run(self.top, "merge-base", _line(done.stdout), "HEAD")
        if not shared.returncode:
            return _line(shared.stdout)
        if self._is_shallow:
            raise NoHistory(_shallow(revision))
        raise NoHistory(
            Bilingual(
                f"“{revision}”和现在的分支没有共同的历史",
                f"{revision!r} and this branch share no history",
            )
        )

    @cached_property
    def _is_shallow(self) -> bool:
        return _line(_run(self.top, "rev-parse", "--is-shallow-repository").stdout) == "true"

    def _changes(self, base: str, *more: str) -> Iterator[Change]:
        """Files that differ from a commit or a tree; not deleted ones, links and modules."""
        fixed = ("diff", "--raw", "-z", "-M", "--no-abbrev", "--no-ext-diff", "--diff-filter=d")
        fields = iter(self._ask(*fixed, *more, base, "--").split(b"\0"))
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
            yield Change(os.fsdecode(name), None if is_new else before, after if more else None)

    def _ask(self, *arguments: str) -> bytes:
        done = _run(self.top, *arguments)
        if done.returncode:
            reason = _words(done.stderr)
            raise NoHistory(Bilingual(f"git 出错：{reason}", f"git failed: {reason}"))
        return done.stdout


def _run(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        if name in environment:  # a hook is given them relative to where it runs
            environment[name] = os.path.join(Path.cwd(), environment[name])  # noqa: PTH118
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=folder,
            input=given,
            env=environment,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        words = Bilingual("没有装 git，看不了改动", "git is not installed; changes cannot be told")
        raise NoHistory(words) from None
    except (OSError, ValueError) as error:
        raise NoHistory(Bilingual(f"运行不了 git：{error}", f"cannot run git: {error}")) from None


def _line(output: bytes) -> str:
    return output.decode("ascii", "replace").strip()


def _words(output: bytes) -> str:
    return " ".join(output.decode("utf-8", "replace").split())[:300]


def _refusal(folder: Path, said: bytes) -> Bilingual:
    if b"not a git repository" in said or not said.strip():
        return Bilingual(
            f"{folder} 不在 git 仓库里，看不了改动",
            f"{folder} is in no git repository; changes cannot be told",
        )
    return Bilingual(f"git 出错：{_words(said)}", f"git failed: {_words(said)}")


def _shallow(revision: str) -> Bilingual:
    return Bilingual(
        f"这是浅克隆，历史里够不到“{revision}”；先跑 git fetch --unshallow，"
        "在 CI 里取全历史（actions/checkout 写 fetch-depth: 0）",
        f"this clone is shallow and does not reach {revision!r}; run git fetch --unshallow, "
        "or have CI fetch all history (actions/checkout: fetch-depth: 0)",
    )
