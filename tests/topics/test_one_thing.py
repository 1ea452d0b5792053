from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from contentai.embedding.encoder import Encoder, open_encoder
from contentai.topics.landscape import Landscape
from contentai.topics.meeting import foremost, meeting
from contentai.topics.mine import Topic, embed, sources_of
from contentai.topics.one_thing import counting, gathered, one_thing
from contentai.topics.segments import Segment
from tests.topics.press import ARTICLES, TODAY, article, segment

OWNERS = segment()
IDS = [one.id for one in ARTICLES]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder()


def land_of(encoder: Encoder, wanted: Segment = OWNERS) -> Landscape:
    return Landscape(ARTICLES, embed(ARTICLES, encoder), (), (wanted,), encoder, TODAY)


def topic_of(land: Landscape, *ids: str) -> Topic:
    """A topic of these articles, whatever they are about."""
    members = tuple(IDS.index(id) for id in ids)
    whole = dataclasses.replace(land.topics[0], id="t-" + "".join(ids), reprints=())
    given = dataclasses.replace(whole, members=(), sources=sources_of(ARTICLES, members))
    return land.narrowed(given, members)


def told(land: Landscape, topic: Topic) -> list[set[str]]:
    about = meeting(land, land.segments[0]).about
    return [{IDS[at] for at in part.members} for part in one_thing(land, topic, about)]


def test_articles_about_one_interest_stay_together(encoder: Encoder) -> None:
    land = land_of(encoder)
    assert told(land, topic_of(land, "ac-1", "ac-3", "ac-4")) == [{"ac-1", "ac-3", "ac-4"}]


def test_what_only_vectors_put_together_falls_apart(encoder: Encoder) -> None:
    land = land_of(encoder)
    mixed = topic_of(land, "ac-1", "seat-1", "ac-4", "water-1")
    parts = one_thing(land, mixed, meeting(land, OWNERS).about)
    assert [{IDS[at] for at in part.members} for part in parts] == [
        {"ac-1", "ac-4"},
        {"seat-1"},
        {"water-1"},
    ]
    assert parts[0].id == mixed.id
    assert len({part.id for part in parts}) == 3
    assert parts[0].sources == ("沧河晚报", "消委会简报")


def test_titles_that_share_a_rare_word_are_about_one_thing(encoder: Encoder) -> None:
    strangers = segment(interests={"航天": 1.0})
    land = land_of(encoder, strangers)
    assert told(land, topic_of(land, "tea-1", "tea-2")) == [{"tea-1", "tea-2"}]
    assert len(told(land, topic_of(land, "tea-1", "seat-1"))) == 2


def test_two_lone_articles_on_one_interest_back_each_other(encoder: Encoder) -> None:
    land = land_of(encoder)
    met = meeting(land, OWNERS)
    lone = [topic_of(land, id) for id in ("water-1", "water-2", "ac-4")]
    (found,), rest = gathered(land, met, lone)
    assert {IDS[at] for at in found.members} == {"water-1", "water-2"}
    assert found.sources == ("消委会简报", "净水观察")
    assert found.id in {topic.id for topic in lone}
    assert [topic.id for topic in rest] == ["t-ac-4"]


def test_two_articles_of_one_source_do_not(encoder: Encoder) -> None:
    same = [dataclasses.replace(a, source="一家报") for a in ARTICLES]
    land = Landscape(same, embed(same, encoder), (), (OWNERS,), encoder, TODAY)
    found, rest = gathered(land, meeting(land, OWNERS), [])
    assert (found, rest) == ([], [])
    lone = [topic_of(land, id) for id in ("water-1", "water-2")]
    assert gathered(land, meeting(land, OWNERS), lone)[0] == []


def test_one_more_interest_makes_no_other_weaker(encoder: Encoder) -> None:
    batteries = [
        article(
            "b-1", "带锂电池的货，为什么总被退", "充电宝、蓝牙耳机都算锂电池货物，要检测报告。"
        ),
        article("b-2", "空运锂电池新规：充电量不高于三成", "和设备装在一起的锂电池，空运要放电。"),
    ]
    press = [*ARTICLES, *batteries]
    alone = segment("one", interests={"锂电池运输": 1.0})
    more = segment(
        "more",
        interests={"海外仓": 1.0, "锂电池运输": 1.0, "订舱": 1.0, "海运": 1.0, "报关": 1.0},
    )
    vectors = embed(press, encoder)
    for segments in ((alone,), (more,), (more, alone)):
        land = Landscape(press, vectors, (), segments, encoder, TODAY)
        for one in segments:
            met = meeting(land, one)
            assert met.touched[-2:].min() > 0.45
            assert met.pull[-2:].min() > 0.3
            assert met.pull[:-2].max() < 0.25


