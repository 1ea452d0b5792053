"""Severity that scores lower, and findings that yield to others at the same place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from contentai.diagnostics import Judgement, Severity, Span
from contentai.lint.engine import Setting, lint_document
from contentai.rulebook.loader import Rulebook, load_rulebook
from contentai.scorenames import shown_score
from contentai.text.document import Document


@dataclass(frozen=True)
class Sure:
    """A judge that gives every sentence the same probability."""

    document: Document
    probability: float

    def post(self, score: str, at_least: float = 0.0) -> Judgement:
        return Judgement(self.probability)

    def sentences(self, score: str) -> list[tuple[Span, float]]:
        return [(sentence, self.probability) for sentence in self.document.sentences]


TERMS: Mapping[str, Any] = {"kind": "terms", "terms": ["甲"], "boundary": "none"}


def severities(book: Rulebook, text: str, probability: float | None) -> list[Severity]:
    document = Document.parse(text)
    judge = None if probability is None else Sure(document, probability)
    return [finding.severity for finding in lint_document(document, book, judge=judge)]


DOUBT = {"of": "unlawful", "below": 0.1, "to": "warning"}


def test_a_rule_in_doubt_warns_where_the_sentence_scores_low(make_book: Any) -> None:
    book = make_book(TERMS, severity="error", doubt=DOUBT)
    assert severities(book, "这里有甲。", 0.02) == [Severity.WARNING]
    assert severities(book, "这里有甲。", 0.4) == [Severity.ERROR]
    assert severities(book, "这里有甲。", None) == [Severity.ERROR]


def test_a_score_in_doubt_is_judged_by_itself(make_book: Any) -> None:
    check = {"kind": "score", "of": "hard_sell", "at_least": 0.5}
    book = make_book(check, severity="error", doubt={**DOUBT, "of": "hard_sell", "below": 0.9})
    assert severities(book, "这里有甲。", 0.4) == []
    assert severities(book, "这里有甲。", 0.89) == [Severity.WARNING]
    assert severities(book, "这里有甲。", 0.9) == [Severity.ERROR]


def test_a_finding_that_yields_gives_way_only_where_another_stands(
    make_rule: Any, write_rules: Any, tmp_path: Path
) -> None:
    score = {"kind": "score", "of": "unlawful", "unit": "sentence", "at_least": 0.5}
    rules = make_rule(TERMS, "TST-001"), make_rule(score, "TST-002", yields_to="TST")
    document = Document.parse("这里有甲。那里没有。")
    found = lint_document(
        document, load_rulebook([write_rules(tmp_path, *rules)]), judge=Sure(document, 0.9)
    )
    assert [finding.excerpt for finding in found] == ["甲", "那里没有。"]


@pytest.mark.parametrize(
    ("sharper", "told"), [("error", ["TST-001"]), ("info", ["TST-001", "TST-002"])]
)
def test_a_finding_does_not_yield_to_a_milder_one(
    make_rule: Any, write_rules: Any, tmp_path: Path, sharper: str, told: list[str]
) -> None:
    rules = (
        make_rule(TERMS, "TST-001", severity=sharper),
        make_rule(TERMS, "TST-002", severity="warning", yields_to=["TST-003", "TST-001"]),
        make_rule({**TERMS, "terms": ["乙"]}, "TST-003"),
    )
    found = lint_document(
        Document.parse("这里有甲。"), load_rulebook([write_rules(tmp_path, *rules)])
    )
    assert sorted(finding.rule for finding in found) == told


@pytest.mark.parametrize(
    "setting",
    [
        Setting(),
        Setting(severities={"TST-001": Severity.INFO}),
        Setting(rules={"TST-002"}),
    ],
    ids=["in use", "lowered", "not in use"],
)
def test_what_is_beyond_the_others_is_told_only_where_none_of_them_matches(
    make_rule: Any, write_rules: Any, tmp_path: Path, setting: Setting
) -> None:
    score = {"kind": "score", "of": "unlawful", "unit": "sentence", "at_least": 0.5}
    rules = make_rule(TERMS, "TST-001"), make_rule(score, "TST-002", beyond="TST")
    book = load_rulebook([write_rules(tmp_path, *rules)])
    document = Document.parse("这里有甲。那里没有。")
    found = lint_document(document, book, setting, Sure(document, 0.9))
    assert [f.excerpt for f in found if f.rule == "TST-002"] == ["那里没有。"]


def test_a_rule_that_looks_elsewhere_words_nothing(
    make_rule: Any, write_rules: Any, tmp_path: Path
) -> None:
    score = {"kind": "score", "of": "unlawful", "unit": "sentence", "at_least": 0.5}
    other = make_rule(TERMS, "TST-001", when={"stage": ["follow"]})
    rules = other, make_rule(score, "TST-002", beyond="TST-001")
    book = load_rulebook([write_rules(tmp_path, *rules)])
    document = Document.parse("这里有甲。")
    found = lint_document(document, book, Setting(rules={"TST-002"}), Sure(document, 0.9))
    assert [finding.rule for finding in found] == ["TST-002"]


def test_the_score_told_does_not_contradict_the_doubt(make_book: Any) -> None:
    check = {"kind": "score", "of": "hard_sell", "at_least": 0.5}
    book = make_book(check, severity="error", doubt={**DOUBT, "of": "hard_sell", "below": 0.9})
    document = Document.parse("这里有甲。")

    def told(score: float) -> str:
        return lint_document(document, book, judge=Sure(document, score))[0].message

    assert "分数 0.897 没到 0.9" in told(0.8979)
    assert "（分数没到 0.9" in told(0.74)


def test_two_places_of_a_score_are_those_of_the_four_that_reports_keep(make_book: Any) -> None:
    check = {"kind": "score", "of": "hard_sell", "at_least": 0.5}
    message = {"zh": "分数 {score}", "en": "score {score}"}
    document = Document.parse("这里有甲。")
    for score in (0.904_97, 0.905_04, 0.894_996, 0.8949):
        (found,) = lint_document(
            document, make_book(check, message=message), judge=Sure(document, score)
        )
        assert found.message == f"分数 {shown_score(round(score, 4))}"


def test_a_score_that_is_told_as_the_limit_has_its_third_digit(make_book: Any) -> None:
    check = {"kind": "score", "of": "hard_sell", "at_least": 0.5}
    book = make_book(check, severity="error", doubt={**DOUBT, "of": "hard_sell", "below": 0.9})
    document = Document.parse("这里有甲。")
    (found,) = lint_document(document, book, judge=Sure(document, 0.894_996))
    assert "分数 0.894 没到 0.9" in found.message
