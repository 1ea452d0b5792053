"""contentai.rulebook.facts: what is known of the account, and rules that ask for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.located import DataError
from contentai.rulebook.explain import documentation, terminal_page
from contentai.rulebook.facts import CATEGORIES, FACTS, USUAL, Facts, read_account, read_facts
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.loader import load_rulebook
from contentai.rulebook.lowering import Relax
from contentai.rulebook.rule import Rule
from contentai.rulebook.schema import read_rule
from contentai.rulebook.selftest import test_rules as run_examples
from contentai.yamlread import read_yaml

MakeRule = Callable[..., dict[str, Any]]
WriteRules = Callable[..., Path]
TERMS = {"kind": "terms", "terms": ["绿苹果"], "boundary": "none"}
KNOWN = {"brand": "known"}


def facts(text: str, read: Callable[..., Facts] = read_facts) -> Facts:
    value = read_yaml(text, "facts.yaml")
    assert value is not None
    return read(value)


def read(rule: dict[str, Any]) -> Rule:
    value = read_yaml(str(rule), "rule.yaml")
    assert value is not None
    return read_rule(value, "pack", Lexicon())


def refusal(rule: dict[str, Any]) -> Bilingual:
    with pytest.raises(DataError) as caught:
        read(rule)
    assert caught.value.line > 0
    return caught.value.words


@pytest.mark.parametrize(
    ("asked", "account", "met"),
    [
        ("{}", "{}", True),
        ("{brand: known}", "{}", False),
        ("{brand: unknown}", "{}", True),
        ("{brand: known}", "{brand: known}", True),
        ("{moments_selling: discouraged}", "{}", True),
        ("{category: [food, health]}", "{category: [pets, health]}", True),
        ("{category: [food, health]}", "{category: pets}", False),
        ("{category: food}", "{}", False),
        ("{category: food, brand: known}", "{category: food}", False),
        ("{product_needs: install}", "{product_needs: [maintain, install]}", True),
    ],
)
def test_facts_are_met_when_each_holds_by_one_of_its_words(
    asked: str, account: str, met: bool
) -> None:
    assert facts(asked).met(facts(account, read_account).over(USUAL)) is met


def test_every_fact_has_words_in_both_languages() -> None:
    assert tuple(FACTS) == Facts._fields
    clauses = [clause for words in FACTS.values() for clause in words.values()]
    assert all(clause.zh and clause.en.isascii() for clause in clauses)
    assert len({clause.zh for clause in clauses}) == len(clauses)
    assert set(CATEGORIES) == set(FACTS["category"])
    asked = Facts(brand=("known",), category=("food", "health"))
    assert asked.wording() == Bilingual(
        "账号是知名品牌，且账号的行业是食品或账号的行业是保健",
        "the account is a known brand and the account's trade is food or "
        "the account's trade is health goods",
    )


def test_a_rule_reads_when_and_relax(make_rule: MakeRule) -> None:
    relax = [
        {"account": KNOWN, "to": "warning"},
        {"account": {"category": ["food"]}, "to": "info"},
    ]
    when = {"account": {"category": "food", "moments_selling": ["allowed", "discouraged"]}}
    rule = read(make_rule(TERMS, severity="error", when=when, relax=relax))
    assert rule.when.account == Facts(
        category=("food",), moments_selling=("allowed", "discouraged")
    )
    assert rule.relax == (
        Relax(Facts(brand=("known",)), Severity.WARNING),
        Relax(Facts(category=("food",)), Severity.INFO),
    )
    assert rule.relaxed(USUAL) is None
    assert rule.relaxed(Facts(("known",))) == rule.relax[0]
    assert rule.relaxed(Facts(("known",), ("pets", "food"))) == rule.relax[1]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"when": {"account": {"brnad": "known"}}}, "最接近的是“brand”"),
        ({"when": {"account": {"category": ["foood"]}}}, "最接近的是“food”"),
        ({"when": {"acount": {}}}, "最接近的是“account”"),
        ({"relax": {"account": KNOWN}}, "缺少键“to”"),
        ({"relax": {"to": "info"}}, "缺少键“account”"),
        ({"relax": {"account": {}, "to": "info"}}, "至少要写一项"),
        ({"relax": {"account": {"category": []}, "to": "info"}}, "至少要写一项"),
        ({"relax": {"account": KNOWN, "to": "warning"}}, "要低于规则自己的"),
        ({"relax": {"account": KNOWN, "to": "error"}}, "要低于规则自己的"),
        ({"relax": {"account": KNOWN, "to": "never"}}, "不认识的级别"),
        ({"relax": {"account": KNOWN, "to": "info", "when": 1}}, "不认识的键"),
        ({"relax": "info"}, "映射"),
    ],
)
def test_a_mistake_is_refused_with_the_way_out(
    make_rule: MakeRule, keys: dict[str, Any], words: str
) -> None:
    assert words in refusal(make_rule(TERMS, severity="warning", **keys)).zh


def test_examples_stand_in_an_account_that_the_rule_looks_at(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules
) -> None:
    rule = make_rule(
        TERMS,
        when={"account": {"category": ["food"], "brand": "known"}},
        examples={"bad": [{"text": "绿苹果"}], "good": [{"text": "梨"}]},
    )
    book = load_rulebook([write_rules(tmp_path, rule)])
    assert [outcome.passed for outcome in run_examples(book)] == [True, True]


def test_the_page_of_a_rule_says_what_it_makes_of_the_account(
    tmp_path: Path, make_rule: MakeRule, write_rules: WriteRules
) -> None:
    rule = make_rule(
        TERMS,
        when={"account": {"category": ["food"]}},
        relax={"account": KNOWN, "to": "info"},
    )
    book = load_rulebook([write_rules(tmp_path, rule)])
    lines = list(terminal_page(book.rules["TST-001"]))
    assert "  只在账号的行业是食品时看" in lines
    assert "  账号是知名品牌时只算提示" in lines
    assert lines[0].split()[-2] in ("[错误]", "[警告]", "[提示]")
    assert not any("{" in line for line in lines)
    page = documentation(book)["tst-001.md"]
    assert "only a hint if the account is a known brand" in page
    assert "looks only if the account's trade is food" in page
