"""Markdown: what a reader sees, each character mapped to where it stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from contentai.text.markup import BlockKind, Marked, mdplaced
from contentai.text.markup.markdown import parse
from contentai.text.markup.mdinline import shown
from contentai.text.markup.mdplaces import Content, Lines

P, Q, L = BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM


def kinds(marked: Marked) -> list[tuple[BlockKind, str, int]]:
    return [(block.kind, block.text.text, block.level) for block in marked.blocks]


def slices(source: str, marked: Marked) -> list[str]:
    return [source[slice(*block.text.span(0, len(block.text)))] for block in marked.blocks]


def pieces(source: str, marked: Marked, block: int = 0) -> list[str]:
    """The source slice of each visible character."""
    text = marked.blocks[block].text
    return [source[slice(*text.span(at, at + 1))] for at in range(len(text))]


def test_a_draft() -> None:
    source = (
        "# 夏季**护肤**指南\n\n先说结论：*别*只看价格。\n\n## 怎么选 ##\n\n"
        "- 看成膜\n  - 看`SPF`值\n- 看肤感\n\n> 达人说：好用\n\n# 结语\n"
    )
    marked = parse(source)
    assert kinds(marked) == [
        (BlockKind.TITLE, "夏季护肤指南", 0),
        (P, "先说结论：别只看价格。", 0),
        (BlockKind.HEADING, "怎么选", 2),
        (L, "看成膜", 1),
        (L, "看SPF值", 2),
        (L, "看肤感", 1),
        (Q, "达人说：好用", 0),
        (BlockKind.HEADING, "结语", 1),
    ]
    assert slices(source, marked) == [
        "夏季**护肤**指南",
        "先说结论：*别*只看价格。",
        "怎么选",
        "看成膜",
        "看`SPF`值",
        "看肤感",
        "达人说：好用",
        "结语",
    ]


def test_setext_headings() -> None:
    source = "夏日\n防晒\n====\n\n成分\n---\n"
    assert kinds(parse(source)) == [
        (BlockKind.TITLE, "夏日 防晒", 0),
        (BlockKind.HEADING, "成分", 2),
    ]


def test_escapes_and_references_map_to_all_their_signs() -> None:
    source = r"原价\*99\* &amp; 现价&#65;&hearts;&amp\a"
    marked = parse(source)
    assert marked.blocks[0].text.text == r"原价*99* & 现价A♥&amp\a"
    assert pieces(source, marked) == [
        *("原", "价", r"\*", "9", "9", r"\*", " ", "&amp;", " ", "现", "价"),
        *("&#65;", "&hearts;", "&", "a", "m", "p", "\\", "a"),
    ]


def test_the_same_words_before_are_not_mistaken() -> None:
    source = "**赠品**赠品[赠品](赠品)`赠品`赠品"
    text = parse(source).blocks[0].text
    assert text.text == "赠品" * 5
    assert text.starts.tolist() == [2, 3, 6, 7, 9, 10, 17, 18, 20, 21]


@pytest.mark.parametrize(
    ("source", "visible"),
    [
        ("*甲*乙**丙*", "甲乙**丙*"),
        ("~~原价~~现价", "原价现价"),
        ("甲~~~原~~~价", "甲~原~价"),
        ("`` a`b ``与` c `", "a`b与c"),
        ("`  双  `", " 双 "),
        ("甲<!-- 编辑备注 -->乙", "甲乙"),
        ("甲<span style='color:red'>乙</span>丙", "甲乙丙"),
        ("3 < 5 & 7 > 6", "3 < 5 & 7 > 6"),
    ],
)
def test_inline_marks_are_invisible(source: str, visible: str) -> None:
    assert [block.text.text for block in parse(source).blocks] == [visible.strip()]


def test_line_breaks() -> None:
    source = "软\r\n换行  \r硬\\\r\n换<br>行"
    marked = parse(source)
    assert marked.blocks[0].text.text == "软\n换行\n硬\n换\n行"
    assert pieces(source, marked) == [
        *("软", "\r\n", "换", "行", "\r", "硬", "\\\r\n", "换", "<br>", "行")
    ]


_WRAPPED = "这一行一直写到了页边，编辑器替作者换了行，读者看到的还是同一句话没有完"


@pytest.mark.parametrize("after", ["接着写的半句。", "（括号里）的。", "“引着”说。", "3 个人来。"])
def test_a_line_wrapped_at_a_margin_goes_on(after: str) -> None:
    assert parse(f"{_WRAPPED}\n{after}").blocks[0].text.text == f"{_WRAPPED} {after}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("时间：周六九点", "地点：图书馆东门"),
        (_WRAPPED, "■ 第二样"),
        (_WRAPPED, "✅ 第二样"),
        (_WRAPPED, "2、第二样"),
        (_WRAPPED, "3️⃣ 第三样"),
        (_WRAPPED, "二、第二样"),
        (_WRAPPED, "【第二样】"),
        (_WRAPPED, "#话题#"),
        (_WRAPPED + "哦～", "下一句"),
        (_WRAPPED + "🍐", "下一句"),
    ],
)
def test_a_line_that_could_have_gone_on_ends_where_it_ends(before: str, after: str) -> None:
    marked = parse(f"{before}\n{after}")
    assert marked.blocks[0].text.text == f"{before}\n{after}"
    assert slices(f"{before}\n{after}", marked) == [f"{before}\n{after}"]


def test_line_ends_do_not_shift_places() -> None:
    plain = "# 标题\n\n> 引用*一*\n> 引用二\n\n- 项\n\n  续\n\n```\n代码\n  缩\n```\n"
    for end in ("\r\n", "\r"):
        source = plain.replace("\n", end)
        marked = parse(source)
        assert kinds(marked) == kinds(parse(plain))
        assert slices(source, marked) == [s.replace("\n", end) for s in slices(plain, parse(plain))]


def test_quotes_lists_and_lazy_lines() -> None:
    source = "> 一\n懒\n> > 深 *处*\n\n1. 甲\n   乙\n\n   丙\n\t- 丁\n"
    marked = parse(source)
    assert kinds(marked) == [
        (Q, "一\n懒", 0),
        (Q, "深 处", 0),
        (L, "甲\n乙", 1),
        (L, "丙", 1),
        (L, "丁", 2),
    ]
    assert slices(source, marked) == ["一\n懒", "深 *处", "甲\n   乙", "丙", "丁"]


def test_tables_in_a_quote_with_escaped_pipes() -> None:
    source = "> 款 | 价\\|格 |多|\n> -|:-:|-\n> > | **9** |\n"
    marked = parse(source)
    cell = BlockKind.TABLE_CELL
    assert kinds(marked) == [(cell, "款", 0), (cell, "价|格", 0), (cell, "多", 0), (Q, "| 9 |", 0)]
    assert slices(source, marked) == ["款", "价\\|格", "多", "| **9** |"]
    assert pieces(source, marked, 1) == ["价", "\\|", "格"]


def test_cells_that_say_the_same_keep_their_own_places() -> None:
    source = "|买|买|\n|-|-|\n|买|**买**|\n"
    marked = parse(source)
    assert [block.text.starts.tolist() for block in marked.blocks] == [[1], [3], [13], [17]]


def test_code_blocks() -> None:
    source = "```js\n  a = 1\n\n b\n```\n\n\t\tc\n\td\n\n- 项\n\n  ~~~\n  e\n  ~~~\n"
    marked = parse(source)
    code = BlockKind.CODE
    assert kinds(marked) == [
        (code, "  a = 1\n\n b", 0),
        (code, "\tc\nd", 0),
        (L, "项", 1),
        (code, "e", 0),
    ]
    assert slices(source, marked) == ["  a = 1\n\n b", "\tc\n\td", "项", "e"]


def test_links() -> None:
    source = "看[**新品** 页](/p?a=1 '题')、<https://b.cn/x>、[引][r]与www.c.com/d。\n\n[r]: http://r.cn\n"
    marked = parse(source)
    found = [(source[slice(*link.span)], link.target, link.label) for link in marked.links]
    assert found == [
        ("新品** 页", "/p?a=1", "新品 页"),
        ("https://b.cn/x", "https://b.cn/x", "https://b.cn/x"),
        ("引", "http://r.cn", "引"),
        ("www.c.com/d", "http://www.c.com/d", "www.c.com/d"),
    ]
    assert kinds(marked) == [(P, "看新品 页、https://b.cn/x、引与www.c.com/d。", 0)]


@pytest.mark.parametrize(
    "line",
    [
        *("[1]: 国家级配方，全网最低价", "[福利二]:根治湿疹", "[价格]: 9.9", "[微信]: abc12345"),
        *("[福利]: 全网最低价 '手慢无'", "[^福利]: [^x]", "[a]: /好，快来"),
    ],
)
def test_words_after_a_label_are_read_and_no_address(line: str) -> None:
    source = f"先说规矩。\n\n{line}\n\n完。[a]\n"
    marked = parse(source)
    assert line.rpartition(":")[2].strip() in marked.blocks[1].text.text
    assert marked.blocks[1].text.text in slices(source, marked)[1]
    assert (len(marked.blocks), marked.links) == (3, ())


@pytest.mark.parametrize(
    "address",
    ["https://a.cn/护手霜", "图片/封面.png", "./图", "#top", "a.md", "<a b.png>", "mailto:me@a.cn"],
)
def test_addresses_after_a_label_are_not_read(address: str) -> None:
    marked = parse(f"看[图][1]。\n\n[1]: {address}\n")
    assert kinds(marked) == [(P, "看图。", 0)]
    assert [link.target for link in marked.links] == [address.strip("<>")]


def test_footnotes_are_read_where_they_stand() -> None:
    source = (
        "护手霜[^1]很**好**用[^x]。\n\n[^1]: 全国*第一*。\n    接着说。\n\n    第二段\n\n"
        "    - 一项\n[^b]: 乙\n\n> [^c]: 丙[^1]\n> 丁\n"
    )
    marked = parse(source)
    assert kinds(marked) == [
        (P, "护手霜很好用[^x]。", 0),
        (P, "全国第一。\n接着说。", 0),
        (P, "第二段", 0),
        (L, "一项", 1),
        (P, "乙", 0),
        (Q, "丙\n丁", 0),
    ]
    check(source, marked)
    assert slices(source, marked)[1] == "全国*第一*。\n    接着说。"


def test_indented_or_framed_words_are_no_code() -> None:
    source = (
        "# 标题\n    天冷了，**很多**朋友问羊毛衫。\n\n\t扫码加微信。\n\n- 甲\n\n        下一段\n\n"
        "```\n复制这段文字\n```\n\n```text\n转发领红包\n```\n\n    x = 1\n    # 这是注释\n\n"
        "```python\nprint('全网最低价')\n```\n\n```\n没有关上\n\n## 后面\n"
    )
    marked = parse(source)
    assert kinds(marked)[1:] == [
        (P, "天冷了，很多朋友问羊毛衫。", 0),
        (P, "扫码加微信。", 0),
        (L, "甲", 1),
        (L, "下一段", 1),
        (P, "复制这段文字", 0),
        (P, "转发领红包", 0),
        (BlockKind.CODE, "x = 1\n# 这是注释", 0),
        (BlockKind.CODE, "print('全网最低价')", 0),
        (P, "没有关上", 0),
        (BlockKind.HEADING, "后面", 2),
    ]
    assert "下一段" in slices(source, marked)


def test_bold_beside_chinese_marks() -> None:
    source = "**全网：**最低价，很**“好”**的，**甲**：*乙*，`1`~~（丙）~~丁，2**3。**"
    assert kinds(parse(source)) == [(P, "全网：最低价，很“好”的，甲：乙，1（丙）丁，23。", 0)]


def test_what_note_taking_programs_add() -> None:
    source = (
        "说%%别用%%好，打折50%%，再减20%%\n\n%%\n国家级\n\n全网\n%%\n\n"
        "> [!warning] 提醒\n> 内容\n\n- [ ] 买菜\n\n[TOC]\n\n一段 ^abc\n\n^_^\n\n"
        "看![[封面.png|300]] [[护肤笔记|这篇]]和[[国家级]]面料\n"
    )
    marked = parse(source)
    assert kinds(marked) == [
        (P, "说好，打折50%%，再减20%%", 0),
        (Q, "提醒\n内容", 0),
        (L, "买菜", 1),
        (P, "一段", 0),
        (P, "^_^", 0),
        (P, "看 这篇和国家级面料", 0),
    ]
    assert [image.target for image in marked.images] == ["封面.png"]
    assert [(source[slice(*link.span)], link.target) for link in marked.links] == [
        ("这篇", "护肤笔记"),
        ("国家级", "国家级"),
    ]
    assert pieces(source, marked, 5)[2:4] == ["这", "篇"]


def test_a_comment_without_an_end_is_text() -> None:
    assert kinds(parse("%%没关\n\n甲")) == [(P, "%%没关", 0), (P, "甲", 0)]


def test_openings_without_an_end_are_words_a_few_times_and_then_code() -> None:
    row = "~~~ 甲\n文字文字\n"
    told = kinds(parse(row * 20))
    assert told == [*[(P, "文字文字", 0)] * 8, (BlockKind.CODE, f"文字文字\n{row * 11}".strip(), 0)]


def test_indented_paragraphs_are_read_however_many() -> None:
    assert kinds(parse("    文字文字\n\n" * 500)) == [(P, "文字文字", 0)] * 500


def test_ruby_and_what_is_hidden_in_a_line() -> None:
    ruby = "<ruby>全<rt>quán</rt>网<rp>(</rp><rt>wǎng</rt><rp>)</rp></ruby>最低价"
    source = f"{ruby}的<span style='display:none'>**藏**<b>字</b></span>衬衫"
    marked = parse(source)
    assert kinds(marked) == [(P, "全网最低价的衬衫", 0)]
    assert pieces(source, marked)[:3] == ["全", "网", "最"]


def test_no_bare_links_in_links_and_code() -> None:
    source = "[www.a.com](http://b.cn) `www.c.com` [看`x` www.d.com](y)\n\n    www.e.com\n"
    assert [link.target for link in parse(source).links] == ["http://b.cn", "y"]


def test_images() -> None:
    source = "新品![防晒&amp;*霜*](a.jpg '题')到货 ![](b.png)\n\n[![海报](c.png)](http://d.cn)\n"
    marked = parse(source)
    assert kinds(marked) == [
        (P, "新品 到货", 0),
        (BlockKind.IMAGE_ALT, "防晒&霜", 0),
        (BlockKind.IMAGE_ALT, "海报", 0),
    ]
    assert pieces(source, marked, 1) == ["防", "晒", "&amp;", "霜"]
    assert [(source[slice(*image.span)], image.target, image.alt) for image in marked.images] == [
        ("![防晒&amp;*霜*](a.jpg '题')", "a.jpg", "防晒&霜"),
        ("![](b.png)", "b.png", ""),
        ("![海报](c.png)", "c.png", "海报"),
    ]
    assert [(source[slice(*link.span)], link.target) for link in marked.links] == [
        ("![海报](c.png)", "http://d.cn")
    ]


def test_html_inside_markdown() -> None:
    source = (
        "<!-- 给编辑看的 -->\n\n<h1 align=center>大<b>标</b>题</h1>\n\n> <p>引&amp;用\n> 二</p>\n\n"
        '<a href="http://a.cn">去<b>看</b></a>看<img src=x.png alt="图片">\n'
    )
    marked = parse(source)
    assert kinds(marked) == [
        (BlockKind.TITLE, "大标题", 0),
        (Q, "引&用 二", 0),
        (P, "去看看", 0),
        (BlockKind.IMAGE_ALT, "图片", 0),
    ]
    assert slices(source, marked) == [
        "大<b>标</b>题",
        "引&amp;用\n> 二",
        "去<b>看</b></a>看",
        "图片",
    ]
    assert source[slice(*marked.links[0].span)] == "去<b>看"
    assert source[slice(*marked.images[0].span)] == '<img src=x.png alt="图片">'


def test_offset_skips_the_front_matter() -> None:
    source = "---\ntitle: 甲\n---\n# 题\n正文**粗**\n"
    marked = parse(source, 16)
    assert slices(source, marked) == ["题", "正文**粗"]


def test_nesting_too_deep_for_markdown_it_keeps_the_text() -> None:
    for source in (">" * 90 + " 深处的话", "- " * 50 + "深处的话"):
        marked = parse(source)
        assert slices(source, marked) == ["深处的话"]
    deep = parse("[^1]: " * 3000 + "深处的话")
    assert deep.blocks[0].text.text.endswith("深处的话")


def test_thousands_of_brackets() -> None:
    for source in ("[" * 3000 + "字", "![" * 1500 + "字" + "](a)" * 1500, "*字" * 3000):
        assert "字" in "".join(block.text.text for block in parse(source).blocks)


_SIGNS = [
    *(
        "甲",
        "乙",
        "。",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "\0",
        "\u3000",
        "\u2028",
        "\x0c",
    ),
    *("*", "**", "_", "~~", "~", "`", "``", "```\n", "\\", "\\*", "&amp;", "&#0;", "&lt", "&"),
    *("# ", "## ", " #", "> ", ">", "- ", "1. ", "    ", "|", "\\|", "|-|-|\n", "---\n", "===\n"),
    *("[", "]", "(", ")", "![", "](a)", "](<a b> 't')", "[a]: b\n", "<", ">", "<b>", "</b>"),
    *("<br>", "<!--", "-->", "<div>", "</div>\n", "<p>", "<img alt='图'>", "<a href=x>", "</a>"),
    *("[^甲]", "[^甲]: ", "[乙]: ", "^", ":"),
    *("<http://a.cn>", "http://a.cn/", "www.b.cn", "\ud800", "😀", "\u200b"),
]


def check(source: str, marked: Marked) -> None:
    """Each visible character is the one it points at, or stands for a reference or escape."""
    for block in marked.blocks:
        text, starts, ends = block.text.text, block.text.starts, block.text.ends
        assert len(text) == len(starts) == len(ends) > 0
        assert not text.isspace()
        assert starts[0] >= 0
        assert ends[-1] <= len(source)
        assert (ends > starts).all()
        assert (starts[1:] >= starts[:-1]).all()
        assert (ends[1:] >= ends[:-1]).all()
        for character, start, end in zip(text, starts, ends, strict=True):
            written = source[start:end]
            if character == written or character.isspace():
                continue
            if (character, written) == ("\ufffd", "\0"):
                continue
            assert re.fullmatch(r"\\{1,2}[!-/:-@[-`{-~]|&#?\w+;?", written), (character, written)
    for span in [link.span for link in marked.links] + [image.span for image in marked.images]:
        assert 0 <= span.start < span.end <= len(source)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_SIGNS), max_size=40).map("".join))
def test_every_character_stands_where_it_says(source: str) -> None:
    check(source, parse(source))


@given(st.text(), st.integers(0, 5))
def test_any_text_can_be_read(source: str, offset: int) -> None:
    offset = min(offset, len(source))
    marked = parse(source, offset)
    check(source, marked)
    assert all(block.text.starts[0] >= offset for block in marked.blocks)


@given(st.lists(st.sampled_from("甲乙丙丁*_`~[]()!\\&;:>- #\n"), max_size=50).map("".join))
def test_no_word_is_lost(source: str) -> None:
    shown = "".join(block.text.text for block in parse(source).blocks)
    hidden = re.findall(r"\]\([^)]*\)|```.*|~~~.*", source)
    for word in "甲乙丙丁":
        in_targets = sum(part.count(word) for part in hidden)
        assert source.count(word) - in_targets <= shown.count(word) <= source.count(word)


def test_content_that_cannot_be_placed_stands_for_its_lines() -> None:
    lines = Lines("头\r\n甲乙\r\n丙\r\n", 0)
    for content in (lines.paragraph("丁", 1, 3), lines.code("丁", 1, 3)):
        assert (list(content.starts), list(content.ends)) == ([3], [8])
    for content in (lines.heading("丁", 1, 2), lines.cell("丁", lines.cells(1, 2), 0, 1)):
        assert (list(content.starts), list(content.ends)) == ([3], [5])


def placed(marked: Marked) -> list[tuple[BlockKind, str, list[int], list[int]]]:
    return [
        (block.kind, block.text.text, block.text.starts.tolist(), block.text.ends.tolist())
        for block in marked.blocks
    ]


@pytest.mark.parametrize("sign", sorted({*map(chr, range(32, 127)), "\t", "\n", "\u3000"}))
def test_what_has_no_markup_reads_the_same_past_the_inline_parser(
    sign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever sign a rule begins with must be known as markup."""
    text = f"甲{sign}乙{sign}丙 {sign}{sign}丁(戊)[己]{sign}\n\n{sign} 庚www.a.cn{sign} 辛"
    short = parse(text)
    monkeypatch.setattr(mdplaced, "_MARKUP", re.compile(""))
    assert (placed(short), short.links) == (placed(parse(text)), parse(text).links)


