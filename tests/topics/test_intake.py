from __future__ import annotations

import datetime
import json
import os
from pathlib import Path

import pytest

from contentai.topics.found import Found, Refused
from contentai.topics.intake import Intake
from contentai.topics.library import Library
from tests.text.docx import docx, paragraph

BODY = "热水器的镁棒两年一换，水质硬的地方一年一换。拧下来看，只剩铁芯就该换了。"
PAGE = """<!doctype html><html><head><title>镁棒怎么换 - 家电周报</title>
<meta property="og:site_name" content="家电周报">
<meta property="article:published_time" content="2026-03-05T08:00:00+08:00"></head>
<body><nav><a href="/">首页</a><a href="/hot">热门推荐</a></nav>
<article><h1>镁棒怎么换</h1>{paragraphs}</article>
<footer>版权所有 未经许可不得转载</footer></body></html>"""


def page(count: int = 8) -> str:
    return PAGE.format(paragraphs="".join(f"<p>第{n}步。{BODY}</p>" for n in range(count)))


def read(*places: Path | str) -> tuple[list[Found], list[Refused]]:
    found = list(Intake().read([str(place) for place in places]))
    return (
        [one for one in found if isinstance(one, Found)],
        [one for one in found if isinstance(one, Refused)],
    )


def one(place: Path) -> Found:
    (found,), refused = read(place)
    assert refused == []
    return found


def test_markdown_with_front_matter(tmp_path: Path) -> None:
    file = tmp_path / "rod.md"
    file.write_text(
        f"---\ntitle: 镁棒\nsource: 家电周报\npublish_on: 2026-03-05\n---\n## 先看\n\n{BODY}\n\n"
        "```\ncode\n```\n![图](a.png)\n",
        "utf-8",
    )
    article = one(file).article
    assert (article.id, article.title, article.source) == ("rod", "镁棒", "家电周报")
    assert article.date == datetime.date(2026, 3, 5)
    assert article.text == f"先看\n{BODY}"


def test_markdown_whose_heading_is_the_title_in_a_folder_that_is_the_source(tmp_path: Path) -> None:
    (tmp_path / "家电周报").mkdir()
    file = tmp_path / "家电周报" / "2026-03-05-rod.md"
    file.write_text(f"# 镁棒怎么换\n\n{BODY}\n", "utf-8")
    article = one(file).article
    assert (article.title, article.text, article.source) == ("镁棒怎么换", BODY, "家电周报")
    assert article.date == datetime.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("publish_on: 2026/9/1", datetime.date(2026, 9, 1)),
        ("publish_on: '2026年9月1日'  # 周二", datetime.date(2026, 9, 1)),
        ("date: 20260901", datetime.date(2026, 9, 1)),
        ("date: 2026-09-01 08:00", datetime.date(2026, 9, 1)),
        ("publish_on: 2026-13-45", None),
        ("publish_on: 九月一日", None),
        ("date: 昨天", None),
    ],
)
def test_dates_of_a_header_as_people_write_them(
    tmp_path: Path, line: str, date: datetime.date | None
) -> None:
    file = tmp_path / "rod.md"
    file.write_text(f"---\ntitle: 镁棒\n{line}\n---\n{BODY}\n", "utf-8")
    found = one(file)
    assert found.article.date == date
    assert ["看不懂" in str(note) for note in found.notes] == ([] if date else [True])


def test_a_header_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "rod.md"
    file.write_text(f"---\ntitle: [坏\n---\n{BODY}\n", "utf-8")
    found = one(file)
    assert found.article.title == "[坏"
    (note,) = found.notes
    assert "第 2 行：草稿头部读不懂" in note.zh


@pytest.mark.parametrize("text", ["---\ntitle: 空文章\n---\n", "# 空文章\n"])
def test_a_title_alone_is_no_article(tmp_path: Path, text: str) -> None:
    file = tmp_path / "empty.md"
    file.write_text(text, "utf-8")
    found, (refused,) = read(file)
    assert found == []
    assert "只有标题" in refused.words.zh


