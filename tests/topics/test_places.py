"""Regions as people write them, and what is no place in a text."""

from __future__ import annotations

import pytest

from contentai.topics.interests import Mentions
from contentai.topics.places import load_places
from contentai.topics.standing import place_stands_at, stands_in
from contentai.topics.whereabouts import Whereabouts
from tests.topics.press import article


def test_every_city_is_in_one_province_and_every_word_is_a_city() -> None:
    places = load_places()
    cities = [city for held in places.provinces.values() for city in held]
    assert len(places.provinces) == 34
    assert len(cities) == len({*cities}) > 330
    assert places.words <= {*cities}
    assert all(places.knows(name) for name in [*places.regions, *places.provinces, *cities])


@pytest.mark.parametrize(
    ("region", "inside", "outside"),
    [
        ("江苏", "南京", "杭州"),
        ("江苏省", "南京", "杭州"),
        ("南京市", "南京", "苏州"),
        ("南京市", "江苏", "浙江"),
        ("江苏省苏州市", "苏州", "南京"),
        ("苏州昆山", "苏州", "南京"),
        ("江浙沪", "宁波", "合肥"),
        ("上海、江苏", "徐州", "浙江"),
        ("上海和江苏", "徐州", "浙江"),
        ("广西壮族自治区", "桂林", "广州"),
        ("内蒙古自治区", "包头", "大同"),
        ("和田地区", "和田", "喀什"),
        ("呼和浩特", "内蒙古", "银川"),
        ("吉林市", "吉林市", "长春"),
        ("北京市朝阳区", "北京", "辽宁"),
        ("华东", "苏州", "广东"),
        ("南方", "广东", "河北"),
        # Both are heated in winter as the north is.
        ("北方", "济南", "南京"),
        ("北方", "河南", "湖北"),
        ("南方", "江西", "山东"),
    ],
)
def test_what_is_in_a_region(region: str, inside: str, outside: str) -> None:
    places = load_places()
    assert places.knows(region)
    assert places.within(region, inside)
    assert not places.within(region, outside)
    assert places.within(None, outside)


@pytest.mark.parametrize("region", ["火星", "上海、火星", "上海和火星", "昆山", "、", ""])
def test_what_is_no_region(region: str) -> None:
    assert not load_places().knows(region)
    assert load_places().plain(region) is None


def test_a_region_by_its_shortest_name() -> None:
    plain = load_places().plain
    assert [plain(r) for r in ("江苏省", "苏州市", "新疆维吾尔自治区", "上海,江苏省")] == [
        *("江苏", "苏州", "新疆"),
        "上海、江苏",
    ]


@pytest.mark.parametrize(
    ("region", "city"),
    [
        ("湖北省恩施土家族苗族自治州", "恩施"),
        ("四川凉山彝族自治州", "凉山"),
        ("新疆维吾尔自治区伊犁哈萨克自治州", "伊犁"),
        ("青海省海南藏族自治州", "海南州"),
        ("海南藏族自治州", "海南州"),
        ("江苏省/苏州市", "苏州"),
        ("江苏省 苏州市 昆山市", "苏州"),
        ("重庆市 市辖区 渝中区", "重庆"),
        ("江苏 苏州 火星", None),
        ("浙江 杭州、江苏 苏州", "杭州、苏州"),
        ("江苏/上海", "江苏、上海"),
        ("江苏、苏州", "江苏、苏州"),
    ],
)
def test_a_city_behind_its_province_is_the_city(region: str, city: str | None) -> None:
    assert load_places().plain(region) == city


@pytest.mark.parametrize(
    ("place", "text", "is_there"),
    [
        ("山西", "中山西路那家修表铺", False),
        ("海南", "上海南站的早点", False),
        ("河南", "黄河南岸钓鱼", False),
        ("江西", "长江西岸的栈道", False),
        ("大连", "扩大连锁店的规模", False),
        ("南京", "南京西路新开一家店", False),
        ("南京", "南京秦淮河边", True),
        ("江苏", "江苏省的补贴", True),
        ("海南", "海南岛的椰子", True),
        ("广州", "广州街头的凉茶", True),
    ],
)
def test_a_place_stands_where_words_begin_and_end(place: str, text: str, is_there: bool) -> None:
    assert place_stands_at(place, text, text.index(place)) == is_there


@pytest.mark.parametrize(
    ("word", "text", "is_there"),
    [
        ("新茶", "新茶几放客厅", False),
        ("新茶", "新茶上市了", True),
        ("过年", "滤芯超过年限还在用", False),
        ("过年", "快过年了", True),
        ("春茶", "公司的迎春茶会", False),
        ("进博会", "第八届进博会开幕", True),
    ],
)
def test_a_word_stands_where_words_begin_and_end(word: str, text: str, is_there: bool) -> None:
    assert stands_in(word, text) == is_there


def test_a_word_that_is_a_place_too_is_one_by_what_is_behind_it() -> None:
    told = [
        article("a", "面霜开封以后", "开封以后半年用完，日照久了会变色，大理石台面别放。"),
        article("b", "山东日照的海鲜", "日照市的梭子蟹上市了。"),
    ]
    found = Whereabouts(Mentions.of(told, load_places().spoken, place_stands_at))
    assert [sorted(found.named([at])) for at in (0, 1)] == [[], ["山东", "日照"]]


def test_what_is_told_of_a_city_is_told_of_its_province() -> None:
    told = [
        article("a", "冬天在南京钓鲫鱼", "南京郊区的小水库，向阳的一边出口。"),
        article("b", "中山西路的渔具店", "老板说，长江西岸也有鱼。"),
        article("c", "杭州的冬钓", "宁波人也来。"),
    ]
    found = Whereabouts(Mentions.of(told, load_places().spoken, place_stands_at))
    for region in ("江苏", "江苏省", "南京市", "上海、江苏"):
        assert found.elsewhere(region).tolist() == [False, False, True]
    assert found.elsewhere("江浙沪").tolist() == [False] * 3
