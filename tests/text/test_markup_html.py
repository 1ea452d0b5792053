"""HTML: what a reader sees in a WeChat export or a saved page, mapped to where it stands."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentai.text.markup import BlockKind, Marked
from contentai.text.markup.html import fragment, parse
from tests.work import calls

T, P, H, L = BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM

WECHAT = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>公众号页面</title>
<meta property="og:title" content="分享&amp;标题">
<style>p { color: red }</style><script>var a = "<p>假的</p>";</script></head>
<body id="activity-detail"><div class="rich_media">
<h1 class="rich_media_title" id="activity-name">
  夏季<span>防</span><span>晒</span>指南
</h1>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">
<section style="margin: 0px;" powered-by="xiumi.us"><section><section>
<p style="text-align: justify;"><span leaf="">全<strong>网</strong></span><span>最</span>低价,
  只要&nbsp;&nbsp;99元<br>马上<em>抢</em>购</p></section></section></section>
<p><img class="rich_pages" data-src="https://mmbiz.cn/a?x=1&amp;y=2" alt="防晒&quot;霜&quot;"/></p>
<blockquote><p>达人说：好用</p></blockquote>
<ul class="list"><li><p>看成膜</p><ol><li>看持妆</li></ol></li><li><p>看肤感</p></li></ul>
<p style="display: none;"><mp-style-type data-value="3">藏着的</mp-style-type></p>
<table><tbody><tr><td>款式</td><td>价<span>格</span></td></tr></tbody></table>
<p>戳<a href="https://a.cn/p?id=1&amp;s=2"> <span>这</span>里 </a>领券</p>
</div></div></body></html>
"""


def kinds(marked: Marked) -> list[tuple[BlockKind, str, int]]:
    return [(block.kind, block.text.text, block.level) for block in marked.blocks]


def slices(source: str, marked: Marked) -> list[str]:
    return [source[slice(*block.text.span(0, len(block.text)))] for block in marked.blocks]


def pieces(source: str, marked: Marked, block: int = 0) -> list[str]:
    """The source slice of each visible character."""
    text = marked.blocks[block].text
    return [source[slice(*text.span(at, at + 1))] for at in range(len(text))]


def test_a_wechat_article() -> None:
    marked = parse(WECHAT)
    assert kinds(marked) == [
        (T, "夏季防晒指南", 0),
        (P, "全网最低价, 只要  99元\n马上抢购", 0),
        (BlockKind.IMAGE_ALT, '防晒"霜"', 0),
        (BlockKind.QUOTE, "达人说：好用", 0),
        (L, "看成膜", 1),
        (L, "看持妆", 2),
        (L, "看肤感", 1),
        (BlockKind.TABLE_CELL, "款式", 0),
        (BlockKind.TABLE_CELL, "价格", 0),
        (P, "戳 这里 领券", 0),
    ]
    assert slices(WECHAT, marked)[0] == "夏季<span>防</span><span>晒</span>指南"
    assert slices(WECHAT, marked)[-1] == (
        '戳<a href="https://a.cn/p?id=1&amp;s=2"> <span>这</span>里 </a>领券'
    )
    assert [(WECHAT[slice(*link.span)], link.target, link.label) for link in marked.links] == [
        ("这</span>里", "https://a.cn/p?id=1&s=2", "这里")
    ]
    (image,) = marked.images
    assert WECHAT[slice(*image.span)].startswith('<img class="rich_pages"')
    assert WECHAT[slice(*image.span)].endswith("/>")
    assert (image.target, image.alt) == ("https://mmbiz.cn/a?x=1&y=2", '防晒"霜"')


def test_each_character_of_a_split_word() -> None:
    marked = parse(WECHAT)
    assert pieces(WECHAT, marked, 1) == [
        *("全", "网", "最", "低", "价", ",", "\n  ", "只", "要"),
        *("&nbsp;", "&nbsp;", "9", "9", "元", "<br>", "马", "上", "抢", "购"),
    ]
    assert pieces(WECHAT, marked, 2) == ["防", "晒", "&quot;", "霜", "&quot;"]


