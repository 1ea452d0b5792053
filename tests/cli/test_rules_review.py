from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.process import Answer, Call, perform_on_terminal

Run = Callable[..., Answer]

ARTICLE = (
    "标题不要超过20个字。\n禁止使用“根治”等用语。\n及时回复留言，否则会被投诉。\n请写得真诚。\n"
)


@pytest.fixture
def mined(run: Run, tmp_path: Path) -> Path:
    (tmp_path / "守则.txt").write_text(ARTICLE, "utf-8")
    answer = run("rules", "mine", "守则.txt", "--format", "json", "--output", "m.json")
    assert answer.status == 0
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def cluster_of(folder: Path, claim: str) -> str:
    rows = json.loads((folder / "m.json").read_text("utf-8"))
    return str(next(row["cluster"] for row in rows if claim in row["claim"]))


def test_the_list_tells_what_there_is_and_writes_nothing(run: Run, mined: Path) -> None:
    before = names(mined)
    answer = run("rules", "review", "m.json", "--list")
    assert answer.status == 0
    assert "不要：标题超过20个字" in answer.out
    assert names(mined) == before


def test_accepted_ones_with_a_check_are_rules_that_pass_their_test(run: Run, mined: Path) -> None:
    chosen = ",".join(cluster_of(mined, claim) for claim in ("标题", "根治"))
    answer = run("rules", "review", "m.json", "--output", "house", "--accept", chosen)
    assert answer.status == 0
    assert names(mined / "house") == ["MINED-001.yaml", "MINED-002.yaml"]
    (mined / "contentai.yaml").write_text("rules: [house]\n", "utf-8")
    (mined / "稿.md").write_text(f"# {'货' * 21}\n\n本店的茶能根治失眠。\n", "utf-8")
    found = run("lint", "稿.md", "--format", "json", "--select", "MINED")
    rules = {one["rule"] for one in json.loads(found.out)["files"][0]["findings"]}
    assert rules == {"MINED-001", "MINED-002"}
    tested = run("rules", "test", "house")
    assert tested.status == 0, tested.out


def test_one_without_a_check_is_a_draft_that_is_not_loaded(run: Run, mined: Path) -> None:
    number = cluster_of(mined, "真诚")
    answer = run("rules", "review", "m.json", "--output", "house", "--accept", number)
    assert answer.status == 0
    assert "草稿" in answer.out
    assert "TODO" in answer.out
    assert names(mined / "house") == ["MINED-001.yaml.draft"]
    listed = run("rules", "review", "m.json", "--list")
    assert "MINED-001" in listed.out


def test_accepting_again_leaves_what_was_written(run: Run, mined: Path) -> None:
    options = ("rules", "review", "m.json", "--output", "house", "--accept")
    assert run(*options, cluster_of(mined, "标题")).status == 0
    file = mined / "house" / "MINED-001.yaml"
    file.write_text(file.read_text("utf-8") + "# 改过\n", "utf-8")
    again = run(*options, cluster_of(mined, "标题"))
    assert "已经采纳过：MINED-001" in again.out
    assert file.read_text("utf-8").endswith("# 改过\n")
    assert names(mined / "house") == ["MINED-001.yaml"]


def test_without_a_terminal_it_says_how_to_go_on(run: Run, mined: Path) -> None:
    answer = run("rules", "review", "m.json", "--output", "house")
    assert answer.status == 2
    assert "--accept" in answer.err
    assert "--output" in run("rules", "review", "m.json").err


@pytest.mark.parametrize(
    "content",
    ["", "[", "{}", "[1]", '[{"article": 3}]', "[" * 100_000, "\ud800x", '[{"article": "a"}]'],
)
def test_what_is_no_result_of_mine_is_refused(run: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "m.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    answer = run("rules", "review", "m.json", "--list")
    assert (answer.status, answer.out) == (2, "")
    assert "m.json" in answer.err


def test_a_check_that_no_rule_can_have_is_refused(run: Run, mined: Path) -> None:
    rows = json.loads((mined / "m.json").read_text("utf-8"))
    rows[0]["check"] = {"kind": "length", "of": "planet", "max": 3}
    (mined / "m.json").write_text(json.dumps(rows), "utf-8")
    answer = run("rules", "review", "m.json", "--list")
    assert answer.status == 2
    assert "check" in answer.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--accept", "99"), "99"),
        (("--accept", "abc"), "abc"),
        (("--prefix", "小"), "前缀"),
    ],
)
def test_wrong_options_are_told(
    run: Run, mined: Path, options: tuple[str, ...], words: str
) -> None:
    answer = run("rules", "review", "m.json", "--output", "house", *options)
    assert answer.status == 2
    assert words in answer.err
    assert not (mined / "house").exists()


@pytest.mark.parametrize("content", ["{", "[]", '{"decisions": {"a": 3}}'])
def test_broken_decisions_are_told_of_and_not_lost(run: Run, mined: Path, content: str) -> None:
    (mined / "m.decisions.json").write_text(content, "utf-8")
    answer = run("rules", "review", "m.json", "--list")
    assert answer.status == 2
    assert "m.decisions.json" in answer.err
    assert (mined / "m.decisions.json").read_text("utf-8") == content


def test_in_a_terminal_one_decides_and_goes_on_later(mined: Path) -> None:
    call = Call(("rules", "review", "m.json", "--output", "house"), mined)
    first = perform_on_terminal(call, typed=b"a\ns\nq\n")
    assert first.status == 0, first.out
    assert "1/5" in first.out
    assert "还剩 3 条没看" in first.out
    assert names(mined / "house") == ["MINED-001.yaml"]
    again = perform_on_terminal(call, typed=b"s\ns\ns\n")
    assert "1/3" in again.out
    assert "还剩 0 条没看" in again.out


def test_in_a_terminal_one_edits_before_accepting(mined: Path) -> None:
    editor = mined / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/MINED-001/HOUSE-007/; s/warning/error/" "$1"\n')
    editor.chmod(0o755)
    path = os.environ["PATH"]
    call = Call(
        ("rules", "review", "m.json", "--output", "house"),
        mined,
        env={"EDITOR": str(editor), "PATH": path},
    )
    answer = perform_on_terminal(call, typed=b"e\nq\n")
    assert answer.status == 0, answer.out
    assert names(mined / "house") == ["HOUSE-007.yaml"]
    assert "severity: error" in (mined / "house" / "HOUSE-007.yaml").read_text("utf-8")
