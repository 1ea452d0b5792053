"""``kind: pattern``: regular expressions on folded text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contentai.diagnostics import Diagnostic

Found = Callable[..., list[str]]
Lint = Callable[..., list[Diagnostic]]


def pattern(*written: str, **more: Any) -> dict[str, Any]:
    return {"kind": "pattern", "patterns": list(written), **more}


@pytest.mark.parametrize(
    ("written", "text", "marked"),
    [
        ("第(?P<hit>一)名", "第一名第二名", ["一"]),
        (r"\d+元", "九十元、９０元、⑨元", ["９０元", "⑨元"]),
        ("xz[:：]", "XZ：abc", ["XZ："]),
        ("限时抢购", "限時搶\u200b購", ["限時搶\u200b購"]),
        ("a.c", "a\nc abc", ["abc"]),
        ("^第二行", "第一行\n第二行", []),
        ("(?m)^第二行", "第一行\n第二行", ["第二行"]),
        ("甲[,。]", "甲，乙。甲。", ["甲", "甲。"]),
        ("甲[、,]+", "甲、，", ["甲"]),
        (",", "甲，乙", ["，"]),
        ("(?:)", "空", []),
        ("x*", "空", []),
    ],
)
def test_what_a_pattern_marks(found: Found, written: str, text: str, marked: list[str]) -> None:
    assert found({"kind": "pattern", "pattern": written}, text) == marked


def test_overlapping_hits_of_several_patterns_count_once_the_first_longest(found: Found) -> None:
    assert found(pattern("甲乙", "甲乙丙", "乙丙丁", "丁"), "甲乙丙丁") == ["甲乙丙", "丁"]


def test_hits_come_in_text_order_whatever_the_order_of_patterns(found: Found) -> None:
    assert found(pattern("丙", "甲", "乙"), "甲乙丙") == ["甲", "乙", "丙"]


def test_groups_fill_the_message(lint: Lint) -> None:
    message = {"zh": "{amount}减{off}“{found}”", "en": "x"}
    check = pattern("满(?P<amount>[0-9]+)(?:减(?P<off>[0-9]+))?")
    messages = [f.message for f in lint(check, "满３００减50，满9", message=message)]
    assert messages == ["300减50“满３００减50”", "9减…“满9”"]


def test_few_hits_are_none_when_a_number_is_asked_for(lint: Lint) -> None:
    message = {"zh": "{count}", "en": "x"}
    check = pattern("!", min_count=3)
    assert lint(check, "好！好！", message=message) == []
    assert [f.message for f in lint(check, "好！好！！", message=message)] == ["3", "3", "3"]


def test_an_annotation_inside_a_hit_is_no_part_of_its_excerpt(lint: Lint) -> None:
    source = "内容營(ying)(ying)銷(xiao)课"
    (finding,) = lint(pattern("营销"), source)
    assert finding.excerpt == "營銷"
    assert source[slice(*finding.span)] == "營(ying)(ying)銷"


@pytest.mark.parametrize(
    ("pattern", "text", "marked"),
    [
        (
            "下单.{0,4}",
            "点这里下单：https://shop.example.cn/p/981，今天发货",
            "下单：https://shop.example.cn/p/981",
        ),
        ("找我.{0,4}", "绿泡泡找我：mujiang-lao-he。", "找我：mujiang-lao-he"),
        ("https?://", "见 HTTPS://A.EXAMPLE/b?c=1 这里", "HTTPS://A.EXAMPLE/b?c=1"),
        ("找我:", "找我：mujiang", "找我："),
        (r"降到\d", "价格降到39.9元", "降到39.9"),
        ("用户都说.", "用户都说皮肤变白了", "用户都说皮肤"),
        ("百邪不侵", "穿上百邪不侵", "百邪不侵"),
        ("一喷就好[,。].{0,2}", "一喷就好，猫传腹也行", "一喷就好"),
        ("助力.{0,3}免费", "好友助力，免费拿卡", "助力，免费"),
        ("助力.{0,2}", "好友助力，好", "助力，好"),
        ("我司", "我司新到", "我司"),
    ],
)
def test_marks_begin_and_end_where_words_and_addresses_do(
    found: Found, pattern: str, text: str, marked: str
) -> None:
    assert found({"kind": "pattern", "pattern": pattern}, text) == [marked]
