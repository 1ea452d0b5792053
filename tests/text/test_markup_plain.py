"""Plain text: lines become blocks, and every block is a slice of the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai.text.markup import BlockKind, Marked
from contentai.text.markup.plain import parse

LONG = "这个夏天我们把全系列防晒都测了一遍，从成膜速度到持妆时间，结论写在下面，先看再买不踩坑。"


def kinds(marked: Marked) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text.text) for block in marked.blocks]


def slices(source: str, marked: Marked) -> list[str]:
    return [source[slice(*block.text.span(0, len(block.text)))] for block in marked.blocks]


def test_title_then_paragraphs_then_items() -> None:
    source = f"夏季防晒怎么选\n\n  {LONG}\u3000\n1、看成膜速度\n· 看持妆时间\n"
    marked = parse(source)
    assert kinds(marked) == [
        (BlockKind.TITLE, "夏季防晒怎么选"),
        (BlockKind.PARAGRAPH, LONG),
        (BlockKind.LIST_ITEM, "1、看成膜速度"),
        (BlockKind.LIST_ITEM, "· 看持妆时间"),
    ]
    assert slices(source, marked) == [block.text.text for block in marked.blocks]
    assert [block.level for block in marked.blocks] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    "line",
    [
        "夏季防晒怎么选",
        "全场五折，仅此一天！",
        "你的防晒真的涂够了吗？",
        "“618来了！”",
        "选" * 20,
    ],
)
def test_lines_that_look_like_a_title(line: str) -> None:
    assert parse(f"{line}\n{LONG}").blocks[0].kind is BlockKind.TITLE


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_longer_title_is_set_apart_by_a_blank_line(line_end: str) -> None:
    apart = parse(f"{'选' * 40}{line_end} {line_end}{LONG}")
    assert apart.blocks[0].kind is BlockKind.TITLE
    assert parse(f"{'选' * 21}{line_end}{LONG}").blocks[0].kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "line",
    [
        "---",
        "★★★ ★★★",
        "今天不聊产品。",
        "各位姐妹：",
        "各位姐妹,",
        "故事要从去年说起……",
        "全场五折！仅此一天",
        "涂够了吗？没有吧？",
        "1. 先看成膜速度",
        "选" * 21,
    ],
)
def test_lines_that_do_not(line: str) -> None:
    assert parse(f"{line}\n{LONG}").blocks[0].kind is not BlockKind.TITLE


def test_no_title_without_a_longer_line_below() -> None:
    assert parse("夏季防晒怎么选").blocks[0].kind is BlockKind.PARAGRAPH
    assert parse("夏季防晒怎么选\n短句").blocks[0].kind is BlockKind.PARAGRAPH
    assert parse(f"{LONG}\n夏季防晒怎么选").blocks[0].kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "line",
    [
        "- 补水",
        "-补水",
        "* 补水",
        "• 补水",
        "·补水",
        "1. 补水",
        "1.补水",
        "1、补水",
        "1）补水",
        "(1) 补水",
        "（二）补水",
        "① 补水",
        "一、补水",
        "十二、补水",
        "101. 补水",
        "【1】补水",
        "1️⃣补水",
        "A、补水",
        "✅补水",
    ],
)
def test_list_items_keep_their_marker(line: str) -> None:
    block = parse(f"导语\n{line}").blocks[1]
    assert (block.kind, block.text.text, block.level) == (BlockKind.LIST_ITEM, line, 1)


@pytest.mark.parametrize(
    "line",
    [
        "1.5折起，仅限今天",
        "-5℃也不怕",
        "---",
        "*注：数据来自实验室",
        "**重点**",
        "2024.6.18 开售",
        "一个人也能涂匀",
        "【新品】补水面膜",
        "—— 编辑小王",
        "3件8折",
    ],
)
def test_lines_that_are_no_items(line: str) -> None:
    assert parse(f"导语\n{line}").blocks[1].kind is BlockKind.PARAGRAPH


def test_only_newlines_end_lines() -> None:
    inside = "上\u2028下\x0b左\x0c右\x85中"
    source = f"{inside}\r\n二\r三\n四"
    marked = parse(source)
    assert slices(source, marked) == [inside, "二", "三", "四"]


def test_addresses() -> None:
    source = "导语\n戳https://a.cn/x?id=1（限时），或看www.b.com/p(1)。Www.C.com)!"
    marked = parse(source)
    found = [(source[slice(*link.span)], link.target, link.label) for link in marked.links]
    assert found == [
        ("https://a.cn/x?id=1", "https://a.cn/x?id=1", "https://a.cn/x?id=1"),
        ("www.b.com/p(1)", "http://www.b.com/p(1)", "www.b.com/p(1)"),
        ("Www.C.com", "http://Www.C.com", "Www.C.com"),
    ]


@pytest.mark.parametrize("text", ["awww.b.com", "http://", "www.", "https://，点"])
def test_no_addresses(text: str) -> None:
    assert parse(text).links == ()


def test_offset_skips_the_front_matter() -> None:
    source = "---\ntitle: 甲\n---\n正文 http://a.cn\n"
    marked = parse(source, 16)
    assert slices(source, marked) == ["正文 http://a.cn"]
    assert source[slice(*marked.links[0].span)] == "http://a.cn"


@pytest.mark.parametrize("text", ["", "\n\r\n \u3000\t\n"])
def test_nothing_to_read(text: str) -> None:
    assert parse(text) == Marked(())


@given(
    st.text(st.sampled_from("甲乙。！1.-①、 \t\r\n\u2028\x85\x0bhtp:/w"), max_size=60) | st.text()
)
def test_every_character_stands_where_it_says(source: str) -> None:
    marked = parse(source)
    at = 0
    for block in marked.blocks:
        span = block.text.span(0, len(block.text))
        assert source[slice(*span)] == block.text.text == block.text.text.strip()
        assert "\n" not in block.text.text
        assert "\r" not in block.text.text
        assert span.start >= at
        assert block.text.starts.tolist() == list(range(*span))
        at = span.end
    shown = "".join(block.text.text for block in marked.blocks)
    assert [c for c in shown if not c.isspace()] == [c for c in source if not c.isspace()]
    for link in marked.links:
        assert source[slice(*link.span)] == link.label
