"""``contentai rules test`` and ``rules show``, for rules that carry a fix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from contentai import resources
from contentai.cli.rules import command


@pytest.fixture
def own_rules(
    tmp_path: Path,
    make_rule: Callable[..., Any],
    write_rules: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Path]:
    """``own_rules(replace)``: a rulebook of one rule, which stands for the shipped one."""

    def make(replace: dict[str, str]) -> Path:
        rule = make_rule(
            {"kind": "terms", "terms": ["最好", "更好"], "boundary": "none"},
            examples={"bad": [{"text": "最好的茶"}], "good": [{"text": "茶"}]},
            fix={"applicability": "safe", "title": {"zh": "换词", "en": "x"}, "replace": replace},
        )
        folder = write_rules(tmp_path / "rules", rule)
        monkeypatch.setattr(resources, "rules_dir", lambda: folder)
        monkeypatch.chdir(tmp_path)
        return folder

    return make


def test_a_failing_fix_fails_the_rule_with_file_and_line(own_rules: Callable[..., Path]) -> None:
    file = own_rules({"最好": "更好"}) / "tst-001.yaml"
    lines = file.read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if "最好的茶" in text) - 1
    result = CliRunner().invoke(command, ["test"])
    assert result.exit_code == 1
    assert f"{file}:{line}: TST-001 fix: 改了还是查得到：更好的茶\n" in result.output


def test_a_sound_fix_passes_and_is_told(own_rules: Callable[..., Path]) -> None:
    own_rules({"最好": "很好"})
    result = CliRunner().invoke(command, ["test"])
    assert result.exit_code == 0, result.output
    shown = CliRunner().invoke(command, ["show", "TST-001"]).output
    assert "自动改\n  换词（可以直接改）：最好 → 很好\n" in shown
