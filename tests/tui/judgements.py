"""Judgements as the judging process gives them, from a house rulebook and the shipped models."""

from __future__ import annotations

from pathlib import Path

from contentai.tui.judging.judged import Judged
from contentai.tui.judging.work import Bench, judge, open_bench
from tests.cli.house import furnish

# 绿苹果 is an error, 黄香蕉 a warning, 蓝莓 a hint; the characters between 特 and 价 are unseen.
DRAFT = """\
---
title: 水果怎么挑 # 暂定
channel: wechat
mood: 好
---
第一段说绿苹果，也说蓝莓。

第二段说黄香蕉，又说绿苹果，马上抢购，手慢无！点击下方链接下单。

第三段什么也没有，只讲怎么挑、怎么放、放几天。
"""


def bench(folder: Path, *more: str) -> Bench:
    return open_bench(furnish(folder, "select: [TRY]", *more), None)


def judged(at: Bench, text: str = DRAFT, version: int = 1, name: str = "a.md") -> Judged:
    return judge(at, Path(name), text, version).judged
