from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from contentai import resources
from tests.cli.house import furnish
from tests.cli.process import Answer

Run = Callable[..., Answer]
COVERAGE = ("rules", "test", "house", "--coverage")


def add_exception(folder: Path) -> None:
    """Give TRY-001 an exception that no example needs."""
    rule = furnish(folder) / "house" / "TRY-001.yaml"
    text = rule.read_text("utf-8").replace(
        "boundary: none", "boundary: none, unless: {quoted: true}"
    )
    rule.write_text(text, "utf-8")


def test_full_coverage_ends_with_0(run: Run, tmp_path: Path) -> None:
    furnish(tmp_path)
    answer = run(*COVERAGE)
    assert (answer.status, len(answer.out.splitlines())) == (0, 1)
    assert "3 条规则，3 条没有缺口" in answer.out
    assert "词 3/3 (100.0%)" in answer.out


def test_a_gap_is_told_with_its_line_and_ends_with_1(run: Run, tmp_path: Path) -> None:
    add_exception(tmp_path)
    answer = run(*COVERAGE)
    assert answer.status == 1
    head, gap, totals = answer.out.splitlines()
    assert head.startswith("TRY-001  例外 0/1  词 1/1  ")
    assert gap.split() == ["4", "没有好例靠这个例外:", "quoted"]
    assert "3 条规则，2 条没有缺口" in totals
    assert "例外 0/1 (0.0%)" in totals


def test_enough_is_what_min_says(run: Run, tmp_path: Path) -> None:
    add_exception(tmp_path)
    assert run(*COVERAGE, "--min", "0").status == 0
    assert run(*COVERAGE, "--min", "0.1").status == 1
    assert run(*COVERAGE, "--min", "101").status == 2


def test_coverage_as_json(run: Run, tmp_path: Path) -> None:
    add_exception(tmp_path)
    answer = run(*COVERAGE, "--format", "json")
    report = json.loads(answer.out)
    assert answer.status == 1
    assert report["version"] == 1
    assert report["summary"] == {
        "rules": 3,
        "without_gaps": 2,
        "percent": 0.0,
        "branches": {"covered": 0, "total": 0},
        "exceptions": {"covered": 0, "total": 1},
        "terms": {"covered": 3, "total": 3},
    }
    first = report["rules"][0]
    assert first["rule"] == "TRY-001"
    assert first["uncovered"] == [{"sort": "unless", "line": 4, "text": "quoted"}]


def test_options_of_coverage_need_it(run: Run, tmp_path: Path) -> None:
    furnish(tmp_path)
    answer = run("rules", "test", "house", "--min", "50")
    assert (answer.status, answer.out) == (2, "")
    assert "--coverage" in answer.err


def test_enough_can_be_said_pack_by_pack(run: Run, tmp_path: Path) -> None:
    add_exception(tmp_path)
    assert run(*COVERAGE, "--min", "house=0", "--min", "platform=95").status == 0
    answer = run(*COVERAGE, "--min", "house=0.1", "--min", "0")
    assert (answer.status, "3 条规则" in answer.out) == (1, True)
    wrong = run(*COVERAGE, "--min", "hause=5")
    assert wrong.status == 2
    assert "house" in wrong.err
    assert run(*COVERAGE, "--min", "house=five").status == 2


def test_a_folder_of_the_own_rules_is_not_read_twice(run: Run) -> None:
    answer = run("rules", "test", str(resources.rules_dir() / "mobile"), "--coverage")
    assert (answer.status, answer.err) == (0, "")
    assert "5 条规则" in answer.out
