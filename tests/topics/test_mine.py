from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np
import pytest

from contentai import resources
from contentai.embedding.encoder import Encoder, open_encoder
from contentai.topics.article import Article
from contentai.topics.copies import copies
from contentai.topics.found import Found
from contentai.topics.intake import Intake
from contentai.topics.labels import Phrasebook, _words_and_pairs, names_a_thing
from contentai.topics.manner import manner
from contentai.topics.mine import Topic, embed, mine
from tests.topics.press import ARTICLES, TODAY, article


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder()


def of(topics: list[Topic], articles: tuple[Article, ...], id: str) -> Topic:
    """The topic that holds an article."""
    return next(t for t in topics if id in {articles[at].id for at in (*t.members, *t.reprints)})


def test_articles_on_one_event_are_one_topic(encoder: Encoder) -> None:
    topics = mine(ARTICLES, embed(ARTICLES, encoder), TODAY)
    cleaning = of(topics, ARTICLES, "ac-1")
    assert {ARTICLES[at].id for at in cleaning.members} == {"ac-1", "ac-3", "ac-4"}
    assert of(topics, ARTICLES, "water-1") is of(topics, ARTICLES, "water-2")
    assert of(topics, ARTICLES, "tea-1") is of(topics, ARTICLES, "tea-2")
    assert of(topics, ARTICLES, "seat-1").sources == ("安澜晚报",)


def test_promotion_of_unlike_trades_is_no_topic(encoder: Encoder) -> None:
    read = Intake(pages=False).read([str(resources.corpora_dir() / "articles")])
    articles = [found.article for found in read if isinstance(found, Found)]
    vectors = embed(articles, encoder)

    def most_trades(topics: list[Topic]) -> int:
        return max(len({articles[at].industry for at in t.members}) for t in topics)

    assert most_trades(mine(articles, vectors, TODAY)) >= 6
    assert most_trades(mine(articles, vectors, TODAY, manner=manner(encoder))) <= 4


def test_a_reprint_is_no_source(encoder: Encoder) -> None:
    cleaning = of(mine(ARTICLES, embed(ARTICLES, encoder), TODAY), ARTICLES, "ac-1")
    assert [ARTICLES[at].id for at in cleaning.reprints] == ["ac-2"]
    assert set(cleaning.sources) == {"沧河晚报", "暖通周报", "消委会简报"}


def test_the_same_topics_in_any_order(encoder: Encoder) -> None:
    vectors = embed(ARTICLES, encoder)
    order = np.random.default_rng(0).permutation(len(ARTICLES))
    shuffled = [ARTICLES[at] for at in order]
    before = mine(ARTICLES, vectors, TODAY)
    after = mine(shuffled, vectors[order], TODAY)
    assert [(t.id, t.core, t.sources) for t in before] == [(t.id, t.core, t.sources) for t in after]


def test_ids_stay_when_articles_are_added(encoder: Encoder) -> None:
    first = mine(ARTICLES, embed(ARTICLES, encoder), TODAY)
    early = article(
        "ac-0",
        "空调多久清洗一次",
        "空调的滤网两周洗一次，蒸发器一年请师傅拆机清洗一次。清洗前先断电。",
        source="家电参考",
        days_ago=200,
    )
    more = (*ARTICLES, early)
    vectors = embed(more, encoder)
    alone = of(mine(more, vectors, TODAY), more, "ac-1")
    followed = mine(more, vectors, TODAY, {topic.id: topic.core for topic in first})
    cleaning = of(followed, more, "ac-1")
    assert "ac-0" in {more[at].id for at in cleaning.members}
    assert cleaning.id == of(first, ARTICLES, "ac-1").id != alone.id
    assert len({topic.id for topic in followed}) == len(followed)


