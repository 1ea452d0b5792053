from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai.embedding.encoder import Encoder, open_encoder
from contentai.rulemining.checks import is_sound
from contentai.rulemining.cluster import Said, clusters, opposed
from contentai.rulemining.mine import Article, Mined, mine
from contentai.text.document import Document
from tests.rulemining.texts import GUIDE, NOTICE


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder()


def mined(encoder: Encoder, **texts: str) -> tuple[Mined, ...]:
    articles = [Article(name, Document.parse(text)) for name, text in texts.items()]
    return mine(articles, encoder).mined


def test_each_claim_has_its_sentence_and_its_place(encoder: Encoder) -> None:
    found = mined(encoder, guide=GUIDE)
    assert found
    for one in found:
        assert GUIDE[one.start : one.end] == one.sentence
        line = GUIDE.splitlines()[one.line - 1]
        assert line[one.column - 1 :].startswith(one.sentence)
        assert 0 <= one.confidence <= 1
        json.dumps(one.row())


def test_offsets_lead_into_the_file_through_pinyin_and_traditional(encoder: Encoder) -> None:
    text = "標題設(shè)計(jì)不要超過20個字。\n"
    [one] = mined(encoder, a=text)
    assert text[one.start : one.end] == "標題設(shè)計(jì)不要超過20個字。"
    assert (one.sentence, one.claim) == ("標題設計不要超過20個字。", "标题设计超过20个字")


def test_a_disguise_that_is_forbidden_forbids_not_what_it_stands_for(encoder: Encoder) -> None:
    [one] = mined(encoder, a="正文内不得出现“薇信”“加V”等变体。\n")
    assert one.check is None
    [other] = mined(encoder, a="請勿使用「頂級」「最優」等詞。\n")
    assert other.check == {"kind": "terms", "terms": ["顶级", "最优"]}


def test_what_is_garbled_is_never_mined(encoder: Encoder) -> None:
    text = "標題不要太長。\n因?yàn)橐苿?dòng)社交媒體不要刷屏。\n"
    assert Document.parse(text).garbled
    assert [one.claim for one in mined(encoder, a=text)] == ["标题太长"]


def test_what_says_the_same_is_one_cluster_across_articles(encoder: Encoder) -> None:
    found = mined(encoder, guide=GUIDE, notice=NOTICE)
    lengths = {
        one.cluster
        for one in found
        if one.check and one.check["kind"] == "length" and one.check["of"] == "title"
    }
    sources = {one.cluster for one in found if "出处" in one.claim}
    assert len(lengths) == len(sources) == 1
    assert {one.article for one in found if one.cluster in lengths} == {"guide", "notice"}


def test_polarity_is_a_hard_key_and_the_opposite_is_pointed_out(encoder: Encoder) -> None:
    said = [Said("dont", "经常发商品信息"), Said("do", "经常发商品信息")]
    numbers = clusters(said, encoder)
    assert numbers == [1, 2]
    assert opposed(said, numbers, encoder) == [(1, 2)]


def test_limits_of_other_numbers_are_other_claims(encoder: Encoder) -> None:
    said = [Said("dont", f"标题超过{count}字") for count in (20, 30, 20)]
    assert clusters(said, encoder) == [1, 2, 1]
    kept = [Said("dont", "标题超过20字"), Said("do", "标题控制在20字以内")]
    assert opposed(kept, clusters(kept, encoder), encoder) == []


def test_the_order_of_articles_decides_nothing_but_the_numbers(encoder: Encoder) -> None:
    def joined(found: tuple[Mined, ...]) -> set[frozenset[tuple[str, str]]]:
        groups: dict[int, set[tuple[str, str]]] = {}
        for one in found:
            groups.setdefault(one.cluster, set()).add((one.article, one.claim))
        return {frozenset(group) for group in groups.values()}

    there = mined(encoder, guide=GUIDE, notice=NOTICE)
    back = mined(encoder, notice=NOTICE, guide=GUIDE)
    assert joined(there) == joined(back)
    assert there == mined(encoder, guide=GUIDE, notice=NOTICE)


def test_a_copy_and_a_repeated_sentence_count_once(encoder: Encoder) -> None:
    articles = [
        Article("first", Document.parse(GUIDE + GUIDE)),
        Article("again", Document.parse(f"转载：\n{GUIDE}")),
    ]
    found = mine(articles, encoder)
    assert found.copies == (("again", "first"),)
    assert [one.claim for one in found.mined] == [one.claim for one in mined(encoder, a=GUIDE)]


@pytest.mark.parametrize("text", ["", "\n\n", "hello", "？？？", "不要", "1.", "“”"])
def test_texts_that_say_nothing_give_nothing(encoder: Encoder, text: str) -> None:
    assert mined(encoder, a=text) == ()


PIECES = [
    *("不要", "别", "请", "必须", "要", "记住", "尽量", "最好", "少", "多", "先", "不", "应", "得"),
    *("标题", "使用", "超过20个字", "3-5行", "会被", "封号", "否则", "如果", "他", "去年", "误区"),
    *("“", "”", '"', "（", "）", "：", "，", "。", "；", "？", "、", "\n", " ", "1.", "[ ]", "□"),
    *(
        "下列",
        "以下",
        "问题",
        "禁止发布：",
        "第一条：",
        "比",
        "重要",
        "的",
        "是",
        "了",
        "字(zi)",
        "\ufffd",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_whatever_stands_there_every_claim_has_a_place(encoder: Encoder, text: str) -> None:
    for one in mined(encoder, a=text):
        assert one.claim
        assert 0 <= one.start < one.end <= len(text)
        assert one.check is None or is_sound(one.check)


def test_the_lists_are_small() -> None:
    from contentai.rulemining import lexicon

    assert sum(map(len, lexicon.lexicon().lists.values())) < 700
    assert Path(lexicon.__file__).with_name("cues.yaml").stat().st_size < 16_000
