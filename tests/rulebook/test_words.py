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
        ([{"word": ["我们"]}, {"gap": 2}, {"word": ["报纸"]}], "我们看报纸", ["我们看报纸"]),
        ([{"word": ["我们"]}, {"gap": 2}, {"word": ["报纸"]}], "我们也看报纸", ["我们也看报纸"]),
        ([{"word": ["我们"]}, {"gap": 2}, {"word": ["报纸"]}], "我们今天也看报纸", []),
        ([{"word": ["我们"]}, {"gap": 8}, {"word": ["报纸"]}], "我们\n看报纸", []),
        ([{"word": ["我们"]}, {"word": ["今天"], "optional": True}, {"word": ["看"]}],
         "我们看报纸，我们今天看报纸", ["我们看", "我们今天看"]),
        ([{"word": ["牛奶"]}], "牛奶牛奶", ["牛奶", "牛奶"]),
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


def test_gaps_take_as_few_words_as_they_can_and_as_many_as_they_must(found: Found) -> None:
    check = words(*([{"word": ["牛奶"]}, {"gap": 3}] * 3), {"word": ["报纸"]})
    assert found(check, "牛奶杯子牛奶杯子牛奶杯子") == []
    text = "牛奶杯子牛奶杯子牛奶杯子杯子报纸"
    assert found(check, text) == [text]


def test_annotations_do_not_part_words(found: Found) -> None:
    check = words({"word": ["营销"]}, {"word": ["文章"]})
    assert found(check, "内容營(ying)(ying)銷(xiao)文(wen)章(zhang)") == ["營銷文章"]


def test_a_line_break_is_no_word_of_a_sequence(found: Found) -> None:
    check = words({"word": ["我们"]}, {"pos": ["x"]}, {"word": ["报纸"]})
    assert found(check, "我们，报纸") == ["我们，报纸"]
    assert found(check, "我们\n报纸") == []
