"""contentai.rulebook.selftest: a rule is tested by its own file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contentai.diagnostics import Judgement, Span
from contentai.rulebook import selftest
from contentai.rulebook.loader import Rulebook, load_rulebook
from contentai.rulebook.subject import Judge
from contentai.text.document import Document

TERMS = {"kind": "terms", "terms": ["最佳"]}


@pytest.fixture
def run(
    tmp_path: Path, make_rule: Callable[..., Any], write_rules: Callable[..., Path]
) -> Callable[..., list[bool]]:
    def outcomes(
        bad: list[dict[str, Any]],
        good: list[dict[str, Any]],
        check: dict[str, Any] = TERMS,
        judges: selftest.Judges = selftest.no_judge,
        **more: Any,
    ) -> list[bool]:
        rule = make_rule(check, examples={"bad": bad, "good": good}, **more)
        book: Rulebook = load_rulebook([write_rules(tmp_path, rule)])
        assert [str(error) for error in book.errors] == []
        return [outcome.passed for outcome in selftest.test_rules(book, judges)]

    return outcomes


@pytest.mark.parametrize(
    ("bad", "passed"),
    [
        ({"text": "最佳的茶"}, True),
        ({"text": "好茶"}, False),
        ({"text": "最\u200b佳的茶", "find": "最\u200b佳"}, True),
        ({"text": "最佳的茶", "find": "最佳的"}, False),
        ({"text": "佳(jiā)茗(míng)最(zuì)佳(jiā)", "find": "最佳"}, True),
        ({"text": "正文", "title": "最佳的茶", "find": "最佳"}, True),
        ({"text": "# 最佳\n\n茶", "format": "markdown", "find": "最佳"}, True),
    ],
)
def test_a_bad_example_is_found_where_it_says(
    run: Callable[..., list[bool]], bad: dict[str, Any], passed: bool
) -> None:
    assert run([bad], [{"text": "好茶"}]) == [passed, True]


def test_a_good_example_is_left_alone(run: Callable[..., list[bool]]) -> None:
    assert run([{"text": "最佳"}], [{"text": "最佳人选"}, {"text": "最佳"}]) == [True, True, False]


def test_examples_stand_where_the_rule_looks_unless_they_say_otherwise(
    run: Callable[..., list[bool]],
) -> None:
    check = {"kind": "structure", "forbid": "outside_link"}
    link = "看 https://own.example/ 和 https://rival.example/"
    found = {"text": link, "find": "https://rival.example/"}
    assert run([found], [{"text": "没有链接"}], check, channels=["weitao", "wechat"]) == [
        True,
        True,
    ]
    assert run([found], [{"text": "没有链接"}], check) == [False, True]
    named = {**found, "channel": "wechat"}
    assert run([named], [{"text": link, "channel": "weibo"}], check) == [True, True]


def test_stage_and_segments_of_an_example_count(run: Callable[..., list[bool]]) -> None:
    check = {"kind": "all", "of": [
        {"kind": "structure", "forbid": "segment"}, {"kind": "structure", "forbid": "stage"},
    ]}  # fmt: skip
    staged = {"text": "正文", "segment": ["甲"], "stage": "engage"}
    headed = {"text": "---\nsegment: 甲\nstage: engage\n---\n正文"}
    good = [{"text": "正文", "segment": ["甲"]}, {"text": "正文", "stage": "engage"}]
    assert run([staged, headed], good, check) == [True] * 4


def test_a_draft_too_short_for_the_rule_is_left_alone(run: Callable[..., list[bool]]) -> None:
    bad = [{"text": "最佳" + "茶" * 9}]
    good = [{"text": "最佳" + "茶" * 8}]
    assert run(bad, good, when={"longer_than": 10}) == [True, True]


class Convinced:
    """A judge that is sure of everything."""

    def post(self, score: str, at_least: float = 0.0) -> Judgement:
        return Judgement(1.0)

    def sentences(self, score: str) -> list[tuple[Span, float]]:
        return []


def test_rules_on_scores_need_a_judge(run: Callable[..., list[bool]]) -> None:
    def judges(document: Document) -> Judge | None:
        return Convinced() if "买" in document.text else None

    check = {"kind": "score", "of": "spam", "at_least": 0.5}
    assert run([{"text": "买"}], [{"text": "茶"}], check, judges) == [True, True]
    assert run([{"text": "买"}], [{"text": "茶"}], check) == [False, True]


@pytest.mark.parametrize(
    ("elsewhere", "rule"),
    [
        ({"channel": "weibo"}, {"channels": ["wechat"]}),
        ({"stage": "follow"}, {"when": {"stage": ["convert"]}}),
    ],
)
def test_an_example_that_the_rule_does_not_look_at_is_never_found(
    run: Callable[..., list[bool]], elsewhere: dict[str, str], rule: dict[str, Any]
) -> None:
    example = {"text": "最佳的茶", **elsewhere}
    assert run([example], [example], **rule) == [False, True]
