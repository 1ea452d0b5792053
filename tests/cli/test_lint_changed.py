"""``contentai lint --changed-since`` and ``--staged``, in real repositories."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.process import ROOT, Answer, Call, perform
from tests.lint.house import furnish


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with a first commit: a.md holds 苹果 in line 1, b.md 香蕉."""
    folder = furnish(tmp_path / "repo")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "core.autocrlf", "false")
    write(folder, "a.md", "苹果。\n\n好。\n")
    write(folder, "drafts/b.md", "香蕉。\n\n好。\n")
    commit(folder)
    return folder


def write(folder: Path, name: str, text: str | bytes) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "more")


def lint(folder: Path, *arguments: str | Path) -> Answer:
    return perform(Call(("lint", *arguments), folder))


def found(folder: Path, *arguments: str | Path) -> dict[str, list[tuple[int, str]]]:
    answer = lint(folder, *arguments, "--format", "json")
    return {
        file["path"]: [(f["line"], f["rule"]) for f in file["findings"]]
        for file in json.loads(answer.out)["files"]
    }


def test_findings_of_changed_lines_alone(repo: Path) -> None:
    write(repo, "a.md", "新。\n\n苹果。\n\n香蕉。\n")
    write(repo, "c.md", "苹果。\n\n香蕉。\n")  # not yet known to git
    assert found(repo, "--changed-since", "HEAD") == {
        "a.md": [(5, "TRY-002")],
        "c.md": [(1, "TRY-001"), (3, "TRY-002")],
    }
    commit(repo)
    assert found(repo, "--changed-since", "HEAD") == {}
    assert found(repo, "--changed-since", "HEAD~1")["a.md"] == [(5, "TRY-002")]


@pytest.mark.parametrize("which", [("--staged",), ("--changed-since", "HEAD~1")])
def test_a_path_that_never_was_is_told_and_a_deleted_one_is_not(
    repo: Path, which: tuple[str, ...]
) -> None:
    write(repo, "a.md", "香蕉。\n")
    commit(repo)
    git(repo, "rm", "-q", "-r", "drafts")
    for name in ("drfats", "no/such/x.md"):
        answer = lint(repo, "a.md", name, *which)
        assert answer.status == 2
        assert f"{name}\n  错误 文件不存在" in answer.out
    for name in ("drafts", "drafts/b.md"):
        assert "没有改动的稿件" in lint(repo, name, *which).out
        assert lint(repo, name, *which).status == 0


def test_paths_still_say_what_is_looked_at(repo: Path) -> None:
    write(repo, "a.md", "香蕉。\n")
    write(repo, "drafts/b.md", "苹果。\n")
    write(repo, "drafts/notes.doc", "苹果。\n")
    write(repo, "drafts/old/c.md", "苹果。\n")
    write(repo, "drafts/.contentaiignore", "old/\n")
    assert found(repo, "drafts", "--changed-since", "HEAD") == {"drafts/b.md": [(1, "TRY-001")]}
    assert found(repo / "drafts", "../a.md", "--changed-since", "HEAD") == {
        "../a.md": [(1, "TRY-002")]
    }
    assert found(repo / "drafts", ".", "b.md", "--changed-since", "HEAD") == {
        "b.md": [(1, "TRY-001")]
    }
    whole = found(repo.parent, repo, "--changed-since", "HEAD", "--config", "repo/contentai.yaml")
    assert sorted(Path(name).name for name in whole) == ["a.md", "b.md"]


def test_a_branch_is_compared_with_where_it_left(repo: Path) -> None:
    git(repo, "checkout", "-q", "-b", "mine")
    write(repo, "drafts/b.md", "香蕉。\n\n好。\n\n苹果。\n")
    commit(repo)
    git(repo, "checkout", "-q", "main")
    write(repo, "a.md", "好。\n")
    commit(repo)
    git(repo, "checkout", "-q", "mine")
    # Against main itself line 1 of a.md would differ; this branch never touched it.
    assert found(repo, "--changed-since", "main") == {"drafts/b.md": [(5, "TRY-001")]}


