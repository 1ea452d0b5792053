from __future__ import annotations

import re
from dataclasses import replace

from markdown_it import MarkdownIt

from contentai.language import Bilingual
from contentai.report.markdown import render
from contentai.workspace import Workspace
from tests.report.hostile import hostile, rich
from tests.report.house import outcome, report

WRITTEN = re.compile(r"<(?!/?(?:h3|p|strong|table|thead|tbody|tr|th|td|ul|li)\b)")


def shown(text: str) -> str:
    """What a reader of Markdown makes of it, links made of bare addresses too."""
    reader = MarkdownIt("gfm-like", {"linkify": False}).enable("table")
    html: str = reader.render(text)
    return html


def test_a_table_of_what_was_found_the_worst_first(house: Workspace) -> None:
    lines = "".join(render(rich(house))).splitlines()
    assert lines[0] == "### contentai"
    assert lines[2] == "**2 份稿件：1 个错误，1 个警告，0 个提示**"
    rows = [line for line in lines if line.startswith("| 🔴") or line.startswith("| 🟡")]
    assert [row.split(" | ")[1].replace("\\", "") for row in rows] == ["稿/a.md:1:3", "稿/a.md:3:2"]
    html = shown("\n".join(lines))
    assert html.count("<tr>") == 3
    assert "“绿苹果”" in html


def test_an_error_stands_above_warnings_that_come_before_it(house: Workspace) -> None:
    first, second = outcome(house, "红。\n绿苹果。", "a.md"), outcome(house, "绿苹果。", "b.md")
    rows = [row for row in "".join(render(report(first, second))).splitlines() if "TRY" in row]
    assert [row.split(" | ")[1].replace("\\", "") for row in rows] == [
        "a.md:2:1",
        "b.md:1:1",
        "a.md:1:1",
    ]


def test_what_was_not_read_is_not_counted_as_checked(house: Workspace) -> None:
    assert "**1 份稿件：" in "".join(render(hostile(house)))


def test_drafts_make_no_markup(house: Workspace) -> None:
    html = shown("".join(render(hostile(house))))
    assert WRITTEN.findall(html) == []
    # The headings' row, and one row a finding, each of four cells.
    assert html.count("<td>") == 4 * (html.count("<tr>") - 1) > 0
    assert "⚠️" in html
    assert "&lt;注&gt;" in html
    noted = replace(report(), notes=[Bilingual("[甲](b) *乙* <i>| `丙`", "n")])
    assert "[甲](b) *乙* &lt;i&gt;| `丙`" in shown("".join(render(noted)))
    told = "".join(render(report(outcome(house, "绿苹果", "http://a.example/www.b.md"))))
    assert "www.b" not in told
    assert "a.example/www.b.md:1:1" in shown(told)


def test_a_long_list_is_cut_and_says_so(house: Workspace) -> None:
    read = outcome(house, "绿苹果")
    many = read._replace(findings=read.findings * 600)
    text = "".join(render(report(many)))
    assert text.count("🔴") == 500
    assert "另有 100 处没有列出" in text
