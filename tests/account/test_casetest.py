"""The examples of the shipped rules on accounts, and that a wrong one is found out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contentai import resources
from contentai.account import casetest
from contentai.rulebook.loader import load_rulebook

OUTCOMES = list(casetest.test_accounts(load_rulebook([resources.rules_dir()])))


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda one: f"{one.rule.id}:{one.example.line}")
def test_a_shipped_rule_does_what_its_example_says(outcome: Any) -> None:
    assert outcome.passed, outcome.found


def test_the_messages_of_shipped_rules_are_filled() -> None:
    assert list(casetest.test_account_messages(load_rulebook([resources.rules_dir()]))) == []


def test_an_example_that_does_not_hold_and_a_place_that_nothing_fills(
    tmp_path: Path, make_rule: Callable[..., Any], write_rules: Callable[..., Path]
) -> None:
    few, many = [{"times": 2, "kind": "promotion"}], [{"times": 9, "kind": "promotion"}]
    rule = make_rule(
        {"kind": "share", "of": {"kind": "promotion"}, "above": 0.5, "least": 5},
        scope="account",
        message={"zh": "{found}{mood}", "en": "{found}"},
        examples={
            "bad": [{"posts": many}, {"posts": few}],
            "good": [{"posts": many}, {"posts": few}],
        },
    )
    book = load_rulebook([write_rules(tmp_path, rule)])
    assert [one.passed for one in casetest.test_accounts(book)] == [True, False, False, True]
    (slip,) = casetest.test_account_messages(book)
    assert "{mood}" in str(slip)


@pytest.mark.parametrize(
    "rule", load_rulebook([resources.rules_dir()]).on_account, ids=lambda r: r.id
)
def test_a_message_tells_what_is_wrong_without_what_was_found(rule: Any) -> None:
    for words in (rule.message.zh, rule.message.en):
        assert any(map(str.isalpha, words.replace("{found}", "")))
