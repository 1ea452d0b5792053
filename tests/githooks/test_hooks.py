"""Hooks that were really installed, run by real commits and pushes."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from contentai.githooks.hookfile import Refused, hook_file, install, uninstall
from contentai.githooks.runs import Options
from contentai.lint.repository import Repository
from tests.cli.process import Answer, Call, perform
from tests.githooks.git import commit, done, git, write

ALL = Options()


def put(folder: Path, *types: str, options: Options = ALL, python: str = "") -> list[str]:
    """Install hooks in this process; what happened."""
    repository = Repository.of(folder, bare_ok=True)
    return [
        install(repository, type, options, python or sys.executable, force=False).way
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
    assert "检查 main（" in answer.err
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
        put(repo, options=Options(whole=True))
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
    assert install(repository, "pre-push", ALL, "python", force=True).way == "installed"
    assert hook_file(repository, "pre-push").own == shared / "pre-push"
    done(repo, "config", "core.hooksPath", os.devnull)
    with pytest.raises(Refused, match="--unset"):
        install(repository, "pre-push", ALL, "python", force=True)
    done(repo, "config", "core.hooksPath", ".hooks")
    assert put(repo) == ["installed"]
    assert os.access(repo / ".hooks" / "pre-push", os.X_OK)
    # Behind pre-commit, which keeps what it finds and runs it, ours is refreshed there.
    (repo / ".hooks" / "pre-push").rename(repo / ".hooks" / "pre-push.legacy")
    theirs = write(repo, ".hooks/pre-push", "#!/bin/sh\n")
    assert put(repo, options=Options(whole=True)) == ["refreshed"]
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


def settle(repo: Path) -> None:
    """Two folders with settings of their own: 香蕉 is a warning, 蓝莓 only a note."""
    for name in ("甲", "乙 稿"):
        write(repo, f"{name}/contentai.yaml", "rules: [../pack]\nselect: [TRY, OTH]\n")
    commit(repo)


def run(folder: Path, *arguments: str) -> Answer:
    answer = perform(Call(arguments, folder))
    assert answer.status == 0, answer.err
    return answer


@pytest.mark.parametrize("type", ["pre-commit", "pre-push"])
def test_installed_in_several_folders_it_looks_at_them_all(repo: Path, type: str) -> None:
    settle(repo)
    install = ("hook", "install", "--type", type)
    run(repo / "甲", *install, "--fail-on", "info", "--whole")
    told = run(repo / "乙 稿", *install)
    assert f"{type} 查：甲（--fail-on info --whole）、乙 稿\n" in told.err
    assert f"contentai hook uninstall --type {type}" in told.err
    assert "甲（--fail-on info --whole）、乙 稿" in run(repo, "doctor").out
    write(repo, "甲/a.md", "蓝莓。\n")
    write(repo, "乙 稿/b.md", "苹果。\n")
    write(repo, "c.md", "苹果。\n")
    done(repo, "add", "-A")
    if type == "pre-push":
        commit(repo)
    verb = ("push", "-q", "origin", "main") if type == "pre-push" else ("commit", "-q", "-m", "x")
    answer = git(repo, *verb)
    assert answer.status == 1
    assert "a.md:1:1 提示 OTH-001" in answer.err
    assert "b.md:1:1 错误 TRY-001" in answer.err
    assert "c.md" not in answer.err
    for name, text in (("甲/a.md", "苹果。\n"), ("乙 稿/b.md", "蓝莓。\n")):
        write(repo, name, text)  # the first alone fails now
    done(repo, "add", "-A")
    if type == "pre-push":
        commit(repo)
    assert git(repo, *verb).status == 1
    write(repo, "甲/a.md", "好。\n")
    done(repo, "add", "-A")
    if type == "pre-push":
        commit(repo)
    assert git(repo, *verb).status == 0


def test_installed_again_it_keeps_what_is_not_given_anew(repo: Path) -> None:
    settle(repo)
    hook = ("hook", "install")
    run(repo / "甲", *hook, "--fail-on", "info", "--whole", "--baseline", "b'.json")
    for folder, options, told in (
        (repo / "甲", (), "甲（--fail-on info --whole --baseline 'b'\"'\"'.json'）"),
        (repo / "甲", ("--fail-on", "warning"), "甲（--fail-on warning --whole --baseline"),
        (repo, (), "json'）、整个仓库\n"),
    ):
        assert told in run(folder, *hook, *options).err
    assert run(repo, *hook).out.startswith("pre-push 更新了")
    run(repo, "hook", "uninstall")
    assert "pre-push 查" not in run(repo, *hook).err
    assert "，查：" not in run(repo, "doctor").out


def test_a_baseline_that_is_not_there_is_told_when_installing(repo: Path) -> None:
    settle(repo)
    hook = ("hook", "install", "--baseline", "旧 账.json")
    told = run(repo, *hook).err
    assert "没有基线 旧 账.json" in told
    make = told.split("：contentai ", 1)[1].splitlines()[0]
    run(repo, *shlex.split(make))
    assert "还没有 git add" in run(repo, *hook).err
    done(repo, "add", "旧 账.json")
    assert "注意：" not in run(repo, *hook).err


def test_a_folder_that_is_gone_is_left_out_when_installed_again(repo: Path) -> None:
    settle(repo)
    for name in ("甲", "乙 稿"):
        run(repo / name, "hook", "install")
    done(repo, "mv", "甲", "丙")
    told = run(repo / "丙", "hook", "install").err
    assert "pre-push 查：乙 稿、丙\n" in told
    assert "不再查 甲：" in told
    commit(repo, **{"丙/a": "好。\n"})
    assert git(repo, "push", "-q").status == 0
    # What former versions wrote is read, what makes no sense is told.
    hook = repo / ".git" / "hooks" / "pre-push"
    line = "contentai hook run --type pre-push --fail-on info --folder '乙 稿' -- \"$@\"\n"
    write(repo, ".git/hooks/pre-push", f'#!/bin/sh\n# contentai-hook: pre-push\n{line}{line}"$@"\n')
    assert "pre-push 查：乙 稿（--fail-on info）、整个仓库\n" in run(repo, "hook", "install").err
    hook.write_text(hook.read_text("utf-8").replace("--folder", "--fodler"), "utf-8")
    assert "读不懂" in run(repo, "hook", "install").err
    assert "--fail-on" not in hook.read_text("utf-8")


def test_a_folder_that_only_another_branch_has_stays_installed(repo: Path) -> None:
    settle(repo)
    done(repo, "checkout", "-q", "-b", "new")
    commit(repo, **{"丙/c": "好。\n"})
    run(repo / "丙", "hook", "install")
    done(repo, "checkout", "-q", "main")
    told = run(repo / "甲", "hook", "install").err
    assert "pre-push 查：丙、甲\n" in told
    assert "不再查" not in told
    assert "不在了" not in run(repo, "doctor").out
    commit(repo, **{"甲/a": "好。\n\n很好。\n"})
    assert git(repo, "push", "-q", "origin", "main").status == 0
    done(repo, "checkout", "-q", "new")
    commit(repo, **{"丙/c": "苹果。\n"})
    assert git(repo, "push", "-q", "origin", "new").status == 1