def test_a_renamed_draft_is_compared_with_what_it_was(repo: Path) -> None:
    git(repo, "mv", "a.md", "新 “稿”\n.md")
    write(repo, "drafts/b.md", "香蕉。\n\n好。\n" * 8)
    commit(repo)
    git(repo, "mv", "drafts/b.md", "c.md")
    write(repo, "c.md", "香蕉。\n\n好。\n" * 8 + "苹果。\n")
    assert found(repo, "--changed-since", "HEAD~1")["新 “稿”\n.md"] == []
    git(repo, "add", "-A")
    assert found(repo, "--staged") == {"c.md": [(25, "TRY-001")]}


def test_line_ends_are_no_change(repo: Path) -> None:
    write(repo, "a.md", "苹果。\r\n\r\n好。\r\n香蕉。\r\n")
    assert found(repo, "--changed-since", "HEAD") == {"a.md": [(4, "TRY-002")]}
    git(repo, "config", "core.autocrlf", "true")
    git(repo, "add", "-A")
    assert found(repo, "--staged") == {"a.md": [(4, "TRY-002")]}


def test_drafts_that_git_takes_for_binary_are_compared_as_text(repo: Path) -> None:
    wide = "\ufeff苹果。\n\n好。\n"
    write(repo, "w.md", wide.encode("utf-16-le"))
    write(repo, "p.md", b"\x89PNG\r\n\x1a\n" + bytes(64))
    commit(repo)
    write(repo, "w.md", (wide + "香蕉。\n").encode("utf-16-le"))
    write(repo, "p.md", "苹果。\n")
    write(repo, "q.md", b"\x89PNG\r\n\x1a\n" + bytes(64))
    assert found(repo, "--changed-since", "HEAD") == {
        "p.md": [(1, "TRY-001")],
        "q.md": [],
        "w.md": [(4, "TRY-002")],
    }
    assert lint(repo, "--changed-since", "HEAD").status == 2


def test_staged_is_what_lies_in_the_index(repo: Path) -> None:
    write(repo, "a.md", "苹果。\n\n好。\n香蕉。\n")
    write(repo, "gone.md", "蓝莓。\n")
    git(repo, "add", "-A")
    write(repo, "a.md", "苹果。\n\n好。\n草莓。\n")
    write(repo, "other.md", "苹果。\n")
    (repo / "gone.md").unlink()
    (repo / "drafts" / "b.md").unlink()
    assert found(repo, "--staged") == {"a.md": [(4, "TRY-002")], "gone.md": [(1, "OTH-001")]}
    assert found(repo, "a.md", "--staged") == {"a.md": [(4, "TRY-002")]}
    assert found(repo, "gone.md", "--staged") == {"gone.md": [(1, "OTH-001")]}


def test_what_a_merge_left_in_conflict_is_not_passed_over(repo: Path) -> None:
    write(repo, "posts.csv", "id,text\n1,好\n")
    commit(repo)
    git(repo, "checkout", "-q", "-b", "side")
    write(repo, "a.md", "橙子。\n")
    write(repo, "posts.csv", "id,text\n1,橙子\n")
    commit(repo)
    git(repo, "checkout", "-q", "main")
    write(repo, "a.md", "西瓜。\n")
    write(repo, "posts.csv", "id,text\n1,西瓜\n")
    write(repo, "c.md", "苹果。\n")
    commit(repo)
    merged = subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@e.x", "merge", "side"],
        cwd=repo,
        capture_output=True,
        check=False,
    )
    assert merged.returncode == 1
    write(repo, "c.md", "苹果。\n\n苹果。\n")
    git(repo, "add", "c.md")
    answer = lint(repo, "--staged", ".", "posts.csv")
    assert answer.status == 2
    assert answer.out.count("合并的冲突还没有解决") == 2
    assert "c.md:3:1 错误 TRY-001" in answer.out


