"""What a push is compared with, in real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest

from contentai.githooks.looks import Push, pushed_looks, read_pushes, staged_look
from contentai.lint.git import NoHistory
from contentai.lint.repository import Repository
from tests.githooks.git import commit, done, git, write

ZERO = "0" * 40


def looked(folder: Path, *pushes: Push, remote: str = "origin") -> list[dict[str, int]]:
    """Of each look the changed drafts, with how many former contents each is compared with."""
    repository = Repository.of(folder, bare_ok=True)
    return [
        {
            change.name: len(bases)
            for change, bases in look.changes(repository)
            if change.name.endswith(".md")
        }
        for look in pushed_looks(repository, pushes, remote)
    ]


def push(folder: Path, ref: str = "main", old: str = ZERO) -> Push:
    return Push(f"refs/heads/{ref}", done(folder, "rev-parse", ref), old)


def test_lines_of_git_are_read() -> None:
    data = (
        f"refs/heads/稿 {'a' * 40} refs/heads/x {ZERO}\n(delete) {ZERO} refs/heads/y {'b' * 40}\n"
    )
    assert read_pushes(data.encode()) == [
        Push("refs/heads/稿", "a" * 40, ZERO),
        Push("(delete)", ZERO, "b" * 40),
    ]
    # A revision is told as it was written, and a name may hold what parts lines elsewhere.
    for ref in ("HEAD@{1 day ago}", "HEAD^{/春节 稿件}", "refs/heads/一\u2028二"):
        data = f"{ref} {'a' * 40} refs/heads/x {ZERO}\n"
        assert read_pushes(data.encode()) == [Push(ref, "a" * 40, ZERO)]
    assert read_pushes(b"") == []
    with pytest.raises(ValueError, match="unpack"):
        read_pushes(b"hello\n")


def test_only_what_the_remote_lacks(repo: Path) -> None:
    old = done(repo, "rev-parse", "HEAD")
    assert looked(repo, push(repo, old=old)) == []
    commit(repo, b="好。\n")
    assert looked(repo, push(repo, old=old)) == [{"b.md": 0}]
    commit(repo, a="好。\n", b="很好。\n")
    assert looked(repo, push(repo, old=old)) == [{"a.md": 1, "b.md": 0}]


def test_a_new_branch_is_compared_with_fetched_ones(repo: Path) -> None:
    done(repo, "checkout", "-q", "-b", "new")
    assert looked(repo, push(repo, "new")) == []
    commit(repo, b="好。\n")
    assert looked(repo, push(repo, "new")) == [{"b.md": 0}]
    # Another remote has none of it.
    done(repo, "remote", "add", "backup", "elsewhere")
    assert looked(repo, push(repo, "new"), remote="backup") == [{"a.md": 0, "b.md": 0}]
    # Of a bare address it is not known: what any remote has counts.
    assert looked(repo, push(repo, "new"), remote="https://example.com/x.git") == [{"b.md": 0}]


def test_deletions_and_tags_of_no_commit_bring_nothing(repo: Path) -> None:
    old = done(repo, "rev-parse", "HEAD")
    assert looked(repo, Push("(delete)", ZERO, old)) == []
    blob = done(repo, "rev-parse", "HEAD:a.md")
    assert looked(repo, Push("refs/tags/file", blob, ZERO)) == []
    with pytest.raises(NoHistory, match="f" * 40):
        looked(repo, Push("refs/heads/x", "f" * 40, ZERO))


def test_tags_and_branches_of_one_commit_are_looked_at_once(repo: Path) -> None:
    commit(repo, b="好。\n")
    done(repo, "tag", "-a", "-m", "t", "v1")
    tag = Push("refs/tags/v1", done(repo, "rev-parse", "v1"), ZERO)
    assert looked(repo, push(repo), tag) == [{"b.md": 0}]
    commit(repo, c="好。\n")
    assert looked(repo, push(repo), tag) == [{"b.md": 0, "c.md": 0}, {"b.md": 0}]


def test_what_others_wrote_is_not_looked_at_after_a_merge_or_a_rebase(repo: Path) -> None:
    start = done(repo, "rev-parse", "HEAD")
    theirs = commit(repo, theirs="好。\n")
    done(repo, "update-ref", "refs/remotes/origin/main", theirs)
    done(repo, "checkout", "-q", "-b", "mine", start)
    before = commit(repo, mine="好。\n")
    done(repo, "update-ref", "refs/remotes/origin/mine", before)
    done(repo, "merge", "-q", "-m", "m", "main")
    # A merge of known things has nothing new, then one draft has.
    assert looked(repo, push(repo, "mine", before)) == [{}]
    commit(repo, mine="很好。\n")
    assert looked(repo, push(repo, "mine", before)) == [{"mine.md": 1}]
    # Rebased and pushed by force: the old commits are known, those of main as well.
    done(repo, "reset", "-q", "--hard", before)
    done(repo, "rebase", "-q", "main")
    assert looked(repo, push(repo, "mine", before)) == [{}]
    commit(repo, mine="很好。\n")
    assert looked(repo, push(repo, "mine", before)) == [{"mine.md": 1}]


def test_everything_of_an_empty_remote_or_an_unrelated_root(repo: Path) -> None:
    old = done(repo, "rev-parse", "HEAD")
    done(repo, "update-ref", "-d", "refs/remotes/origin/main")
    assert looked(repo, push(repo)) == [{"a.md": 0}]
    done(repo, "checkout", "-q", "--orphan", "other")
    commit(repo, b="好。\n")
    assert looked(repo, push(repo, "other")) == [{"a.md": 0, "b.md": 0}]
    assert looked(repo, push(repo, "other", old)) == [{"b.md": 0}]


def test_a_new_branch_without_a_common_commit_is_compared_with_what_the_remote_holds(
    repo: Path,
) -> None:
    done(repo, "checkout", "-q", "--orphan", "anew")
    commit(repo, b="好。\n")
    (look,) = pushed_looks(Repository.of(repo), [push(repo, "anew")], "origin")
    assert look.bases == (done(repo, "rev-parse", "origin/main"),)
    assert look.note is not None
    assert "没有共同的提交" in look.note.zh
    assert looked(repo, push(repo, "anew")) == [{"b.md": 0}]
    assert looked(repo, push(repo, "anew"), remote="https://example.com/x.git") == [{"b.md": 0}]
    commit(repo, a="很好。\n")
    assert looked(repo, push(repo, "anew")) == [{"a.md": 1, "b.md": 0}]


def test_a_shallow_clone_says_that_it_looks_at_everything(repo: Path, tmp_path: Path) -> None:
    commit(repo, b="好。\n")
    done(repo, "push", "-q")
    clone = tmp_path / "clone"
    done(tmp_path, "clone", "-q", "--depth", "1", repo.joinpath("../far.git").as_uri(), clone)
    old = commit(clone, c="好。\n")
    assert looked(clone, push(clone, old=old)) == []
    assert looked(clone, push(clone)) == [{"c.md": 0}]
    done(clone, "update-ref", "-d", "refs/remotes/origin/main")
    done(clone, "update-ref", "-d", "refs/remotes/origin/HEAD")
    (look,) = pushed_looks(Repository.of(clone), [push(clone)], "origin")
    assert look.bases == (None,)
    assert look.note is not None
    assert "浅克隆" in look.note.zh


def test_a_bare_repository_can_push(repo: Path, tmp_path: Path) -> None:
    commit(repo, b="好。\n")
    bare = tmp_path / "bare.git"
    done(tmp_path, "clone", "-q", "--bare", repo, bare)
    assert looked(bare, push(bare)) == [{"a.md": 0, "b.md": 0}]


def test_while_merging_only_what_neither_side_had(repo: Path) -> None:
    start = done(repo, "rev-parse", "HEAD")
    commit(repo, a="苹果。\n\n很好。\n", theirs="好。\n")
    done(repo, "checkout", "-q", "-b", "mine", start)
    commit(repo, a="苹果。\n\n不好。\n")
    assert git(repo, "merge", "-q", "main").status == 1
    write(repo, "a.md", "苹果。\n\n挺好。\n")
    done(repo, "add", "-A")
    repository = Repository.of(repo)
    changes = staged_look(repository).changes(repository)
    assert [(change.name, len(bases)) for change, bases in changes] == [("a.md", 2)]
    # So it is with several others at once, in a working tree of its own too.
    done(repo, "merge", "--abort")
    for name in ("x", "y", "z"):
        done(repo, "checkout", "-q", "-b", name, start)
        commit(repo, **{name: "苹果。\n"})
    done(repo, "worktree", "add", "-q", str(repo.parent / "side"), "mine")
    side = repo.parent / "side"
    done(side, "merge", "-q", "--no-commit", "--no-ff", "x", "y", "z")
    write(side, "x.md", "苹果。\n\n好。\n")
    done(side, "add", "-A")
    repository = Repository.of(side)
    changes = staged_look(repository).changes(repository)
    assert [(change.name, len(bases)) for change, bases in changes] == [("x.md", 1)]
