"""contentai.lint.fixtest: a fix that would make things worse fails its rule."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contentai import resources
from contentai.lint.fixtest import test_fixes as run_fixes
from contentai.rulebook.loader import load_rulebook
from contentai.workspace import Workspace

Failures = Callable[..., list[tuple[str, int, str]]]


def terms(*words: str) -> dict[str, Any]:
    return {"kind": "terms", "terms": list(words), "boundary": "none"}


def fix(**how: Any) -> dict[str, Any]:
    return {"applicability": "safe", "title": {"zh": "改", "en": "mend"}, **how}


@pytest.fixture
def failures(
    tmp_path: Path, make_rule: Callable[..., Any], write_rules: Callable[..., Path]
) -> Failures:
    """``failures(check, how, bad…)``: rule, line and words of what fails."""

    def run(
        check: dict[str, Any], how: dict[str, Any], *bad: dict[str, Any], others: Any = ()
    ) -> list[tuple[str, int, str]]:
        examples = {"bad": list(bad), "good": [{"text": "无"}] * len(bad)}
        rule = make_rule(check, examples=examples, fix=fix(**how))
        more = [
            make_rule(check, f"TST-1{n:02}", severity=severity)
            for n, (check, severity) in enumerate(others)
        ]
        book = load_rulebook([write_rules(tmp_path, rule, *more)])
        assert [str(error) for error in book.errors] == []
        found = list(run_fixes(book))
        assert all(str(f).startswith(f"{f.rule.file}:{f.line}: {f.rule.id} ") for f in found)
        return [(f.rule.id, f.line, f.words.zh) for f in found]

    return run


def line_of(folder: Path, text: str) -> int:
    lines = (folder / "tst-001.yaml").read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    ("check", "how", "bad"),
    [
        (terms("最新鲜"), {"replace": {"最新鲜": "新鲜"}}, {"text": "最新鲜的菜，最新鮮。"}),
        (
            terms("最新鲜", "最好"),
            {"replace": {"最新鲜": "新鲜", "最好": "好"}},
            {"text": "最新鲜"},
        ),
        (terms("快来"), {"remove": "true"}, {"text": "快来买菜"}),
        (
            {"kind": "pattern", "pattern": "!{2,}", "in": ["title"]},
            {"squeeze": "marks"},
            {"text": "正文", "title": "开门！！"},
        ),
        (
            {**terms("最全攻略"), "in": ["title"]},
            {"replace": {"最全攻略": "攻略"}},
            {"text": "正文", "title": "种菜最全攻略"},
        ),
    ],
)
def test_a_sound_fix_passes(
    failures: Failures, check: dict[str, Any], how: dict[str, Any], bad: dict[str, Any]
) -> None:
    assert failures(check, how, bad) == []


def test_a_finding_that_stays_is_a_failure(failures: Failures, tmp_path: Path) -> None:
    found = failures(terms("最好", "更好"), {"replace": {"最好": "更好"}}, {"text": "最好的茶"})
    ((id, line, words),) = found
    assert (id, line) == ("TST-001", line_of(tmp_path, "最好的茶") - 1)
    assert words == "改了还是查得到：更好的茶"


def test_a_new_error_is_a_failure_a_new_warning_is_none(failures: Failures) -> None:
    how = {"replace": {"最低价": "底价"}}
    bad = {"text": "全场最低价"}
    worse = failures(terms("最低价"), how, bad, others=[(terms("底价"), "error")])
    assert [words for *_, words in worse] == ["改出了新的错误 TST-100：全场底价"]
    assert failures(terms("最低价"), how, bad, others=[(terms("底价"), "warning")]) == []


def test_a_doubled_word_is_a_failure(failures: Failures) -> None:
    how = {"replace": {"最高品质": "高品质"}}
    found = failures(terms("最高品质"), how, {"text": "最高品质品质的茶"})
    assert [words for *_, words in found] == ["“最高品质”改成“高品质”，会和旁边的字重复"]


def test_a_replacement_nobody_could_try_is_a_failure(failures: Failures, tmp_path: Path) -> None:
    check = {"kind": "pattern", "pattern": "(?P<hit>最[好低])的茶"}
    how = {"replace": {"最好": "很好", "最低": "较低"}}
    ((_, line, words),) = failures(check, how, {"text": "最好的茶"})
    assert line == line_of(tmp_path, "最低")
    assert words == "“最低”单独写不会被查到，请加一个含它的 bad 例子"


def test_a_fix_without_use_is_a_failure(failures: Failures, tmp_path: Path) -> None:
    ((_, line, words),) = failures(terms("快来"), {"squeeze": "all"}, {"text": "快来"})
    assert line == line_of(tmp_path, '"fix"')
    assert words == "没有一个 bad 例子用得上它"


def test_the_fixes_of_the_shipped_rules_are_sound() -> None:
    workspace = Workspace.open()
    book = load_rulebook([resources.rules_dir()])
    assert any(rule.fix for rule in book.rules.values())
    assert [str(failure) for failure in run_fixes(book, workspace.score)] == []
