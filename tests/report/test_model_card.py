"""The half page of a model card says what the card says, and the worst of it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from contentai import resources
from contentai.report.model_card import half_page


@pytest.fixture
def card() -> dict[str, Any]:
    """The card that ships, as a training wrote it."""
    whole: dict[str, Any] = json.loads((resources.model_dir() / "card.json").read_text("utf-8"))
    return whole


def test_every_score_has_its_figures(card: dict[str, Any]) -> None:
    lines = half_page(card)
    assert len(lines) <= 50
    scores = {**card["posts"]["scores"], **card["titles"]["scores"]}
    names = {"hard_sell": "硬推", "spam": "垃圾", "unlawful": "违法宣称", "clickbait": "标题党"}
    assert scores.keys() == names.keys()
    for score, name in names.items():
        (line,) = [line for line in lines if line.startswith(f"{name}：")]
        folds = scores[score]["corpus_folds"]
        assert f"认出 {folds['positive_flagged']:.1%}（{folds['positive_rows']:,} 条）" in line
        assert f"误报 {folds['negative_flagged']:.1%}" in line
    accuracy = card["posts"]["intents"]["accuracy"]
    assert any(line.startswith("意图") and f"{accuracy:.1%}" in line for line in lines)
    assert any(line.startswith("变形联系方式：") for line in lines)


def test_the_worst_sources_are_named_and_small_ones_are_not(card: dict[str, Any]) -> None:
    report = card["posts"]["scores"]["hard_sell"]
    report["unseen_sources"] = {
        "corpus-spoken": {"positive_rows": 900, "positive_flagged": 0.111},
        "tiny": {"positive_rows": 9, "positive_flagged": 0.0},
        "good": {"positive_rows": 900, "positive_flagged": 1.0},
        "sms-x": {"negative_rows": 900, "negative_flagged": 0.333},
    }
    page = "\n".join(half_page(card))
    assert "认得少的：口播稿 11.1%\n" in page
    assert "误报多的：别处的短信（sms-x） 33.3%\n" in page


def test_a_card_without_intents_and_disguise_is_shown_too(card: dict[str, Any]) -> None:
    del card["posts"]["intents"], card["disguise"]
    card["posts"]["scores"]["spam"]["failures"] = {"false_alarms": [], "misses": []}
    assert not [line for line in half_page(card) if line.startswith(("意图", "变形"))]


def test_it_speaks_english(card: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    card["posts"]["scores"]["spam"]["failures"] = {"false_alarms": [], "misses": []}
    monkeypatch.setenv("CONTENTAI_LANG", "en")
    lines = half_page(card)
    assert any(line.startswith("hard sell: ") for line in lines)
    told = [line for line in lines if not re.match("  a (miss|false alarm): ", line)]
    assert not re.search("[一-鿿]", "\n".join(told))


@pytest.mark.parametrize("card", [{}, {"posts": 1}, [], {"posts": {}, "titles": {}}])
def test_another_card_is_refused(card: Any) -> None:
    with pytest.raises((KeyError, TypeError, AttributeError, ValueError)):
        half_page(card)
