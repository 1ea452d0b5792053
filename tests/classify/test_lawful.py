"""contentai.classify.training.lawful: what the score of unlawful claims learns to leave alone."""

from __future__ import annotations

from contentai.classify.training.datasets import Sample
from contentai.classify.training.lawful import (
    claim_sentences,
    is_sentence,
    known_lawful,
    sentences,
)


def post(intent: str | None, text: str, source: str = "corpus") -> Sample:
    return Sample("home-001", source, "home", text, intent=intent, hard_sell=False, spam=False)


LONG = "先关掉总阀门再动手。\n\n滤芯三个月换一次就够了！好。\n\n换完放水两分钟再喝。"


def test_ordinary_posts_and_reviews_claim_nothing_unlawful() -> None:
    posts = [
        post("value", "a"),
        post("hard_sell", "b"),
        post(None, "c", "reviews"),
        post(None, "d"),
    ]
    assert [sample.unlawful for sample in known_lawful(posts)] == [False, None, False, None]


def test_some_sentences_of_a_post_teach_that_score_alone() -> None:
    drawn = list(sentences([post("value", LONG)]))
    assert len(drawn) == 3
    many = "".join(f"第{n}天早上先浇一遍水再出门。" for n in "一二三四五六七八九十")
    assert len(list(sentences([post("value", many)]))) == 8
    for sample in drawn:
        assert is_sentence(sample)
        assert sample.text in LONG
        assert len(sample.text) >= 8  # 好。 is too short to be judged
        assert (sample.source, sample.group, sample.unlawful) == ("corpus", "home", False)
        assert (sample.intent, sample.hard_sell, sample.spam) == (None, None, None)
    assert drawn == list(sentences([post("value", LONG)]))


def test_what_sells_and_what_is_one_sentence_gives_none() -> None:
    assert list(sentences([post("hard_sell", LONG), post("soft_promo", LONG)])) == []
    assert list(sentences([post("service", "周六上午九点到十一点停水，请先存水。")])) == []
    assert not is_sentence(post("value", LONG))


def claim(unlawful: bool, text: str, *spans: str) -> Sample:
    return Sample("c-1", "corpus-claims-x", "medical", text, unlawful=unlawful, spans=spans)


def test_of_an_unlawful_claim_the_sentence_that_offends_is_learned() -> None:
    text = "今天的豆腐下午三点出锅。喝这个豆浆血糖自己就降下来了。要的在群里说一声就行。"
    found = list(claim_sentences([claim(True, text, "血糖自己就降下来")]))
    assert [(sample.text, sample.unlawful) for sample in found] == [
        ("喝这个豆浆血糖自己就降下来了。", True)
    ]
    assert all(is_sentence(sample) and sample.hard_sell is None for sample in found)
    # What is not marked may be any of them.
    assert list(claim_sentences([claim(True, text)])) == []


def test_of_a_lawful_claim_every_sentence_is_learned() -> None:
    text = "今天的豆腐下午三点出锅。豆浆不能治病，血糖高听医生的。要的在群里说一声就行。"
    found = list(claim_sentences([claim(False, text)]))
    assert [sample.unlawful for sample in found] == [False] * 3
    assert "".join(sample.text for sample in found) == text
    assert list(claim_sentences([claim(False, "豆浆不能治病，血糖高听医生的。")])) == []
