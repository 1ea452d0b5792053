"""A plan made by hand, of texts that would like to be markup."""

from __future__ import annotations

import datetime
from dataclasses import replace

from contentai.account.mix import USUAL, Mix
from contentai.account.plan import Coming, Empty, Entry, Plan
from contentai.language import Bilingual
from contentai.topics.passages import Passage
from contentai.topics.season import load_seasons
from contentai.topics.suggestion import NearestPost
from tests.topics.press import segment

DAY = datetime.date(2026, 11, 2)
WINTER = next(t for t in load_seasons().near(DAY) if t.event.name == "立冬")

ENTRY = Entry(
    day=DAY,
    channel="wechat",
    segment=segment(),
    stage="engage",
    kind="value",
    topic_id="t-1",
    topic="空调、清洗",
    titles=("空调清洗，先问三句", "空调怎么洗"),
    why="家电老用户关心“空调清洗”。",
    score=0.5,
    season=WINTER,
    sources=("甲报", "乙刊"),
    passages=(Passage("a", "三句话", "甲报", 0, 4, "洗哪里。", DAY),),
    nearest_post=NearestPost("p", "旧帖", None, 0.4),
)
EVIL = (
    "=1+1 | <script>alert(1)</script> [x](javascript:y) **重** `c` http://a.example\r\n"
    "# 头; b\\n, \x1b[31m\ud800"
)


def plan(*entries: Entry, empty: int = 1) -> Plan:
    why = Bilingual("3 个选题只有一个独立来源", "3 topics: one source")
    return Plan(
        on=DAY - datetime.timedelta(days=2),
        first=DAY - datetime.timedelta(days=1),
        last=DAY + datetime.timedelta(days=26),
        segments=(segment(),),
        entries=entries,
        empty=tuple(Empty(DAY + datetime.timedelta(days=n), "weibo", why) for n in range(empty)),
        targets=USUAL,
        recent=Mix({"value": 1, "promotion": 3}),
        events=(Coming(WINTER, 0),),
        trimmed=(),
        notes=(Bilingual("没有凑到目标比例", "off the mix"),),
    )


def evil() -> Plan:
    passage = Passage("a", EVIL, EVIL, 0, 1, EVIL, DAY)
    bad = replace(
        ENTRY,
        segment=segment(name=EVIL),
        topic=EVIL,
        titles=(EVIL,),
        why=EVIL,
        sources=(EVIL,),
        passages=(passage,),
    )
    return plan(bad, replace(bad, titles=()))