@pytest.mark.parametrize("text", ["甲乙www.a.cn，丙", "  甲 乙\u3000", "\u3000", "http://a.cn)和"])
def test_one_piece_of_text_is_shown_like_two(text: str) -> None:
    content = Content(text, range(7, 7 + len(text)), range(8, 8 + len(text)))
    whole = Token("text", "", 0, content=text, meta={"at": 0, "to": len(text)})
    left = Token("text", "", 0, content=text[:1], meta={"at": 0, "to": 1})
    right = Token("text", "", 0, content=text[1:], meta={"at": 1, "to": len(text)})
    one, two = shown(content, [whole]), shown(content, [left, right])
    assert one.text.text == two.text.text
    assert one.text.starts.tolist() == two.text.starts.tolist()
    assert one.text.ends.tolist() == two.text.ends.tolist()
    assert one[1:] == two[1:]


@pytest.mark.parametrize(
    "source", ["前文%%别用%%稳赚不赔", "- [x] 稳赚不赔", "看![[笔记]]稳赚不赔", "> [!tip] 稳赚不赔"]
)
def test_words_behind_what_is_left_out_keep_their_place(source: str) -> None:
    marked = parse(source)
    shown = marked.blocks[0].text.text
    assert "稳赚不赔" in shown
    assert pieces(source, marked) == list(shown)