@pytest.mark.parametrize("name", ["p.md", "p.html", "p.docx", "p.csv"])
def test_a_pointer_of_git_lfs_is_not_judged(repo: Path, name: str) -> None:
    oid = "4d" * 32
    write(repo, name, f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 9\n")
    git(repo, "add", "-A")
    for how in (("--staged",), ("--changed-since", "HEAD"), ()):
        answer = lint(repo, name, *how)
        assert (answer.status, answer.out.count("git lfs pull")) == (2, 1)
        assert "-0" not in answer.out  # no finding
    commit(repo)
    write(repo, "a.md", "香蕉。\n")
    # What a pointer became is all new.
    write(repo, "p.md", "好。\n\n香蕉。\n")
    git(repo, "add", "-A")
    assert found(repo, "p.md", "--staged") == {"p.md": [(3, "TRY-002")]}


def test_staged_before_the_first_commit(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    git(folder, "init", "-q")
    write(folder, "a.md", "苹果。\n")
    git(folder, "add", "a.md")
    assert found(folder, "--staged") == {"a.md": [(1, "TRY-001")]}
    told = lint(folder, "--changed-since", "HEAD")
    assert (told.status, told.out) == (2, "")
    assert "HEAD" in told.err


def test_in_a_hook_the_commits_own_index_is_read(repo: Path) -> None:
    hook = repo / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" CONTENTAI_LANG=zh "{sys.executable}" -m contentai '
        "lint drafts --staged >&2\n",
        "utf-8",
    )
    hook.chmod(0o755)
    write(repo, "drafts/b.md", "香蕉。\n\n苹果。\n")
    write(repo, "drafts/c.md", "蓝莓。\n")
    git(repo, "add", "drafts/c.md")
    done = subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@e.x", "commit", "-qm", "x", "drafts/b.md"],
        cwd=repo,
        capture_output=True,
        check=False,
    )
    told = done.stderr.decode()
    assert done.returncode == 1, told
    assert "drafts/b.md:3:1 错误 TRY-001" in told
    assert "c.md" not in told  # staged, but not in this commit


@pytest.mark.parametrize("command", ["lint . --staged", "hook run --type pre-commit"])
def test_in_a_hook_that_goes_elsewhere_the_index_is_the_same(repo: Path, command: str) -> None:
    """Git tells a hook of its index by a name from the top: .git/index."""
    hook = repo / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f'#!/bin/sh\ncd drafts\nPYTHONPATH="{ROOT}" CONTENTAI_LANG=zh "{sys.executable}" '
        f"-m contentai {command} >&2\n",
        "utf-8",
    )
    hook.chmod(0o755)
    write(repo, "drafts/b.md", "香蕉。\n\n苹果。\n")
    git(repo, "add", "drafts/b.md")
    done = subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@e.x", "commit", "-qm", "x"],
        cwd=repo,
        capture_output=True,
        check=False,
    )
    told = done.stderr.decode()
    assert "b.md:3:1 错误 TRY-001" in told
    assert done.returncode == 1


@pytest.mark.parametrize(
    "command", ["lint --staged", "lint --changed-since HEAD", "hook run --type pre-commit"]
)
@pytest.mark.parametrize("named", ["gone", ""])
def test_a_named_index_that_is_not_there_is_not_called_no_change(
    repo: Path, command: str, named: str
) -> None:
    write(repo, "a.md", "苹果。\n\n苹果。\n")
    git(repo, "add", "-A")
    answer = perform(Call(tuple(command.split()), repo, env={"GIT_INDEX_FILE": named}))
    assert (answer.status, answer.out) == (2, "")
    assert "GIT_INDEX_FILE" in answer.err
    assert "不存在" in answer.err


def test_while_merging_what_the_other_side_wrote_is_not_looked_at(repo: Path) -> None:
    git(repo, "checkout", "-q", "-b", "other")
    write(repo, "a.md", "苹果。\n\n好。\n\n香蕉。\n")
    write(repo, "c.md", "草莓。\n")
    write(repo, "t.csv", "标题,文案\n一,苹果。\n二,香蕉。\n")
    commit(repo)
    git(repo, "checkout", "-q", "main")
    write(repo, "a.md", "好。\n\n苹果。\n\n好。\n")
    commit(repo)
    git(repo, "merge", "-q", "--no-commit", "other")
    columns = ("--staged", "--text-column", "文案")
    assert found(repo, *columns) == {"a.md": []}
    # What the merge brings of its own is new to both sides.
    write(repo, "c.md", "草莓。\n\n蓝莓。\n")
    write(repo, "t.csv", "标题,文案\n一,苹果。\n二,香蕉。\n三,草莓。\n")
    git(repo, "add", "-A")
    hook = perform(Call(("hook", "run", "--type", "pre-commit"), repo))
    assert "蓝莓" in hook.err and "草莓" not in hook.err
    assert found(repo, *columns) == {
        "a.md": [],
        "c.md": [(3, "OTH-001")],
        "t.csv#row=4": [(4, "FIX-001")],
    }
    assert "t.csv" not in lint(repo, "--staged").out


