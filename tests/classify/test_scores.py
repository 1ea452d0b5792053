from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai import resources
from contentai.classify import disguise
from contentai.classify.batch import score_all
from contentai.classify.modelfile import load_model
from contentai.classify.scores import Scores
from contentai.classify.sheet import Models, Sheet, legible
from contentai.diagnostics import INTENTS
from contentai.text.document import Document

MODELS = Models(
    load_model(resources.model_dir(), "posts", "rjieba"),
    load_model(resources.model_dir(), "titles", "rjieba"),
    load_model(resources.model_dir(), "disguise", "none", disguise.VERSION),
)
SELLING = "最后三小时！全场五折秒杀，手慢无，马上加微信下单，前一百名再送大礼包！！！"
USEFUL = "热水器的镁棒两年要换一次：先关总阀，放掉半箱水，再用扳手把旧镁棒旋出来。"


_PER_OUTPUT = ("bias", "slope", "shift")


def scores(text: str, title: str | None = None) -> Scores:
    return Scores(Document.parse(text, format="plain", title=title), MODELS)


def test_the_probability_is_the_sigmoid_of_the_contributions() -> None:
    found = scores(SELLING)
    model = MODELS.posts
    empty = model.calibrated(model.bias)[model.outputs.index("hard_sell")]
    logit = float(found.contributions("hard_sell").sum() + empty)
    assert found.hard_sell == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-7)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=150))
@settings(max_examples=80)
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


def test_a_model_learned_without_claims_finds_none() -> None:
    model = MODELS.posts
    kept = [number for number, name in enumerate(model.outputs) if name != "unlawful"]
    columns = {name: getattr(model, name)[..., kept] for name in ("weights", *_PER_OUTPUT)}
    outputs = tuple(model.outputs[number] for number in kept)
    without = MODELS._replace(posts=replace(model, outputs=outputs, **columns))
    found = Scores(Document.parse(SELLING, format="plain"), without)
    assert found.sentences("unlawful") == []
    assert found.sentences("hard_sell")


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
    found = scores(text)
    evidence = found.post("hard_sell").evidence
    assert evidence
    for item in evidence:
        assert 0 <= item.span.start < item.span.end <= len(text)
    # What folding left out before them moves no mark: the strongest stands on words that sell.
    strongest = max(evidence, key=lambda item: item.weight)
    assert found.document.text[slice(*strongest.span)] in SELLING
    assert found.post("hard_sell", 1.1) == (found.hard_sell, ())


def test_sentences_are_scored_one_by_one_and_short_ones_passed_over() -> None:
    found = scores(f"{USEFUL}\n好的。\n{SELLING}")
    sentences = found.sentences("hard_sell")
    texts = [found.document.text[span.start : span.end] for span, _ in sentences]
    assert USEFUL in texts
    assert "好的。" not in texts
    probability = {text: p for text, (_, p) in zip(texts, sentences, strict=True)}
    pitch = next(text for text in texts if "五折秒杀" in text)
    assert probability[pitch] > 0.5 > probability[USEFUL]


def test_a_sentence_is_judged_from_eight_characters_on() -> None:
    found = scores("今天就下单吧。\n今天就快下单吧。")
    judged = [found.document.text[slice(*span)] for span, _ in found.sentences("hard_sell")]
    assert judged == ["今天就快下单吧。"]


def test_spam_is_called_so_though_it_sells_hard_too() -> None:
    found = scores("加微信 abc8888，日结 500，无抵押贷款，黑户可办，当天放款")
    assert min(found.spam, found.hard_sell) >= 0.5
    assert found.label == "spam"


@pytest.mark.parametrize(
    ("intent", "label"),
    [
        ((0.30, 0.25, 0.0, 0.40), "value"),
        ((0.25, 0.30, 0.0, 0.40), "service"),
        ((0.20, 0.15, 0.0, 0.45), "soft_promo"),
        ((0.10, 0.05, 0.45, 0.40), "interaction"),
    ],
)
def test_a_text_between_value_and_service_is_no_soft_promotion(
    intent: tuple[float, ...], label: str
) -> None:
    found = scores(USEFUL)
    assert found.hard_sell < 0.5
    names = ("value", "service", "interaction", "soft_promo")
    vars(found)["intent"] = dict.fromkeys(INTENTS, 0.0) | dict(zip(names, intent, strict=True))
    assert found.label == label


def test_scores_of_what_is_mostly_foreign_are_not_relied_on() -> None:
    english = "Our new kettle boils water in three minutes and keeps it warm all day long. "
    assert scores(USEFUL).reliable
    assert not scores(f"{english * 4}今天上新了一款烧水壶。").reliable


