"""``unless`` and ``in``: when words that look like an offence are none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Found = Callable[..., list[str]]


def best(unless: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    check = {"kind": "terms", "terms": ["最佳"], "boundary": "none", **more}
    return check if unless is None else {**check, "unless": unless}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("这是最佳的茶。", True),
        ("这不是最佳的茶。", False),
        ("并非最佳。", False),
        ("我们从不说最佳。", False),
        ("不要写最佳。", False),
        ("没有最佳，只有合适。", False),
        ("谈不上什么最佳。", False),
        ("不是贵，是最佳。", True),
        ("不要错过。最佳的茶在这里。", True),
        ("这家不错，茶最佳", True),
        ("不管别人怎么说怎么看这都是最佳。", True),
        ("最佳，不是吗", True),
    ],
)
def test_a_negation_stands_directly_before(found: Found, text: str, counts: bool) -> None:
    assert found(best(), text) == ["最佳"]
    assert found(best({"negated": True}), text) == ["最佳"] * counts
    assert found(best({"negated": False}), text) == ["最佳"]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("某店写最佳被罚二十万元。", False),
        ("广告法不许写最佳。", False),
        ("谨防“最佳”这种话术。", False),
        ("有商家自称最佳。", False),
        ("谨防上当。我们的茶最佳。", True),
        ("我们的茶最佳！\n小心烫。", True),
        ("我们的茶最佳。", True),
    ],
)
def test_a_report_or_warning_stands_in_the_same_sentence(
    found: Found, text: str, counts: bool
) -> None:
    assert found(best({"reported": True}), text) == ["最佳"] * counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("《最佳》是一首歌。", False),
        ("他说“这是最佳的”。", False),
        ("书名「最佳拍档」", False),
        ("『最佳』", False),
        ("“甲”最佳“乙”", True),
        ("最佳“乙”", True),
        ("“甲”最佳", True),
        ("“没有收尾的最佳", True),
        ("“上一行\n最佳”", True),
        ("“" + "甲" * 80 + "最佳”", True),
        ('他说"最佳"两个字', False),
        ('"甲""最佳""乙"——圈出来', False),
        ('"甲"最佳"乙"', True),
        ('上一行"\n最佳"', True),
        ('"没有收尾的最佳', True),
        ('"' * 3 + "甲" * 2000 + '"最佳"', True),
    ],
)
def test_quotation_marks_open_before_and_close_behind(
    found: Found, text: str, counts: bool
) -> None:
    assert found(best({"quoted": True}), text) == ["最佳"] * counts


def test_a_hit_inside_a_longer_phrase_does_not_count_and_one_beside_it_does(
    found: Found,
) -> None:
    check = best({"within": ["年度最佳評選"]})
    assert found(check, "年度最佳评选里的茶最佳") == ["最佳"]
    assert found(check, "年度最佳") == ["最佳"]


@pytest.mark.parametrize(
    ("unless", "text", "counts"),
    [
        ({"before": ["饮用|口感"]}, "饮用最佳", False),
        ({"before": ["饮用|口感"]}, "口感最佳", False),
        ({"before": ["饮用|口感"]}, "口感是最佳", True),
        ({"before": ["饮用"]}, "饮用。最佳", True),
        ({"before": ["飲用（時）"]}, "饮用(时)最佳", False),
        ({"after": ["员工|奖"]}, "最佳员工", False),
        ({"after": ["员工|奖"]}, "最佳的奖", True),
        ({"after": ["。"]}, "最佳。真的", False),
        ({"after": ["。真"]}, "最佳。真的", True),
        ({"sentence": ["比赛"]}, "这场比赛他是最佳", False),
        ({"sentence": ["比赛"]}, "看比赛。茶最佳", True),
        ({"sentence": ["比赛"]}, "比" + "甲" * 100 + "赛，茶最佳", True),
        ({"post": ["比赛"]}, "看比赛。\n\n茶最佳", False),
        ({"post": ["^看比赛"]}, "去看比赛。茶最佳", True),
        ({"before": ["甲", "乙"]}, "乙最佳", False),
    ],
)
def test_patterns_around_a_hit(
    found: Found, unless: dict[str, Any], text: str, counts: bool
) -> None:
    assert found(best(unless), text) == ["最佳"] * counts


def test_a_line_without_stops_is_looked_at_only_near_the_hit(found: Found) -> None:
    check = best({"sentence": ["比赛"]})
    assert found(check, "比赛" + "甲" * 190 + "最佳") == []
    assert found(check, "比赛" + "甲" * 210 + "最佳") == ["最佳"]


MARKED = """\
# 最佳标题

