from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from contentai.rulemining.lexicon import Polarity
from contentai.rulemining.scope import Scope
from tests.cli.process import Answer
from tests.rulemining.texts import GUIDE, NOTICE
from tests.text.docx import docx

Run = Callable[..., Answer]

KEYS = [
    *("article", "start", "end", "sentence", "polarity", "claim", "scope", "check", "confidence"),
    *("cluster", "line", "column"),
]


def rows(answer: Answer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(answer.out)
    return found


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    (tmp_path / "守则.txt").write_text(GUIDE, "gb18030")
    (tmp_path / "通知.md").write_text(NOTICE, "utf-8")
    return tmp_path


def test_json_has_the_public_shape(run: Run, articles: Path) -> None:
    answer = run("rules", "mine", "守则.txt", "通知.md", "--format", "json")
    assert (answer.status, answer.err) == (0, "")
    found = rows(answer)
    assert found
    texts = {"守则.txt": GUIDE, "通知.md": NOTICE}
    for row in found:
        assert list(row) == KEYS
        assert texts[row["article"]][row["start"] : row["end"]] == row["sentence"]
        assert row["polarity"] in get_args(Polarity)
        assert row["scope"] in get_args(Scope)
    joined = [row["cluster"] for row in found if "出处" in row["claim"]]
    assert len(joined) == 2
    assert len(set(joined)) == 1


def test_text_begins_with_what_several_articles_say_and_with_contradictions(
    run: Run, articles: Path
) -> None:
    answer = run("rules", "mine", articles)
    assert answer.status == 0
    heads = ["说法相反，请挑一边", "几篇文章都提到", "只有一篇提到"]
    places = [answer.out.index(head) for head in heads]
    assert places == sorted(places)
    contradiction = answer.out[places[0] : places[1]]
    assert "不要：经常发商品信息" in contradiction
    assert " 要：经常发商品信息" in contradiction
    agreed = answer.out[places[1] : places[2]]
    assert "注明出处" in agreed
    assert "check: {kind: length, of: title, max: 20}" in agreed
    assert f"{articles / '守则.txt'}:4:4" in answer.out


def test_it_speaks_english(run: Run, articles: Path) -> None:
    answer = run("rules", "mine", "通知.md", CONTENTAI_LANG="en")
    assert answer.status == 0
    assert "In one article only:" in answer.out
    assert "don't: 标题超过二十个字" in answer.out


def test_html_and_word_are_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>标题<b>不要</b>太长。</p>", "utf-8")
    (tmp_path / "b.docx").write_bytes(docx("标题不要太短。"))
    found = rows(run("rules", "mine", "a.html", "b.docx", "--format", "json"))
    assert [(row["article"], row["claim"]) for row in found] == [
        ("a.html", "标题太长"),
        ("b.docx", "标题太短"),
    ]


def test_what_cannot_be_read_ends_with_2_and_the_others_are_mined(run: Run, articles: Path) -> None:
    (articles / "图.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    answer = run("rules", "mine", "没有.txt", "图.txt", "通知.md", "--format", "json")
    assert answer.status == 2
    assert "没有.txt" in answer.err
    assert "图.txt" in answer.err
    assert {row["article"] for row in rows(answer)} == {"通知.md"}


def test_standard_input_and_an_empty_article(run: Run, tmp_path: Path) -> None:
    assert rows(run("rules", "mine", "-", "--format", "json", stdin="标题不要太长。"))
    (tmp_path / "空.txt").write_bytes(b"")
    answer = run("rules", "mine", "空.txt", "--format", "json")
    assert (answer.status, rows(answer)) == (0, [])


def test_a_copy_is_told_of_and_counted_once(run: Run, articles: Path) -> None:
    (articles / "转载.txt").write_text(GUIDE, "utf-8")
    answer = run("rules", "mine", "守则.txt", "转载.txt", "--format", "json")
    assert "转载.txt 和 守则.txt 是同一篇，只算一次" in answer.err
    assert {row["article"] for row in rows(answer)} == {"守则.txt"}


def test_a_report_is_written_to_a_file_and_no_article_lost(run: Run, articles: Path) -> None:
    before = (articles / "守则.txt").read_bytes()
    lost = run("rules", "mine", "守则.txt", "--output", "守则.txt")
    assert lost.status == 2
    assert (articles / "守则.txt").read_bytes() == before
    for _ in range(2):  # our own report in the same folder is no article, and can be replaced
        answer = run("rules", "mine", ".", "--output", "要求.txt")
        assert (answer.status, answer.out) == (0, "")
    assert "2 篇文章" in (articles / "要求.txt").read_text("utf-8")


def test_rows_of_tables_lead_into_the_table(run: Run, tmp_path: Path) -> None:
    table = "编号,正文\n1,今天店里人多。\n2,标题不要太长。\n"
    (tmp_path / "稿.csv").write_text(table, "utf-8")
    [row] = rows(run("rules", "mine", "稿.csv", "--format", "json"))
    assert table[row["start"] : row["end"]] == "标题不要太长。"
    assert (row["line"], row["column"]) == (3, 3)


def test_the_report_and_the_review_call_a_cluster_the_same(run: Run, tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("严禁使用“最”“第一”“国家级”等绝对化用语。\n", "utf-8")
    listed = "第九条 广告不得有下列情形：\n（一）使用“国家级”、“最高级”、“最佳”等用语；\n"
    (tmp_path / "乙.txt").write_text(listed, "utf-8")
    text = run("rules", "mine", "甲.txt", "乙.txt").out
    run("rules", "mine", "甲.txt", "乙.txt", "--format", "json", "--output", "m.json")
    review = run("rules", "review", "m.json", "--list").out
    claim = "使用“国家级”、“最高级”、“最佳”等用语"
    assert f"1 不要：{claim}  [" in text
    assert f"1 不要：{claim}  [" in review
