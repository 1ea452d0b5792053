"""contentai.rulebook.mutants: a check without one of its pieces."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers.registry import compile_check
from contentai.rulebook.mutants import Piece, pieces
from contentai.yamlread import read_yaml
from contentai.yamlvalue import Value

TEA = {"kind": "terms", "terms": ["茶", "茗"]}
PRICE = {"kind": "pattern", "pattern": "\\d+元"}
NEED = {"name": {"zh": "价格", "en": "price"}, "check": PRICE}
NEVER = {"kind": "length", "of": "sentence", "max": "1000000000"}
ALWAYS = {"kind": "length", "of": "sentence", "min": "1000000000"}


def taken_apart(check: dict[str, Any]) -> list[Piece]:
    value = read_yaml(json.dumps(check, ensure_ascii=False), "rule.yaml")
    assert value is not None
    found = list(pieces(value))
    for piece in found:
        compile_check(piece.without, Lexicon())
    return found


def plain(value: Value) -> Any:
    """The YAML value as Python data, scalars as they are written."""
    if isinstance(value.node, yaml.MappingNode):
        return {key: plain(item) for key, item in value.table().items()}
    return [plain(item) for item in value.items()] if value.is_list else value.text()


def mutants(check: dict[str, Any], sort: str) -> list[tuple[str, Any]]:
    return [(p.text, plain(p.without)) for p in taken_apart(check) if p.sort == sort]


def test_a_term_or_one_of_several_patterns_is_left_out() -> None:
    assert mutants(TEA, "term") == [
        ("茶", {"kind": "terms", "terms": ["茗"]}),
        ("茗", {"kind": "terms", "terms": ["茶"]}),
    ]
    several = {"kind": "pattern", "pattern": "一", "patterns": ["二"]}
    assert mutants(several, "pattern") == [
        ("一", {"kind": "pattern", "patterns": ["二"]}),
        ("二", {"kind": "pattern", "pattern": "一"}),
    ]


def test_without_its_only_term_a_check_never_fires_and_the_only_pattern_is_the_check() -> None:
    assert mutants({"kind": "terms", "terms": "茶"}, "term") == [("茶", NEVER)]
    density = {"kind": "density", "of": {"terms": ["茶"]}, "max": 3}
    assert mutants(density, "term") == [("茶", NEVER)]
    assert taken_apart(PRICE) == []


def test_a_part_of_any_never_fires_and_a_condition_of_all_always_holds() -> None:
    either = {"kind": "any", "of": [TEA, PRICE]}
    assert mutants(either, "part") == [
        ("terms: 茶, 茗", {"kind": "any", "of": [NEVER, PRICE]}),
        ("pattern: \\d+元", {"kind": "any", "of": [TEA, NEVER]}),
    ]
    both = {"kind": "all", "of": [TEA, PRICE]}
    assert [without for _, without in mutants(both, "condition")] == [
        {"kind": "all", "of": [ALWAYS, PRICE]},
        {"kind": "all", "of": [TEA, ALWAYS]},
    ]
    assert mutants({"kind": "all", "of": [TEA]}, "condition") == []


def test_a_need_is_once_always_met_and_once_never() -> None:
    check = {"kind": "missing", "when": TEA, "needs": [NEED]}
    assert mutants(check, "lacked") == [
        ("价格", {**check, "needs": [{**NEED, "check": ALWAYS}]}),
    ]
    assert mutants(check, "met") == [("价格", {**check, "needs": [{**NEED, "check": NEVER}]})]
    assert len(mutants(check, "term")) == 2


def test_exceptions_are_left_out_one_by_one() -> None:
    unless = {"within": ["茶几"], "before": ["不", "没"], "quoted": "true", "negated": "false"}
    check = {**PRICE, "unless": unless}
    assert mutants(check, "unless") == [
        ("within: 茶几", {**PRICE, "unless": {k: v for k, v in unless.items() if k != "within"}}),
        ("before: 不", {**PRICE, "unless": {**unless, "before": ["没"]}}),
        ("before: 没", {**PRICE, "unless": {**unless, "before": ["不"]}}),
        ("quoted", {**PRICE, "unless": {k: v for k, v in unless.items() if k != "quoted"}}),
    ]


@pytest.mark.parametrize(
    "outer",
    [
        lambda inner: {"kind": "any", "of": [inner]},
        lambda inner: {"kind": "all", "of": [inner, PRICE]},
        lambda inner: {"kind": "missing", "when": inner, "needs": [NEED]},
        lambda inner: {"kind": "missing", "when": PRICE, "needs": [{**NEED, "check": inner}]},
        lambda inner: {"kind": "position", "of": inner, "max_share_before_first": "0.3"},
    ],
)
def test_checks_inside_checks_are_taken_apart_too(outer: Any) -> None:
    found = [text for text, _ in mutants(outer({**TEA, "unless": {"quoted": "true"}}), "term")]
    assert found == ["茶", "茗"]
    assert [text for text, _ in mutants(outer({**TEA, "unless": {"quoted": "true"}}), "unless")]


def test_a_piece_knows_its_line() -> None:
    value = read_yaml(
        "kind: any\nof:\n  - kind: pattern\n    patterns:\n      - 一\n      - 二\n", ""
    )
    assert value is not None
    assert [(piece.sort, piece.line) for piece in pieces(value)] == [
        ("part", 3),
        ("pattern", 5),
        ("pattern", 6),
    ]