def test_links_and_modules_are_passed_over(repo: Path) -> None:
    (repo / "link.md").symlink_to("a.md")
    git(repo, "add", "-A")
    assert found(repo, "--staged") == {}
    commit(repo)
    (repo / "new.md").symlink_to("a.md")
    assert found(repo, "--changed-since", "HEAD") == {}
    (repo / "new.md").unlink()
    (repo / "link.md").unlink()
    write(repo, "link.md", "苹果。\n")
    assert found(repo, "--changed-since", "HEAD") == {"link.md": [(1, "TRY-001")]}


def test_links_in_a_folder_lead_neither_out_of_it_nor_to_other_names(repo: Path) -> None:
    write(repo, "old/c.md", "草莓。\n")
    (repo / "now").symlink_to("drafts")
    (repo / "drafts" / "up").symlink_to("..")
    (repo / "drafts" / "c.md").symlink_to("../old/c.md")
    assert list(found(repo)) == ["a.md", "drafts/b.md", "old/c.md"]
    fixed = lint(repo, "drafts", "--fix")
    assert "drafts 里有 2 个链接没有跟过去（c.md、up）；要查就直接写出它们" in fixed.out
    assert (repo / "old/c.md").read_text("utf-8") == "草莓。\n"
    lint(repo, "--write-baseline")
    accepted = (repo / "contentai-baseline.json").read_text("utf-8")
    assert "drafts/b.md" in accepted and "now/" not in accepted and "drafts/up" not in accepted
    assert list(found(repo, "now")) == ["now/b.md"]  # named


def test_nothing_changed_is_said(repo: Path) -> None:
    answer = lint(repo, "--changed-since", "HEAD")
    assert answer.status == 0
    assert "注意：从 HEAD 以来没有改动的稿件" in answer.out
    assert "注意：暂存区里没有改动的稿件" in lint(repo, "--staged").out


def test_what_a_sparse_checkout_leaves_out_is_read_from_git(repo: Path) -> None:
    write(repo, "a.md", "苹果。\n\n好。\n\n香蕉。\n")
    write(repo, "drafts/b.md", "香蕉。\n\n好。\n\n草莓。\n")
    write(repo, "drafts/posts.csv", "id,text\n1,好\n")
    commit(repo)
    git(repo, "sparse-checkout", "set", "pack")
    assert git(repo, "status", "--porcelain") == ""
    assert not (repo / "drafts").exists()
    since = ("--changed-since", "HEAD~1")
    assert found(repo, *since) == {"a.md": [(5, "TRY-002")], "drafts/b.md": [(5, "FIX-001")]}
    assert lint(repo, "drafts/b.md", "drafts/posts.csv", *since).status == 0
    # There is no file to write into, and none is made.
    answer = lint(repo, *since, "--fix")
    assert (answer.status, "写不了" in answer.out) == (2, True)
    assert git(repo, "status", "--porcelain") == ""


def test_fixes_stay_within_the_change(repo: Path) -> None:
    write(repo, "a.md", "草莓。\n\n好。\n")
    commit(repo)
    write(repo, "a.md", "草莓。\n\n好。\n\n草莓，草莓。\n")
    answer = lint(repo, "--changed-since", "HEAD", "--fix")
    assert answer.status == 0
    assert (repo / "a.md").read_text("utf-8") == "草莓。\n\n好。\n\n莓果，莓果。\n"


