"""contentai.text.frontmatter: what a draft's header says, and what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contentai.text.frontmatter import read_front_matter
from contentai.text.header import FrontMatter
from contentai.text.headerplace import KEYS

HEADER = """\
---
title: 第一泡的水温
digest: "八十五度，三分钟"
channel: wechat
segment: [新手, 老茶客]
stage: engage
product: {name: 盖碗, needs: [install, maintain]}
publish_on: 2026-03-05
source: 某茶刊
campaign: 春茶季
---
正文从这里开始。
"""


def header(*lines: str, end: str = "\n") -> str:
    return end.join(["---", *lines, "---", "正文"])


def problems(text: str) -> list[tuple[str, str]]:
    """What each problem points at and says in Chinese."""
    return [
        (text[problem.span.start : problem.span.end], problem.words.zh)
        for problem in read_front_matter(text).problems
    ]


def test_every_key_is_read() -> None:
    front = read_front_matter(HEADER)
    title_span, digest_span = front.title_span, front.digest_span
    assert front == FrontMatter(
        end=HEADER.index("正文"),
        title="第一泡的水温",
        title_span=title_span,
        digest="八十五度，三分钟",
        digest_span=digest_span,
        channel="wechat",
        segments=("新手", "老茶客"),
        stage="engage",
        product="盖碗",
        needs=("install", "maintain"),
        publish_on=date(2026, 3, 5),
        source="某茶刊",
        campaign="春茶季",
    )
    assert title_span and HEADER[slice(*title_span)] == "第一泡的水温"
    assert digest_span and HEADER[slice(*digest_span)] == "八十五度，三分钟"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("close", ["---", "...", "--- \t"])
def test_a_header_closes_on_its_own_line_whatever_ends_lines(end: str, close: str) -> None:
    text = end.join(["---", "title: 甲", close, "正文"])
    front = read_front_matter(text)
    assert front.title == "甲"
    assert text[front.end :] == "正文"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n\n分隔线下面的正文\n",
        "---\n标题: 甲\n----\n正文",
        " ---\ntitle: 甲\n---\n",
        "\n---\n甲\n---\n",
        "---\n\n全网最低价，速来。\n\n---\n",
        "---\n\n# 标题\n\n注意: 甲: 乙\n\n---\n",
        "---\n \n作者: 小林\n---\n",
        "---\n\n苹果。\n\ntip: 全网最低价\n\n---\n正文",
        "---\n\ntip: 全网最低价\n\n苹果。\n\n---\n正文",
        "---\n\n见 a：b\n\nhttps://example.com/a\n\n---\n正文",
        "---\n\nhttps://example.com/a\n\n---\n正文",
        "--- title: 甲\n---\n",
        "正文\n---\ntitle: 甲\n---\n",
    ],
)
def test_what_is_no_header_is_left_to_the_body(text: str) -> None:
    assert read_front_matter(text) == FrontMatter()


@pytest.mark.parametrize(
    "text",
    ["---\ntitle: 甲\n", "---\ntitle: 甲\n----\n正文", "---\r\ntitle: 甲\r\n ---\r\n正文"],
)
def test_a_header_that_never_ends_is_told_and_left_to_the_body(text: str) -> None:
    front = read_front_matter(text)
    assert (front.end, front.title) == (0, None)
    ((where, words),) = problems(text)
    assert where == "title: 甲"
    assert "没有结尾" in words


def test_a_header_below_a_blank_line_is_read_and_its_slips_are_told() -> None:
    assert read_front_matter("---\n\ntitle: 甲\n---\n正文").title == "甲"
    assert read_front_matter("---\n\nauthor: 甲\n---\n正文").end
    for slip in ("title：甲", "title: 甲: 乙", "标题：甲"):
        assert len(problems(f"---\n\n{slip}\n---\n正文")) == 1


@pytest.mark.parametrize("inside", ["", "\n\n", "# 以后再写\n"])
def test_an_empty_header_is_passed_over_in_silence(inside: str) -> None:
    text = f"---\n{inside}---\n正文"
    assert read_front_matter(text) == FrontMatter(end=text.index("正文"))


@pytest.mark.parametrize(
    ("slip", "near"),
    [
        ("titel", "title"),
        ("chanel", "channel"),
        ("Segment", "segment"),
        ("stages", "stage"),
        ("publish-on", "publish_on"),
    ],
)
def test_a_slip_in_a_key_is_found_with_the_nearest_key(slip: str, near: str) -> None:
    text = header("title: 甲", f"{slip}: x")
    assert problems(text) == [(slip, f"不认识的键“{slip}”，是不是“{near}”？")]
    assert read_front_matter(text).title == "甲"


def test_keys_of_other_tools_are_none_of_our_business() -> None:
    assert problems(header("layout: post", "作者: 小林", "tags: [茶]")) == []


@pytest.mark.parametrize(
    ("line", "at", "words"),
    [
        ("channel: wechet", "wechet", "最接近的是“wechat”"),
        ("channel: 抖音", "抖音", "公众号（wechat）、"),
        ("标题: 甲", "标题", "是不是“title”"),
        ("渠道: 公众号", "渠道", "是不是“channel”"),
        ("channel: [wechat, weibo]", "[wechat, weibo]", "文字"),
        ("stage: folow", "folow", "最接近的是“follow”"),
        ("stage: {a: b}", "{a: b}", "文字"),
        ("publish_on: 明天", "明天", "2026-01-31"),
        ("publish_on: 2026-02-30", "2026-02-30", "2026-01-31"),
        ("publish_on: 2026-2-3", "2026-2-3", "2026-01-31"),
        ("segment: [甲, [乙]]", "[甲, [乙]]", "文字"),
        ("title: [甲]", "[甲]", "文字"),
        ("digest: {甲: 乙}", "{甲: 乙}", "文字"),
        ("product: [盖碗]", "[盖碗]", "文字"),
        ("product: {nam: 盖碗}", "nam", "是不是“name”"),
        ("product: {name: 盖碗, need: install}", "need", "是不是“needs”"),
        ("product: {needs: [instal]}", "[instal]", "最接近的是“install”"),
        ("product: {needs: {a: b}}", "{a: b}", "文字"),
        ("source: [甲, 乙]", "[甲, 乙]", "文字"),
        ("? [甲, 乙]\n: 丙", "[甲, 乙]", "不是文字"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_value_that_cannot_be_used_is_shown_at_its_place(
    line: str, at: str, words: str, end: str
) -> None:
    text = header("campaign: 春茶季", *line.split("\n"), "title: 后面照样读", end=end)
    if line.startswith("title"):
        text = text.replace("title: 后面照样读", "x: y")
    found = problems(text)
    assert [where for where, _ in found] == [at]
    assert words in found[0][1]
    assert read_front_matter(text).campaign == "春茶季"


def test_a_repeated_key_counts_once_and_is_shown_the_second_time() -> None:
    text = header("title: 甲", "title: 乙")
    front = read_front_matter(text)
    assert front.title == "甲"
    assert [problem.span.start for problem in front.problems] == [text.rindex("title")]


def test_good_needs_stand_beside_a_bad_one() -> None:
    front = read_front_matter(header("product: {name: 碗, needs: [clean, install]}"))
    assert (front.product, front.needs) == ("碗", ("install",))
    assert len(front.problems) == 1


def test_a_product_may_be_just_a_name() -> None:
    assert read_front_matter(header("product: 盖碗")).product == "盖碗"


@pytest.mark.parametrize("value", ["", "~", "null", "''", "'  '"])
def test_a_value_left_empty_is_no_title_and_no_problem(value: str) -> None:
    front = read_front_matter(header(f"title: {value}", f"digest: {value}"))
    assert (front.title, front.title_span, front.digest) == (None, None, None)
    assert front.problems == ()


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("'它''说'", "它'说"),
        (r'"甲\u4e59"', "甲乙"),
        ("|\n  甲\n  乙", "甲\n乙\n"),
        (">\n  甲\n  乙", "甲 乙\n"),
    ],
)
def test_a_title_written_otherwise_has_the_span_of_its_writing(value: str, title: str) -> None:
    text = header(f"title: {value}", "stage: engage")
    front = read_front_matter(text)
    assert front.title == title
    assert front.title_span is not None
    assert text.index(value) == front.title_span.start
    assert value.rstrip() in text[slice(*front.title_span)]


@pytest.mark.parametrize(
    ("lines", "at"),
    [
        (["title: 甲", "channel: [wechat", "stage: engage"], "stage: engage"),
        (["title: 甲: 乙"], "甲: 乙"),
        (["title: 甲", "\tstage: engage"], "\tstage: engage"),
        (["a: &a 1", "b: *a"], "b: *a"),
        (["title: 甲", "b: " + "[" * 200], "b: " + "[" * 200),
        (["title: 甲", "b: @x"], "b: @x"),
        (['title: "没有结束'], '"没有结束'),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_header_that_is_no_yaml_is_shown_at_its_line(lines: list[str], at: str, end: str) -> None:
    text = header(*lines, end=end)
    found = problems(text)
    assert [where for where, _ in found] == [at]
    assert found[0][1].startswith("草稿头部读不懂：")
    assert text[read_front_matter(text).end :] == "正文"


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("秋冬: 国家级", "秋冬: 国家级"),
        ("@所有人 看过来", "@所有人 看过来"),
        ("[国家级]面料", "[国家级]面料"),
        ("[国家级面料]", "[国家级面料]"),
        ('"国家级"面料', '"国家级"面料'),
        ('"没有结束', "没有结束"),
        ("秋冬护肤 #国家级面料#", "秋冬护肤"),
        ("#秋冬# 怎么选", None),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_title_without_its_quotes_takes_no_other_key_along(
    value: str, title: str | None, end: str
) -> None:
    text = header("channel: sms", f"title: {value}", "segment:", "- 新手", "- 老手", end=end)
    front = read_front_matter(text)
    assert (front.channel, front.title, front.segments) == ("sms", title, ("新手", "老手"))
    assert text[front.end :] == "正文"
    (problem,) = front.problems
    assert text[slice(*problem.span)] == value
    mended = text[: problem.span.start] + problem.suggestion + text[problem.span.end :]
    after = read_front_matter(mended)
    assert not after.problems and after.title == ("没有结束" if "没有" in value else value)


def test_a_remark_behind_a_title_is_one() -> None:
    front = read_front_matter(header("title: 甲 # 还没定", "digest: '乙' #丙", "channel: sms #丁"))
    assert (front.title, front.digest, front.channel, front.problems) == ("甲", "乙", "sms", ())


def test_other_keys_of_an_unreadable_header_are_read() -> None:
    front = read_front_matter(header("channel: sms", "stage: x: y", "title: 甲"))
    assert (front.channel, front.title, len(front.problems)) == ("sms", "甲", 1)


@pytest.mark.parametrize("marks", ["\ufeff", "\ufeff\ufeff"])
def test_byte_order_marks_above_a_header(marks: str) -> None:
    text = marks + header("channel: sms", "title: 甲")
    front = read_front_matter(text)
    assert (front.channel, front.title, text[front.end :]) == ("sms", "甲", "正文")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_header_below_blank_lines_is_told_and_left_to_the_body(end: str) -> None:
    text = end * 3 + header("title: 甲", end=end)
    assert read_front_matter(text).end == 0
    ((where, words),) = problems(text)
    assert (where, "空行" in words) == ("title: 甲", True)


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        (["title：护手霜"], "全角的，要写成半角的冒号加空格：title: "),
        (["stage: engage", "title：护手霜"], "全角的，要写成半角的冒号加空格：title: "),
        (["title:护手霜"], "要空一格：title: "),
        (["title:护手霜", "stage: engage"], "要空一格：title: "),
    ],
)
def test_colons_that_yaml_does_not_see_are_told(lines: list[str], hint: str) -> None:
    ((_, words),) = problems(header(*lines))
    assert hint in words


@pytest.mark.parametrize("name", ["公众号", "微信公众号", "WeChat", "ｗｅｃｈａｔ"])
def test_a_channel_goes_by_what_people_call_it(name: str) -> None:
    text = header(f"channel: {name}")
    assert read_front_matter(text) == FrontMatter(end=text.index("正文"), channel="wechat")


@pytest.mark.parametrize("inside", ["- 甲\n- 乙", "只有一句话", "[甲]"])
def test_a_header_of_another_shape_is_shown_whole_and_left_to_the_body(inside: str) -> None:
    text = header(*inside.split("\n"))
    assert read_front_matter(text).end == 0
    found = problems(text)
    assert len(found) == 1
    assert inside in found[0][0]
    assert "键: 值" in found[0][1]


def test_a_byte_order_mark_inside_moves_nothing() -> None:
    text = "---\n\ufefftitle: 甲\nchanel: x\n---\n正文"
    front = read_front_matter(text)
    assert front.title_span is not None
    assert text[slice(*front.title_span)] == "甲"
    assert [where for where, _ in problems(text)] == ["chanel"]


keys = st.sampled_from([*KEYS, "titel", "Channel", "stag", "needs", "name", "", "? ", "<<", "[a]"])
values = st.sampled_from(
    [
        *("", "wechat", "[a, b]", "{name: 碗, needs: x}", "{needs: {}}", "~", "&a x", "*a", "😀"),
        *("'", '"', "|", ">\n  x", "2026-13-01", "!!python/name:os.system", "{", "@", "%", "\t"),
    ]
) | st.text(max_size=12)
breaks = st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\x85"])


@st.composite
def yaml_ish(draw: st.DrawFn) -> str:
    rows = draw(st.lists(st.tuples(keys, st.sampled_from([": ", ":", " "]), values), max_size=6))
    end = draw(breaks)
    text = end.join("".join(row) for row in rows)
    fence = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return f"---{fence}{text}{fence}---{fence}正文"


@settings(max_examples=150)
@given(yaml_ish() | st.text(max_size=60).map("---\n{}\n---\n正文".format))
@example("---\n\x00\n---\n正文")
@example("---\n\ud800\n---\n正文")
@example("---\n\ufeff\ufeffa\n---\n正文")
def test_no_header_can_stop_a_draft_and_every_problem_lies_in_it(text: str) -> None:
    front = read_front_matter(text)
    assert 0 <= front.end <= len(text)
    spans = [problem.span for problem in front.problems]
    spans += [span for span in (front.title_span, front.digest_span) if span]
    for start, end in spans:
        assert 3 < start <= end <= (front.end or len(text))
    for problem in front.problems:
        assert problem.words.zh
        assert problem.words.en