def test_a_topic_whose_first_article_has_left_it_shares_no_id_with_it() -> None:
    axes = np.eye(3, dtype=np.float32)
    three = [
        article(f"a{n}", f"第{n}篇", f"空调{n}" * 9, days_ago=30 - n, source=f"报{n}")
        for n in range(3)
    ]
    (together,) = mine(three, np.tile(axes[:1], (3, 1)), TODAY)
    parted = mine(three, axes[[1, 0, 0]], TODAY, {together.id: together.core})
    assert len({topic.id for topic in parted}) == len(parted) == 2
    assert parted[0].id == together.id
    again = mine(three, axes[[1, 0, 0]], TODAY, {topic.id: topic.core for topic in parted})
    assert [topic.id for topic in again] == [topic.id for topic in parted]


def test_new_rising_steady_and_fading() -> None:
    vectors = np.tile(np.array([[1, 0, 0]], dtype=np.float32), (8, 1))

    def trend(*ages: int | None) -> str | None:
        articles = [
            article(f"a{n}", f"第{n}篇", f"空调{n}" * 9, days_ago=age) for n, age in enumerate(ages)
        ]
        # Something else was told long ago: the collection reaches back.
        other = article("old", "旧闻", "茶叶" * 9, days_ago=reach)
        rows = np.vstack([vectors[: len(ages)], [[0, 1, 0]]]).astype(np.float32)
        topics = mine([*articles, other], rows, TODAY)
        return next(topic.trend for topic in topics if 0 in topic.members)

    reach = 400
    assert trend(3, 20) == "new"
    assert trend(66, 70) != "new"
    assert trend(3, 50) == "rising"
    assert trend(40, 50) == "steady"  # nobody has spoken of it for a month
    assert trend(3, 10, 20, 200) == "rising"
    assert trend(60, 100, 150, 200, 250) == "steady"
    assert trend(190, 300) == "fading"
    assert trend(None, None) is None
    reach = 60  # what was told before is not known
    assert trend(3, 20) is None


def test_later_articles_are_not_known_yet(encoder: Encoder) -> None:
    topics = mine(ARTICLES, embed(ARTICLES, encoder), TODAY - datetime.timedelta(days=50))
    known = {ARTICLES[at].id for topic in topics for at in topic.members}
    assert known == {"ac-4", "water-1", "water-2", "tea-1", "tea-2"}


def test_no_article_and_one_and_all_the_same(encoder: Encoder) -> None:
    assert mine([], np.zeros((0, encoder.dim), dtype=np.float32), TODAY) == []
    (single,) = mine(ARTICLES[:1], embed(ARTICLES[:1], encoder), TODAY)
    assert single.members == (0,)
    same = [replace(ARTICLES[0], id=str(n), source=f"第{n}报") for n in range(5)]
    (topic,) = mine(same, embed(same, encoder), TODAY)
    assert (topic.members, len(topic.reprints), topic.sources) == ((0,), 4, ("第0报",))


def test_articles_without_a_source_count_for_themselves(encoder: Encoder) -> None:
    unnamed = [replace(a, source="") for a in ARTICLES[:4]]
    (topic,) = mine(unnamed, embed(unnamed, encoder), TODAY)
    assert len(topic.sources) == 3


def test_copies_with_other_titles_and_cuts_are_found() -> None:
    text = ARTICLES[0].text
    assert copies([text, "导语。" + text[:150] + "编者按。" + text[150:], ARTICLES[2].text]) == [
        0,
        0,
        2,
    ]
    assert copies(["同一句话。", "同一句话", "另一句话", "", ""]) == [0, 0, 2, 3, 4]
    assert copies([]) == []


def test_labels_are_short_names_of_things(encoder: Encoder) -> None:
    book = Phrasebook(ARTICLES)
    topics = mine(ARTICLES, embed(ARTICLES, encoder), TODAY)
    names = {
        id: book.labels([(t.members, t.centre)], encoder)[0]
        for id in ("ac-1", "water-1", "tea-1", "seat-1")
        for t in [of(topics, ARTICLES, id)]
    }
    assert "空调" in names["ac-1"].name
    assert "滤芯" in names["water-1"].name
    assert "冷泡" in names["tea-1"].name
    assert "安全座椅" in names["seat-1"].name
    for label in names.values():
        assert len(label.name) <= 16
        assert 1 <= len(label.terms) <= 6
        assert all(names_a_thing(term) for term in label.terms)
        assert not any(a in b for a in label.terms for b in label.terms if a != b)


