"""Hooks that were really installed, run by real commits and pushes."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from contentai.githooks.hookfile import Refused, hook_file, install, uninstall
from contentai.lint.repository import Repository
from tests.cli.process import Call, perform
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


def test_a_push_is_judged_by_its_own_content_and_settings(repo: Path, tmp_path: Path) -> None:
    assert put(repo) == ["installed"]
    far = tmp_path / "far.git"
    # Old findings do not count, an edit beside them neither; the working tree is not looked at.
    commit(repo, a="苹果。\n\n很好。\n")
    write(repo, "a.md", "苹果。苹果。\n")
    answer = git(repo, "push", "-q", "origin", "main")
    assert answer.status == 0, answer.err
    assert "检查main（" in answer.err
    # A new finding stops the push, whatever lies in the working tree by now.
    bad = commit(repo, a="苹果。\n\n很好。\n", b="好。\n\n苹果。\n")
    write(repo, "b.md", "好。\n")
    answer = git(repo, "push", "-q", "origin", "main")
    assert answer.status == 1
    assert "b.md:3:1 错误 TRY-001" in answer.err
    assert "a.md:1" not in answer.err
    assert "git push --no-verify" in answer.err
    assert head(far, "main") != bad
    # The branch's own settings judge: there the rule is off.
    done(repo, "checkout", "-q", "-f", "-b", "loose")
    settings = (repo / "contentai.yaml").read_text("utf-8")
    write(repo, "contentai.yaml", settings.replace("select: [TRY,", "select: ["))
    loose = commit(repo)
    done(repo, "checkout", "-q", "main")
    answer = git(repo, "push", "-q", "origin", "main", "loose")
    assert (answer.status, head(far, "main")) == (1, done(repo, "rev-parse", "main~1"))
    assert answer.err.count("错误 TRY-001") == 1, answer.err
    answer = git(repo, "push", "-q", "origin", "loose")
    assert (answer.status, head(far, "loose")) == (0, loose), answer.err
    # As git's users expect: a deletion brings nothing, --no-verify and the variable go past.
    assert git(repo, "push", "-q", "origin", ":loose").status == 0
    answer = git(repo, "push", "-q", "origin", "main", CONTENTAI_SKIP="1")
    assert answer.status == 0
    assert "没有检查" in answer.err
    assert head(far, "main") == bad


def test_baseline_of_the_commit_and_a_tool_error_told_apart(repo: Path) -> None:
    put(repo, options=("--fail-on", "warning"))
    commit(repo, b="香蕉。\n")
    answer = perform(Call(("lint", "b.md", "--write-baseline"), repo))
    assert answer.status == 0
    (repo / "contentai-baseline.json").rename(repo / "kept.json")
    answer = git(repo, "push", "-q")
    assert (answer.status, "TRY-002" in answer.err) == (1, True)
    (repo / "kept.json").rename(repo / "contentai-baseline.json")
    commit(repo, b="香蕉。\n\n好。\n")
    (repo / "contentai-baseline.json").unlink()  # that of the commit counts
    answer = git(repo, "push", "-q")
    assert answer.status == 0, answer.err
    write(repo, "contentai.yaml", "rules: [pack]\nselct: [TRY]\n")
    commit(repo, b="好。\n")
    write(repo, "contentai.yaml", "rules: [pack\n")
    answer = git(repo, "push", "-q")
    assert answer.status == 1
    assert "contentai.yaml:2:1" in answer.err
    assert "不是稿件的问题" in answer.err


def test_a_commit_is_judged_by_what_is_staged(repo: Path) -> None:
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
    done(repo, "add", "-A")
    assert git(repo, "commit", "-q", "-m", "x").status == 0


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
    answer = git(tree, "commit", "-q", "-m", "x", "--allow-empty", "-o")
    assert answer.status == 0, answer.err


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
    assert git(repo, "push", "-q").status == 0


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
    done(repo, "config", "core.hooksPath", ".hooks")
    assert put(repo) == ["installed"]
    assert os.access(repo / ".hooks" / "pre-push", os.X_OK)
    # Behind pre-commit, which keeps what it finds and runs it, ours is refreshed there.
    (repo / ".hooks" / "pre-push").rename(repo / ".hooks" / "pre-push.legacy")
    theirs = write(repo, ".hooks/pre-push", "#!/bin/sh\n")
    assert put(repo, options=("--whole",)) == ["refreshed"]
    assert "--whole" in (repo / ".hooks" / "pre-push.legacy").read_text("utf-8")
    assert theirs.read_text() == "#!/bin/sh\n"


def test_a_kept_hook_is_not_lost_to_another(repo: Path) -> None:
    hook = write(repo, ".git/hooks/pre-push", "one\n")
    assert put(repo) == ["chained"]
    hook.write_text("two\n")
    with pytest.raises(Refused, match="--force"):
        put(repo)
    assert hook.read_text() == "two\n"
    assert hook.with_name("pre-push.contentai-chained").read_text() == "one\n"
