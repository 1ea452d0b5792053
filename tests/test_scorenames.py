"""contentai.scorenames: whatever is scored has a name wherever it is shown."""

from __future__ import annotations

from typing import Any

import pytest

from contentai.classify.scores import SCORES
from contentai.diagnostics import INTENTS
from contentai.rulebook.explain import markdown_page
from contentai.rulebook.matchers.score import SENTENCE_SCORES
from contentai.scorenames import INTENT_NAMES, SCORE_NAMES, label_words


def test_scores_and_intents_are_named_in_their_order() -> None:
    assert tuple(SCORE_NAMES) == SCORES
    assert tuple(INTENT_NAMES) == INTENTS


@pytest.mark.parametrize(
    ("label", "intent", "words"),
    [
        ("value", {"value": 0.6, "hard_sell": 0.4}, "干货"),
        ("value", {"value": 0.1, "hard_sell": 0.9}, "干货（最像硬推，但硬推分没到 0.5，不算硬推）"),
        ("hard_sell", {"value": 0.9, "hard_sell": 0.1}, "硬推（硬推分到了 0.5，就算硬推；"),
        ("value", {"value": 0.4, "soft_promo": 0.5}, "干货（最像软推，但没多过干货加服务）"),
        ("value", {}, "干货"),
    ],
)
def test_a_label_that_is_not_the_likeliest_intent_says_why(
    label: str, intent: dict[str, float], words: str
) -> None:
    assert label_words(label, intent).zh.startswith(words)


@pytest.mark.parametrize("score", SENTENCE_SCORES)
def test_the_page_of_a_rule_in_doubt_names_the_score(make_book: Any, score: str) -> None:
    check = {"kind": "terms", "terms": ["甲"], "boundary": "none"}
    doubt = {"of": score, "below": 0.1, "to": "warning"}
    book = make_book(check, severity="error", doubt=doubt)
    (condition,) = (
        line for line in markdown_page(book.rules["TST-001"]).splitlines() if "分低于" in line
    )
    chinese, _ = condition.split(" · ")
    assert score not in chinese
