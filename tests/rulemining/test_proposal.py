from __future__ import annotations

from typing import Any

import pytest
import yaml

from contentai.rulemining.checks import Check
from contentai.rulemining.proposal import TODO, Proposal, problem, proposals, rule_text

CHECKS: list[Check] = [
    {"kind": "length", "of": "title", "max": 20},
    {"kind": "length", "of": "post", "max": 1500, "min": 800},
    {"kind": "length", "of": "post", "min": 300},
    {"kind": "length", "of": "sentence", "max": 40},
    {"kind": "length", "of": "paragraph", "max": 100},
    {"kind": "length", "of": "digest", "max": 54},
    {"kind": "terms", "terms": ["速看"], "in": ["title"]},
    {"kind": "terms", "terms": ["根治", "零风险"]},
    {"kind": "density", "of": {"characters": "!"}, "per": "post", "max": 3, "min_count": 1},
    {"kind": "density", "of": {"emoji": True}, "per": "post", "max": 0, "min_count": 1},
    {"kind": "structure", "require": "image"},
    {"kind": "structure", "forbid": "outside_link"},
]


def proposal(check: Check | None, **other: Any) -> Proposal:
    known: dict[str, Any] = {
        "cluster": 1,
        "polarity": "dont",
        "claim": "写成{这样}",
        "scope": "post",
        "check": check,
        "confidence": 0.9,
        "sentences": (("a/守则.txt", 3, "不要写成\x1b这样。"),),
    }
    return Proposal(**known | other)


@pytest.mark.parametrize("check", CHECKS, ids=str)
def test_a_rule_with_a_check_loads_and_passes_its_examples(check: Check) -> None:
    assert problem(rule_text(proposal(check), "TRY-001"), "TRY-001") is None


def test_a_rule_without_a_check_says_what_is_missing() -> None:
    text = rule_text(proposal(None), "TRY-001")
    found = problem(text, "TRY-001")
    assert found is not None
    assert TODO in found.zh
    assert "\x1b" not in text


def test_a_draft_on_an_account_is_one_when_its_gaps_are_filled() -> None:
    text = rule_text(proposal(None, scope="account", claim="一天发三条"), "TRY-001")
    check = "kind: frequency\n  posts: 2\n  days: 1"
    many, few = (f"[{{times: {n}, every: 0, channel: moments}}]" for n in (3, 2))
    filled = text.replace(f"kind: {TODO}", check).replace(f"posts: {TODO}", f"posts: {many}", 1)
    filled = filled.replace(f"posts: {TODO}", f"posts: {few}").replace(TODO, "两条")
    assert problem(filled, "TRY-001") is None


def test_a_rule_whose_examples_are_wrong_is_not_ready() -> None:
    text = rule_text(proposal({"kind": "terms", "terms": ["根治"]}), "TRY-001")
    found = problem(text.replace("写着根治", "写着别的"), "TRY-001")
    assert found is not None
    assert "写着别的" in found.zh


@pytest.mark.parametrize(
    ("polarity", "name"),
    [
        ("dont", "不要使用“最低价”“第一”等词"),
        ("do", "使用“最低价”“第一”等词"),
        ("warn", "当心：使用"),
    ],
)
def test_the_name_of_a_rule_says_whether_it_forbids(polarity: str, name: str) -> None:
    claim = "使用“最低价”“第一”等词"
    text = rule_text(proposal(CHECKS[7], polarity=polarity, claim=claim), "TRY-001")
    assert yaml.safe_load(text)["name"]["zh"].startswith(name)


def test_an_id_that_ships_is_refused() -> None:
    found = problem(rule_text(proposal(CHECKS[0]), "LAW-001"), "LAW-001")
    assert found is not None


def test_the_surest_speaks_for_its_cluster_and_agreement_comes_first() -> None:
    def row(cluster: int, article: str, sure: float, claim: str) -> dict[str, Any]:
        return {
            "article": article,
            "sentence": claim,
            "line": 1,
            "polarity": "do",
            "claim": claim,
            "scope": "post",
            "check": None,
            "confidence": sure,
            "cluster": cluster,
        }

    rows = [row(1, "a", 0.9, "写短"), row(2, "a", 0.5, "配图"), row(2, "b", 0.8, "放图")]
    found = proposals(rows)
    assert [(one.cluster, one.claim, one.articles) for one in found] == [
        (2, "放图", 2),
        (1, "写短", 1),
    ]
