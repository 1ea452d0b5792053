"""A small trade press: articles on five events, told by several papers, for the tests."""

from __future__ import annotations

import datetime

from contentai.topics.article import Article
from contentai.topics.segments import Segment

TODAY = datetime.date(2026, 10, 20)


def article(
    id: str, title: str, text: str, source: str = "暖通周报", days_ago: int | None = 30
) -> Article:
    date = None if days_ago is None else TODAY - datetime.timedelta(days=days_ago)
    return Article(id, title, text, source, date)


def segment(id: str = "owners", **more: object) -> Segment:
    facts: dict[str, object] = {
        "name": "家电老用户",
        "interests": {"空调清洗": 1.0, "净水器滤芯": 0.8},
        "region": None,
        "lifecycle": None,
        "rfm": None,
        "channels": ("wechat",),
        "goals": (),
        "avoid": (),
        "needs": (),
    }
    return Segment(id=id, **{**facts, **more})  # type: ignore[arg-type]


_REPRINTED = (
    "记者走访了六个小区，请师傅拆开二十台用了三年的挂机。滤网上的灰平均有两毫米厚，蒸发器背面和"
    "风轮上长着黑色的霉斑，十七台开机后能闻到酸味。师傅说滤网自己能洗，拧开面板抽出来，清水冲净，"
    "阴干再装回去；蒸发器和风轮要拆下来才洗得干净，喷一罐泡沫只能管表面。收费从八十到二百六不等，"
    "差别在拆不拆机。约之前先问三句话：洗哪里，拆不拆，按台还是按小时算钱。"
)

ARTICLES = (
    article("ac-1", "空调清洗前先问三句话", _REPRINTED, source="沧河晚报", days_ago=20),
    article(
        "ac-2",
        "请人洗空调，先问这三句",
        "入夏前又到洗空调的时候。" + _REPRINTED,
        source="城东快报",
        days_ago=18,
    ),
    article(
        "ac-3",
        "空调滤网两周一洗，自己动手十分钟",
        "空调滤网上的灰会让制冷变慢、耗电变多。拔掉插头，打开面板，抽出滤网，清水从背面冲，"
        "不要用刷子硬刷，放阴凉处晾干。蒸发器脏了要请师傅拆机清洗，外面喷泡沫洗不到背面。"
        "使用频繁的月份两周洗一次滤网，开机前和收机后各做一次深度清洗就够了。",
        source="暖通周报",
        days_ago=40,
    ),
    article(
        "ac-4",
        "空调清洗服务投诉：拆没拆机说不清",
        "消委会收到的空调清洗投诉里，四成是说好拆机清洗，结果只喷了泡沫。建议下单前写明清洗部位，"
        "蒸发器、风轮、接水盘是不是都拆下来洗；洗完开机看出风、看排水，滤网要当面装回。",
        source="消委会简报",
        days_ago=60,
    ),
    article(
        "water-1",
        "净水器滤芯多久换，别只看指示灯",
        "净水器的指示灯多半按天数计时，不看水量。二十款净水机里只有三款真的测了水质。滤芯该不该换，"
        "先看出水变慢没有，再看前置滤芯的颜色。复合滤芯一般半年到一年，反渗透膜两到三年，"
        "换下来的滤芯写上日期，下次就心里有数。",
        source="消委会简报",
        days_ago=100,
    ),
    article(
        "water-2",
        "兼容滤芯便宜一半，净水器认不认",
        "净水器原装滤芯三百八，兼容滤芯六十九。我们买了十五款替换滤芯装上试，接口漏水的两款，"
        "余氯去除率达标的九款。换滤芯要先关进水阀，放掉压力，再拧下旧的；第一遍水放掉别喝。",
        source="净水观察",
        days_ago=70,
    ),
    article(
        "tea-1",
        "冷泡茶放一夜还能不能喝",
        "夏天冷泡，绿茶和白茶放进冰箱四到八个小时最好喝。测了十五款冷泡茶包，冰箱里放十二个小时，"
        "菌落总数没有超；常温放一夜的有三款超了。冷水泡出来的咖啡因只有热水的一半，苦味也少。",
        source="茶业周刊",
        days_ago=300,
    ),
    article(
        "tea-2",
        "冷泡茶包怎么挑：看茶叶，也看袋子",
        "冷泡茶包的袋子有无纺布和玉米纤维两种，泡八个小时都没有析出。茶叶碎得越细出味越快，也越涩。"
        "冰箱冷藏的冷泡茶当天喝完，别放到第二天。",
        source="南浦晚报",
        days_ago=280,
    ),
    article(
        "seat-1",
        "停车场里查了两百个安全座椅，装对的只有五成",
        "交警在商场停车场查了二百零四把儿童安全座椅，装对的一百零三把。最常见的错是安全带没有锁紧，"
        "座椅一推就晃；其次是肩带太松，孩子穿着羽绒服就系。",
        source="安澜晚报",
        days_ago=15,
    ),
)
