"""contentai.rulebook.coverage: what the examples of a rule would not miss."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contentai.rulebook.coverage import Coverage, Share, measure
from contentai.rulebook.loader import load_rulebook

Cover = Callable[..., Coverage]
TEA = {"kind": "terms", "terms": ["茶"], "boundary": "none"}
CUP = {"kind": "terms", "terms": ["杯"], "boundary": "none"}


@pytest.fixture
def cover(tmp_path: Path, make_rule: Callable[..., Any], write_rules: Callable[..., Path]) -> Cover:
    def run(check: Any, bad: list[str], good: list[str], **more: Any) -> Coverage:
        examples = {"bad": [{"text": t} for t in bad], "good": [{"text": t} for t in good]}
        rule = make_rule(check, examples=examples, **more)
        book = load_rulebook([write_rules(tmp_path, rule)])
        assert [str(error) for error in book.errors] == []
        (one,) = measure(book)
        return one

    return run


def gaps(one: Coverage) -> list[tuple[str, str]]:
    return [(piece.sort.value, piece.text) for piece in one.gaps]


def test_alternative_patterns_need_a_bad_example_each(cover: Cover) -> None:
    check = {"kind": "pattern", "patterns": ["茶", "杯"]}
    assert gaps(cover(check, ["好茶"], ["水"])) == [("pattern", "杯")]
    assert gaps(cover(check, ["好茶", "好杯"], ["水", "水"])) == []


def test_a_part_of_any_that_another_part_finds_too_is_not_needed(cover: Cover) -> None:
    same = {"kind": "any", "of": [TEA, TEA]}
    assert [sort for sort, _ in gaps(cover(same, ["好茶"], ["水"]))] == ["part", "part"]
    check = {"kind": "any", "of": [TEA, CUP]}
    assert gaps(cover(check, ["茶", "杯"], ["水", "水"])) == []


def test_a_condition_needs_a_good_example_that_only_it_keeps_good(cover: Cover) -> None:
    check = {"kind": "all", "of": [TEA, CUP]}
    assert gaps(cover(check, ["茶杯"], ["水"])) == [
        ("condition", "terms: 茶"),
        ("condition", "terms: 杯"),
    ]
    assert gaps(cover(check, ["茶杯"], ["喝茶"])) == [("condition", "terms: 茶")]
    assert gaps(cover(check, ["茶杯"], ["喝茶", "水杯"])) == []


def test_a_need_is_to_be_seen_lacking_and_met(cover: Cover) -> None:
    needs = [
        {"name": {"zh": zh, "en": zh}, "check": {"kind": "pattern", "pattern": pattern}}
        for zh, pattern in (("价格", "元"), ("数量", "只"))
    ]
    check = {"kind": "missing", "when": TEA, "needs": needs}
    assert gaps(cover(check, ["茶三只"], ["水"])) == [
        ("met", "价格"),
        ("lacked", "数量"),
        ("met", "数量"),
    ]
    assert gaps(cover(check, ["茶"], ["茶三元五只"])) == []


@pytest.mark.parametrize(
    ("unless", "needing"),
    [
        ({"within": ["茶几"]}, "买了茶几"),
        ({"before": ["不喝"]}, "不喝茶"),
        ({"after": ["树"]}, "茶树"),
        ({"sentence": ["听说"]}, "听说有茶"),
        ({"post": ["声明"]}, "有茶。另有声明。"),
        ({"quoted": True}, "他说“茶”字"),
        ({"negated": True}, "没有茶"),
        ({"reported": True}, "卖茶被罚款"),
    ],
)
def test_an_exception_needs_a_good_example_that_it_alone_excuses(
    cover: Cover, unless: dict[str, Any], needing: str
) -> None:
    check = {**TEA, "unless": unless}
    (name,) = unless
    for good in ("水", needing):
        one = cover(check, ["好茶"], [good])
        assert [text.split(":")[0] for _, text in gaps(one)] == ([] if good == needing else [name])
        assert one.exceptions == Share(int(good == needing), 1)


def test_what_a_bad_example_has_besides_does_not_show_that_an_exception_is_needed(
    cover: Cover,
) -> None:
    check = {**TEA, "unless": {"before": ["不喝"]}}
    assert gaps(cover(check, ["好茶，不喝茶"], ["水"])) == [("unless", "before: 不喝")]


def test_an_exception_of_a_need_is_shown_by_a_bad_example(cover: Cover) -> None:
    price = {"kind": "pattern", "pattern": "\\d+元", "unless": {"before": ["省"]}}
    need = {"name": {"zh": "价格", "en": "price"}, "check": price}
    check = {"kind": "missing", "when": TEA, "needs": [need]}
    assert gaps(cover(check, ["茶"], ["茶9元"])) == [("unless", "before: 省")]
    assert gaps(cover(check, ["茶省9元"], ["茶9元"])) == []


def test_terms_are_a_share_and_no_gap(cover: Cover) -> None:
    check = {"kind": "terms", "terms": ["茶", "杯", "壶"], "boundary": "none"}
    one = cover(check, ["好茶"], ["水壹"])
    assert (one.terms, one.branches, gaps(one)) == (Share(1, 3), Share(0, 0), [])
    density = {"kind": "density", "of": {"terms": ["茶", "杯"]}, "max": 1, "per": "post"}
    assert cover(density, ["茶，茶"], ["茶"]).terms == Share(1, 2)


def test_examples_that_the_rule_does_not_look_at_cover_nothing(cover: Cover) -> None:
    check = {"kind": "pattern", "patterns": ["茶", "杯"]}
    one = cover(check, ["茶", "杯"], ["水", "水"], when={"longer_than": 9})
    assert one.branches == Share(0, 2)


def test_a_share_of_nothing_is_whole_and_shares_add() -> None:
    assert Share(0, 0).percent == 100
    assert (Share(1, 2) + Share(0, 2)).percent == 25


def test_only_rules_of_the_folder_are_measured(
    tmp_path: Path, make_rule: Callable[..., Any], write_rules: Callable[..., Path]
) -> None:
    one = write_rules(tmp_path / "one", make_rule(TEA, "TST-001"))
    other = write_rules(tmp_path / "other", make_rule(TEA, "TST-002"))
    book = load_rulebook([one, other])
    assert [found.rule.id for found in measure(book, folder=other)] == ["TST-002"]
