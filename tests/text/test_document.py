"""contentai.text.document: three coordinate systems and the ways between them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from contentai.diagnostics import Span
from contentai.text.document import Document
from contentai.text.markup import BlockKind
from contentai.text.names import Format
from contentai.text.repair import repair

FORMATS: tuple[Format, ...] = ("plain", "markdown", "html")
PIECES = (
    "---\ntitle: 春茶\nchannel: wechat\n---\n",
    "---\r\ntitle: [\r\n---\r\n",
    "營(ying)(ying)銷(xiao)",
    "设（shè）计（jì）",
    "# 怎么存茶\n\n",
    "- 一听\r\n- 两听\r\n",
    "> 她说“好”。\n",
    "`代码`",
    "![图](a.png)",
    "[看这里](https://a.example)",
    "<p>一<b>二</b>&amp;三</p>",
    "<title>题</title>",
    "<!-- 注 -->",
    "<script>x</script>",
    "|甲|乙|\n|-|-|\n|丙|丁|\n",
    "ÂÃ¤Â½Ã ",
    "全網最低價",
    "①②😀\u200b",
    "。\r",
    "\r\n",
    "\n\n",
    " ",
    "\x00",
    "\ud800",
)
drafts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=10).map("".join)
formats = st.sampled_from(FORMATS)


def shown(document: Document, span: Span) -> str:
    """The source of ``span`` less the annotations that repair takes out."""
    gone = {i for start, end in repair(document.source).removed for i in range(start, end)}
    return "".join(document.source[i] for i in range(*span) if i not in gone)


def texts(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[slice(*block.span)]) for block in document.blocks]


@settings(max_examples=120)
@given(drafts, formats)
def test_any_draft_is_read_and_its_parts_lie_inside_it(source: str, format: Format) -> None:
    document = Document.parse(source, format=format)
    assert len(document.source) == len(source)
    size, length = len(source), len(document.text)
    assert len(document.key) == len(document.folded.text)
    before = 0
    for block in document.blocks:
        assert before <= block.span.start < block.span.end <= length
        before = block.span.end
    for start, end in document.sentences:
        kind = document.block_at(start)
        assert kind is not None
        assert kind.span.contains(Span(start, end))
    marked = [link.span for link in document.links] + [image.span for image in document.images]
    for start, end in [*marked, *document.garbled, *(p.span for p in document.front.problems)]:
        assert 0 <= start <= end <= size
    for start, end in zip(document.reading.starts, document.reading.ends, strict=True):
        assert 0 <= start <= end <= size


@settings(max_examples=120)
@given(drafts, formats, st.data())
def test_an_excerpt_is_the_source_less_its_annotations(
    source: str, format: Format, data: st.DataObject
) -> None:
    document = Document.parse(source, format=format)
    start = data.draw(st.integers(0, len(source)))
    span = Span(start, data.draw(st.integers(start, len(source))))
    assert document.excerpt(span) == shown(document, span)


@settings(max_examples=120)
@given(drafts, st.data())
def test_plain_reading_text_is_cut_out_of_the_source(source: str, data: st.DataObject) -> None:
    document = Document.parse(source, format="plain")
    blocks = document.blocks[1:] if document.front.title else document.blocks
    assume(blocks)
    block = data.draw(st.sampled_from(blocks))
    start = data.draw(st.integers(block.span.start, block.span.end - 1))
    end = data.draw(st.integers(start + 1, block.span.end))
    span = document.source_span(Span(start, end))
    assert document.excerpt(span) == document.text[start:end]


@settings(max_examples=80)
@given(drafts, formats)
def test_words_and_tokens_are_those_of_the_folded_text(source: str, format: Format) -> None:
    document = Document.parse(source, format=format)
    assert "".join(document.words) == document.folded.text
    for token in document.tokens:
        assert document.folded.text[slice(*token.span)] == token.text


def test_an_annotated_draft_is_read_without_its_annotations() -> None:
    source = "内容營(ying)(ying)銷(xiao)是设（shè）计（jì）出来的"
    document = Document.parse(source)
    assert document.text == "内容營銷是设计出来的"
    assert document.folded.text == "内容营销是设计出来的"
    assert document.pinyin == 5
    assert document.source_span(Span(2, 4)) == Span(2, source.index("(xiao)"))
    assert document.excerpt(Span(2, source.index("(xiao)"))) == "營銷"
    assert document.excerpt(Span(4, 6)) == ""
    assert document.excerpt(Span(4, source.index("銷") + 3)) == "銷"


def test_a_folded_range_leads_back_to_the_source() -> None:
    source = "先讀\r\n全網\u200b最低價"
    document = Document.parse(source)
    at = document.key.index("全网最低价")
    reading = document.unfold(at, at + 5)
    span = document.source_span(reading)
    assert source[slice(*span)] == "全網\u200b最低價"
    assert document.place(span) == (2, 1, 2, 7)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.md", "markdown"),
        ("A.MARKDOWN", "markdown"),
        ("b.txt", "plain"),
        ("c.HTM", "html"),
        ("c.html", "html"),
        ("d.docx", "plain"),
        ("README", "plain"),
        (None, "plain"),
    ],
)
def test_the_suffix_tells_the_format(path: str | None, kind: str) -> None:
    assert Document.parse("甲", path=path).format == kind
    assert Document.parse("甲", path=path, format="html").format == "html"


def test_a_given_title_wins_over_the_header_and_the_header_over_the_markup() -> None:
    source = "---\ntitle: 头部的\n---\n# 正文的\n\n一段。"
    headed = Document.parse(source, format="markdown")
    assert texts(headed) == [("title", "头部的"), ("heading", "正文的"), ("paragraph", "一段。")]
    assert headed.title is not None
    assert source[slice(*headed.source_span(headed.title.span))] == "头部的"
    given = Document.parse(source, format="markdown", title="给定的")
    assert texts(given) == [("title", "给定的"), ("heading", "正文的"), ("paragraph", "一段。")]
    assert given.title is not None
    assert given.source_span(given.title.span) == Span(0, 0)


@pytest.mark.parametrize(
    "first", ["title: 春茶\ndigest: 怎么存\n", "digest: 怎么存\ntitle: 春茶\n"]
)
def test_the_digest_is_read_like_the_title_and_is_no_part_of_the_body(first: str) -> None:
    document = Document.parse(f"---\n{first}---\n放冰箱。\n")
    assert sorted(texts(document)) == [
        ("digest", "怎么存"),
        ("paragraph", "放冰箱。"),
        ("title", "春茶"),
    ]
    place = next(block.span for block in document.blocks if block.kind is BlockKind.DIGEST)
    assert document.source[slice(*document.source_span(place))] == "怎么存"
    assert [document.text[slice(*block.span)] for block in document.body] == ["放冰箱。"]
    assert document.body_length == len("放冰箱。")
    assert [document.text[slice(*sentence)] for sentence in document.body_sentences] == ["放冰箱。"]


def test_a_digest_over_several_lines_stands_for_all_it_is_written_as() -> None:
    document = Document.parse("---\ndigest: >-\n  怎么\n  存\n---\n放冰箱。\n")
    assert texts(document) == [("digest", "怎么 存"), ("paragraph", "放冰箱。")]
    assert document.source_span(document.blocks[0].span) == document.front.digest_span


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_a_blank_title_takes_no_other_titles_place(blank: str) -> None:
    document = Document.parse("# 正文的\n\n一段。", format="markdown", title=blank)
    assert texts(document) == [("title", "正文的"), ("paragraph", "一段。")]
    headed = Document.parse("---\ntitle: ' '\n---\n# 正文的\n\n一段。", format="markdown")
    assert texts(headed) == [("title", "正文的"), ("paragraph", "一段。")]


def test_a_title_written_with_escapes_points_at_its_writing() -> None:
    source = '---\ntitle: "春\\u8336"\n---\n正文。'
    document = Document.parse(source)
    assert document.title is not None
    assert document.text[slice(*document.title.span)] == "春茶"
    assert '"春\\u8336"' in source[slice(*document.source_span(Span(0, 1)))]


def test_header_spans_point_into_the_source_behind_annotations() -> None:
    source = "---\ntitle: 營(ying)(ying)銷(xiao)設(shè)計(jì)\nchanel: wechat\n---\n正文。"
    document = Document.parse(source)
    assert document.front.title == "營銷設計"
    assert document.front.title_span is not None
    assert document.excerpt(document.front.title_span) == "營銷設計"
    assert [source[slice(*p.span)] for p in document.front.problems] == ["chanel"]
    assert source[document.front.end :] == "正文。"


def test_a_lone_surrogate_becomes_a_replacement_character() -> None:
    assert Document.parse("茶\ud800叶").source == "茶\ufffd叶"


@pytest.mark.parametrize(
    ("source", "path", "length"),
    [
        ("好用。<!-- contentai: ignore LAW-001 引文 -->\n", "a.md", 3),
        ("---\ntitle: 春天\nchannel: wechat\n---\n\n**好** [茶](https://a.cn/b)\n", "a.md", 4),
        ("- 一\n- 二　三\n\n![一只猫](a.png)\n", "a.md", 3),
        ("<p class='x'>好<b>茶</b></p>\n", "a.html", 2),
        ("好\r\n茶 \n", "a.txt", 2),
        ("", "a.md", 0),
    ],
)
def test_what_a_reader_reads_is_counted_and_nothing_else(
    source: str, path: str, length: int
) -> None:
    assert Document.parse(source, path=path).length == length


def test_body_length_counts_neither_title_nor_space_nor_alternative_text() -> None:
    document = Document.parse("# 题目\n\n一 二\u3000三\n\n![图片](a.png)\n", format="markdown")
    assert document.body_length == 3
    assert [kind for kind, _ in texts(document)] == ["title", "paragraph", "image_alt"]


def test_code_has_no_sentences() -> None:
    document = Document.parse("一句。\n\n```\nprint(1)\n```\n", format="markdown")
    assert BlockKind.CODE in [block.kind for block in document.blocks]
    assert [document.text[slice(*span)] for span in document.sentences] == ["一句。"]


def test_the_sentence_at_an_offset() -> None:
    document = Document.parse("一。二三。\n四")
    assert document.sentence_at(0) == Span(0, 2)
    assert document.sentence_at(3) == Span(2, 5)
    assert document.sentence_at(6) == Span(6, 7)


def test_the_reading_range_of_a_source_range() -> None:
    source = "<p>一<b>二三</b></p>"
    document = Document.parse(source, format="html")
    at = source.index("二三")
    assert document.reading_span(Span(at, at + 2)) == Span(1, 3)
    assert document.reading_span(Span(0, 3)) is None


def test_an_empty_draft_is_a_document() -> None:
    for source in ("", " \r\n ", "---\ntitle:\n---\n"):
        document = Document.parse(source)
        assert (document.text, document.blocks, document.title) == ("", (), None)
        assert document.key == ""


def test_byte_order_marks_are_above_the_draft() -> None:
    document = Document.parse("\ufeff\ufeff# 标题\n\n正文", format="markdown")
    assert [block.kind for block in document.blocks] == [BlockKind.TITLE, BlockKind.PARAGRAPH]
    assert document.source_span(document.blocks[0].span) == (4, 6)


def test_a_cell_has_no_header() -> None:
    document = Document.parse("---\nchannel: sms\n---\n正文", takes_header=False)
    assert document.channel is None and document.front.end == 0
    assert "channel: sms" in document.text
