"""contentai.scorenames: whatever is scored has a name wherever it is shown."""

from __future__ import annotations

from typing import Any

import pytest

from contentai.classify.scores import SCORES
from contentai.diagnostics import INTENTS
from contentai.rulebook.explain import markdown_page
from contentai.rulebook.matchers.score import SENTENCE_SCORES
from contentai.scorenames import INTENT_NAMES, SCORE_NAMES


def test_scores_and_intents_are_named_in_their_order() -> None:
    assert tuple(SCORE_NAMES) == SCORES
    assert tuple(INTENT_NAMES) == INTENTS


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
