"""``kind: score``: what the classifiers think, as a finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from contentai.diagnostics import Diagnostic, Evidence, Judgement, Span
from contentai.rulebook.loader import load_rulebook
from contentai.text.document import Document

Lint = Callable[..., list[Diagnostic]]


@dataclass(frozen=True)
class Fixed:
    """A judge that thinks the same of everything; only what it is asked about differs."""

    about: str
    probability: float
    document: Document | None = None

    def post(self, score: str, at_least: float = 0.0) -> Judgement:
        if score != self.about:
            return Judgement(0.0)
        return Judgement(self.probability, (Evidence(Span(1, 3), 0.75),))

    def sentences(self, score: str) -> list[tuple[Span, float]]:
        assert self.document is not None
        assert score == self.about
        spans = self.document.sentences
        return [(span, self.probability - 0.2 * n) for n, span in enumerate(spans)]


def score(of: str, at_least: float = 0.5, **more: Any) -> dict[str, Any]:
    return {"kind": "score", "of": of, "at_least": at_least, **more}


@pytest.mark.parametrize("of", ["hard_sell", "spam", "clickbait", "intent.value"])
@pytest.mark.parametrize(("probability", "fires"), [(0.4999, False), (0.5, True), (1.0, True)])
def test_a_post_at_or_above_the_bound_is_marked(
    lint: Lint, of: str, probability: float, fires: bool
) -> None:
    findings = lint(score(of), "第一句。第二句。", judge=Fixed(of, probability))
    assert [finding.excerpt for finding in findings] == ["第一句。"] * fires


def test_the_finding_carries_its_score_and_evidence_in_the_source(lint: Lint) -> None:
    message = {"zh": "{score} {percent}", "en": "x"}
    source = "---\ntitle: 題(tí)目(mù)好\n---\n正文。"
    (finding,) = lint(score("spam"), source, judge=Fixed("spam", 0.876), message=message)
    assert (finding.score, finding.message) == (0.876, "0.88 88%")
    assert finding.excerpt == "題目好"
    at = source.index("目")
    assert finding.evidence == (Evidence(Span(at, source.index("好") + 1), 0.75),)


def test_every_sentence_is_judged_by_itself(lint: Lint) -> None:
    text = "第一句。第二句。第三句。"
    judge = Fixed("hard_sell", 0.8, Document.parse(text))
    findings = lint(score("hard_sell", 0.55, unit="sentence"), text, judge=judge)
    assert [(f.excerpt, round(f.score or 0, 2)) for f in findings] == [
        ("第一句。", 0.8),
        ("第二句。", 0.6),
    ]
    just = lint(score("hard_sell", 0.8, unit="sentence"), text, judge=judge)
    assert [finding.excerpt for finding in just] == ["第一句。"]


def test_a_title_is_judged_when_there_is_one(lint: Lint) -> None:
    check = score("clickbait", unit="title")
    assert lint(check, "没有题目的正文。", judge=Fixed("clickbait", 1.0)) == []
    (finding,) = lint(check, "# 题目\n\n正文。", format="markdown", judge=Fixed("clickbait", 1.0))
    assert finding.excerpt == "题目"


def test_without_a_judge_nothing_is_thought(lint: Lint) -> None:
    for unit in ("post", "sentence"):
        assert lint(score("spam", 0, unit=unit), "正文。") == []


def test_some_sentences_are_excused(lint: Lint) -> None:
    text = "你说呢？说了算。"
    document = Document.parse(text)
    judge = Fixed("unlawful", 0.9, document)
    check = score("unlawful", unit="sentence", unless={"sentence": [r"\?$"]})
    assert [finding.excerpt for finding in lint(check, text, judge=judge)] == ["说了算。"]


def test_only_sentences_can_be_excused(
    tmp_path: Path, make_rule: Callable[..., Any], write_rules: Callable[..., Path]
) -> None:
    check = score("spam", unless={"sentence": ["a"]})
    (error,) = load_rulebook([write_rules(tmp_path, make_rule(check))]).errors
    assert "unit: sentence" in error.words.en