def test_a_sentence_that_the_model_hardly_knows_is_passed_over() -> None:
    strange, half_strange = "龘靐、齉爩、㙍𠮷。", "我家的𠮷𠮷膏药贴上就不疼了。"
    found = scores(f"{strange}\n{half_strange}\n{USEFUL}")
    judged = [found.document.text[slice(*span)] for span, _ in found.sentences("unlawful")]
    assert judged == [half_strange, USEFUL]


def test_a_sentence_alone_scores_as_in_its_draft() -> None:
    alone = scores(USEFUL).sentences("hard_sell")
    among = scores(f"开店第三年。\n{USEFUL}\n明天见。").sentences("hard_sell")
    assert [p for _, p in alone] == pytest.approx([p for _, p in among], abs=1e-9)


USEFUL_LONG = """储水式热水器的内胆是搪瓷钢板，搪瓷上难免有细小的针孔。
水里有氧也有盐，钢板会从针孔开始生锈。
镁比铁活泼，会先被腐蚀。镁棒一年年变细，内胆就保住了。等它只剩钢芯，锈就轮到内胆了。
说明书上写的是每两年检查一次，各地的水差得很远。
用井水的人家，平均十六个月就该换；用自来水的，能撑两年半。
怎么看该不该换：头一盆水发黄，那是铁锈；
有臭鸡蛋味，是水里的细菌和镁棒起了反应；泄压阀滴水时带出白色的碎渣，也该看看了。
换的时候先拔插头，等水凉，至少隔两个小时。关进水阀，打开热水龙头泄压，再把水放净，大约要半小时。
用套筒拧下螺母。第一次拆会很紧，别敲，喷一点松动剂，等十分钟。
直径不到原来的三分之一就换，还剩一半以上，擦干净装回去。
新镁棒的螺纹缠八圈生料带，用手拧到底，再用扳手紧四分之一圈。先进水，后通电，热水出得均匀、不带气泡，才算灌满。
内胆没满就通电，加热管会干烧。机器吊在吊顶里、螺母已经锈圆、还在保修期内，这三种情况别自己动手。"""


def test_a_long_useful_text_is_value_and_one_pitch_makes_it_soft_promotion() -> None:
    plain, pitched = scores(USEFUL_LONG), scores(f"{USEFUL_LONG}\n{SELLING}")
    assert plain.label in ("value", "service")
    assert max(pitched.intent, key=pitched.intent.__getitem__) == pitched.label == "soft_promo"
    assert sum(pitched.intent.values()) == pytest.approx(1, abs=1e-9)
    worst = max(pitched.sentences("hard_sell"), key=lambda found: found[1])
    assert pitched.document.text[slice(*worst[0])] in SELLING
    assert worst[1] >= 0.5
    assert plain.pitches == ()


OTHER_PITCH = "现在扫码预约，前三十名免费送礼包一份，仅限今天，抓紧时间。"


def strongest_part(found: Scores) -> float:
    """Log-odds of the part of a long text that sells hardest."""
    column = found.models.posts.outputs.index("hard_sell")
    _, of_parts = found._sheet.parts[found.number]
    _, of_closing = found._sheet.closings[found.number]
    return max(float(of_parts[:, column].max()), float(of_closing.max()))


def test_a_part_that_may_as_well_not_sell_makes_no_article_soft_promotion() -> None:
    """Each of these is likelier to sell than not in one of its parts, by a little."""
    shipped = (resources.corpora_dir() / "articles").glob("*.jsonl")
    rows = [row for file in shipped for row in file.read_text("utf-8").splitlines()]
    texts = [json.loads(row)["text"] for row in rows]
    long = [found for found in map(scores, texts) if found.number in found._sheet.parts]
    mild = [found for found in long if 0 <= strongest_part(found) < 0.8 and found.hard_sell < 0.5]
    assert mild
    assert "soft_promo" not in {found.label for found in mild}


def pitched(found: Scores) -> list[str]:
    assert all(0.9 <= pitch.score <= 1 for pitch in found.pitches)
    return [found.document.text[slice(*pitch.span)] for pitch in found.pitches]


def test_every_pitch_in_a_useful_text_is_pointed_at_and_nothing_beside_it() -> None:
    lines = USEFUL_LONG.split("\n")
    middle = "\n".join([*lines[:6], SELLING, *lines[6:], OTHER_PITCH])
    assert pitched(scores(middle)) == [SELLING, OTHER_PITCH]
    within = "".join([*lines[:8], SELLING, *lines[8:]])
    assert pitched(scores(within)) == [SELLING]


def test_a_pitch_is_pointed_at_in_a_shorter_text_too_and_changes_no_intent() -> None:
    text = USEFUL_LONG[:400]
    found = scores(f"{text}\n{SELLING}")
    assert len(found.document.folded) < 450
    assert found.hard_sell < 0.5
    assert pitched(found) == [SELLING]
    assert found.intent == dict(
        zip(INTENTS, Sheet((found.document,), MODELS).intents[0], strict=True)
    )
    assert scores(text).pitches == ()
    assert scores(f"{USEFUL}\n{SELLING}"[-100:]).pitches == (), "too short to hold more than it"


