"""``contentai lint`` on drafts that say what they know of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from contentai.cli import lint, rules
from contentai.located import DataError
from tests.cli.house import furnish
from tests.cli.process import Call, perform_all

NOTED = "筐里有绿苹果。<!-- contentai: ignore TRY-001 引用原文 -->\n"
IDLE = "筐里有梨。<!-- contentai: ignore TRY-001 引用原文 -->\n"


def test_what_is_suppressed_does_not_fail_and_what_is_unused_is_told(tmp_path: Path) -> None:
    folder = furnish(tmp_path, "select: [TRY]")
    strict = furnish(tmp_path / "strict", "select: [TRY]", "suppressions: {unused: error}")
    for place in (folder, strict):
        (place / "noted.md").write_text(NOTED, "utf-8")
        (place / "idle.md").write_text(IDLE, "utf-8")
    answers = perform_all(
        {
            "noted": Call(("lint", "noted.md", "--fail-on", "info"), folder),
            "idle": Call(("lint", "idle.md", "--fail-on", "warning"), folder),
            "strict": Call(("lint", "idle.md"), strict),
            "json": Call(("lint", "noted.md", "--format", "json"), folder),
            "html": Call(("lint", "noted.md", "--format", "html"), folder),
            "english": Call(("lint", "idle.md"), folder, env={"CONTENTAI_LANG": "en"}),
        }
    )
    assert {name: answer.status for name, answer in answers.items()} == {
        **{"noted": 0, "idle": 1, "strict": 1, "json": 0, "html": 0, "english": 0},
    }
    assert "另有 1 处已由稿件或基线注明" in answers["noted"].out
    assert "TRY-001" not in answers["noted"].out
    assert "另有 1 处" in answers["html"].out
    assert "警告 SUP-001 这里忽略了 TRY-001" in answers["idle"].out
    assert "warning SUP-001 TRY-001 is ignored here but finds nothing" in answers["english"].out
    (file,) = json.loads(answers["json"].out)["files"]
    assert [item["rule"] for item in file["suppressed"]] == ["TRY-001"]


def test_a_mistake_in_the_policy_is_told_at_its_place(tmp_path: Path) -> None:
    answers = perform_all(
        {
            str(n): Call(("lint", "."), furnish(tmp_path / str(n), line))
            for n, line in enumerate(
                ("suppressions: {reason: needed}", "suppressions: {unusd: info}")
            )
        }
    )
    assert [answer.status for answer in answers.values()] == [2, 2]
    assert "contentai.yaml:2:24" in answers["0"].err
    assert "required" in answers["0"].err
    assert "contentai.yaml:2:16" in answers["1"].err
    assert "unused" in answers["1"].err


def test_findings_about_suppressions_can_be_shown_and_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(tmp_path, "select: [TRY]", "severity: {SUP-001: info}")
    (tmp_path / "idle.md").write_text(IDLE, "utf-8")
    monkeypatch.chdir(tmp_path)

    def told(*options: str) -> str:
        done = CliRunner().invoke(lint.command, ["idle.md", *options])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert "提示 SUP-001" in told()
    assert "SUP-001" in told("--ignore", "SUP-002")
    assert "SUP-001" not in told("--ignore", "SUP-001,LAW")
    shown = CliRunner().invoke(rules.command, ["show", "sup-001"])
    assert "SUP-001  忽略了没有的问题  [警告]" in shown.stdout
    for options, words in {
        ("--select", "SUP"): "一起选",
        ("--ignore", "SUP-009"): "SUP-009",
    }.items():
        wrong = CliRunner().invoke(lint.command, ["idle.md", *options])
        assert isinstance(wrong.exception, DataError)
        assert words in str(wrong.exception)
    text = (tmp_path / "contentai.yaml").read_text("utf-8")
    (tmp_path / "contentai.yaml").write_text(f"{text}ignore: [SUP]\n".replace("severity", "# "))
    assert "SUP-001" not in told()
