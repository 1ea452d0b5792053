"""What a commit or a push brings: which content is looked at, and what it is compared with.

Of a push, that is the content of each commit that a branch or tag is to stand on. It is compared
with what the remote has already: git says where the remote's branch stands, and the branches last
fetched tell the rest; where they share no commit with it, by what they hold now. Where a branch
joins several lines of history, a line of text is new when none of them has it, so what others
wrote before a rebase or a merge is not looked at.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from contentai.language import Bilingual
from contentai.lint.git import NoHistory
from contentai.lint.repository import Change, Repository

# More lines of history than this need not be told apart: a little more is looked at then.
_MOST_BASES = 8
# So many branches of a remote, the newest, are asked which of them say something of their own.
_MOST_TIPS = 200


@dataclass(frozen=True, slots=True)
class Push:
    """One line that git gives a pre-push hook. ``old`` is where the remote's ref stands."""

    ref: str
    new: str
    old: str


@dataclass(frozen=True, slots=True)
class Look:
    """Content to look at: that of ``commit``, or with None what is staged.

    ``bases`` are commits whose content is known already; None among them is an empty tree.
    ``words`` name it for people.
    """

    commit: str | None
    bases: tuple[str | None, ...]
    words: Bilingual
    note: Bilingual | None = None

    def changes(self, repository: Repository) -> list[tuple[Change, tuple[str, ...]]]:
        """Files that differ from every base, each with the blobs it held in them."""
        found: list[dict[str, Change]] = []
        for base in self.bases:
            changes = (
                repository.staged(base or "HEAD")
                if self.commit is None
                else repository.between(base, self.commit)
            )
            found.append({change.name: change for change in changes})
        return [
            (change, tuple(c.base for c in sides if c.base is not None))
            for name, change in found[0].items()
            if len(sides := [side[name] for side in found if name in side]) == len(found)
        ]


def read_pushes(data: bytes) -> list[Push]:
    """The lines of a pre-push hook's standard input. Raises ``ValueError`` for another shape."""
    pushes = []
    for line in filter(None, data.decode("utf-8", "surrogateescape").split("\n")):
        # What is pushed is told as it was written: "HEAD@{1 day ago}".
        ref, new, _, old = line.rstrip("\r").rsplit(" ", 3)
        pushes.append(Push(ref, new, old))
    return pushes


def staged_look(repository: Repository) -> Look:
    """What is staged; while merging, less what the other sides bring."""
    named = os.fsdecode(repository.ask("rev-parse", "--git-path", "MERGE_HEAD").rstrip(b"\n"))
    merged: list[str] = []
    with suppress(FileNotFoundError):  # as ever, but while merging
        merged = (repository.top / named).read_text("ascii").split()
    return Look(None, ("HEAD", *merged[:_MOST_BASES]), Bilingual("暂存的内容", "what is staged"))


def ranged_look(repository: Repository, since: str, until: str) -> Look:
    """What a commit has that was not in the last one it shares with another."""
    shared = repository.ask("merge-base", since, until).decode("ascii").strip()
    return Look(until, (shared,), Bilingual(f"{since}…{until}", f"{since}...{until}"))


def pushed_looks(repository: Repository, pushes: Sequence[Push], remote: str) -> Iterator[Look]:
    """What the pushes bring to ``remote`` (its name or address), each commit once.

    Deletions bring nothing, nor do tags of files. Raises ``NoHistory`` when git does not know
    what it is to push.
    """
    known = {commit for push in pushes if (commit := _commit(repository, push.old))}
    seen: set[str] = set()
    for push in pushes:
        if not push.new.strip("0"):
            continue
        tip = _commit(repository, push.new)
        if tip is None:
            if repository.run("cat-file", "-e", push.new).returncode:
                words = Bilingual(f"git 里没有 {push.new}", f"git has no {push.new}")
                raise NoHistory(words)
            continue
        if tip in seen:
            continue
        seen.add(tip)
        look = _look(repository, push, tip, known, remote)
        if look:
            yield look


def _tips(repository: Repository, remote: str) -> list[str]:
    """The commits of a remote's branches as last fetched, or of all remotes; its main one first.

    One that another has among its ancestors tells nothing more, and is not among them.
    """
    ours = f"refs/remotes/{remote}" if remote else "refs/remotes"
    newest = "for-each-ref", "--sort=-committerdate", f"--count={_MOST_TIPS}"
    listed = repository.ask(*newest, "--format=%(objectname)", ours).decode("ascii").split()
    tips = [*filter(None, [_commit(repository, f"{ours}/HEAD")]), *listed]
    if not tips:
        return []
    kept = repository.ask("merge-base", "--independent", *tips).decode("ascii").split()
    return [tip for tip in dict.fromkeys(tips) if tip in kept]


def _commit(repository: Repository, name: str) -> str | None:
    return repository.commit(name) if name.strip("0") else None


def _look(
    repository: Repository, push: Push, tip: str, known: Iterable[str], remote: str
) -> Look | None:
    """How ``tip`` is looked at; None when the remote has it."""
    # A push to a bare address: what any remote has counts as known.
    named = remote in repository.ask("remote").decode("utf-8", "surrogateescape").split("\n")
    remotes = f"--remotes={remote}" if named else "--remotes"
    listed = repository.ask("rev-list", "--boundary", tip, "--not", *known, remotes)
    lines = listed.decode("ascii").split()
    if all(line.startswith("-") for line in lines):
        return None
    bases = [line[1:] for line in lines if line.startswith("-")]
    # What the branch itself held there, before a rebase or an amended commit, is not new either.
    bases += filter(None, [_commit(repository, push.old)])
    if len(bases) > 1:
        bases = repository.ask("merge-base", "--independent", *bases).decode("ascii").split()
    short = push.ref.removeprefix("refs/heads/").removeprefix("refs/tags/")
    note: Bilingual | None = None
    if not bases and repository.is_shallow:
        note = Bilingual(
            "这是浅克隆，看不出远端已有什么，整份都查；git fetch --unshallow 之后只查改动",
            "this clone is shallow and cannot tell what the remote has: all is checked; "
            "after git fetch --unshallow only what changed is",
        )
    elif not bases and (bases := [*known, *_tips(repository, remote if named else "")]):
        note = Bilingual(
            f"{short} 和远端没有共同的提交（改写过最初的提交？），和远端各分支现有的内容比",
            f"{short} shares no commit with the remote (was the first one amended?); it is "
            "compared with what the remote's branches hold now",
        )
    words = Bilingual(f"{short}（{tip[:9]}）", f"{short} ({tip[:9]})")
    return Look(tip, tuple(bases[:_MOST_BASES]) or (None,), words, note)