def test_an_interest_in_the_title_is_near(encoder: Encoder) -> None:
    keen = segment("keen", interests={"停车场": 1.0})
    parents = segment("parents", interests={"安全座椅": 1.0, "儿童": 1.0})
    land = Landscape(ARTICLES, embed(ARTICLES, encoder), (), (keen, parents), encoder, TODAY)
    assert meeting(land, keen).pull[IDS.index("seat-1")] >= 0.69


def test_an_article_that_is_surely_met_but_hardly_pulls_makes_no_topic(encoder: Encoder) -> None:
    land = land_of(encoder)
    topic = topic_of(land, "ac-1", "ac-3")
    sure = np.ones(len(ARTICLES), dtype=np.float32)
    met = meeting(land, OWNERS)._replace(touched=sure)
    assert met._replace(pull=0.31 * sure).meets(topic)
    assert not met._replace(pull=0.29 * sure).meets(topic)


LAMPS = [
    article("hall", "住宅照明一百户实测：照度不足", "客厅照明不够亮，照明要分层，光源要防眩。"),
    article("spot", "射灯装太密，客厅晃眼睛", "射灯离墙三十公分，灯光洗墙，光束角二十四度。"),
    article("run", "夜跑灯实测：二十分钟后剩一百流明", "头灯、腰灯照明，灯光晃，流明标得虚。"),
    article("run-2", "夜跑的灯和反光鞋哪样亮", "灯光照路，反光条照身，流明够就行。"),
    article("tea", "春茶怎么存", "茶叶怕光怕潮，放冰箱要密封。"),
]


def test_what_is_rather_for_others_does_not_count(encoder: Encoder) -> None:
    builders = segment("builders", interests={"照明": 1.0, "地漏": 0.6})
    runners = segment("runners", interests={"夜跑": 1.0, "跑鞋": 0.5})
    press = [*ARTICLES, *LAMPS]
    land = Landscape(press, embed(press, encoder), (), (builders, runners), encoder, TODAY)
    first = len(ARTICLES)
    mixed = dataclasses.replace(land.topics[0], members=tuple(range(first, len(press))))

    def counted(wanted: Segment) -> set[str]:
        met = meeting(land, wanted)
        return {press[at].id for at in counting(land, met, mixed)}

    assert "hall" in counted(builders)
    assert counted(builders).isdisjoint({"run", "run-2", "tea"})
    assert {"run", "run-2"} <= counted(runners)
    assert counted(runners).isdisjoint({"hall", "tea"})


def test_an_interest_that_holds_an_own_one_is_no_other_one(encoder: Encoder) -> None:
    builders = segment("builders", interests={"照明": 1.0})
    buyers = segment("buyers", interests={"客厅照明灯具": 1.0})
    land = Landscape(LAMPS, embed(LAMPS, encoder), (), (builders, buyers), encoder, TODAY)
    assert not meeting(land, builders).for_others.any()


def test_a_word_in_both_titles_ties_no_articles_on_other_interests(encoder: Encoder) -> None:
    land = land_of(encoder, segment(interests={"航天": 1.0}))
    both = topic_of(land, "tea-1", "tea-2")
    apart = np.zeros((len(ARTICLES), 2), dtype=np.bool_)
    apart[IDS.index("tea-1"), 0] = apart[IDS.index("tea-2"), 1] = True
    vectors = np.eye(len(ARTICLES), land.vectors.shape[1], dtype=np.float32)
    far = dataclasses.replace(land, vectors=vectors)
    assert len(one_thing(far, both, apart)) == 2
    apart[IDS.index("tea-2"), 1] = False
    assert len(one_thing(far, both, apart)) == 1


def test_why_names_the_interest_whose_kind_stands_in_the_titles(encoder: Encoder) -> None:
    press = [
        article("q", "同一只衣柜报出三个价", "定制衣柜按投影面积、按展开面积报价。"),
        article("e", "衣柜背面摸上去是毛的", "不封边，甲醛放得多；甲醛要测。"),
    ]
    builders = segment("builders", interests={"定制衣柜": 1.0, "甲醛": 1.0})
    land = Landscape(press, embed(press, encoder), (), (builders,), encoder, TODAY)
    assert foremost(land, builders, (0, 1)) == ("定制衣柜", True)
