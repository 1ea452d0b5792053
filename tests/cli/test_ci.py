"""The files for CI services are valid, and their scripts really run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from contentai.text.document import SUFFIXES
from tests.cli.process import ROOT, environment
from tests.githooks.git import commit, done, git, write
from tests.lint.house import furnish

BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None, reason="the scripts of CI services need bash")


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Two commits: 苹果 TRY-001 in the first, and again in line 3 by the second."""
    folder = furnish(tmp_path / "far")
    done(folder, "init", "-q", "-b", "main")
    commit(folder, a="苹果。\n")
    commit(folder, a="苹果。\n\n苹果。\n")
    return folder


def stand_in(folder: Path) -> Path:
    """A Python that only writes down what it is asked for, and writes the asked-for file."""
    script = (
        "#!/bin/sh\n"
        f'printf "%s\\n" "$*" >> "{folder / "asked"}"\n'
        'while [ $# -gt 0 ]; do [ "$1" = --output ] && : > "$2"; shift; done\n'
        'exit "${ANSWER:-0}"\n'
    )
    file = write(folder, "bin/python", script)
    file.chmod(0o755)
    return file


def run_script(
    script: str | Path, cwd: Path, outside: Path, env: Mapping[str, str]
) -> tuple[int, str, str]:
    """Exit status, output and what went to GITHUB_OUTPUT."""
    assert BASH
    outside.mkdir(exist_ok=True)
    command = [BASH, "-e", str(script)] if isinstance(script, Path) else [BASH, "-ec", script]
    github = {
        "GITHUB_OUTPUT": str(outside / "output"),
        "GITHUB_STEP_SUMMARY": str(outside / "summary.md"),
        "RUNNER_TEMP": str(outside),
    }
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment({**github, "GIT_CONFIG_GLOBAL": "/dev/null", **env}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=300,
    )
    output = outside / "output"
    told = output.read_text("utf-8") if output.exists() else ""
    return done.returncode, (done.stdout + done.stderr).decode("utf-8"), told


def asked(folder: Path) -> list[str]:
    return (folder / "asked").read_text("utf-8").splitlines()


def test_the_action_hands_over_every_input() -> None:
    action = read("action.yml")
    assert action["runs"]["using"] == "composite"
    steps = action["runs"]["steps"]
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(steps)))
    assert used == set(action["inputs"])
    assert all(
        "description" in one for one in (*action["inputs"].values(), *action["outputs"].values())
    )
    for step in steps:
        assert ("run" in step) == ("shell" in step)
        # What others write must not become part of a script.
        assert "${{" not in step.get("run", "")
    handed = {name for step in steps for name in step.get("env", {})}
    script = (ROOT / "ci" / "github.sh").read_text("utf-8")
    assert set(re.findall(r"\b(?:INPUT|EVENT)_\w+", script)) <= handed


@needs_bash
def test_the_action_in_a_pull_request(repo: Path, tmp_path: Path) -> None:
    base = done(repo, "rev-parse", "HEAD~1")
    clone = tmp_path / "clone"
    done(tmp_path, "clone", "-q", "--depth", "1", repo.as_uri(), clone)
    env = {"CONTENTAI_PYTHON": sys.executable, "EVENT_BASE": base, "INPUT_PATHS": "."}
    status, told, output = run_script(ROOT / "ci" / "github.sh", clone, tmp_path / "out", env)
    assert status == 1, told
    assert re.findall(r"^::(\w+) file=([^,]*),line=(\d+)", told, re.MULTILINE) == [
        ("error", "a.md", "3")
    ]
    sarif = json.loads((tmp_path / "out" / "contentai.sarif").read_text("utf-8"))
    assert [result["ruleId"] for result in sarif["runs"][0]["results"]] == ["TRY-001"]
    assert output == f"status=1\nsarif={tmp_path / 'out' / 'contentai.sarif'}\n"
    assert "1 个错误" in (tmp_path / "out" / "summary.md").read_text("utf-8")