@pytest.mark.parametrize(
    "written",
    [
        '{\n  "标题": "全网最低价",\n  "摘要": "这是国家级的面料真的很好"\n}',
        "项目/\n├── 源码/\n│   ├── 主程序.py\n│   └── 配置.yaml\n└── 文档/",
        "id,名称,说明\n1,茶,全网最低价的好茶\n2,酒,国家级的第一好酒\n",
        "title: 周末两天店里的草莓自己摘\nchannel: 公众号朋友圈都发\nstage: 老客人回头来的",
        "- 名称: 全网最低价的草莓\n  说明: 店里自己摘\n- 名称: 蓝莓\n  说明: 下个月\n",
    ],
)
def test_data_and_trees_of_folders_in_chinese_are_code(written: str) -> None:
    assert [block.kind for block in parse(f"```\n{written}\n```\n").blocks] == [BlockKind.CODE]


@pytest.mark.parametrize(
    "written",
    [
        "Q: 滤芯多久换一次？\nA: 半年换一次就够了\nQ: 贵不贵？\nA: 一个三十块钱",
        "时间: 周六上午十点\n地点: 店门口的空地\n电话: 见菜单",
        "草莓,现摘,十八块一斤\n蓝莓,冷藏,三十块一盒\n樱桃,产地发,六十块一箱",
        "tips: 先关水再拆\n价格三十块，自己换不求人\n换完记得放水",
        "- 周六: 摘草莓\n- 周日: 包饺子\n- 周一: 关门歇一天",
        "- 周六: 摘草莓\n  周日: 包饺子\n- 周一: 关门歇一天",
        "- 时间: 周六下午三点\n  地点: 店门口的空地\n  带什么: 一只篮子",
        "配料:\n- 面粉两百克\n- 白糖一小勺\n- 鸡蛋两个",
    ],
)
def test_words_that_are_laid_out_like_data_are_read(written: str) -> None:
    kinds_ = {block.kind for block in parse(f"```\n{written}\n```\n").blocks}
    assert BlockKind.CODE not in kinds_


