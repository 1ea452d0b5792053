from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai import resources
from contentai.classify import disguise
from contentai.classify.linear import load_model
from contentai.classify.scores import Models, Scores
from contentai.diagnostics import INTENTS
from contentai.text.document import Document

MODELS = Models(
    load_model(resources.model_dir(), "posts", "rjieba"),
    load_model(resources.model_dir(), "titles", "rjieba"),
    load_model(resources.model_dir(), "disguise", "none", disguise.VERSION),
)
SELLING = "最后三小时！全场五折秒杀，手慢无，马上加微信下单，前一百名再送大礼包！！！"
USEFUL = "热水器的镁棒两年要换一次：先关总阀，放掉半箱水，再用扳手把旧镁棒旋出来。"


def scores(text: str, title: str | None = None) -> Scores:
    return Scores(Document.parse(text, format="plain", title=title), MODELS)


def test_the_probability_is_the_sigmoid_of_the_contributions() -> None:
    found = scores(SELLING)
    model = MODELS.posts
    empty = model.calibrated(model.bias)[model.outputs.index("hard_sell")]
    logit = float(found.contributions("hard_sell").sum() + empty)
    assert found.hard_sell == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-9)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=150))
@settings(max_examples=80, deadline=None)
def test_scores_of_any_text_are_probabilities(text: str) -> None:
    found = scores(text)
    assert 0 <= found.spam <= found.hard_sell <= 1
    assert 0 <= found.clickbait <= 1
    assert list(found.intent) == list(INTENTS)
    assert sum(found.intent.values()) == pytest.approx(1, abs=1e-9)
    assert found.label in INTENTS


def test_the_same_text_in_disguise_scores_the_same() -> None:
    plain = scores("臺灣的設計師說全場五折，加微信138")
    other = scores("台湾的设计师说全场五折,加微\u200b信①③⑧")
    assert other.hard_sell == pytest.approx(plain.hard_sell, abs=1e-9)
    assert other.spam == pytest.approx(plain.spam, abs=1e-9)


def test_evidence_lies_on_words_that_push_the_score_up() -> None:
    found = scores(f"{USEFUL}\n{SELLING}")
    judgement = found.post("hard_sell")
    assert judgement.probability == found.hard_sell
    assert 1 <= len(judgement.evidence) <= 8
    assert [item.span for item in judgement.evidence] == sorted(
        item.span for item in judgement.evidence
    )
    shares = found.contributions("hard_sell")
    for item in judgement.evidence:
        assert item.weight > 0
        assert item.weight == pytest.approx(
            float(shares[item.span.start : item.span.end].sum()), abs=1e-4
        )
    strongest = max(judgement.evidence, key=lambda item: item.weight)
    assert strongest.span.start > len(USEFUL)


def test_evidence_points_into_the_reading_text_behind_folding() -> None:
    text = "①②③ 臺灣\u200b\u200b的店。" + SELLING
    for item in scores(text).post("hard_sell").evidence:
        assert 0 <= item.span.start < item.span.end <= len(text)


def test_sentences_are_scored_one_by_one_and_short_ones_passed_over() -> None:
    found = scores(f"{USEFUL}\n好的。\n{SELLING}")
    sentences = found.sentences("hard_sell")
    texts = [found.document.text[span.start : span.end] for span, _ in sentences]
    assert USEFUL in texts
    assert "好的。" not in texts
    probability = {text: p for text, (_, p) in zip(texts, sentences, strict=True)}
    pitch = next(text for text in texts if "五折秒杀" in text)
    assert probability[pitch] > 0.5 > probability[USEFUL]


def test_a_sentence_alone_scores_as_in_its_draft() -> None:
    alone = scores(USEFUL).sentences("hard_sell")
    among = scores(f"开店第三年。\n{USEFUL}\n明天见。").sentences("hard_sell")
    assert [p for _, p in alone] == pytest.approx([p for _, p in among], abs=1e-9)


def test_without_a_title_the_opening_sentence_is_judged() -> None:
    bait = "看完惊呆了！99%的人都不知道的秘密"
    titled, opened = scores(USEFUL, bait), scores(f"{bait}\n{USEFUL}")
    assert titled.clickbait >= 0.5
    assert titled.clickbait > scores(USEFUL, "热水器镁棒更换步骤").clickbait
    assert 0 <= opened.clickbait <= 1
    assert scores("。\n\n！").clickbait == scores("…").clickbait


def test_a_title_is_part_of_the_post() -> None:
    assert scores(USEFUL, SELLING).hard_sell > scores(USEFUL).hard_sell
