"""A small labelled corpus, written by combining phrases: enough to train on, no more."""

from __future__ import annotations

import json
from pathlib import Path

INDUSTRIES = ("茶叶", "家电", "服装", "书店", "花店", "健身", "宠物", "旅行")
PHRASES = {
    "value": ("冲泡前先温杯，水温降到八十五度", "滤网每月洗一次，电费能省两成", "看洗标再选水温"),
    "service": (
        "安装师傅周三上门，请先量好尺寸",
        "退换请带小票，柜台九点开门",
        "保修期内拨打客服电话",
    ),
    "interaction": ("你家周末都去哪里玩，留言说说", "猜猜这张图里有几只猫", "早上好，今天吃了什么"),
    "soft_promo": ("老板娘讲了三十年的故事，新到的也在架上", "试了一周的记录，东西在店里能看到"),
    "hard_sell": (
        "最后三小时五折秒杀，马上下单",
        "买一送一手慢无，赶紧抢购",
        "限量一百份，错过不再有",
    ),
    "spam": ("加薇信领红包日赚三千", "刷单兼职当天结款，联系扣扣", "高仿名表一比一，私聊看货"),
}
BAIT = ("看完惊呆了，{0}内幕曝光", "99%的人不知道的{0}秘密", "再不看就删，{0}真相")
PLAIN = ("{0}保养的四个步骤", "本周{0}店营业时间调整", "怎样挑{0}：三个尺寸要量")


def texts() -> list[tuple[str, str, str]]:
    """(industry, intent, text) of every post."""
    return [
        (industry, intent, f"{industry}篇{number}：{first}。{second}！")
        for industry in INDUSTRIES
        for intent, phrases in PHRASES.items()
        for number, first in enumerate(phrases)
        for second in phrases[:2]
    ]


def write_corpora(folder: Path) -> Path:
    """``posts/`` and ``titles/`` in the shape of the project's own corpora."""
    (folder / "posts").mkdir(parents=True)
    (folder / "titles").mkdir()
    posts = [
        {"id": f"p{i}", "intent": intent, "industry": industry, "channel": "wechat", "text": text}
        for i, (industry, intent, text) in enumerate(texts())
    ]
    titles = [
        {"id": f"t{i}-{j}", "clickbait": j % 2, "industry": industry, "text": form.format(industry)}
        for i, industry in enumerate(INDUSTRIES)
        for j, form in enumerate(form for pair in zip(PLAIN, BAIT, strict=True) for form in pair)
    ]
    (folder / "evasion").mkdir()
    for number, (odd, plain) in enumerate((("薇❤", "微信"), ("扣❤扣", "客服"))):
        found = [
            {"id": f"e{number}-{i}{n}", "evasive": 1 - n, "text": f"{name}加我{word}"}
            for i, name in enumerate(INDUSTRIES)
            for n, word in enumerate((odd, plain))
        ]
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
        (folder / "evasion" / f"{number}.jsonl").write_text(text, "utf-8")
    for name, rows in (("posts", posts), ("titles", titles)):
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
        (folder / name / "all.jsonl").write_text("".join(lines), "utf-8")
    return folder