def test_of_a_saved_wechat_page_the_article_alone_is_read() -> None:
    article = "<section><section><p>正<b>文</b></p></section><img data-src=a alt=图></section>"
    around = "<div>%s<p>%s</p><a href=x>允许</a><img src=q></div>"
    source = (
        "<div><h1 class=rich_media_title>题</h1>" + around % ("", "前")
        + f"<div id=js_content style='visibility:hidden'>{article}<a href=y>看</a></div>"
        + around % ("<script>1</script>", "继续滑动看下一个") + "</div>"
    )  # fmt: skip
    marked = parse(source)
    assert kinds(marked)[:2] == [(T, "题", 0), (P, "正文", 0)]
    assert "".join(text for _, text, _ in kinds(marked)) == "题正文图看"
    assert [link.target for link in marked.links] == ["y"]
    assert [image.target for image in marked.images] == ["a"]
    assert kinds(parse(source.split("</section><img")[0]))[1:] == [(P, "正文", 0)]
    bare = "<div id=js_content></div><p>都在外面</p>"
    assert kinds(parse(bare)) == [(P, "都在外面", 0)]


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("<title>页</title><h1>站名</h1><h1 class='a rich_media_title'>文</h1>", "文"),
        ("<title>页</title><h1> </h1><p>甲</p><h1>题<b>目</b></h1>", "题目"),
        ("<meta property='og:title' content='分享'><title>页</title><p>甲", "分享"),
        ("<title> 页 &amp; 面\n标题 </title><p>甲", "页 & 面 标题"),
        ("<title>页</title><h1 hidden>藏</h1>", "页"),
        ("<svg><title>图示</title></svg><p>甲", None),
        ("<title></title><h2>甲</h2>", None),
    ],
)
def test_titles(source: str, title: str | None) -> None:
    titles = [block.text.text for block in parse(source).blocks if block.kind is T]
    assert titles == ([title] if title else [])


def test_title_stands_where_the_head_has_it() -> None:
    source = "<head><title>\n 好&amp;题</title></head><body>甲"
    marked = parse(source)
    assert kinds(marked) == [(T, "好&题", 0), (P, "甲", 0)]
    assert pieces(source, marked) == ["好", "&amp;", "题"]


def test_a_fragment_has_headings_only() -> None:
    source = "<title>页</title><h1>甲</h1><h3>乙</h3>"
    assert kinds(fragment(source)) == [(H, "甲", 1), (H, "乙", 3)]


@pytest.mark.parametrize(
    "source",
    [
        "甲<script>乙</script>丁",
        "甲<style>乙</STYLE >丁",
        "甲<span style='color:red; DISPLAY : None !important'>乙<span>丙</span>乙</span>丁",
        "甲<span style=visibility:hidden>乙</span>丁",
        "甲<span style='font-size:0'>乙<b>乙</b></span>丁",
        "甲<span style='font-size: 0.0px; color:red'>乙</span>丁",
        "甲<span style='font:bold 0/0 a'>乙</span>丁",
        "甲<span style='font-size:.1px'>乙<i style='font-size:200%'>乙</i></span>丁",
        "甲<span style=opacity:0>乙<i style=opacity:1>乙</i></span>丁",
        "甲<span style='opacity:0.001'>乙</span>丁",
        "甲<span style='color:#FFF;background:white'>乙</span>丁",
        "甲<span style='background-color:rgb(255, 255, 255)'><i style='color:#fff'>乙</i></span>丁",
        "<span style='background:#123456;background-image:initial'>甲"
        "<i style='color:rgba(18,52,86,1)'>乙</i></span>丁",
        "甲<span hidden>乙</span>丁",
        "甲<a href=x hidden>乙</a>丁",
        "甲<svg hidden><title>乙</title></svg>丁",
        "甲<span hidden><div>乙</span>乙</div>乙</span>丁",
        "甲<!-- 乙 > <p>丙</p> --!>丁",
        "甲<!--><b>丁",
        "甲<template><p>乙</p></template>丁",
        "甲<noscript>乙</noscript>丁",
        "甲<?乙?><!乙></乙>丁",
    ],
)
def test_what_no_reader_sees(source: str) -> None:
    assert [block.text.text for block in parse(source).blocks] == ["甲丁"]


@pytest.mark.parametrize(
    "source",
    [
        "<section><p hidden>藏</section><p>见",
        "<p hidden>藏<p>见",
        "<p hidden>藏<mp-x>藏</mp-x>藏</p>见",
        "<p hidden>藏<mp-x>藏<blockquote>见",
        "<p>见<mp-x hidden>藏</mp-x></p>",
        "<p><span hidden>藏</p><p>见",
        "<p><span hidden>藏<p>见",
        "<ul><li><span hidden>藏<li>见",
        "<ul><li hidden>藏<section><li>藏</section><li>见",
        "<div><p></p><span hidden>藏<div>藏</div></span>见",
        "<ul><li hidden>藏<ul><li>藏</ul><li>见</ul>",
        "<table><tr><td hidden>藏<table><tr><td>藏</table><td>见</table>",
        "<div hidden>藏<div>藏</div>藏</div>见",
        "<div hidden><b>藏</div></b>见",
        "<img hidden alt=藏>见",
        "<p style='display:none;display:block'>见",
        "<p style='background:url(none)'>见",
        "<p title='display:none'>见",
    ],
)
def test_hidden_parts_end_where_they_should(source: str) -> None:
    assert [block.text.text for block in parse(source).blocks] == ["见"]


