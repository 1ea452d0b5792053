from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.house import furnish
from tests.cli.process import Answer

Run = Callable[..., Answer]
BUDGET = ("rules", "budget", "--corpora", "corpora")


def corpora(folder: Path, post: str, title: str = "三样省事的菜") -> None:
    """A corpus of one innocent post, one that sells, and one honest title."""
    furnish(folder)
    common = {"industry": "tea", "channel": "group"}
    posts = [
        {**common, "id": "fruit-001", "intent": "value", "text": post},
        {**common, "id": "fruit-002", "intent": "hard_sell", "text": "绿苹果清仓，全网最低价！"},
    ]
    write(folder / "corpora" / "posts" / "fruit.jsonl", *posts)
    line = {"id": "title-1", "industry": "tea", "clickbait": 0, "text": title}
    write(folder / "corpora" / "titles" / "titles.jsonl", line)


def write(file: Path, *rows: dict[str, object]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def test_an_error_on_an_innocent_text_exceeds_its_budget(run: Run, tmp_path: Path) -> None:
    corpora(tmp_path, "早上有人问绿苹果怎么放，进冰箱就行。")
    answer = run(*BUDGET)
    assert answer.status == 1
    lines = answer.out.splitlines()
    assert lines[0] == "每万字误报：帖子、标题"
    assert any(line.split()[:3] == ["TRY-001", "错误", "555.56"] for line in lines)
    assert "  帖子 fruit-001：绿苹果  ← 早上有人问绿苹果怎么放，进冰箱就行。" in lines
    assert "清仓" not in answer.out
    assert lines[-1].endswith("1 条超出预算")


def test_warnings_have_no_budget_unless_they_state_one(run: Run, tmp_path: Path) -> None:
    corpora(tmp_path, "早上有人问黄香蕉怎么放，别进冰箱。")
    assert run(*BUDGET).status == 0
    rule = tmp_path / "house" / "TRY-002.yaml"
    written = rule.read_text("utf-8")
    rule.write_text(written.replace("severity:", "budget: 0.5\nseverity:"), "utf-8")
    assert run(*BUDGET).status == 1
    rule.write_text(written.replace("severity:", "budget: 1000\nseverity:"), "utf-8")
    assert run(*BUDGET).status == 0


def test_outside_data_are_reported_and_judge_nothing(run: Run, tmp_path: Path) -> None:
    corpora(tmp_path, "早上好，今天店里不开门。")
    write(tmp_path / "data" / "reviews.jsonl", {"text": "绿苹果很甜。"})
    answer = run(*BUDGET, "TRY-001", "--data", "data", "--format", "json")
    assert answer.status == 0
    report = json.loads(answer.out)
    (rule,) = [rule for rule in report["rules"] if rule["rule"] == "TRY-001"]
    assert report["per"] == 10000
    assert (rule["budget"], rule["rate"], rule["exceeded"], rule["hits"]) == (0, 0, False, [])
    assert rule["sources"]["reviews"] == {"hits": 1, "characters": 6, "rate": 1666.6667}
    text = run(*BUDGET, "TRY-001", "--data", "data").out
    assert "  reviews 1：绿苹果  ← 绿苹果很甜。" in text.splitlines()


def test_a_folder_without_data_ends_with_2(run: Run, tmp_path: Path) -> None:
    corpora(tmp_path, "早上好。")
    (tmp_path / "data").mkdir()
    answer = run(*BUDGET, "--data", "data")
    assert (answer.status, answer.out) == (2, "")
    assert "reviews.jsonl" in answer.err