@pytest.mark.parametrize(
    "term",
    [
        "的",
        "怎么办",
        "二百",
        "没有",
        "三款",
        "不",
        "师傅说",
        "2026",
        "让观众",
        "是经典",
        "面料打造",
        "今年",
    ],
)
def test_no_stop_word_names_a_topic(term: str) -> None:
    assert not names_a_thing(term)


@pytest.mark.parametrize("term", ["空调清洗", "无糖茶", "安全座椅", "滤网", "WiFi", "中秋节"])
def test_a_thing_does(term: str) -> None:
    assert names_a_thing(term)


def test_an_article_without_any_word_has_an_empty_label(encoder: Encoder) -> None:
    book = Phrasebook([article("x", "？！", "……")])
    assert book.labels([([0], np.zeros(encoder.dim, dtype=np.float32))], encoder)[0].name == ""


def test_what_one_source_alone_says_names_no_topic(encoder: Encoder) -> None:
    told = [
        article("a", "皮肤科的面膜账", "皮肤科说面膜贴久了发红，面膜要看成分。", source="晚报"),
        article("b", "皮肤科又来人了", "皮肤科的面膜病人多了，面膜贴得勤。", source="晚报"),
        article("c", "面膜一周几次", "面膜贴十五分钟，面膜里有防腐剂。", source="周刊"),
    ]
    vectors = embed(told, encoder)
    (label,) = Phrasebook(told).labels([((0, 1, 2), vectors.mean(axis=0))], encoder)
    assert "面膜" in label.terms
    assert "皮肤科" not in label.name


def test_what_is_cared_for_and_titled_names_a_topic(encoder: Encoder) -> None:
    told = [
        article("a", "普洱饼在家怎么存", "湿度高了有霉味，湿度要看六成。", source="甲"),
        article("b", "普洱饼的仓储账", "湿度和温度差两倍，湿度计要两只。", source="乙"),
        article("c", "梅雨天看湿度", "湿度高了收起来。", source="丙"),
    ]
    vectors = embed(told, encoder)
    plain, named = (
        Phrasebook(told, words).labels([((0, 1, 2), vectors.mean(axis=0))], encoder)[0]
        for words in ((), ("普洱", "面膜"))
    )
    assert not plain.name.startswith("普洱、")
    assert named.terms[0] == "普洱"
    assert "面膜" not in named.terms


@pytest.mark.parametrize("term", ["小时", "门店", "味道", "十小时"])
def test_measures_and_shops_name_no_topic(term: str) -> None:
    assert not names_a_thing(term)


def test_the_end_of_a_name_begins_no_other(encoder: Encoder) -> None:
    assert "机清洗" not in _words_and_pairs("炒菜机清洗漏了一处")
    assert "炒菜机" in _words_and_pairs("炒菜机清洗漏了一处")
    assert "无糖茶" in "".join(_words_and_pairs("喝无糖茶"))


def test_what_most_articles_hold_names_no_topic(encoder: Encoder) -> None:
    things = ["蕾丝", "卫衣", "牛仔裤", "衬衫", "棉袄"]
    text = "面料做得厚实，这一件{}的面料讲究，{}的样子也好看。"
    articles = [
        article(str(n), f"面料和{thing}", text.format(thing, thing))
        for n, thing in enumerate(things * 24)
    ]
    book, vectors = Phrasebook(articles), embed(articles, encoder)
    (label,) = book.labels([(range(0, 120, 5), vectors[0])], encoder)
    assert label.name.startswith("蕾丝")
    assert "面料" not in label.terms
    few = Phrasebook(articles[:10])
    assert "面料" in few.labels([([0, 5], vectors[0])], encoder)[0].terms
