"""Scores taken apart: the parts add up, the reasons have names, and the cut is enough."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai import resources
from contentai.classify.batch import score_all
from contentai.classify.modelfile import ModelError
from contentai.classify.scores import SCORES, THRESHOLD, Scores
from contentai.classify.sheet import Models
from contentai.text.document import Document
from contentai.workspace import Workspace

WORKSPACE = Workspace.open()
USEFUL = "热水器的镁棒两年要换一次：先关总阀，放掉半箱水，再用扳手把旧镁棒旋出来。"
PITCH = "家人们，最后三小时，赶紧下单，加微信abc12345领券！"


def models() -> Models:
    found = WORKSPACE.models
    assert not isinstance(found, ModelError)
    return found


def scores(text: str, title: str | None = None) -> Scores:
    found = WORKSPACE.score(WORKSPACE.parse(text, title=title))
    assert found
    return found


@pytest.mark.parametrize("score", SCORES)
@pytest.mark.parametrize("text", [USEFUL, PITCH, f"{USEFUL}\n\n{PITCH}", "臺灣①②③", "a"])
def test_the_parts_the_rest_and_the_base_add_up_to_the_score(text: str, score: str) -> None:
    found = scores(text)
    explanation = WORKSPACE.explain(found, score)
    total = explanation.base + sum(part.weight for part in explanation.parts) + explanation.rest
    assert total == pytest.approx(explanation.logit, abs=1e-6)
    whole = explanation.base + float(found.contributions(score).sum())
    assert whole == pytest.approx(explanation.logit, abs=1e-6)


def test_reasons_say_what_the_words_do() -> None:
    evidence = scores(PITCH).post("hard_sell").evidence
    reasons = {item.reason for item in evidence}
    assert {"催促下单", "联系方式"} <= reasons
    for item in evidence:
        assert "\n" not in PITCH[slice(*item.span)]
        assert not set(PITCH[slice(*item.span)]) & set("，。！")


def test_what_is_cut_brings_the_score_under_the_threshold_and_leaves_the_rest() -> None:
    more = "全场五折秒杀，手慢无，前一百名再送大礼包，错过再等一年！"
    text = f"{PITCH}\n{USEFUL}\n{more}"
    explanation = WORKSPACE.explain(scores(text), "hard_sell")
    assert explanation.probability >= THRESHOLD
    assert explanation.cut
    kept, at = "", 0
    for start, end in explanation.cut.spans:
        kept, at = kept + text[at:start], end
    kept += text[at:]
    assert scores(kept).hard_sell == pytest.approx(explanation.cut.score, abs=1e-9)
    assert explanation.cut.score < THRESHOLD
    assert USEFUL in kept


CHATTY = "哥几个 渔具店房租到期不干了 全场五折 最后三天 赶紧来抢 加我微信 送鱼线 错过没有了"


@pytest.mark.parametrize(
    ("text", "path", "kept"),
    [
        (
            f"---\nchannel: wechat\n---\n# {USEFUL}\n\n{PITCH}\n\n```\nx = 1\n```\n",
            "a.md",
            "```\nx",
        ),
        (f"---\ntitle: {PITCH}\nchannel: wechat\n---\n{PITCH}\n\n{USEFUL}", "a.md", "---\n"),
        (
            f"<h1>{PITCH}</h1><script>var x=1;</script><p>{PITCH}</p><p>{USEFUL}</p>",
            "a.html",
            "</h1><script>",
        ),
        (CHATTY, "a.txt", "渔具店"),
    ],
)
def test_what_is_cut_holds_no_markup_and_blanks_part_clauses(
    text: str, path: str, kept: str
) -> None:
    found = WORKSPACE.score(WORKSPACE.parse(text, path=path))
    assert found
    cut = WORKSPACE.explain(found, "hard_sell").cut
    assert cut
    assert cut.score < THRESHOLD
    left, at = "", 0
    for start, end in cut.spans:
        assert not set(text[start:end]) & set("\n<>`")
        left, at = left + text[at:start], end
    assert kept in left + text[at:]


def test_a_spam_score_held_down_by_hard_sell_is_explained_by_that() -> None:
    lines = (resources.corpora_dir() / "posts" / "short.jsonl").read_text("utf-8").splitlines()
    outputs = models().posts.outputs
    found = next(
        found
        for found in (scores(json.loads(line)["text"]) for line in lines)
        for odds in (found._sheet.whole[0],)
        if odds[outputs.index("spam")] > odds[outputs.index("hard_sell")]
    )
    assert found.spam == found.hard_sell
    spam, hard_sell = (WORKSPACE.explain(found, score) for score in ("spam", "hard_sell"))
    assert (spam.parts, spam.base, spam.logit) == (hard_sell.parts, hard_sell.base, hard_sell.logit)


def test_nothing_is_cut_from_what_passes_or_where_nothing_would_be_left() -> None:
    assert WORKSPACE.explain(scores(USEFUL), "hard_sell").cut is None
    short = WORKSPACE.explain(scores("赶紧下单！"), "hard_sell")
    assert short.cut is None or short.cut.score < THRESHOLD


TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *(USEFUL, PITCH, "天气不错", "ＶＸ：138 0000 1111", "a\nb", "标题党\n\n正文"),
                *(
                    f"{USEFUL}\n" * 12 + PITCH,
                    "加薇❤：kx8826，İ徽信同号",
                    "no Chinese at all, 3 of 4",
                ),
            ]
        ),
        st.text(min_size=1, max_size=60),
    ),
    max_size=6,
)


@given(TEXTS)
@settings(max_examples=25)
def test_many_at_once_score_as_one_by_one(texts: list[str]) -> None:
    documents = [Document.parse(text) for text in texts]
    judged = [document for document in documents if document.key.strip()]
    together = score_all(judged, models())
    for document, found in zip(judged, together, strict=True):
        alone = Scores(document, models())
        assert found.hard_sell == pytest.approx(alone.hard_sell, abs=1e-9)
        assert found.spam == pytest.approx(alone.spam, abs=1e-9)
        assert found.clickbait == pytest.approx(alone.clickbait, abs=1e-9)
        assert found.intent == pytest.approx(alone.intent, abs=1e-9)
        for score in ("hard_sell", "clickbait"):
            shares = alone.contributions(score)
            assert found.contributions(score) == pytest.approx(shares, abs=1e-9)
        for score in ("hard_sell", "evasive"):
            mine, theirs = found.sentences(score), alone.sentences(score)
            assert [span for span, _ in mine] == [span for span, _ in theirs]
            assert [p for _, p in mine] == pytest.approx([p for _, p in theirs], abs=1e-9)