@pytest.mark.parametrize(
    "source",
    [
        "<section style='font-size:0'><p style='font-size:15px'>见",
        "<section style='font-size:0'><p><span style='font-size:1.2rem'>见",
        "<p style='font-size:0'>藏<span><b style='font-size:medium'>见</b>藏</span>",
        "<p style='font-size:0'>藏<p>见",
        "<p><span style='font-size:0'>藏<i>藏</i><span>藏</span>藏</span>见",
        "<p><span style='font-size:0'>藏<p>见",
        "<div><span style='font-size:0'>藏<div style='font-size:2em'>藏</div>藏</span>见</div>",
        "<p style='visibility:hidden'>藏<span style='visibility:visible'>见",
        "<svg style='opacity:0'><g style='opacity:0'><text font-size=16>见</text></g></svg>",
        "<svg style='font-size:0'><text font-size=16>见</text></svg>",
        "<p style='font-size:10px'>见",
        "<p style='font-size:inherit'>见",
        "<p style='font-size:0'>藏<span style='font-size:4vw'>见",
        "<p style='font-size:0'>藏<span style='font-size:calc(12px + 1vw)'>见",
        "<p style='font-size:0'>藏<font size=3>见",
        "<p style='opacity:0;transform:translateY(20px);transition:all 1s'>见",
        "<p style='opacity:0;-webkit-animation:in 1s forwards'>见",
        "<p style='visibility:hidden;animation-name:none'>见",
        "<p style='background:#fff;color:#fff'>藏<a href=x>见</a>",
        "<p style='background:#fff;color:#fff'>藏<font color=red>见</font>",
        "<p style='background:url(a.png);background-color:#fff;color:#fff'>见",
        "<p style='background-color:#fff;background:#c00;color:#fff'>见",
        "<p style='background-color:#fff;background:linear-gradient(red,blue);color:#fff'>见",
        "<p style='background:#c00 !important;background:#fff;color:#fff'>见",
        "<p style='background:#c00;background:#fff;color:#fff'>藏<p>见",
        "<p style='background:url(a.png);background:#fff;color:#fff'>藏<p>见",
        "<p style='opacity:.5'>见",
        "<section style='background:#fff'><section style='color:#fff'>见",
        "<p style='background:#c00'><span style='color:#fff'>见",
        "<p style='color:#fff'>见",
        "<p style='color:#fff;background:url(a.png) #fff'>见",
        "<p style='color:#fff;background:#fff;background-image:url(a.png)'>见",
        "<p style='color:#fff;background:#fff;text-shadow:1px 1px #000'>见",
        "<p style='background:#fff'><span style='color:#fff;margin-top:-30px'>见",
        "<p style='color:#fff;background:rgba(255,255,255,.1)'>见",
        "<p style='color:transparent;background:#fff'>见",
        "<p style='font:bold 700 14px a'>见",
        "<p><span style='font-size:0'>藏<span hidden><span>藏</span></span>藏</span>见",
    ],
)
def test_words_that_have_a_size_and_a_ground_again_are_read(source: str) -> None:
    assert "".join(block.text.text for block in parse(source).blocks) == "见"


def test_pictures_have_a_size_where_words_have_none() -> None:
    tiny = parse("<section style='font-size:0'><img src=a alt=图><a href=x><img src=b></a>")
    assert [(image.target, image.alt) for image in tiny.images] == [("a", "图"), ("b", "")]
    assert [link.target for link in tiny.links] == ["x"]
    assert parse("<section style='visibility:hidden'><img src=a alt=图>").images == ()


