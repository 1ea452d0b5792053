"""contentai.text.word: what is read of Word documents, and those that are refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from contentai.text.decoded import UnreadableText
from contentai.text.document import Document
from contentai.text.markup import BlockKind
from contentai.text.word import read_word
from tests.text.docx import docx, footnotes, paragraph, picture, run, styles

T, P, H, L = BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM


def document(data: bytes) -> Document:
    read = read_word(data)
    return Document.parse(read.text, format="plain", encoding="", marked=read.marked)


def kinds(data: bytes) -> list[tuple[BlockKind, str]]:
    read = document(data)
    return [(block.kind, read.text[slice(*block.span)]) for block in read.blocks]


def test_styles_tell_what_a_paragraph_is() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('款式')}</w:tc></w:tr></w:tbl>"
    data = docx(
        paragraph("怎么选", "a3"),
        paragraph("先看水质", "1"),
        "正文。",
        table,
        paragraph("引", "a4"),
    )
    assert kinds(data) == [
        (T, "怎么选"),
        (H, "先看水质"),
        (P, "正文。"),
        (BlockKind.TABLE_CELL, "款式"),
        (BlockKind.QUOTE, "引"),
    ]


def test_without_styles_a_title_and_numbers_are_known_as_in_plain_text() -> None:
    data = docx("周末去哪儿", "先说一条不用开车的路线，走路就到。", "1、带水", "• 带伞")
    assert [kind for kind, _ in kinds(data)] == [T, P, L, L]


def test_a_paragraph_is_a_line_and_all_offsets_are_of_the_text() -> None:
    broken = "<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r></w:p>"
    read = document(docx("甲乙。", "", broken, paragraph(run("全网") + run("最低价"))))
    assert read.source == "甲乙。\n第一行\n第二行\n全网最低价"
    assert read.text == read.source
    start = read.text.index("最低")
    assert read.source_span(read.blocks[-1].span) == (start - 2, len(read.source))


def test_links_stand_where_their_words_do() -> None:
    link = f'<w:hyperlink r:id="l1">{run("下单")}</w:hyperlink>'
    read = document(docx("看 https://b.example.com/x 吧", paragraph(run("点这里") + link)))
    found = [(read.source[slice(*one.span)], one.target) for one in read.links]
    assert found == [
        ("https://b.example.com/x", "https://b.example.com/x"),
        ("下单", "https://shop.example.com/a"),
    ]


def test_notes_follow_without_their_numbers_and_deleted_words_are_gone() -> None:
    changed = '<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    data = docx(
        paragraph(run("全网") + note + run("最低") + changed + run("价")),
        parts={"word/footnotes.xml": footnotes("自家统计")},
    )
    assert document(data).source == "全网最低价\n自家统计"


def test_remarks_of_reviewers_are_no_part_of_the_draft() -> None:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    remark = f'<w:comment w:id="0" w:initials="W">{paragraph("太夸张")}</w:comment>'
    remarks = f"<w:comments {names}>{remark}</w:comments>"
    data = docx(
        paragraph(run("全网") + '<w:r><w:commentReference w:id="0"/></w:r>' + run("最低价")),
        parts={"word/comments.xml": remarks},
    )
    assert document(data).source == "全网最低价"


def test_words_in_fields_and_below_a_reading_are_read() -> None:
    reading = f"<w:rt>{run('yíng')}</w:rt><w:rubyBase>{run('营')}</w:rubyBase>"
    data = docx(
        paragraph(f"<w:r><w:ruby><w:rubyPr/>{reading}</w:ruby></w:r>" + run("销。")),
        paragraph(f'{run("全")}<w:fldSimple w:instr="X">{run("网")}</w:fldSimple>{run("最低")}'),
        paragraph(f"<w:bdo><w:dir>{run('国家')}</w:dir>{run('级')}</w:bdo>"),
    )
    assert document(data).source == "营销。\n全网最低\n国家级"


def test_hidden_words_are_not_read() -> None:
    def styled(properties: str, words: str) -> str:
        return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"

    hiding = '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    runs = [
        styled("<w:vanish/>", "甲"),
        styled('<w:vanish w:val="0"/><w:rStyle w:val="h"/>', "乙"),
        styled('<w:rStyle w:val="h"/>', "丙"),
        styled('<w:rStyle w:val="other"/>', "丁"),
    ]
    data = docx(paragraph("".join(runs)), parts={"word/styles.xml": styles(hiding)})
    assert document(data).source == "乙丁"


def test_words_that_a_style_hides_are_not_read_wherever_it_says_so() -> None:
    def style(id: str, kind: str, inside: str) -> str:
        return f'<w:style w:type="{kind}" w:styleId="{id}">{inside}</w:style>'

    def styled(id: str, words: str) -> str:
        return f'<w:r><w:rPr><w:rStyle w:val="{id}"/></w:rPr><w:t>{words}</w:t></w:r>'

    vanish, shown = "<w:rPr><w:vanish/></w:rPr>", '<w:rPr><w:vanish w:val="0"/></w:rPr>'
    made = styles(
        style("h", "character", vanish),
        style("based", "character", '<w:basedOn w:val="h"/>'),
        style("shown", "character", f'<w:basedOn w:val="h"/>{shown}'),
        style("round", "character", '<w:basedOn w:val="round"/>'),
        style("p", "paragraph", vanish),
        style("under", "paragraph", '<w:basedOn w:val="p"/>'),
    )
    link = f'<w:hyperlink r:id="l1">{run("己")}</w:hyperlink>'
    data = docx(
        paragraph(styled("based", "甲") + styled("shown", "乙") + styled("round", "丙")),
        paragraph(run("丁"), "p"),
        paragraph(run("戊") + link + f"<w:r>{shown}<w:t>庚</w:t></w:r>", "under"),
        paragraph(run("辛")),
        parts={"word/styles.xml": made},
    )
    assert document(data).source == "乙丙\n庚\n辛"


def test_references_to_nothing_cost_no_words() -> None:
    pictured = picture("r9")
    note = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    link = f'<w:hyperlink r:id="l7">{run("下单")}</w:hyperlink>'
    data = docx(paragraph(run("看图") + pictured + note + link))
    assert document(data).source == "看图下单"


_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def boxed(*words: str) -> str:
    return f"<w:txbxContent>{''.join(map(paragraph, words))}</w:txbxContent>"


def new_box(*words: str) -> str:
    return f"<w:drawing><wp:anchor><wps:txbx>{boxed(*words)}</wps:txbx></wp:anchor></w:drawing>"


def old_box(shape: str, *words: str) -> str:
    return f"<w:pict><v:{shape}><v:textbox>{boxed(*words)}</v:textbox></v:{shape}></w:pict>"


@pytest.mark.parametrize(
    "frame",
    [
        f"<mc:AlternateContent><mc:Choice>{new_box('甲', '乙')}</mc:Choice>"
        f"<mc:Fallback>{old_box('shape', '甲', '乙')}</mc:Fallback></mc:AlternateContent>",
        f"<mc:AlternateContent><mc:Choice>{new_box('甲', '乙')}</mc:Choice></mc:AlternateContent>",
        f"<mc:AlternateContent><mc:Choice>{new_box('甲', '乙')}</mc:Choice><mc:Fallback/>"
        "</mc:AlternateContent>",
        new_box("甲", "乙"),
        old_box("shape", "甲", "乙"),
        old_box("oval", "甲", "乙"),
    ],
    ids=["word", "wps", "no older copy", "new", "old", "oval"],
)
def test_text_boxes_of_every_kind_are_read_once(frame: str) -> None:
    body = f"<w:p {_SPACES}>{run('前')}<w:r>{frame}</w:r>{run('后')}</w:p>"
    assert document(docx(body, "尾")).source == "前后\n甲\n乙\n尾"


def test_a_text_box_in_a_text_box_is_read_once() -> None:
    inner = f"<w:txbxContent><w:p>{run('外')}<w:r>{new_box('里')}</w:r></w:p></w:txbxContent>"
    outer = f"<w:drawing><wp:anchor><wps:txbx>{inner}</wps:txbx></wp:anchor></w:drawing>"
    body = f"<w:p {_SPACES}><w:r>{outer}</w:r></w:p>"
    assert document(docx(body)).source == "外\n里"


def test_a_line_that_ends_with_a_return_ends() -> None:
    body = "<w:p><w:r><w:t>第一行</w:t><w:cr/><w:t>第二行</w:t></w:r></w:p>"
    assert document(docx(body)).source == "第一行\n第二行"


def test_words_that_are_not_read_are_kept_apart() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏着的字</w:t></w:r>"
    deleted = '<w:del w:id="1"><w:r><w:delText>旧价</w:delText></w:r></w:del>'
    moved = f"<w:moveFrom>{run('挪走')}</w:moveFrom><w:moveTo>{run('挪来')}</w:moveTo>"
    formula = "<m:oMath><m:r><m:t>利润率</m:t></m:r></m:oMath>"
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    remark = f'<w:comment w:id="0">{paragraph("太夸张")}</w:comment>'
    data = docx(
        f"<w:p {_SPACES}>{run('正文')}{hidden}{deleted}{moved}{formula}</w:p>",
        '<w:altChunk r:id="x"/>',
        parts={
            "word/header1.xml": f"<w:hdr {names}>{paragraph('内部资料')}</w:hdr>",
            "word/footer2.xml": f"<w:ftr {names}>{paragraph(' ')}</w:ftr>",
            "word/comments.xml": f"<w:comments {names}>{remark}</w:comments>",
            "word/diagrams/data1.xml": f"<x {drawing}><a:t>全网</a:t><a:t>第一</a:t></x>",
            "word/diagrams/drawing1.xml": f"<x {drawing}><a:t>全网</a:t><a:t>第一</a:t></x>",
        },
    )
    read = document(data)
    assert read.source == "正文挪来"
    assert {(words.kind.value, words.text) for words in read.unread} == {
        ("hidden", "藏着的字"),
        ("deleted", "旧价"),
        ("formula", "利润率"),
        ("margin", "内部资料"),
        ("remark", "太夸张"),
        ("drawn", "全网第一"),
        ("embedded", ""),
    }
    assert not any(words.span.end for words in read.unread)
    assert document(docx("正文")).unread == ()


def test_a_header_that_was_typed_counts() -> None:
    read = document(docx("---", "channel: weibo", "---", "正文"))
    assert (read.channel, read.text) == ("weibo", "正文")


def test_annotated_text_keeps_its_blocks() -> None:
    read = document(docx(paragraph("大題", "1"), "設(shè)計(jì)很好。", "再說一句。"))
    assert read.text == "大題\n設計很好。\n再說一句。"
    assert [read.text[slice(*b.span)] for b in read.blocks] == read.text.split("\n")


def test_what_word_makes_of_nothing_is_empty() -> None:
    assert read_word(b"").text == ""
    assert read_word(docx()).text == ""


def _zip(**parts: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return held.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


_DEEP = "<w:sdt><w:sdtContent>" * 4000 + "</w:sdtContent></w:sdt>" * 4000
REFUSED = {
    "old": (_OLE, "binary", "旧版 Word"),
    "locked": (_OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "密码"),
    "cut": (docx("甲")[:300], "broken", "坏的"),
    "workbook": (_zip(**{"xl/workbook.xml": "<a/>"}), "binary", "没有 word/document.xml"),
    "archive": (_zip(a="x"), "binary", "没有 word/document.xml"),
    "text": ("只是文字".encode(), "binary", "改名为 .txt"),
    "rtf": (b"{\\rtf1 x}", "binary", "RTF"),
    "no xml": (docx(parts={"word/document.xml": "不是 XML"}), "broken", "坏的"),
    "entities": (docx("甲", head="<!DOCTYPE w [<!ENTITY a 'b'>]>"), "broken", "DOCTYPE"),
    "deep": (docx(f"<w:p>{_DEEP}</w:p>"), "broken", "坏的"),
    "bomb": (docx(parts={"word/bomb.xml": " " * (25 << 20)}), "too_large", "超过"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_says_why_and_what_to_do(name: str) -> None:
    data, kind, words = REFUSED[name]
    with pytest.raises(UnreadableText) as told:
        read_word(data)
    assert told.value.kind == kind
    assert words in told.value.message_zh
    assert told.value.message_en.isascii()
    assert "Error" not in told.value.message_zh + told.value.message_en
    assert "BadZip" not in told.value.message_zh + told.value.message_en


def test_a_part_with_a_password_is_told_of() -> None:
    data = bytearray(docx("甲"))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.find(mark)
        while at >= 0:
            data[at + (6 if mark[2] == 3 else 8)] |= 1
            at = data.find(mark, at + 4)
    with pytest.raises(UnreadableText) as told:
        read_word(bytes(data))
    assert told.value.kind == "encrypted"
