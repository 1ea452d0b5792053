"""``contentai hook run`` in real repositories, in this process."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from contentai.cli.failure import Failure
from contentai.cli.hook_run import run_hook
from contentai.githooks.runs import Options
from contentai.lint.baseline import Baseline, Scope
from contentai.text.names import REPORT_HEADING
from contentai.workspace import Workspace
from tests.cli.process import Answer, Call, perform
from tests.githooks.git import commit, done, git, write

ZERO = "0" * 40
Look = Callable[..., Answer]


@pytest.fixture
def look(repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Look:
    """Run a hook as git would: ``look("main", "loose")`` pushes branches, ``look()`` commits."""

    def start(*branches: str, files: tuple[str, ...] = (), **options: object) -> Answer:
        monkeypatch.chdir(repo)
        lines = ""
        for branch in branches:
            old = git(repo, "rev-parse", "-q", "--verify", f"origin/{branch}").out.strip() or ZERO
            name = f"refs/heads/{branch}"
            lines += f"{name} {done(repo, 'rev-parse', branch)} {name} {old}\n"
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
        type, arguments = ("pre-push", ("origin", "x")) if branches else ("pre-commit", files)
        status = run_hook(type, arguments, Options(**options))  # type: ignore[arg-type]
        told = capsys.readouterr()
        assert Path.cwd() == repo
        return Answer(status, told.out, told.err)

    return start


def test_each_branch_is_judged_by_its_own_settings(repo: Path, look: Look) -> None:
    commit(repo, b="好。\n\n苹果。\n")
    done(repo, "checkout", "-q", "-b", "loose")
    settings = (repo / "contentai.yaml").read_text("utf-8")
    write(repo, "contentai.yaml", settings.replace("select: [TRY,", "select: ["))
    commit(repo)
    done(repo, "checkout", "-q", "main")
    answer = look("main", "loose")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.count("错误 TRY-001") == 1
    assert [line for line in answer.err.splitlines() if "检查" in line and "（" in line] != []
    assert look("loose").status == 0


def test_the_baseline_of_the_commit_counts(repo: Path, look: Look) -> None:
    commit(repo, b="香蕉。\n")
    finding = "香蕉"
    document = Workspace.open(repo).parse(finding + "。\n", path="b.md")
    outcome = Workspace.open(repo).with_options().lint(document)
    baseline = Baseline(repo).rewritten(
        [outcome._replace(path=str(repo / "b.md"))], Scope(lambda _: (), lambda _: True), ()
    )
    (repo / "contentai-baseline.json").write_bytes(baseline.as_bytes())
    answer = look("main", fail_on="warning")
    assert (answer.status, finding in answer.err) == (1, True)  # it is not committed yet
    commit(repo)
    done(repo, "mv", "b.md", "c.md")
    commit(repo, c="香蕉。\n\n好。\n")
    (repo / "contentai-baseline.json").unlink()
    answer = look("main", fail_on="warning")
    assert answer.status == 0, answer.err


def test_a_tool_error_is_told_apart(repo: Path, look: Look) -> None:
    write(repo, "contentai.yaml", "rules: [pack]\nselct: [TRY]\n")
    commit(repo, b="好。\n")
    # One that is mended here is not mended there.
    write(repo, "contentai.yaml", "rules: [pack]\n")
    answer = look("main")
    assert answer.status == 2
    assert "contentai.yaml:2:1" in answer.err
    assert "不是稿件的问题" in answer.err
    write(repo, "p.md", "x").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    commit(repo)
    assert look("main").status == 2


def test_settings_that_lean_on_what_is_not_committed(repo: Path, look: Look) -> None:
    settings = (repo / "contentai.yaml").read_text("utf-8")
    write(repo.parent, "team.yaml", "ignore: [TRY-001]\n")
    write(repo, "contentai.yaml", f"extends: ../team.yaml\n{settings}".replace("TRY, ", ""))
    commit(repo, b="苹果。\n")
    answer = look("main")
    assert answer.status == 0
    assert "改用工作目录里的" in answer.err
    assert "和基线也用工作目录里的" in answer.err
    write(repo, "contentai.yaml", settings)
    done(repo, "rm", "-q", "--cached", "contentai.yaml")
    write(repo, ".gitignore", "contentai.yaml\n")
    commit(repo)
    answer = look("main")
    assert answer.status == 1
    assert "提交里没有配置" in answer.err


def test_what_lies_among_the_temporary_files_is_nobodys_settings(
    repo: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = repo.parent / "temporary"
    for folder in (temporary, temporary / "one"):
        write(folder, "team.yaml", "ignore: [TRY-001]\n")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    settings = (repo / "contentai.yaml").read_text("utf-8")
    for above in ("..", "../..", "../../.."):
        write(repo, "contentai.yaml", f"extends: {above}/team.yaml\n{settings}")
        commit(repo, b=f"苹果。{above}\n")
        answer = look("main")
        assert answer.status == 2
        assert "team.yaml" in answer.err


def test_the_configuration_may_be_a_link_within_the_commit(repo: Path, look: Look) -> None:
    settings = repo / "contentai.yaml"
    write(repo, "house/rules.yaml", settings.read_text("utf-8"))
    settings.unlink()
    settings.symlink_to("house/rules.yaml")
    commit(repo, b="苹果。\n")
    done(repo, "checkout", "-q", "--detach", "HEAD~1")
    answer = look("main")
    assert "提交里没有配置" not in answer.err
    assert answer.status == 1


def test_a_folder_of_the_repository(repo: Path, look: Look) -> None:
    write(repo, "posts/contentai.yaml", "rules: [../pack]\nselect: [OTH]\nfail_on: info\n")
    write(repo, "posts/b.md", "蓝莓。苹果。\n")
    write(repo, "c.md", "苹果。\n")
    commit(repo)
    answer = look("main", folder="posts")
    assert answer.status == 1
    assert "b.md:1:1 提示 OTH-001" in answer.err
    assert "（目录 posts）\n" in answer.err  # which b.md, where several folders are looked at
    assert "TRY-001" not in answer.err.replace("posts/", "")
    answer = look("main", folder="none")
    assert answer.status == 2
    assert "没有装钩子的目录 none" in answer.err


def test_the_nearest_baseline_above_the_folder_counts(repo: Path, look: Look) -> None:
    def accept(folder: str) -> None:
        path = str(Path(folder, "contentai-baseline.json"))
        call = Call(("lint", folder, "--baseline", path, "--write-baseline"), repo)
        assert "记下了" in perform(call).out

    write(repo, "posts/b.md", "苹果。\n")
    accept(".")
    commit(repo)
    for name in ("posts", ""):
        answer = look("main", folder=name)
        assert (answer.status, "TRY-001" in answer.err) == (0, False), answer.err
    assert look(folder="posts").status == 0
    # One of its own, which knows less, stands before it.
    write(repo, "posts/contentai-baseline.json", '{"version": 2, "accepted": [null]}')
    commit(repo)
    assert look("main", folder="posts").status == 1
    assert look("main").status == 0
    accept("posts")
    commit(repo)
    assert look("main", folder="posts").status == 0
    # Where the configuration is the working tree's, so is the baseline.
    done(repo, "rm", "-q", "--cached", "contentai.yaml", "contentai-baseline.json")
    done(repo, "rm", "-q", "-f", "posts/contentai-baseline.json")
    write(repo, ".gitignore", "contentai*\n")
    commit(repo)
    assert look("main", folder="posts").status == 0


def test_whole_drafts_and_named_files(repo: Path, look: Look) -> None:
    write(repo, "a.md", "苹果。\n\n很好。\n")
    done(repo, "add", "-A")
    assert look().status == 0
    assert look(whole=True).status == 1
    # pre-commit names files: of a staged one its changes count, of another all of it.
    write(repo, "b.md", "苹果。\n")
    assert "TRY-001" not in look(files=("a.md",)).err
    answer = look(files=("a.md", "b.md", "gone.md"))
    assert answer.status == 2
    assert "b.md:1:1 错误 TRY-001" in answer.err
    assert "gone.md" in answer.err


def test_commits_that_pre_commit_is_given(
    repo: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = done(repo, "rev-parse", "HEAD")
    last = commit(repo, a="苹果。\n\n好。\n\n苹果。\n")
    commit(repo, a="好。\n")
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", first)
    monkeypatch.setenv("PRE_COMMIT_TO_REF", last)
    answer = look(files=("a.md",))
    assert answer.status == 1
    assert answer.err.count("错误 TRY-001") == 1
    assert "a.md:5:1" in answer.err


def test_what_is_no_push_is_refused_and_nothing_is_said_to_be_nothing(
    repo: Path,
    look: Look,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "没有要推的新内容" in look("main").err
    assert "暂存的内容里没有改动的稿件" in look().err
    monkeypatch.chdir(repo)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    run_hook("pre-push", ("origin", "x"), Options())  # as git does for what it will refuse
    assert "git 不肯推" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"hello\n")))
    with pytest.raises(Failure, match="标准输入"):
        run_hook("pre-push", ("origin", "x"), Options())
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repo.parents[1]))
    monkeypatch.chdir(repo.parent)
    with pytest.raises(Failure, match="git"):
        run_hook("pre-commit", (), Options())


def test_names_are_those_of_the_current_folder(
    repo: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repo, "posts/b.md", "苹果。\n")
    write(repo, "c.md", "香蕉。\n")
    done(repo, "add", "-A")
    # lint-staged gives absolute names; a folder is what is staged in it.
    for name in (str(repo / "posts" / "b.md"), str(repo / "posts"), "posts", "./posts/../posts/"):
        answer = look(files=(name,))
        assert answer.status == 1, name
        assert "posts/b.md:1:1 错误 TRY-001" in answer.err
        assert "c.md" not in answer.err
    assert "c.md:1:1" in look(files=(str(repo),)).err
    for name in ("/etc/hostname", "../x.md", str(repo.parent)):
        with pytest.raises(Failure, match="不在仓库"):
            look(files=(name,))
    monkeypatch.chdir(repo / "posts")
    assert run_hook("pre-commit", ("b.md",), Options()) == 1
    assert run_hook("pre-commit", ("../c.md",), Options(fail_on="warning")) == 1


def test_links_lead_to_folders_and_are_no_drafts(repo: Path, look: Look) -> None:
    write(repo, "posts/b.md", "苹果。\n")
    write(repo, "c.md", "苹果。\n")
    (repo / "kept.md").symlink_to("c.md")
    done(repo, "add", "-A")
    (repo / "more").symlink_to("posts")
    (repo / "loose.md").symlink_to("c.md")
    (repo / "out").symlink_to(repo.parent)
    for _ in range(2):
        answer = look(files=("more",))
        assert (answer.status, "posts/b.md:1:1 错误 TRY-001" in answer.err) == (1, True)
        with pytest.raises(Failure, match="不在仓库"):
            look(files=("out",))
        answer = look(files=("kept.md",))
        assert (answer.status, "没有改动的稿件" in answer.err) == (0, True)
        answer = look(files=("loose.md",))
        assert (answer.status, "c.md:1:1 错误 TRY-001" in answer.err) == (1, True)
        done(repo, "add", "more", "out")  # it makes no difference to folders


def test_our_own_reports_are_no_drafts(repo: Path, look: Look) -> None:
    done(repo, "checkout", "-q", "-b", "new")
    write(repo, "report.md", f"{REPORT_HEADING}\n\n苹果。\n")
    write(repo, "report.txt", "苹果。\n\n1 draft, 1,000 characters: 1 error; 0.10 s\n")
    done(repo, "add", "-A")
    for answer in (look(), look(files=("report.md", "report.txt"))):
        assert answer.status == 0
        assert "report.md 是 contentai 的报告" in answer.err
        assert "report.txt 是 contentai 的报告" in answer.err


def test_nor_is_one_in_json_lines_a_table(repo: Path, look: Look) -> None:
    settings = (repo / "contentai.yaml").read_text("utf-8")
    write(repo, "contentai.yaml", f"{settings}text_column: 文案\n")
    commit(repo)
    report = perform(Call(("lint", "a.md", "--format", "jsonl", "--output", "r.jsonl"), repo))
    assert report.status == 1
    done(repo, "add", "-A")
    told = "r.jsonl 是 contentai 的报告"
    for which in (("--staged",), ("--changed-since", "HEAD"), ()):
        answer = perform(Call(("lint", "r.jsonl", *which), repo))
        assert (answer.status, told in answer.out) == (0, True), answer.out
    answer = look()
    assert (answer.status, told in answer.err) == (0, True)
    # A table that takes the place of a report is all new.
    commit(repo)
    write(repo, "r.jsonl", '{"文案": "香蕉。"}\n')
    done(repo, "add", "-A")
    assert "TRY-002" in look().err
    assert "TRY-002" in perform(Call(("lint", "--staged"), repo)).out


def test_a_folder_that_was_renamed_does_not_silence_the_hook(repo: Path, look: Look) -> None:
    write(repo, "s/b.md", "好。\n")
    done(repo, "branch", "old")
    commit(repo)
    done(repo, "push", "-q", "origin", "main")
    done(repo, "mv", "s", "稿件")
    write(repo, "稿件/b.md", "苹果。\n")
    done(repo, "add", "-A")
    answer = look(folder="s")
    assert answer.status == 2
    assert "没有装钩子的目录 s" in answer.err
    assert "contentai hook install --type pre-commit" in answer.err
    commit(repo)
    assert look("main", folder="s").status == 2
    # Nothing but code changed, or a branch that never had the folder: nobody is held up.
    done(repo, "push", "-q", "origin", "main")
    write(repo, "x.py", "1\n")
    commit(repo)
    done(repo, "checkout", "-q", "old")
    commit(repo, c="苹果。\n")
    for branch in ("main", "old"):
        answer = look(branch, folder="s")
        assert answer.status == 0
        assert "没有装钩子的目录 s" in answer.err


def test_excluded_drafts_are_told(repo: Path, look: Look) -> None:
    write(repo, ".contentaiignore", "old/\nkept\\x\n")
    write(repo, "old/b.md", "苹果。\n")
    write(repo, "old/c.md", "苹果。\n")
    done(repo, "add", "-A")
    answer = look()
    assert answer.status == 0
    assert "改动的 2 份被 .gitignore 或 .contentaiignore 排除" in answer.err
    assert f"{repo / '.contentaiignore'}:2: " in answer.err


def test_settings_that_are_not_used_are_told_as_lint_does(repo: Path, look: Look) -> None:
    write(repo, "posts/contentai.yaml", "select: [OTH]\n")
    write(repo, "posts/more/contentai.yml", "select: [OTH]\n")
    write(repo, "posts/json/contentai.json", "{}\n")
    for name in ("posts/b.md", "posts/more/b.md", "posts/json/b.md"):
        write(repo, name, "好。\n")
    done(repo, "add", "-A")
    answer = look()
    assert answer.status == 0
    assert f"{repo / 'posts' / 'contentai.yaml'} 没有用" in answer.err
    # A hook takes no --config.
    assert f"只查 {repo / 'posts'}，就到那里运行 contentai hook install --type pre-c" in answer.err
    assert "--config" not in answer.err
    for name in ("more/contentai.yml", "json/contentai.json"):
        assert f"{repo / 'posts' / name} 没有用" in answer.err


def test_what_is_suppressed_elsewhere_in_a_draft_is_not_counted(repo: Path, look: Look) -> None:
    mark = "<!-- contentai: ignore TRY-001 引用 -->"
    commit(repo, a=f"{mark}\n苹果。\n\n好。\n")
    done(repo, "push", "-q", "origin", "main")
    write(repo, "a.md", f"{mark}\n苹果。\n\n很好。\n")
    done(repo, "add", "-A")
    assert "另有" not in look().err
    assert "另有 1 处" in look(whole=True).err


def test_no_line_of_git_is_not_called_nothing_new(
    repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repo)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    # Git itself gives no line when all is pushed already.
    assert run_hook("pre-push", ("origin", "x"), Options()) == 0
    assert "use_stdin: true" in capsys.readouterr().err