@needs_bash
@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({}, "--format github -- ."),
        ({"EVENT_BASE": "0" * 40}, "--format github -- ."),
        ({"EVENT_BASE": "HEAD~1"}, "--format github --changed-since HEAD~1 -- ."),
        ({"EVENT_BASE": "HEAD~1", "INPUT_SCOPE": "all"}, "--format github -- ."),
        ({"EVENT_BASE": "f" * 40}, "--format github -- ."),  # gone after a forced push
        ({"INPUT_SINCE": "nope"}, "--format github --changed-since nope -- ."),
        (
            {"INPUT_FAIL_ON": "info", "INPUT_CONFIG": "c d.yaml", "INPUT_BASELINE": "b.json"},
            "--format github --fail-on info --config c d.yaml --baseline b.json -- .",
        ),
        ({"INPUT_PATHS": "a b\n\n-c; touch x\n"}, "--format github -- a b -c; touch x"),
        ({"INPUT_PATHS": "  a.md \r\n\t\r\n b\r\n"}, "--format github -- a.md b"),
        ({"INPUT_SCOPE": " all\n"}, "--format github -- ."),
    ],
)
def test_what_the_action_asks_for(
    repo: Path, tmp_path: Path, env: dict[str, str], expected: str
) -> None:
    env = {"CONTENTAI_PYTHON": str(stand_in(tmp_path)), **env}
    status, told, output = run_script(ROOT / "ci" / "github.sh", repo, tmp_path / "out", env)
    base = env.get("EVENT_BASE", "").strip("0")
    said = (told.count("git 够不到"), told.count("没有可比的版本"))
    looks_back = "INPUT_SINCE" not in env and "INPUT_SCOPE" not in env
    assert (status, said) == (0, (int(base[:1] == "f"), int(looks_back and not base))), told
    assert asked(tmp_path)[0] == f"-P -m contentai lint {expected}"
    assert "status=0\nsarif=" in output
    assert not (repo / "x").exists()


@needs_bash
@pytest.mark.parametrize("scope", ["Changed", "al", "all changed"])
def test_a_scope_that_is_none_is_refused(repo: Path, tmp_path: Path, scope: str) -> None:
    env = {"CONTENTAI_PYTHON": str(stand_in(tmp_path)), "INPUT_SCOPE": scope}
    status, told, output = run_script(ROOT / "ci" / "github.sh", repo, tmp_path / "out", env)
    assert (status, output) == (2, "status=2\n")
    assert f"scope 写 changed 或 all，不认识 {scope}" in told
    assert not (tmp_path / "asked").exists()


@needs_bash
def test_paths_of_the_action_are_no_patterns(repo: Path, tmp_path: Path) -> None:
    write(repo, "[1],.md", "好。\n")
    env = {"CONTENTAI_PYTHON": str(stand_in(tmp_path)), "INPUT_PATHS": "*.md\na,b\n[1],.md\na.md"}
    status, told, _ = run_script(ROOT / "ci" / "github.sh", repo, tmp_path / "out", env)
    assert asked(tmp_path)[0].endswith(" -- *.md a,b [1],.md a.md")
    assert (status, told.count("不展开通配")) == (0, 2)


@needs_bash
@pytest.mark.parametrize("depth", [(), ("--depth", "1")])
def test_the_action_compares_with_a_branch_of_the_remote(
    repo: Path, tmp_path: Path, depth: tuple[str, ...]
) -> None:
    done(repo, "branch", "主干", "HEAD~1")
    clone = tmp_path / "clone"
    done(tmp_path, "clone", "-q", *depth, "--single-branch", repo.as_uri(), clone)
    env = {"CONTENTAI_PYTHON": sys.executable, "INPUT_SINCE": "主干"}
    status, told, _ = run_script(ROOT / "ci" / "github.sh", clone, tmp_path / "out", env)
    assert re.findall(r"^::(\w+) file=([^,]*),line=(\d+)", told, re.MULTILINE) == [
        ("error", "a.md", "3")
    ], told
    assert status == 1


@needs_bash
def test_an_action_that_could_not_check_says_so(repo: Path, tmp_path: Path) -> None:
    env = {"CONTENTAI_PYTHON": str(stand_in(tmp_path)), "ANSWER": "2"}
    status, told, output = run_script(ROOT / "ci" / "github.sh", repo, tmp_path / "out", env)
    assert (status, output.splitlines()[0]) == (2, "status=2")
    assert "::error title=contentai::没能检查完" in told
    assert "没能检查完" in (tmp_path / "out" / "summary.md").read_text("utf-8")


@needs_bash
def test_a_pattern_for_paths_is_told_in_the_summary_as_in_the_log(
    repo: Path, tmp_path: Path
) -> None:
    env = {"CONTENTAI_PYTHON": sys.executable, "INPUT_PATHS": "drafts/*.md"}
    status, told, _ = run_script(ROOT / "ci" / "github.sh", repo, tmp_path / "out", env)
    summary = (tmp_path / "out" / "summary.md").read_text("utf-8")
    hint = "paths 一行一个文件或目录，不展开通配、不用逗号隔开：drafts/*.md"
    assert status == 2
    assert hint in told and hint in summary
    assert "这里不展开 * 和 ?：直接给目录" in summary.replace("\\", "")


