"""contentai.lint.rows: which cells of a table are drafts, and what is said of the others."""

from __future__ import annotations

import pytest

from contentai.language import Bilingual
from contentai.lint.rows import read_rows
from contentai.text.decoded import Decoded


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
