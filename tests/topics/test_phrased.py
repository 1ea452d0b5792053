from __future__ import annotations

import pytest

from contentai.topics.phrased import Shape, phrased
from tests.topics.press import article


def titles(term: str, title: str, text: str = "") -> list[str]:
    return [one.title for one in phrased((term,), [article("a", title, text or f"{term}的事。")])]


@pytest.mark.parametrize(
    ("term", "title", "said"),
    [
        ("猫砂", "幼猫的猫砂多久换一次？三家店主记了账", "幼猫的猫砂多久换一次？"),
        ("轮胎", "补过两次的轮胎还能不能上高速？", "补过两次的轮胎还能不能上高速？"),
        ("安全座椅", "查了两百个安全座椅，装对的只有五成", "安全座椅：装对的只有五成"),
        ("跳绳", "中考跳绳练伤了膝盖，问题出在地面", "跳绳：问题出在地面"),
        ("除湿", "出租屋除湿别指望空调，房东先看看墙", "出租屋除湿别指望空调"),
        (
            "羽绒服",
            "十款羽绒服比较试验：掉绒的只有两款，充绒少的三款",
            "十款羽绒服比较试验：掉绒的只有两款",
        ),
        ("冷泡茶", "冷泡茶搁了一天，还能不能喝？疾控养了三天菌", "冷泡茶搁了一天，还能不能喝？"),
        ("土鸡蛋", "土鸡蛋营养更高？检测说差不多", "土鸡蛋营养更高？"),  # asked, not said
        ("租房押金", "租房押金不退，先找哪里", "租房押金不退，先找哪里"),
    ],
)
def test_what_a_title_asks_finds_or_warns_of_is_a_title(term: str, title: str, said: str) -> None:
    assert titles(term, title)[0] == said


@pytest.mark.parametrize(
    ("term", "title"),
    [
        ("壁挂炉", "拔了壁挂炉的插头就走，回来换了一台"),  # a scrap of somebody's story
        ("驾校", "学了两次车想退，驾校只肯退四成"),  # before the comma stands when
        ("羽绒服", "羽绒服干洗三次，保暖掉了一成"),  # and here
        ("公积金", "公积金断缴三个月，贷款还能批吗"),
        ("月季", "月季剪短三成，但老枝要留"),  # taken back
        ("护栏", "护栏间距超过十一厘米，孩子会卡头"),  # only then
        ("鱼缸", "鱼缸换水一次别超过三分之一"),  # the whole of another's headline
        ("学习桌", "学习桌要看有没有封边"),  # one more
        ("滤芯", "换滤芯“别只看灯”，净水器也一样"),
        ("空调", "空调滤网洗过没有，装对的只有五成"),  # that is of the filter
        ("床垫", "商家号称床垫只有三款不掉渣，消协不认"),
        ("原料", "十七家比对原料的鉴别与含量，结果不同"),  # 别 is part of a word
    ],
)
def test_scraps_and_what_holds_under_a_condition_are_none(term: str, title: str) -> None:
    assert titles(term, title) == []


@pytest.mark.parametrize(
    ("term", "text", "said"),
    [
        ("帐篷", "六顶在缝线处先渗。买帐篷要看有没有压胶条。", "买帐篷要看有没有压胶条"),
        ("咖啡豆", "咖啡豆要分小袋密封，常温避光。", "咖啡豆要分小袋密封"),
        ("钢琴", "邻居总问钢琴一年调几次律，他答两次。", "钢琴一年调几次律？"),
        ("行李箱", "航空公司说，行李箱托运坏了要当场登记。", "行李箱托运坏了要当场登记"),
    ],
)
def test_short_sentences_of_a_text_are_titles(term: str, text: str, said: str) -> None:
    assert titles(term, "说明", text) == [said]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("轮胎", "换下来的一百条轮胎，三十七条花纹够深，侧壁已经裂了。"),  # the rest turns it round
        ("轮胎", "轮胎补过要换，但后轮可以再用。"),
        ("洗牙", "市民反映团购九块九洗牙，到店要加抛光。"),
        ("面膜", "有人说敷面膜别超过两分钟。"),
        ("面膜", "去年的面膜只有三款合格。"),
        ("面膜", "我敷面膜先洗脸。"),
        ("木地板", "八成半的木地板缝在两毫米以下。"),
        ("土鸡蛋", "土鸡蛋营养更高？检测说差不多。"),  # asked, not said
    ],
)
def test_torn_or_told_only_of_some_no_sentence_is_a_title(term: str, text: str) -> None:
    assert titles(term, "说明", text) == []


def test_shapes_and_sources_take_turns() -> None:
    told = [
        article("a", "洗衣液倒多少？", "洗衣液一盖是多少毫升？洗衣液要按衣服重量加。", source="甲"),
        article("b", "洗衣液怎么存？", "洗衣液不要和漂白水混用。", source="乙"),
    ]
    found = phrased(("洗衣液",), told)
    assert [one.shape for one in found[:3]] == [Shape.QUESTION, Shape.MISTAKE, Shape.STEP]
    assert found[1].source == "乙"
    assert len({one.title for one in found}) == len(found)
    assert phrased((), told) == []


def test_of_another_term_only_what_a_title_asks_of_it() -> None:
    told = article("a", "闭水试验该放多深的水：试了三次", "卫生间漏水。闭水试验先堵地漏。")
    assert [one.title for one in phrased(("卫生间", "闭水试验"), [told])] == [
        "闭水试验该放多深的水？"
    ]
