"""contentai.lint.rows: which cells of a table are drafts, and what is said of the others."""

from __future__ import annotations

import pytest

from contentai.diagnostics import Applicability, Edit, Fix, Span
from contentai.language import Bilingual
from contentai.lint.rows import read_rows
from contentai.text.decoded import Decoded
from contentai.text.lines import index_lines


def rows(text: str, name: str = "posts.csv") -> list[str]:
    read = read_rows(Decoded(text, "utf-8"), name, None, [])
    assert not isinstance(read, Bilingual), read.zh
    return [row.text for row in read]


def refused(text: str, name: str = "posts.csv") -> str:
    read = read_rows(Decoded(text, "utf-8"), name, None, [])
    assert isinstance(read, Bilingual)
    return read.zh


def test_a_remark_behind_the_name_of_a_column() -> None:
    assert rows('编号,"内容\n（必填）"\n1,你好\n') == ["你好"]
    assert rows("正文*,备注\n你好,无\n") == ["你好"]


def test_a_column_whose_name_is_like_it_is_named() -> None:
    assert "用 --text-column 推文内容 " in refused("编号,推文内容\n1,你好\n")


@pytest.mark.parametrize("above", ["四月推文计划,\n", "\n\n", "四月推文计划\n\n"])
def test_names_of_columns_below_the_first_line(above: str) -> None:
    number = above.count("\n") + 1
    assert f"列名像是在第 {number} 行" in refused(f"{above}编号,正文\n1,你好\n2,再见\n")


@pytest.mark.parametrize(
    "text", ['[\n  {"text": "你好"},\n  {"text": "再见"}\n]\n', '[{"text": "好"}]']
)
def test_an_array_is_told_once(text: str) -> None:
    assert "这是一个 JSON 数组" in refused(text, "posts.jsonl")


def test_what_stands_for_no_text_is_no_draft() -> None:
    cells = ["nan", "#REF!", "NULL", "123.5", "1,200", "50%", "N/A"]
    notes: list[Bilingual] = []
    text = "text\n" + "\n".join(f'"{cell}"' for cell in cells) + "\n满199减100\n"
    read = read_rows(Decoded(text, "utf-8"), "posts.csv", None, notes)
    assert not isinstance(read, Bilingual)
    assert [row.text for row in read] == ["满199减100"]
    assert [note.zh for note in notes] == ["posts.csv：7 行没有文案，跳过了"]


def quoted(*cells: str) -> str:
    return "text\n" + "".join('"{}"\n'.format(cell.replace('"', '""')) for cell in cells)


def test_of_a_link_that_is_a_formula_the_words_are_read_where_they_stand() -> None:
    text = quoted('=HYPERLINK("https://a.example/x","他说""全网最低""，好")', '=hyperlink(A1;"好")')
    read = read_rows(Decoded(text, "utf-8"), "posts.csv", None, [])
    assert not isinstance(read, Bilingual)
    assert [row.text for row in read] == ['他说"全网最低"，好', "好"]
    row, words = read[0].row, read[0].text
    places = [row.span(Span(at, at + 1), index_lines(words)).start for at in range(len(words))]
    assert "".join(text[at] for at in places) == words
    edit = Fix("", Applicability.SAFE, (Edit(Span(0, 1), "x"),))
    assert not row.takes(edit, words)


@pytest.mark.parametrize(
    "formula",
    [
        "=A2",
        "=1+2",
        "=SUM(A1:A3)",
        '=CONCAT(A1,"全网最低价")',
        '="全网"&B2',
        "=四月!B2",
        "='四 月'!$B$2",
        "=A1&四月!B2",
        '=IF(B2>3,"有(货)","")&"，快来"',
        "=_xlfn.TEXTJOIN(A1,1)",
    ],
)
def test_what_a_formula_comes_to_is_not_in_the_file(formula: str) -> None:
    read = read_rows(Decoded(quoted(formula, "好"), "utf-8"), "posts.csv", None, [])
    assert not isinstance(read, Bilingual)
    assert [row.text for row in read] == ["", "好"]
    assert read[0].problem is not None
    assert "粘贴为“值”" in read[0].problem.zh


@pytest.mark.parametrize(
    "words",
    [
        *("=3=看这里", "=.= 好困", "=A4纸包邮", "== 四月 ==", "=全网最低价", "-5折", "=D="),
        *(
            "=A4 纸买一送一=",
            "=V9 会员日=",
            "=D7=最后一天",
            "=秒杀!V10会员专享",
            "=T3 航站楼= 接机",
        ),
        *("=VIP(会员)专享=", "=NEW(新品)= 上架", "=OK(好的)，今天下单", "=买一送一=", "=OK("),
        *("+86 138 0000 0000 联系", "-5℃到店", "@所有人 今天开团"),
    ],
)
def test_what_only_begins_like_a_formula_is_text(words: str) -> None:
    assert rows(quoted(words)) == [words]


def test_formulas_in_json_are_text() -> None:
    assert rows('{"text": "=A2 是第一格"}\n', "posts.jsonl") == ["=A2 是第一格"]


def test_a_title_that_is_a_formula_is_none() -> None:
    assert rows("标题,正文\n=A1,你好\n") == ["你好"]


def test_texts_within_objects_are_told_not_passed_over() -> None:
    assert "没有一个键的值是文字" in refused('{"post": {"text": "你好"}}\n', "posts.jsonl")
