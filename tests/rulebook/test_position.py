"""``kind: position``: how early or late something comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from contentai.diagnostics import Diagnostic, Judgement, Span
from contentai.text.document import Document

Found = Callable[..., list[str]]
Lint = Callable[..., list[Diagnostic]]
ORDER = {"kind": "terms", "terms": ["下单"], "boundary": "none"}


def position(of: Any = ORDER, **more: Any) -> dict[str, Any]:
    return {"kind": "position", "of": of, **more}


def ordering_after(before: int, after: int) -> str:
    return "茶" * before + "下单" + "水" * after


@pytest.mark.parametrize(
    ("before", "fires"), [(0, True), (29, True), (30, True), (31, False), (98, False)]
)
def test_something_too_early(found: Found, before: int, fires: bool) -> None:
    text = ordering_after(before, 98 - before)
    assert found(position(max_share_before_first=0.3), text) == ["下单"] * fires


@pytest.mark.parametrize(("before", "fires"), [(69, False), (70, True), (98, True)])
def test_something_too_late(found: Found, before: int, fires: bool) -> None:
    text = ordering_after(before, 98 - before)
    assert found(position(min_share_before_first=0.7), text) == ["下单"] * fires


def test_only_the_first_one_counts(lint: Lint) -> None:
    message = {"zh": "{share}", "en": "x"}
    text = ordering_after(20, 10) + ordering_after(10, 56)
    (finding,) = lint(position(max_share_before_first=0.5), text, message=message)
    assert (finding.span, finding.message) == (Span(20, 22), "20%")


def test_a_title_comes_before_the_body_and_is_not_judged(found: Found) -> None:
    text = "---\ntitle: 快下单\n---\n" + ordering_after(60, 38)
    assert found(position(max_share_before_first=0.3), text) == []
    assert found(position(min_share_before_first=0.6), text) == ["下单"]


def test_short_posts_are_not_judged(found: Found) -> None:
    check = position(max_share_before_first=0.3, min_length=20)
    assert found(check, ordering_after(0, 17)) == []
    assert found(check, ordering_after(0, 18)) == ["下单"]


def test_nothing_found_is_neither_early_nor_late(found: Found) -> None:
    assert found(position(max_share_before_first=1), "茶水") == []
    assert found(position(min_share_before_first=0), "茶水") == []
    assert found(position(min_share_before_first=0), "") == []


@dataclass(frozen=True)
class Sentences:
    """A judge with one score a sentence, in order."""

    document: Document
    scores: tuple[float, ...]

    def post(self, score: str, at_least: float = 0.0) -> Judgement:
        return Judgement(0.0)

    def sentences(self, score: str) -> list[tuple[Span, float]]:
        assert score == "hard_sell"
        return list(zip(self.document.sentences, self.scores, strict=True))


def test_a_selling_sentence_is_one_that_scores_half_or_more(lint: Lint) -> None:
    text = "先讲水温。再讲时间。现在就买。赶紧下单。"
    check = position("selling_sentence", max_share_before_first=0.5)
    judge = Sentences(Document.parse(text), (0.1, 0.49, 0.5, 0.9))
    (finding,) = lint(check, text, judge=judge)
    assert (finding.excerpt, finding.score) == ("现在就买。", 0.5)
    assert lint(check, text) == []