def test_plain_text_in_gb18030(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(f"镁棒怎么换\n\n{BODY}\n{BODY}\n".encode("gb18030"))
    article = one(file).article
    assert (article.title, article.text) == ("镁棒怎么换", f"{BODY}\n{BODY}")


def test_json_lines_keep_what_they_say(tmp_path: Path) -> None:
    file = tmp_path / "feed.jsonl"
    row = {
        "id": 12,
        "title": " 镁棒 ",
        "text": BODY,
        "date": "2026-03-05 10:00",
        "industry": "hvac",
    }
    bare = {"text": BODY + "另一篇"}
    title = {"title": "只有标题", "source": "晚报", "date": None, "url": "http://a.example/1"}
    file.write_text("\n".join(json.dumps(r) for r in (row, bare, title)) + "\n\n", "utf-8")
    found, refused = read(file)
    assert refused == []
    first, second, third = (one.article for one in found)
    assert (first.id, first.title, first.source, first.industry) == ("12", "镁棒", "feed", "hvac")
    assert first.date == datetime.date(2026, 3, 5)
    assert second.id
    assert second.id != first.id
    assert (third.text, third.source, third.url) == ("", "晚报", "http://a.example/1")


def test_an_id_that_comes_again_is_told_with_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    rows = [
        {"id": "a", "text": BODY},
        {"text": BODY},
        {"text": BODY},
        {"id": "a", "text": "新" + BODY},
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    found, _ = read(file)
    assert [(one.where, *map(str, one.notes)) for one in found if one.notes] == [
        (f"{file}:4", "编号 a 重复（第 1 行也是），用后面这一行")
    ]


def test_bad_lines_are_told_and_the_rest_go_on(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    rows = [
        *(
            "not json",
            "[1]",
            '{"text": 5}',
            '{"id": {}, "text": "茶"}',
            '{"title": "。", "text": ""}',
        ),
        json.dumps({"text": "字" * 100_001}),
        json.dumps({"id": "ok", "text": BODY, "date": "昨天"}),
    ]
    file.write_text("\n".join(rows), "utf-8")
    (found,), refused = read(file)
    assert [one.where for one in refused] == [f"{file}:{n}" for n in range(1, 7)]
    assert all(one.is_error for one in refused)
    assert (found.article.id, found.article.date) == ("ok", None)
    assert "昨天" in found.notes[0].zh


def test_a_page_is_its_main_text(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(page(), "utf-8")
    article = one(file).article
    assert article.title == "镁棒怎么换"
    assert article.source == "家电周报"
    assert article.date == datetime.date(2026, 3, 5)
    assert BODY in article.text
    assert "版权所有" not in article.text
    assert "热门推荐" not in article.text


@pytest.mark.parametrize("title", ["镁棒怎么换", "镁棒怎么换 - 家电周报", "镁棒怎么换_家电周报"])
def test_the_heading_of_a_page_is_no_part_of_its_text(tmp_path: Path, title: str) -> None:
    file = tmp_path / "a.html"
    file.write_text(page().replace("<title>镁棒怎么换 - 家电周报", f"<title>{title}"), "utf-8")
    assert one(file).article.text.startswith("第0步")


def test_a_first_line_that_is_no_heading_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(page().replace("<h1>镁棒怎么换</h1>", "<p>镁棒要换。</p>"), "utf-8")
    assert one(file).article.text.startswith("镁棒要换")


def test_a_page_that_is_its_own_title_keeps_its_text(tmp_path: Path) -> None:
    file, post = tmp_path / "a.html", BODY * 4
    written = page(0).replace("镁棒怎么换 - 家电周报", post)
    file.write_text(written.replace("<h1>镁棒怎么换</h1>", f"<p>{post}</p>"), "utf-8")
    assert one(file).article.text == post


def test_a_page_with_little_but_its_heading_is_refused(tmp_path: Path) -> None:
    file, title = tmp_path / "a.html", BODY * 2
    body = f"<article><h1>{title}</h1><p>页面没有了，请回首页。</p></article>"
    file.write_text(f"<html><head><title>{title}</title></head><body>{body}</body></html>", "utf-8")
    found, (refused,) = read(file)
    assert found == []
    assert "正文" in refused.words.zh


def test_a_paragraph_that_begins_as_the_title_does_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    written = page().replace("镁棒怎么换 - 家电周报", "镁棒，三年一换")
    file.write_text(written.replace("<h1>镁棒怎么换</h1>", "<p>镁棒</p>"), "utf-8")
    assert one(file).article.text.startswith("镁棒\n")


def test_a_page_without_main_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("<html><body><nav><a href='/'>首页</a></nav></body></html>", "utf-8")
    found, (refused,) = read(file)
    assert found == []
    assert "正文" in refused.words.zh


def test_a_folder_is_walked_in_name_order(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        "sub/c.jsonl",
        ".hidden/d.md",
        "picture.png",
        "node_modules/e.md",
    ):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps({"id": "c", "text": BODY}) if "c." in name else BODY, "utf-8")
    found, refused = read(tmp_path)
    assert [one.article.id for one in found] == ["a", "b", "c"]
    assert refused == []


def test_an_empty_folder_is_told_and_no_error(tmp_path: Path) -> None:
    found, (refused,) = read(tmp_path)
    assert found == []
    assert not refused.is_error


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.md", b"", "空"),
        ("a.md", b"---\ntitle:\n---\n\n", "空"),
        ("a.jsonl", b"", "空"),
        ("a.md", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        ("a.jsonl", b"PK\x03\x04" + bytes(300), ""),
        ("a.jsonl", "{}".encode("utf-16"), "UTF-8"),
        ("a.xml", b"<rss><channel><title>x</title>", "订阅源"),
        ("a.xml", b"\x00\x01\x02", "订阅源"),
        ("a.opml", b"<opml><body/></opml>", "OPML"),
        ("a.opml", b"nonsense", "OPML"),
    ],
)
def test_files_that_are_no_articles(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    found, refused = read(file)
    assert found == []
    assert len(refused) == 1
    assert said in refused[0].words.zh
    assert refused[0].is_error


def test_a_file_of_50_megabytes(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(50 << 20)
    lines = tmp_path / "big.jsonl"
    with lines.open("wb") as file:
        file.write(json.dumps({"id": "first", "text": BODY}).encode() + b"\n")
        file.write(b'{"text": "' + b"x" * (50 << 20) + b'"}\n')
        file.write(json.dumps({"id": "last", "text": BODY}).encode())
    found, refused = read(big, lines)
    assert [one.article.id for one in found] == ["first", "last"]
    assert [one.where for one in refused] == [str(big), f"{lines}:2"]
    assert "50 MB" in refused[0].words.zh


@pytest.mark.parametrize(
    "place", ["missing.md", "a\0b.md", "/dev/null", "ftp://a.example/x", "http://"]
)
def test_places_that_are_none(place: str) -> None:
    found, (refused,) = read(place)
    assert found == []
    assert refused.is_error


def test_a_file_without_a_known_suffix_is_what_it_looks_like(tmp_path: Path) -> None:
    (tmp_path / "posts").write_text(json.dumps({"id": "x", "text": BODY}), "utf-8")
    (tmp_path / "page").write_text(page(), "utf-8")
    (tmp_path / "words").write_text(BODY, "utf-8")
    names = {one(tmp_path / name).article.id for name in ("posts", "page", "words")}
    assert names == {"x", "page", "words"}


def test_a_word_document_is_an_article_and_one_by_name_alone_is_none(tmp_path: Path) -> None:
    (tmp_path / "2026-03-05-rod.docx").write_bytes(docx(paragraph("镁棒怎么换", "a3"), BODY))
    found = one(tmp_path / "2026-03-05-rod.docx").article
    assert (found.title, found.date) == ("镁棒怎么换", datetime.date(2026, 3, 5))
    assert BODY in found.text
    (tmp_path / "words.docx").write_text(BODY, "utf-8")
    none, (refused,) = read(tmp_path / "words.docx")
    assert none == []
    assert "改名为 .txt" in refused.words.zh


def test_what_a_folder_holds_besides_is_told_in_one_line(tmp_path: Path) -> None:
    for name in ("rod.md", "a.csv", "b.csv", "c.bin", "d.png", ".hidden.zip"):
        (tmp_path / name).write_text(BODY, "utf-8")
    found, (refused,) = read(tmp_path)
    assert len(found) == 1
    assert "没有读：.bin .csv；" in refused.words.zh
    assert not refused.is_error


def test_no_name_is_not_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rod.md").write_text(BODY, "utf-8")
    monkeypatch.chdir(tmp_path)
    found, (refused,) = read("", ".")
    assert [one.article.id for one in found] == ["rod"]
    assert refused.is_error


def test_half_an_emoji_and_names_that_are_no_utf8_can_be_stored(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system takes UTF-8 alone")
    (folder / "a.md").write_text(f"# 镁棒\n\n{BODY}\n", "utf-8")
    half, whole = "\\ud83d", "\\ud83d\\ude00"
    row = f'{{"id": "b{half}", "title": "盐{whole}", "text": "盐{half}。{BODY}"}}\n'
    (folder / "b.jsonl").write_text(row, "utf-8")
    with Library.write(tmp_path / "library.db") as library:
        added = list(library.add(Intake().read([str(folder)]), keep_duplicates=True))
        kept = {article.id: article for article in library.articles()}
    assert len(added) == 2
    assert set(kept) == {"a", "b\ufffd"}
    assert kept["b\ufffd"].title == "盐😀"
    assert "热水器的镁棒" in kept["b\ufffd"].text
    assert kept["a"].source == "\\xff"
