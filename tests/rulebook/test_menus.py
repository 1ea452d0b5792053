"""contentai.rulebook.menus: which lines are the entries of a reply-keyword menu."""

from __future__ import annotations

import pytest

from contentai.rulebook.menus import menu_entries
from contentai.text.document import Document
from contentai.text.names import Format


def numbers(text: str, format: Format = "plain") -> list[int]:
    document = Document.parse(text, format=format)
    entries = menu_entries(document)
    # What is marked is the number as it stands in the file.
    assert [document.source[slice(*e.keyword)] for e in entries] == [str(e.number) for e in entries]
    return [entry.number for entry in entries]


@pytest.mark.parametrize(
    "entry",
    [
        "{}. 水温",
        "{}、水温",
        "{} 水温",
        "【{}】水温",
        "（{}）水温",
        "{}：水温",
        "{} → 水温",
        "回复{}：水温",
        "回复【{}】看水温",
        "回复“{}” 水温",
    ],
)
def test_entries_are_written_in_many_ways(entry: str) -> None:
    lines = "\n".join(entry.format(number) for number in (101, 102, 103))
    assert numbers(f"回复数字看文章\n{lines}") == [101, 102, 103]
    assert numbers(f"{lines}\n直接发送编号即可") == [101, 102, 103]


@pytest.mark.parametrize(
    "text",
    [
        "回复数字看：\n1. 水温\n2. 时间\n3. 茶具\n",
        "回复数字看：\n\n1. 水温\n2. 时间\n3. 茶具\n",
        "> 回复数字看：\n>\n> 1) 水温\n> 2) 时间\n> 3) 茶具\n",
        "回复数字看：\n\n- 1 水温\n- 2 时间\n- 3 茶具\n",
        "**回复数字看**：  \n**1** 水温  \n**2** 时间  \n**3** 茶具\n",
    ],
)
def test_markdown_menus_are_read_however_their_lines_are_joined(text: str) -> None:
    assert numbers(text, "markdown") == [1, 2, 3]


def test_html_menus_are_read() -> None:
    text = "<p>回复数字：</p><p>1. 水温<br>2. 时间<br>3. 茶具</p>"
    assert numbers(text, "html") == [1, 2, 3]


def test_groups_below_belong_to_the_menu() -> None:
    head = "回复数字看：\n101 水温\n102 时间\n103 茶具\n"
    assert numbers(f"{head}养护类\n201 茶渍\n202 开壶") == [101, 102, 103, 201, 202]
    far = "说说别的。\n再说一句。\n还有一句。\n"
    assert numbers(f"{head}{far}201 茶渍\n202 开壶") == [101, 102, 103]


@pytest.mark.parametrize(
    "text",
    [
        "泡茶三步：\n1. 烧水\n2. 温杯\n3. 出汤",
        "回复“地址”看怎么来。\n1、地铁\n2、公交",
        "回复数字看：\n1. 水温\n先烧水。\n2. 时间\n再等。\n3. 茶具\n洗净。",
        "回复数字看：\n3D打印的杯\n2寸的碟\n1斤的罐",
        "1. 烧水\n2. 温杯\n3. 出汤\n好了。\n真好。\n请回复我。",
    ],
)
def test_other_numbered_lines_are_no_menu(text: str) -> None:
    assert numbers(text) == []