def test_a_shallow_clone_says_what_to_do(repo: Path, tmp_path: Path) -> None:
    first = git(repo, "rev-parse", "HEAD")
    write(repo, "a.md", "苹果。\n\n好。\n香蕉。\n")
    commit(repo)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", repo.as_uri(), str(clone))
    for revision in (first, "2026-11-01-春", "2026-11-01"):
        answer = lint(clone, "--changed-since", revision)
        assert (answer.status, answer.out) == (2, "")
        assert "fetch-depth: 0" in answer.err
        assert revision in answer.err
    git(clone, "fetch", "-q", "--unshallow")
    assert found(clone, "--changed-since", first) == {"a.md": [(4, "TRY-002")]}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--changed-since", "nope"), "不认识版本“nope”"),
        (("--changed-since", "--output=x"), "不认识版本“--output=x”"),
        (("--changed-since", ""), "不认识版本“”"),
        (("--changed-since", "main..HEAD"), "只写一头，如 main"),
        (("--changed-since", "...main"), "只写一头，如 HEAD"),
        (("--changed-since", "2026-11-01"), "git rev-list -1 --before=2026-11-01 HEAD"),
        (("--changed-since", "3 days ago"), "git rev-list -1 --before='3 days ago' HEAD"),
        (("--changed-since", "yesterday"), "git rev-list -1 --before=yesterday HEAD"),
        (("--changed-since", "2026-11-1 08:00"), "git rev-list -1 --before='2026-11-1 08:00'"),
        (("--changed-since", "last month"), "git rev-list -1 --before='last month' HEAD"),
        (("--changed-since", "yesterday-x"), "用 git branch -a"),
        (("--changed-since", "2026-11-01-春"), "用 git branch -a"),
        (("--changed-since", "last-release"), "用 git branch -a"),
        (("--changed-since", "long-ago"), "用 git branch -a"),
        (("--changed-since", "HEAD", "--staged"), "只能用一个"),
        (("--staged", "--fix"), "--diff"),
        (("--staged", "--write-baseline"), "写不了基线"),
        (("-", "--staged"), "标准输入没有历史"),
    ],
)
def test_mistakes_are_told(repo: Path, arguments: tuple[str, ...], words: str) -> None:
    answer = lint(repo, *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert words in answer.err
    assert not (repo / "x").exists()


def test_a_branch_that_only_the_remote_has_is_named(repo: Path, tmp_path: Path) -> None:
    git(repo, "branch", "主干")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(repo), str(clone))
    answer = lint(clone, "--changed-since", "主干")
    assert (answer.status, "有 origin/主干" in answer.err) == (2, True)
    assert lint(clone, "--changed-since", "origin/主干").status == 0


def test_what_git_says_in_english_comes_with_the_way_out(repo: Path, tmp_path: Path) -> None:
    write(repo, "a.md", "苹果。\n\n好。\n\n香蕉。\n")
    commit(repo)
    git(repo, "config", "uploadpack.allowFilter", "true")
    for part in ("blob:none", "tree:0"):
        clone = tmp_path / part.replace(":", "")
        git(tmp_path, "clone", "-q", f"--filter={part}", repo.as_uri(), str(clone))
        git(clone, "config", "remote.origin.url", str(tmp_path / "gone"))
        answer = lint(clone, "--changed-since", "HEAD~1")
        assert (answer.status, "这是部分克隆" in answer.err) == (2, True)
    git(tmp_path, "init", "-q", "--bare", "bare.git")
    answer = lint(tmp_path / "bare.git", "--staged")
    assert (answer.status, "这是裸仓库" in answer.err) == (2, True)