@needs_bash
def test_the_gitlab_job(repo: Path, tmp_path: Path) -> None:
    job = read("ci/gitlab.yml")["contentai"]
    assert job["artifacts"]["reports"]["codequality"] in job["script"][0]
    assert job["variables"]["GIT_DEPTH"] == "0"
    python = stand_in(tmp_path)
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    variables = {**job["variables"], "PATH": path}
    base = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "abc", "CONTENTAI_FAIL_ON": "info", "ANSWER": "1"}
    write(repo, "contentai-baseline.json", "{}")
    (script,) = job["script"]
    status, _, _ = run_script(script, repo, tmp_path / "out", {**variables, **base})
    options = "--fail-on info --baseline contentai-baseline.json --changed-since abc -- ."
    assert status == 1
    assert asked(tmp_path) == [
        f"-P -m contentai lint --format gitlab --output gl-code-quality-report.json {options}",
        f"-P -m contentai lint {options}",
    ]
    (tmp_path / "asked").unlink()
    (repo / "contentai-baseline.json").unlink()
    assert run_script(script, repo, tmp_path / "out", variables)[0] == 0
    assert asked(tmp_path)[1] == "-P -m contentai lint -- ."


@needs_bash
def test_the_gitlab_job_installs_nothing_by_a_name_that_anybody_could_take(
    repo: Path, tmp_path: Path
) -> None:
    job = read("ci/gitlab.yml")["contentai"]
    assert "CONTENTAI_PACKAGE" not in job["variables"]  # a job's own would win over the user's
    check = job["before_script"][0]
    status, told, _ = run_script(check, repo, tmp_path / "out", {})
    assert (status, "CONTENTAI_PACKAGE: git+https://" in told) == (2, True)
    named = {"CONTENTAI_PACKAGE": "git+https://example.com/contentai"}
    assert run_script(check, repo, tmp_path / "out", named)[0] == 0


def local_hooks(folder: Path) -> str:
    """The shipped hooks as hooks of the repository itself, without building an environment."""
    hooks = [{**hook, "language": "system"} for hook in read(".pre-commit-hooks.yaml")]
    for hook in hooks:
        hook.pop("minimum_pre_commit_version")
    name = folder / ".pre-commit-config.yaml"
    name.write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}), "utf-8")
    return str(name)


def test_the_hooks_for_pre_commit_take_every_kind_of_draft() -> None:
    hooks = read(".pre-commit-hooks.yaml")
    assert hooks
    for hook in hooks:
        assert all(re.search(hook["files"], f"drafts/稿{suffix}") for suffix in SUFFIXES)
        assert re.search(hook["files"], "A.MD")
        assert not re.search(hook["files"], "a.md.py")


def test_under_the_real_pre_commit(tmp_path: Path) -> None:
    pre_commit = Path(sys.executable).with_name("pre-commit")
    if not pre_commit.exists():
        pytest.skip("pre-commit is not installed (contentai[test])")
    done(tmp_path, "init", "-q", "--bare", "-b", "main", "far.git")
    repo = furnish(tmp_path / "repo")
    program = write(
        tmp_path, "bin/contentai", f'#!/bin/sh\nexec "{sys.executable}" -m contentai "$@"\n'
    )
    program.chmod(0o755)
    env = {
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
    }
    done(repo, "init", "-q", "-b", "main")
    done(repo, "remote", "add", "origin", str(tmp_path / "far.git"))
    local_hooks(repo)
    commit(repo, a="苹果。\n")
    done(repo, "push", "-q", "-u", "origin", "main")
    install = [str(pre_commit), "install", "--hook-type", "pre-push"]
    subprocess.run(
        install, cwd=repo, env=environment(env), check=True, capture_output=True, timeout=300
    )
    # Old findings beside the change pass, a new one does not.
    write(repo, "a.md", "苹果。\n\n好。\n\n苹果。\n")
    done(repo, "commit", "-qam", "x", "--no-verify")
    answer = git(repo, "push", "-q", **env)
    assert answer.status == 1
    assert "a.md:5:1 错误 TRY-001" in answer.out + answer.err
    assert "a.md:1:1" not in answer.out + answer.err
    # All files, as in CI: nothing is staged, so all of each is looked at.
    run = [str(pre_commit), "run", "--all-files"]
    commit(repo, **{"-dash": "香蕉。\n"})
    whole = subprocess.run(
        run, cwd=repo, env=environment(env), check=False, capture_output=True, timeout=300
    )
    assert whole.returncode == 1
    assert "a.md:1:1 错误 TRY-001" in whole.stdout.decode("utf-8")
    assert "-dash.md:1:1 警告 TRY-002" in whole.stdout.decode("utf-8")
