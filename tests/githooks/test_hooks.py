"""Hooks that were really installed, run by real commits and pushes."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from contentai.githooks.hookfile import Refused, hook_file, install, uninstall
from contentai.lint.repository import Repository
from tests.githooks.git import commit, done, git, write


def put(folder: Path, *types: str, options: tuple[str, ...] = (), python: str = "") -> list[str]:
    """Install hooks in this process; what happened."""
    repository = Repository.of(folder, bare_ok=True)
    return [
        install(repository, type, options, python or sys.executable, force=False)
        for type in types or ("pre-push",)
    ]


def head(folder: Path, ref: str) -> str:
    answer = git(folder, "rev-parse", "--verify", "-q", ref)
    return answer.out.strip()


def test_a_real_push_is_stopped_and_let_go(repo: Path, tmp_path: Path) -> None:
    assert put(repo) == ["installed"]
    far = tmp_path / "far.git"
    # Old findings do not count, nor does the working tree; a new finding stops the push.
    bad = commit(repo, a="苹果。\n\n很好。\n", b="好。\n\n苹果。\n")
    write(repo, "b.md", "好。\n")
    write(repo, "a.md", "苹果。苹果。\n")
    answer = git(repo, "push", "-q", "origin", "main")
    assert answer.status == 1
    assert "检查main（" in answer.err
    assert "b.md:3:1 错误 TRY-001" in answer.err
    assert "a.md:1" not in answer.err
    assert "git push --no-verify" in answer.err
    assert head(far, "main") != bad
    # As git's users expect.
    answer = git(repo, "push", "-q", "origin", "main", CONTENTAI_SKIP="1")
    assert answer.status == 0
    assert "没有检查" in answer.err
    assert head(far, "main") == bad
    mended = commit(repo, a="苹果。\n\n很好。\n", b="好。\n\n梨。\n")
    done(far, "branch", "gone", bad)
    answer = git(repo, "push", "-q", "origin", "main", ":gone")
    assert (answer.status, head(far, "main")) == (0, mended), answer.err


def test_a_real_commit_is_judged_by_what_is_staged(repo: Path) -> None:
    put(repo, "pre-commit")
    write(repo, "a.md", "苹果。\n\n好。\n\n苹果。\n")
    write(repo, ".contentaiignore", "notes/\n")
    write(repo, "notes/c.md", "苹果。\n")
    done(repo, "add", "-A")
    write(repo, "a.md", "好。\n")
    answer = git(repo, "commit", "-q", "-m", "x")
    assert answer.status == 1
    assert "a.md:5:1 错误 TRY-001" in answer.err
    assert "c.md" not in answer.err


def test_worktrees_share_the_hook_and_have_their_own_index(repo: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    done(repo, "worktree", "add", "-q", "-b", "side", tree)
    assert put(tree, "pre-commit") == ["installed"]
    assert (repo / ".git" / "hooks" / "pre-commit").is_file()
    write(tree, "drafts/b.md", "苹果。\n")
    done(tree, "add", "-A")
    answer = git(tree / "drafts", "commit", "-q", "-m", "x")
    assert answer.status == 1
    assert "drafts/b.md:1:1 错误 TRY-001" in answer.err


def test_a_hook_that_was_there_runs_first_with_the_same_input(repo: Path, tmp_path: Path) -> None:
    hook = repo / ".git" / "hooks" / "pre-push"
    said = tmp_path / "said"
    write(hook.parent, "theirs", f'#!/bin/sh\n{{ echo "$@"; cat; }} > "{said}"\nexit $(cat code)\n')
    (hook.parent / "theirs").chmod(0o755)
    hook.unlink(missing_ok=True)
    hook.symlink_to("theirs")
    assert put(repo) == ["chained"]
    assert put(repo) == ["refreshed"]
    commit(repo, b="苹果。\n")
    write(repo, "code", "7\n")
    answer = git(repo, "push", "-q")
    assert answer.status == 1
    assert "TRY-001" not in answer.err
    write(repo, "code", "0\n")
    answer = git(repo, "push", "-q")
    assert "TRY-001" in answer.err
    first, line = said.read_text().splitlines()
    assert first == f"origin {tmp_path / 'far.git'}"
    assert line.startswith(f"refs/heads/main {head(repo, 'main')} refs/heads/main ")
    assert uninstall(Repository.of(repo), "pre-push") == "restored"
    assert hook.readlink() == Path("theirs")
    assert uninstall(Repository.of(repo), "pre-push") is None


@pytest.mark.parametrize("first", ["#!/bin/sh", "#!/usr/bin/env bash", "#! /bin/sh -e"])
def test_a_shell_hook_that_goes_by_its_name_still_does(
    repo: Path, tmp_path: Path, first: str
) -> None:
    """Many hooks are one dispatcher under several names, with its parts beside it."""
    said = tmp_path / "said"
    write(repo, ".git/hooks/parts", f'{{ basename "$0"; echo "$1"; cat; }} > "{said}"\n')
    body = f'{first}\n. "$(dirname "$0")/parts"\n'
    write(repo, ".git/hooks/dispatch", body).chmod(0o755)
    (repo / ".git" / "hooks" / "pre-push").symlink_to("dispatch")
    assert put(repo) == ["chained"]
    commit(repo, b="苹果。\n")
    answer = git(repo, "push", "-q")
    assert answer.status == 1
    assert "TRY-001" in answer.err
    name, remote, line = said.read_text().splitlines()
    assert (name, remote) == ("pre-push", "origin")
    assert line.startswith("refs/heads/main ")


def test_in_the_folder_that_husky_makes_nothing_is_written(repo: Path) -> None:
    write(repo, ".husky/_/h", "exit 0\n")
    hook = write(repo, ".husky/_/pre-push", '. "$(dirname "$0")/h"\n')
    done(repo, "config", "core.hooksPath", ".husky/_")
    with pytest.raises(Refused, match='contentai hook run --type pre-push --whole -- "\\$@"'):
        put(repo, options=("--whole",))
    assert hook.read_text() == '. "$(dirname "$0")/h"\n'
    assert not hook.with_name("pre-push.contentai-chained").exists()


def test_without_contentai_the_push_stops_and_says_so(repo: Path, tmp_path: Path) -> None:
    put(repo, python=str(tmp_path / "gone" / "python's"))
    commit(repo, b="好。\n")
    bare = {"PATH": f"{Path(shutil.which('git') or '').parent}{os.pathsep}/bin"}
    if shutil.which("contentai", path=bare["PATH"]):
        pytest.skip("contentai lies beside git here")
    answer = git(repo, "push", "-q", **bare)
    assert answer.status == 1
    assert "找不到 contentai" in answer.err
    assert "not found by " in answer.err
    assert "python's" in answer.err
    assert git(repo, "push", "-q", "--no-verify").status == 0
    # Then that of the PATH.
    commit(repo, c="好。\n")
    fake = write(tmp_path, "bin/contentai", '#!/bin/sh\necho "ran $*" >&2\n')
    fake.chmod(0o755)
    answer = git(repo, "push", "-q", PATH=f"{fake.parent}{os.pathsep}{bare['PATH']}")
    assert answer.status == 0
    assert f"ran hook run --type pre-push -- origin {tmp_path / 'far.git'}" in answer.err


def test_where_the_hook_is_written(repo: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    done(repo, "config", "core.hooksPath", str(shared))
    with pytest.raises(Refused, match="hooksPath"):
        put(repo)
    assert not shared.exists()
    repository = Repository.of(repo)
    assert install(repository, "pre-push", (), "python", force=True) == "installed"
    assert hook_file(repository, "pre-push").own == shared / "pre-push"
    done(repo, "config", "core.hooksPath", os.devnull)
    with pytest.raises(Refused, match="--unset"):
        install(repository, "pre-push", (), "python", force=True)
    done(repo, "config", "core.hooksPath", ".hooks")
    assert put(repo) == ["installed"]
    assert os.access(repo / ".hooks" / "pre-push", os.X_OK)
    # Behind pre-commit, which keeps what it finds and runs it, ours is refreshed there.
    (repo / ".hooks" / "pre-push").rename(repo / ".hooks" / "pre-push.legacy")
    theirs = write(repo, ".hooks/pre-push", "#!/bin/sh\n")
    assert put(repo, options=("--whole",)) == ["refreshed"]
    assert "--whole" in (repo / ".hooks" / "pre-push.legacy").read_text("utf-8")
    assert theirs.read_text() == "#!/bin/sh\n"


def test_a_hook_that_git_did_not_run_is_not_said_to_run(repo: Path) -> None:
    hook = write(repo, ".git/hooks/pre-push", "#!/bin/sh\nexit 7\n")
    hook.chmod(0o644)
    assert put(repo) == ["idle"]
    commit(repo, b="好。\n")
    assert git(repo, "push", "-q").status == 0


def test_a_kept_hook_is_not_lost_to_another(repo: Path) -> None:
    hook = write(repo, ".git/hooks/pre-push", "one\n")
    hook.chmod(0o755)
    assert put(repo) == ["chained"]
    hook.write_text("two\n")
    with pytest.raises(Refused, match="--force"):
        put(repo)
    assert hook.read_text() == "two\n"
    assert hook.with_name("pre-push.contentai-chained").read_text() == "one\n"