def test_words_that_nobody_sees_are_kept_apart_with_their_places() -> None:
    source = (
        "<p style='font-size:0'> 加&#24494;信\n<b>领券</b></p><script>一</script><ruby>全<rt>quán"
        "</ruby><div id=js_content style='visibility: hidden; opacity: 0;'>正文"
        "<span hidden>藏</span><noscript>无</noscript></div><p hidden>推荐阅读"
    )
    (unread,) = parse(source).unread
    assert (unread.text, source[slice(*unread.span)]) == ("藏", "藏")
    unread = parse(source.replace("js_content", "x")).unread
    assert [words.text for words in unread] == ["加微信", "领券", "正文", "藏", "推荐阅读"]
    assert source[slice(*unread[0].span)] == " 加&#24494;信\n"


def test_whitespace_as_a_browser_shows_it() -> None:
    source = "<p>\n 甲 <b> 乙</b>\t\n<i></i> 丙&nbsp; &nbsp;丁 <br>\n 戊<br/> </p>"
    marked = parse(source)
    assert kinds(marked) == [(P, "甲 乙 丙   丁\n戊", 0)]
    assert pieces(source, marked) == [
        *("甲", " ", "乙", "\t\n", "丙", "&nbsp;", " ", "&nbsp;", "丁", "<br>", "戊")
    ]


def test_preformatted_words_are_no_code() -> None:
    source = "<pre>全网最低价\n  国家级面料</pre><pre><code>全网最低价</code></pre><pre>x = 1</pre>"
    assert [(block.kind, block.text.text) for block in parse(source).blocks] == [
        (BlockKind.PARAGRAPH, "全网最低价"),
        (BlockKind.PARAGRAPH, "国家级面料"),
        (BlockKind.CODE, "全网最低价"),
        (BlockKind.CODE, "x = 1"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "<ruby>全<rt>quán</rt>网<rt>wǎng</rt></ruby>最低",
        "<ruby>全<rt>quán<rb>网<rt>wǎng</ruby>最低",
        "<ruby>全<rp>（</rp><rt>quán</rt><rp>）</rp>网<rtc>wǎng</rtc></ruby>最低",
    ],
)
def test_readings_above_words_are_not_read(source: str) -> None:
    assert [block.text.text for block in parse(source).blocks] == ["全网最低"]


def test_preformatted_text_keeps_its_spaces() -> None:
    source = "<pre>\r\n a  <b>b</b>\r\n\r\n&lt;c\n</pre>"
    marked = parse(source)
    assert kinds(marked) == [(BlockKind.CODE, " a  b\n\n<c", 0)]
    assert pieces(source, marked)[5:7] == ["\r\n", "\r\n"]


@pytest.mark.parametrize(
    ("source", "visible"),
    [
        ("&lt;b&gt;", "<b>"),
        ("&#65;&#x42;&#67 ;", "ABC ;"),
        ("&copy2024&notit;&hearts;&hearts", "©2024¬it;♥&hearts"),
        ("A&B && &; &#; &#x; &乙;", "A&B && &; &#; &#x; &乙;"),
        ("&#0;&#x110000;&#55296;&#99999999999999999999;", "\ufffd" * 4),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#150;", "–"),
    ],
)
def test_references(source: str, visible: str) -> None:
    assert [block.text.text for block in parse(source).blocks] == [visible]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("价格<5折，>3件", ["价格<5折，>3件"]),
        ("满100<b减20", ["满100<b减20"]),
        ("<p>甲<p", ["甲<p"]),
        ('甲<a href="x>乙</a>丙', ["甲乙丙"]),
        ("<b>甲<p>乙</b>丙</p>丁", ["甲", "乙丙", "丁"]),
        ("</p></div>甲</section>乙", ["甲", "乙"]),
        ("<p>甲<div>乙</p>丙", ["甲", "乙", "丙"]),
        ("<![CDATA[甲]]>乙<![ 丙>丁", ["乙丁"]),
        ("<![ 甲", ["<![ 甲"]),
        ("甲&#; <p>乙</p> &#; <p>丙</p>", ["甲&#;", "乙", "&#;", "丙"]),
        ("<!-- 没有关 <p>甲</p><p>乙</p>", ["甲", "乙"]),
        ("<textarea>甲<p>乙", ["甲", "乙"]),
        ("甲<mp-common-profile data-nickname=乙></mp-common-profile>丙", ["甲", "丙"]),
        ("<p>甲<span hidden>乙<p>丙", ["甲", "丙"]),
        ("甲<", ["甲<"]),
        ("甲</", ["甲</"]),
        ("甲<!", ["甲<!"]),
    ],
)
def test_broken_html_loses_no_text(source: str, texts: list[str]) -> None:
    assert [block.text.text for block in parse(source).blocks] == texts