def test_words_in_tags_that_make_them_unseen_are_not_read_but_kept_apart() -> None:
    source = (
        "到店<span style='font-size:0'>减肥<b style='font-size:14px'>就行</b>瘦身</span>。\n\n"
        "> 引<span style='opacity:0'>代购</span>文\n\n"
        "<p style='font-size:0'>加微信</p>\n\n尾<!-- 注 -->"
    )
    marked = parse(source)
    assert [block.text.text for block in marked.blocks] == ["到店就行。", "引文", "尾"]
    kept = [(words.text, source[slice(*words.span)]) for words in marked.unread]
    assert kept == [(words, words) for words in ("减肥", "瘦身", "代购", "加微信")]


_LINES = [
    "标题",
    "丶",
    "- 一",
    "  - 二",
    "> 四",
    "    缩进",
    "甲 | 乙",
    "--- | ---",
    "===",
    "[甲]: /x",
]


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from([*_LINES, "", "  ", "[甲]: /x", "```", "%%", "[^1]: 注", "<div>"]),
        max_size=9,
    )
)
def test_lines_are_the_paragraph_that_all_rules_together_make_of_them(lines: list[str]) -> None:
    text, rules = "\n".join(lines), mdplaced.placed_markdown()
    at_a_glance = rules.parse(text)
    rules.disable("han_lines")
    try:
        assert [token.as_dict() for token in rules.parse(text)] == [
            token.as_dict() for token in at_a_glance
        ]
    finally:
        rules.enable("han_lines")
