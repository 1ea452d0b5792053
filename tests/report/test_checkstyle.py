from __future__ import annotations

from xml.etree import ElementTree

from contentai.report import Report
from contentai.report.checkstyle import render
from contentai.workspace import Workspace
from tests.report.hostile import NAME, hostile, rich
from tests.report.house import report, rows


def files(given: Report) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring("".join(render(given)).encode()))


def test_files_and_their_errors(house: Workspace) -> None:
    first, clean = files(rich(house))
    assert first.get("name") == "稿/a.md"
    assert [error.attrib for error in first] == [
        {
            **{"line": "1", "column": "3", "severity": "error", "source": "contentai.TRY-001"},
            "message": '<i>找到</i>“绿苹果”\n建议：改成 <b>"别的"</b>',
        },
        {
            **{"line": "3", "column": "2", "severity": "warning", "source": "contentai.TRY-002"},
            "message": '<i>找到</i>“红”\n建议：改成 <b>"别的"</b>',
        },
    ]
    assert list(clean) == []


def test_the_rows_of_a_table_stand_under_one_file(house: Workspace) -> None:
    (table,) = files(report(*rows(house, "编号,正文\n1,好绿苹果\n2,又一个绿苹果\n3,梨\n")))
    assert table.get("name") == "t.csv"
    assert [(e.get("line"), e.get("column")) for e in table] == [("2", "4"), ("3", "6")]


def test_hostile_words_and_unread_files(house: Workspace) -> None:
    first, unread = files(hostile(house))
    assert first.get("name") == NAME
    assert len(first) >= 3
    (error,) = unread
    assert (error.get("source"), error.get("message")) == ("contentai.binary", "<不是>\n文本")
    assert files(Report([], report().summary)) == []