最佳段落

- 最佳列表

> 最佳引文

```python
最佳代码
```

![最佳图片](a.png)

| 最佳表格 |
|---|
| 最佳格子 |
"""


@pytest.mark.parametrize(
    ("kinds", "lines"),
    [
        (["title"], [1]),
        (["paragraph"], [3]),
        (["list_item"], [5]),
        (["quote"], [7]),
        (["code"], [10]),
        (["image_alt"], [13]),
        (["table_cell"], [15, 17]),
        (["title", "quote"], [1, 7]),
        (None, [1, 3, 5, 7, 13, 15, 17]),
    ],
)
def test_a_check_looks_at_the_blocks_it_names_and_at_code_only_by_name(
    lint: Callable[..., list[Any]], kinds: list[str] | None, lines: list[int]
) -> None:
    more = {} if kinds is None else {"in": kinds}
    findings = lint(best(**more), MARKED, format="markdown")
    assert [finding.place.line for finding in findings] == lines


@pytest.mark.parametrize("kind", ["pattern", "words", "terms"])
def test_guards_hold_for_every_kind_of_check(found: Found, kind: str) -> None:
    ways: dict[str, dict[str, Any]] = {
        "terms": {"terms": ["最佳"]},
        "pattern": {"pattern": "最佳"},
        "words": {"sequence": [{"word": ["最佳"]}]},
    }
    check = {"kind": kind, **ways[kind], "unless": {"negated": True, "quoted": True}}
    text = "这不是最佳。“最佳”是书名。茶是最佳的。"
    assert found(check, text) == ["最佳"]
    limited = {"kind": kind, **ways[kind], "in": ["title"]}
    assert found(limited, text) == []
    assert found(limited, text, title="最佳的茶") == [""]  # a given title has no source


def test_menu_entries_can_be_named(found: Found) -> None:
    check = {"kind": "terms", "terms": ["茶"], "boundary": "none", "in": ["title", "menu_entry"]}
    menu = "回复数字看：\n1 好茶\n2 水温\n3 茶具\n喝茶吧。"
    assert found(check, menu) == ["茶", "茶"]
    assert found({**check, "in": ["title"]}, menu) == []
    assert found(check, menu.replace("回复数字看", "步骤")) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("原价一百五十九，现价一百一十九。", False),
        ("原价159，现价80。", False),
        ("原价159，现价79。", True),
        ("原价两千六，现价三百八。", True),
        ("原价9999，现价99。", True),
        ("原价九块九，现价八块五。", False),
        ("原价99，现价199。", True),
    ],
)
def test_a_price_that_keeps_most_of_itself_is_excused(
    found: Found, text: str, counts: bool
) -> None:
    check = {"kind": "pattern", "pattern": "(?P<hit>原价[^,]{2,6},现价.)"}
    assert bool(found({**check, "unless": {"kept": 0.5}}, text)) is counts
    assert found(check, text)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("我们的“最佳”面膜今天到货。", True),
        ("人称“最佳面膜”，今天下单。", True),
        ("墙上写着“最佳面膜”。", False),
        ("我们的“最佳”招牌撤下了。", False),
        ("我们的“最佳”已经改了。", False),
    ],
)
def test_a_name_that_a_seller_gives_is_no_quotation(found: Found, text: str, counts: bool) -> None:
    assert found(best({"quoted": True}), text) == ["最佳"] * counts


@pytest.mark.parametrize(("text", "counts"), [("原价100,现价50", False), ("原价100,现价49", True)])
def test_a_price_that_falls_by_just_half_is_kept(found: Found, text: str, counts: bool) -> None:
    check = {"kind": "pattern", "pattern": r"原价\d+,现价\d+", "unless": {"kept": 0.5}}
    assert bool(found(check, text)) is counts
