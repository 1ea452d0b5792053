"""``kind: structure``: what a draft has, lacks, or has too much of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contentai.diagnostics import Diagnostic

Found = Callable[..., list[str]]
Lint = Callable[..., list[Diagnostic]]


def forbid(element: str) -> dict[str, Any]:
    return {"kind": "structure", "forbid": element}


def require(element: str) -> dict[str, Any]:
    return {"kind": "structure", "require": element}


def at_most(element: str, most: int) -> dict[str, Any]:
    return {"kind": "structure", "element": element, "max": most}


MARKDOWN = """\
# 题目

看[别家](https://rival.example/1)和[自家](https://own.example/2)。

## 小题

![](a.png) ![有字](b.png)

怎么泡？泡多久？记住了。
"""


@pytest.mark.parametrize(
    ("element", "marked"),
    [
        ("link", ["别家", "自家"]),
        ("image", ["![](a.png)", "![有字](b.png)"]),
        ("image_without_alt", ["![](a.png)"]),
        ("heading", ["小题"]),
        ("title", ["题目"]),
        ("question", ["怎么泡？", "泡多久？"]),
        ("source", []),
        ("empty", []),
        ("garbled", []),
        ("front_matter_problem", []),
        ("segment", []),
        ("stage", []),
        ("product_need", []),
    ],
)
def test_elements_are_marked_where_they_stand(
    found: Found, element: str, marked: list[str]
) -> None:
    assert found(forbid(element), MARKDOWN, format="markdown") == marked
    lacking = [] if marked else ["题目"]
    assert found(require(element), MARKDOWN, format="markdown") == lacking


@pytest.mark.parametrize(
    ("channel", "marked"),
    [("wechat", ["别家"]), ("weitao", ["别家"]), ("weibo", []), (None, [])],
)
def test_links_are_judged_by_the_channel(
    lint: Lint, channel: str | None, marked: list[str]
) -> None:
    message = {"zh": "{channel}：{target}", "en": "x"}
    findings = lint(
        forbid("outside_link"), MARKDOWN, format="markdown", channel=channel, message=message
    )
    assert [finding.excerpt for finding in findings] == marked
    if channel == "wechat":
        assert [finding.message for finding in findings] == ["公众号：https://rival.example/1"]


def test_the_first_one_too_many_is_marked(lint: Lint) -> None:
    message = {"zh": "{count}>{max}", "en": "x"}
    (finding,) = lint(at_most("question", 1), "甲？乙？丙？", message=message)
    assert (finding.excerpt, finding.message) == ("乙？", "3>1")
    assert lint(at_most("question", 3), "甲？乙？丙？") == []


PROSE = "装好以后先看一眼版本，能看到数字就是装好了，看不到就重新打开终端再试。" * 3
HAN = "全网最低价的草莓今天到店先到先得卖完关门"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (f"{PROSE}\n\n```sh\npip install x  # 先装\n```", None),
        (f"{PROSE}\n\n```js\nconst a = '{HAN}'\n```", None),
        (f"{PROSE}\n\n```js\nconst a = '{HAN}{HAN}'\n```", ("30%", "40")),
        (f"{PROSE}\n\n```py\n" + "x = y + z\n" * 50 + "```", ("60%", "0")),
        ("看下面。\n\n```py\nx = y\n```", None),
        (f"看下面。\n\n```text\n{HAN}{HAN}\n```", None),
        ("```py\n" + "return the value of it\n" * 30 + "```\n\n完。", None),
    ],
    ids=["snippet", "one string", "two strings", "mostly", "short", "framed words", "foreign"],
)
def test_code_is_told_where_much_of_the_draft_is_not_read(
    lint: Lint, body: str, told: tuple[str, str] | None
) -> None:
    message = {"zh": "{share} {count}", "en": "x"}
    findings = lint(forbid("code"), body, format="markdown", message=message)
    assert [finding.message for finding in findings] == ([" ".join(told)] if told else [])
    assert all("\n" not in finding.excerpt for finding in findings)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<p>见</p><p hidden>\n 减肥瘦身\n代购 </p>", ("6", "减肥瘦身")),
        ("<p>见</p><p hidden>展开</p>", None),
        ("<p>见</p><p hidden>cheap pills for you, call now</p>", None),
        ("<p>见</p><i hidden>减肥</i><b style='font-size:0'>瘦身药</b>", ("5", "减肥")),
    ],
)
def test_words_that_nobody_sees_are_told_where_the_first_of_them_stand(
    lint: Lint, body: str, told: tuple[str, str] | None
) -> None:
    message = {"zh": "{count} {what}", "en": "x"}
    findings = lint(forbid("unread"), body, format="html", message=message)
    found = [(finding.message, finding.excerpt) for finding in findings]
    assert found == ([(f"{told[0]} 看不见的字", told[1])] if told else [])


HEADER = """\
---
segment: [甲, 乙]
stage: engage
source: 某刊
product: {name: 碗, needs: [install, maintain]}
chanel: wechat
---
正文。
"""


@pytest.mark.parametrize(
    ("element", "count"), [("segment", 2), ("stage", 1), ("source", 1), ("product_need", 2)]
)
def test_what_the_header_says_is_counted(found: Found, element: str, count: int) -> None:
    assert len(found(at_most(element, count - 1), HEADER)) == 1
    assert found(at_most(element, count), HEADER) == []
    assert found(require(element), HEADER) == []


def test_options_count_like_the_header(found: Found) -> None:
    assert found(require("stage"), "正文。") == ["正文。"]
    assert found(require("stage"), "正文。", stage="engage") == []
    assert len(found(at_most("segment", 0), "正文。", segments=("甲",))) == 1


def test_a_slip_in_the_header_is_marked_with_its_words(lint: Lint) -> None:
    message = {"zh": "{problem}", "en": "x"}
    (finding,) = lint(forbid("front_matter_problem"), HEADER, message=message)
    assert (finding.excerpt, finding.place.line) == ("chanel", 6)
    assert "channel" in finding.message


def test_an_empty_draft_is_marked_at_its_start(lint: Lint) -> None:
    for source in ("", " \r\n", "---\ntitle: 只有题目\n---\n"):
        (finding,) = lint(forbid("empty"), source)
        assert (finding.span, finding.place) == ((0, 0), (1, 1, 1, 1))
    (finding,) = lint(require("image"), "")
    assert finding.span == (0, 0)


def test_a_lack_is_shown_at_the_first_sentence_of_a_draft_without_title(found: Found) -> None:
    assert found(require("image"), "第一句。第二句。") == ["第一句。"]


def test_garbled_text_is_marked(lint: Lint) -> None:
    source = (
        "今天教大家泡一壶好茶。\n" + "先把水烧开，放凉一会儿。".encode().decode("latin-1") + "\n"
    )
    findings = lint(forbid("garbled"), source)
    assert findings
    assert all(finding.place.line == 2 for finding in findings)


MENU = "回复数字看文章：\n101 水温\n102 时间\n{}\n105 茶具\n"


@pytest.mark.parametrize(
    ("line", "twice", "gaps"),
    [
        ("103 产地\n104 年份", [], []),
        ("102 产地\n103 年份", ["102"], ["105"]),
        ("103 产地", [], ["105"]),
        ("201 产地\n202 年份", [], []),
    ],
)
def test_reply_menus_have_no_number_twice_and_skip_none(
    lint: Lint, line: str, twice: list[str], gaps: list[str]
) -> None:
    text = MENU.format(line)
    assert [f.excerpt for f in lint(forbid("menu_duplicate"), text)] == twice
    assert [f.excerpt for f in lint(forbid("menu_gap"), text)] == gaps


def test_a_numbered_list_that_nobody_is_asked_to_answer_is_no_menu(found: Found) -> None:
    text = "泡茶三步：\n1. 烧水\n1. 温杯\n3. 出汤\n"
    assert found(forbid("menu_duplicate"), text) == []
    assert found(forbid("menu_gap"), text) == []


@pytest.mark.parametrize(
    ("keys", "misplaced"),
    [
        ((101, 102, 201, 202), []),
        ((201, 202, 101), ["101"]),
        ((101, 201, 102, 103), ["102", "103"]),
        ((1, 1, 2), []),
    ],
)
def test_reply_menus_are_in_order(lint: Lint, keys: tuple[int, ...], misplaced: list[str]) -> None:
    text = "回复数字看文章：\n" + "\n".join(f"{key} 标题" for key in keys)
    assert [f.excerpt for f in lint(forbid("menu_disorder"), text)] == misplaced


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_a_merge_left_is_marked_once_for_each_conflict(found: Found, end: str) -> None:
    one = ["<<<<<<< HEAD", "甲。", "||||||| base", "乙。", "=======", "丙。", ">>>>>>> 稿"]
    assert found(forbid("conflict"), end.join([*one, "丁。", *one])) == ["<<<<<<< HEAD"] * 2
    for missing in (0, 4, 6):
        less = [line for number, line in enumerate(one) if number != missing]
        assert found(forbid("conflict"), end.join(less)) == []
    assert found(forbid("conflict"), end.join(["```", *one, "```"]), format="markdown") == []