def test_without_a_repository_or_without_git(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    outside = perform(
        Call(("lint", "--staged"), folder, env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    )
    assert outside.status == 2
    assert "不在 git 仓库里" in outside.err
    assert "git init" in outside.err
    (tmp_path / "bin").mkdir()
    missing = perform(Call(("lint", "--staged"), folder, env={"PATH": os.fspath(tmp_path / "bin")}))
    assert missing.status == 2
    assert "没有装 git" in missing.err


def test_a_repository_that_git_cannot_use_is_not_called_none(repo: Path, tmp_path: Path) -> None:
    git(repo, "worktree", "add", "-q", "-b", "other", str(tmp_path / "other"))
    (tmp_path / "broken").mkdir()
    furnish(tmp_path / "broken")
    git(tmp_path / "broken", "init", "-q")
    write(tmp_path / "broken", ".git/HEAD", "x")
    repo = repo.rename(tmp_path / "moved")
    elsewhere = str(tmp_path / "none")
    for folder, env, words in (
        (tmp_path / "other", {}, "git worktree repair"),
        (tmp_path / "broken", {}, "git 用不了它"),
        (repo, {"GIT_DIR": elsewhere}, f"环境变量 GIT_DIR 指的“{elsewhere}”不是 git 仓库"),
        (repo, {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}, "仓库归另一个用户"),
    ):
        answer = perform(Call(("lint", "--staged"), folder, env=env))
        assert (answer.status, answer.out) == (2, "")
        assert words in answer.err
        assert "git init" not in answer.err
        looked = perform(Call(("doctor",), folder, env=env))
        (line,) = (line for line in looked.out.splitlines() if "git：" in line)
        assert words in line


def test_drafts_that_are_left_out_and_useless_lines_are_told(repo: Path) -> None:
    write(repo, ".contentaiignore", "old/\nkept\\x\n")
    write(repo, "old/c.md", "苹果。\n")
    git(repo, "add", "-A")
    for which in (("--staged",), ("--changed-since", "HEAD")):
        answer = lint(repo, ".", "old/..", *which)
        assert answer.status == 0
        assert "改动的 1 份被 .gitignore 或 .contentaiignore 排除" in answer.out
        assert answer.out.count(".contentaiignore:2: ") == 1


def test_settings_that_are_not_as_staged_are_told(repo: Path) -> None:
    def told(*arguments: str, place: Path = repo) -> str:
        err = lint(place, "--staged", "--format", "json", *arguments).err
        return "".join(line for line in err.splitlines() if "和暂存的不一样" in line)

    write(repo, "b.json", '{"version": 2, "accepted": [\n null]}\n')
    write(repo, "other/.gitignore", "x\n")
    commit(repo)
    write(repo, "drafts/b.md", "香蕉。\n\n苹果。\n")
    git(repo, "add", "drafts")
    write(repo, "a.md", "不是设置。\n")
    write(repo, "drafts/loose.yaml", "a: 1\n")
    assert told() == ""
    # Made, not yet added; changed; of the rules; changed where it says nothing of these drafts.
    write(repo, "drafts/.contentaiignore", "x.md\n")
    settings = (repo / "contentai.yaml").read_text("utf-8")
    write(repo, "contentai.yaml", f"{settings}fail_on: never\n")
    rule = repo / "pack" / "TRY-001.yaml"
    assert rule.is_file()
    write(repo, "pack/TRY-001.yaml", rule.read_text("utf-8").replace("苹果", "梨"))
    write(repo, "b.json", '{"version": 2, "accepted": [\n  null]}\n')
    three = "contentai.yaml、drafts/.contentaiignore、pack/TRY-001.yaml 用的是工作目录里的"
    assert three in told()
    assert three in told(place=repo / "drafts")
    assert "b.json、contentai.yaml" in told("--baseline", "b.json")
    assert "contentai hook run --type pre-commit" in told()
    git(repo, "add", "-A")
    assert told("--baseline", "b.json") == ""
    assert lint(repo, "--changed-since", "HEAD").err == ""
    # A link is what it leads to.
    git(repo, "commit", "-q", "-m", "all")
    git(repo, "mv", "contentai.yaml", "team.yaml")
    (repo / "contentai.yaml").symlink_to("team.yaml")
    git(repo, "add", "-A")
    assert told() == ""
    write(repo, "team.yaml", settings)
    assert told().startswith("team.yaml 用的是")


def test_more_folders_than_a_command_line_holds_are_looked_at(repo: Path) -> None:
    # Each folder above a draft may have ignore files: few drafts far down have as many as a house.
    far = "a-few-more/" * 300
    for name in ("甲", "乙", "丙"):
        write(repo, f"{name}/{far}c.md", "苹果。\n")
    git(repo, "add", "-A")
    write(repo, "丙/.contentaiignore", "c.md\n")
    answer = lint(repo, "--staged", "--format", "json")
    assert '"files": 2' in answer.out
    assert "丙/.contentaiignore 用的是工作目录里的" in answer.err


def test_what_git_refuses_once_the_drafts_are_read_is_told(repo: Path, tmp_path: Path) -> None:
    write(repo, "a.md", "苹果。\n")
    git(repo, "add", "-A")
    real = shutil.which("git")
    refusing = f'case "$*" in *--name-only*) echo fatal: no >&2; exit 128;; esac; exec {real} "$@"'
    write(tmp_path, "bin/git", f"#!/bin/sh\n{refusing}\n")
    (tmp_path / "bin" / "git").chmod(0o755)
    path = os.pathsep.join((os.fspath(tmp_path / "bin"), os.environ["PATH"]))
    answer = perform(Call(("lint", "--staged"), repo, env={"PATH": path}))
    assert (answer.status, "git 出错：fatal: no" in answer.err) == (2, True)
