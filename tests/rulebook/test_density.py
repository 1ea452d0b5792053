"""``kind: density``: how thick something is on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contentai.diagnostics import Diagnostic

Found = Callable[..., list[str]]
Lint = Callable[..., list[Diagnostic]]


def density(of: dict[str, Any], max: float, **more: Any) -> dict[str, Any]:
    return {"kind": "density", "of": of, "max": max, **more}


@pytest.mark.parametrize(
    ("size", "marks", "fires"),
    [
        (100, 3, False),
        (100, 4, True),
        (200, 6, False),
        (200, 7, True),
        (10, 3, False),
        (10, 4, True),
    ],
)
def test_more_than_so_many_per_hundred_characters(
    found: Found, size: int, marks: int, fires: bool
) -> None:
    text = "茶" * (size - marks) + "！" * marks
    assert found(density({"characters": "!"}, 3), text) == ["！" * marks] * fires


def test_white_space_makes_nothing_thinner(found: Found) -> None:
    text = "茶 \u3000" * 46 + "！！！！"
    assert found(density({"characters": "！"}, 7), text + "茶" * 50) == []
    assert found(density({"characters": "！"}, 3), text + "茶" * 50) == ["！！！！"]


def test_per_post_counts_whatever_the_length(found: Found) -> None:
    check = density({"terms": ["下单"]}, 2, per="post")
    assert found(check, "下单" + "茶" * 30 + "下单") == []
    assert len(found(check, "下单" + "茶" * 300 + "下单，再下单")) == 1


def test_one_mark_judges_no_short_post(found: Found) -> None:
    assert found(density({"characters": "!"}, 0), "好！") == []
    assert found(density({"characters": "!"}, 0, min_count=1), "好！") == ["！"]
    assert found(density({"characters": "!"}, 0, min_count=3), "好！！") == []


def test_the_thickest_stretch_is_marked_and_all_are_counted(lint: Lint) -> None:
    text = "甲！" + "茶" * 60 + "乙！丙！丁！" + "茶" * 60 + "戊！己！"
    message = {"zh": "{count}处，每百字{density}，上限{max}", "en": "x"}
    (finding,) = lint(density({"characters": "!"}, 3), text, message=message)
    assert finding.excerpt == "！丙！丁！"
    assert finding.message == "6处，每百字4.5，上限3"


@pytest.mark.parametrize(
    ("of", "text", "marked"),
    [
        ({"emoji": True}, "😀茶🍵☕", "😀茶🍵☕"),
        ({"emoji": True}, "茶①②③", None),
        ({"pattern": "抢+"}, "抢抢抢，抢", "抢抢抢，抢"),
        ({"characters": "]^-\\"}, "a]b^c-d\\e", "]b^c-d\\"),
        ({"characters": "\\d"}, "1 2 3", None),
        ({"terms": ["一流", "第一"]}, "一流、第一", "一流、第一"),
    ],
)
def test_what_can_be_counted(
    found: Found, of: dict[str, Any], text: str, marked: str | None
) -> None:
    assert found(density(of, 1, per="post"), text) == ([marked] if marked else [])


def test_guarded_marks_do_not_count(found: Found) -> None:
    check = density({"terms": ["下单"]}, 1, per="post", unless={"negated": True})
    assert found(check, "别下单，下单") == []
    assert found(check, "别下单。下单，下单") == ["下单，下单"]


def test_an_empty_post_has_no_density(found: Found) -> None:
    assert found(density({"characters": "!"}, 0), "") == []


@pytest.mark.parametrize("of", [{}, {"emoji": True, "characters": "!"}])
def test_exactly_one_thing_is_counted(found: Found, of: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match="of"):
        found(density(of, 1), "x")


def test_what_is_excused_counts_neither_for_how_thick_nor_for_how_many(found: Found) -> None:
    unless = {"negated": True}
    check = density({"terms": ["下单"]}, 2, per="post", unless=unless)
    assert found(check, "别下单。下单，下单") == []
    assert found(check, "别下单。下单，下单，下单") == ["下单，下单，下单"]
    few = density({"terms": ["下单"]}, 0, per="post", min_count=3, unless=unless)
    assert found(few, "别下单。下单，下单") == []