def test_kinds_nest_innermost_first() -> None:
    source = (
        "<blockquote>引<h2>题</h3>言<ul><li>项<p>项二</p></ul></blockquote>"
        "<table><th>头<td><p>格</p><ul><li>格项</ul></table><li>散项</li>尾"
    )
    assert kinds(parse(source)) == [
        (BlockKind.QUOTE, "引", 0),
        (H, "题", 2),
        (BlockKind.QUOTE, "言", 0),
        (L, "项", 1),
        (L, "项二", 1),
        (BlockKind.TABLE_CELL, "头", 0),
        (BlockKind.TABLE_CELL, "格", 0),
        (L, "格项", 1),
        (L, "散项", 1),
        (P, "尾", 0),
    ]


def test_links() -> None:
    source = (
        "<a name=x>锚</a><a href=' u1 '><p>一</p><p>二 三</p></a><a href=u2></a>"
        "<a href=u3><img src=s alt='图 &lt;'></a><a href='?a=1&copy=2'>四<a href=u5>五"
    )
    marked = parse(source)
    assert [(source[slice(*link.span)], link.target, link.label) for link in marked.links] == [
        ("一</p><p>二 三", "u1", "一 二 三"),
        ("<img src=s alt='图 &lt;'>", "u3", "图 <"),
        ("四", "?a=1&copy=2", "四"),
        ("五", "u5", "五"),
    ]


def test_images_part_words_and_their_texts_follow() -> None:
    source = "<p>买<img alt='图一' src=a data-src=b> <img alt=' '>它<img src=c alt=图二></p><p>吧"
    marked = parse(source)
    assert kinds(marked) == [
        (P, "买 它", 0),
        (BlockKind.IMAGE_ALT, "图一", 0),
        (BlockKind.IMAGE_ALT, "图二", 0),
        (P, "吧", 0),
    ]
    assert [(image.target, image.alt) for image in marked.images] == [
        ("b", "图一"),
        ("", ""),
        ("c", "图二"),
    ]


def test_offset_skips_the_front_matter() -> None:
    source = "---\n<p>甲\n---\n<p>乙</p>"
    assert slices(source, parse(source, 13)) == ["乙"]


@pytest.mark.parametrize(
    "unit",
    [
        *("<section>", "<a ", "<a b='", '<a b=">', "<!-- ", "&#", "<title>", "<p hidden>"),
        *("<i><p></b>", "<i style='font-size:0'><b>", "<i style='font-size:0'><p></b></i>"),
    ],
)
def test_work_grows_with_size_only(unit: str) -> None:
    def work(times: int) -> int:
        source = unit * times + "字"
        return calls(lambda: parse(source))

    # A quadratic reader does 64 times as much for eight times the text.
    assert work(4000) < 12 * work(500) + 1000
    parse(unit * 50_000 + "字")


_SIGNS = [
    *("甲", "乙", "。", " ", "\n", "\r\n", "\t", "\0", "\u3000", "\xa0", "&nbsp;", "&amp;", "&lt"),
    *("&#0;", "&#65", "&", "&#", ";", "<", ">", "</", "<!", "<!--", "-->", "<?", "'", '"', "="),
    *("<p>", "</p>", "<b>", "</b>", "<br>", "</br>", "<section>", "</section>", "<li>", "<ul>"),
    *("</ul>", "<h1>", "</h2>", "<td>", "<table>", "</table>", "<blockquote>", "<pre>", "</pre>"),
    *("<span hidden>", "</span>", "<p style='display:none'>", "<script>", "</script>", "<title>"),
    *("</title>", "<svg>", "<img alt='图&amp;'>", "<img src=a>", "<a href=x>", "</a>", "\ud800"),
    *("<meta property=og:title content='题'>", "<mp-x>", "<textarea>", "<a b='", "<hr>", "😀"),
]


def check(source: str, marked: Marked) -> None:
    """Each visible character is the one it points at, or stands for a reference."""
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
            assert (
                character == written
                or character.isspace()
                or (written.startswith("&") and character in unescape(written))
            )
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


_TAGS = ["<b>", "</b>", "<p>", "</p>", "<section>", "</section>", "<ul>", "<li>", "</li>", "</ul>"]


@given(st.lists(st.sampled_from([*"甲乙丙。< >&", *_TAGS]), max_size=60).map("".join))
def test_no_text_is_lost_and_no_order_changed(source: str) -> None:
    shown = "".join(block.text.text for block in parse(source).blocks)
    words = re.sub(r"</?(?:b|p|section|ul|li)>", "", source)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", words)
