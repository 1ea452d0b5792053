from __future__ import annotations

import pytest

from contentai.rulemining.checks import Check, check_of
from contentai.rulemining.scope import scope_of
from tests.rulemining.texts import all_asked

DRAWN_UP: list[tuple[str, Check]] = [
    ("标题不要超过20个字。", {"kind": "length", "of": "title", "max": 20}),
    ("标题控制在二十字以内。", {"kind": "length", "of": "title", "max": 20}),
    ("正文控制在800到1500字。", {"kind": "length", "of": "post", "max": 1500, "min": 800}),
    ("正文不得少于300字。", {"kind": "length", "of": "post", "min": 300}),
    ("每段不要超过100字。", {"kind": "length", "of": "paragraph", "max": 100}),
    ("禁止使用“根治”“零风险”等用语。", {"kind": "terms", "terms": ["根治", "零风险"]}),
    ("标题里别用“速看”这类词。", {"kind": "terms", "terms": ["速看"], "in": ["title"]}),
    ("不要使用国家级、最高级等用语。", {"kind": "terms", "terms": ["国家级", "最高级"]}),
    ("禁用词：最好、第一、顶级。", {"kind": "terms", "terms": ["最好", "第一", "顶级"]}),
    ("标题违禁词：最好，顶级", {"kind": "terms", "terms": ["最好", "顶级"], "in": ["title"]}),
    (
        "感叹号不要超过3个。",
        {"kind": "density", "of": {"characters": "!"}, "per": "post", "max": 3, "min_count": 1},
    ),
    ("文章必须配图。", {"kind": "structure", "require": "image"}),
]
NONE_DRAWN_UP = [
    "每天不超过3条。",
    "不得以“转发抽奖”为条件要求用户分享。",
    "不要使用“最”字。",
    "标题不要超过1个字。",
    "开会不要超过20分钟。",
    "请写得真诚一点。",
    "标题党会被限流。",
    "稿费不得低于500元。",
]


@pytest.mark.parametrize(("text", "check"), DRAWN_UP)
def test_a_check_is_drawn_up_where_a_matcher_can_hold_it(text: str, check: Check) -> None:
    [one] = all_asked(text)
    assert check_of(one, "post") == check


@pytest.mark.parametrize("text", NONE_DRAWN_UP)
def test_where_there_is_a_doubt_there_is_no_check(text: str) -> None:
    for one in all_asked(text):
        assert check_of(one, scope_of(one.polarity, one.claim)) is None


@pytest.mark.parametrize(
    ("claim", "scope"),
    [
        ("标题超过20个字", "post"),
        ("每天发三条以上", "account"),
        ("一周最多发两篇带货的", "account"),
        ("及时回复留言", "workflow"),
    ],
)
def test_the_scope_tells_where_a_claim_can_be_checked(claim: str, scope: str) -> None:
    assert scope_of("do", claim) == scope
