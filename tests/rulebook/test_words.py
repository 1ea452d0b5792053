"""``kind: words``: sequences over words and parts of speech."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Found = Callable[..., list[str]]


def words(*steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"kind": "words", "sequence": list(steps), **more}


MOST = {"word": ["最"]}


@pytest.mark.parametrize(
    ("steps", "text", "marked"),
    [
        ([MOST, {"pos": ["a"]}], "最先进的设备", ["最先进"]),
        ([MOST, {"pos": ["a"]}], "最近的设备", []),
        ([MOST, {"pos": ["a"], "not": ["先进"]}], "最先进的设备，最漂亮的杯子", ["最漂亮"]),
        ([{**MOST, "mark": True}, {"pos": ["a"]}], "最先进的设备", ["最"]),
        ([MOST, {"pos": ["a"], "mark": True}], "最先进的设备", ["先进"]),
        ([{"word": ["我们"]}, {"gap": 2}, {"word": ["文章"]}], "我们写文章", ["我们写文章"]),
        ([{"word": ["我们"]}, {"gap": 2}, {"word": ["文章"]}], "我们今天写文章", ["我们今天写文章"]),
        ([{"word": ["我们"]}, {"gap": 2}, {"word": ["文章"]}], "我们今天下午写文章", []),
        ([{"word": ["我们"]}, {"gap": 8}, {"word": ["文章"]}], "我们\n写文章", []),
        ([{"word": ["喝"]}, {"word": ["热"], "optional": True}, {"word": ["茶"]}],
         "喝茶，喝热茶", ["喝茶", "喝热茶"]),
        ([{"word": ["茶"]}], "茶茶", ["茶", "茶"]),
        ([{"word": ["營銷"]}], "内容營銷", ["營銷"]),
        ([{"word": ["ABC"]}], "讲ａｂｃ", ["ａｂｃ"]),
    ],
)  # fmt: skip
def test_what_a_sequence_marks(
    found: Found, steps: list[dict[str, Any]], text: str, marked: list[str]
) -> None:
    assert found(words(*steps), text) == marked


def test_a_refused_match_does_not_hide_the_next(found: Found) -> None:
    check = words(MOST, {"pos": ["a"]}, unless={"negated": True})
    assert found(check, "不是最先进的，是最漂亮的") == ["最漂亮"]


def test_a_long_text_of_near_misses_is_passed_over(found: Found) -> None:
    check = words(*([{"word": ["茶"]}, {"gap": 8}] * 4), {"word": ["终点"]})
    assert found(check, "茶" * 300) == []
    assert found(check, "茶水茶水茶水茶终点") == ["茶水茶水茶水茶终点"]