def test_a_draft_that_sells_as_a_whole_has_no_pitch_to_point_at() -> None:
    found = scores("\n".join([SELLING, OTHER_PITCH] * 4))
    assert found.hard_sell >= 0.5
    assert found.pitches == ()


def test_lines_too_short_to_be_judged_make_no_pitch_of_the_whole_draft() -> None:
    found = scores("剪发 58元\n" * 300 + "赶紧抢！")
    assert found.label == "soft_promo"
    assert [pitch.span.end - pitch.span.start < 200 for pitch in found.pitches] == [True]


def test_a_pitch_in_a_title_beside_the_text_does_not_reach_into_the_text() -> None:
    found = scores(f"{OTHER_PITCH}\n{USEFUL_LONG}", title=SELLING)
    assert pitched(found) == [SELLING, OTHER_PITCH]
    assert [pitch.in_title for pitch in found.source_pitches] == [True, False]
    start, end = found.source_pitches[1].span
    assert found.document.source[start:end] == OTHER_PITCH


CLAIM = "我家这款药膏贴三天，十几年的老寒腿都断了根。"


def claimed(text: str) -> tuple[float, float]:
    """The log-odds that the claim is unlawful in this draft, and the sentence's own."""
    found = scores(text)
    sheet = found.sheet or Sheet((found.document,), MODELS)
    spans, odds = sheet.sentences[0], sheet.odds_of_sentences("unlawful")[0]
    told = dict(found.sentences("unlawful"))
    place = next(n for n, span in enumerate(spans) if found.document.text[slice(*span)] == CLAIM)
    return math.log(told[spans[place]] / (1 - told[spans[place]])), float(odds[place])


def test_a_claim_is_doubted_as_far_as_its_draft_does_not_sell() -> None:
    in_news = f"镇上昨天开庭，法官念了那家店印在传单上的话。\n{CLAIM}\n旁听的人都没有出声。"
    found, alone = claimed(in_news)
    unsold = scores(in_news).logit("hard_sell")
    assert unsold < 0
    assert found == pytest.approx(alone + 0.25 * unsold, abs=1e-5)
    found, alone = claimed(f"{SELLING}\n{CLAIM}")
    assert found == pytest.approx(alone, abs=1e-5)


def test_a_short_text_has_the_intent_of_the_whole() -> None:
    found = scores(USEFUL)
    columns = [MODELS.posts.outputs.index(f"intent.{name}") for name in INTENTS]
    raw = MODELS.posts.raw(
        MODELS.posts.alphabet.occurrences(found.document.key, found.document.words)
    )[columns]
    assert list(found.intent.values()) == pytest.approx(list(np.exp(raw) / np.exp(raw).sum()))


def test_without_a_title_the_opening_sentence_is_judged() -> None:
    bait = "看完惊呆了！99%的人都不知道的秘密"
    titled, opened = scores(USEFUL, bait), scores(f"{bait}\n{USEFUL}")
    assert titled.clickbait >= 0.5
    assert titled.clickbait > scores(USEFUL, "热水器镁棒更换步骤").clickbait
    assert 0 <= opened.clickbait <= 1
    assert scores("。\n\n！").clickbait == scores("…").clickbait


def test_a_title_is_part_of_the_post() -> None:
    assert scores(USEFUL, SELLING).hard_sell > scores(USEFUL).hard_sell


@pytest.mark.parametrize(
    "text",
    [
        "。",
        "？？！",
        "😂😂",
        "2024",
        "你",
        "家！",
        "Buy now, the last three hours!",
        "今すぐ買ってください、残りわずか",
    ],
)
def test_what_no_chinese_model_can_read_is_not_flagged(text: str) -> None:
    found = scores(text)
    assert not legible(found.document)
    assert max(found.hard_sell, found.spam, found.clickbait) < 0.1
    assert found.sentences("evasive") == []
    assert score_all([Document.parse(text, format="plain")], MODELS)[0].hard_sell == found.hard_sell


def test_a_few_foreign_words_are_read_with_the_rest() -> None:
    assert scores("加微信 abc8888，daily pay，日结 500").spam > 0.5


def test_a_long_text_is_judged_for_disguises_a_part_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "\n\n".join(
        [USEFUL, SELLING, "加薇❤：kx8826，徽信同号，➕V lux_998 备注来意。", "İstanbul。"] * 6
    )
    whole = scores(text).sentences("evasive")
    monkeypatch.setattr("contentai.classify.sheet._TOGETHER", 50)
    assert scores(text).sentences("evasive") == whole
    assert len(whole) == 6
    assert max(score for _, score in whole) >= 0.5
