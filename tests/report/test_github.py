from __future__ import annotations

import re

from contentai.diagnostics import Place
from contentai.report.github import render
from contentai.workspace import Workspace
from tests.report.hostile import NAME, hostile, rich
from tests.report.house import outcome, report

COMMAND = re.compile(r"::(error|warning|notice) ([^:\r\n]*)::([^\r\n]*)\n")


def test_one_command_a_finding(house: Workspace) -> None:
    lines = "".join(render(rich(house))).splitlines(keepends=True)
    assert lines == [
        "::error file=稿/a.md,line=1,endLine=1,col=3,endColumn=6,title=TRY-001::"
        '<i>找到</i>“绿苹果”%0A建议：改成 <b>"别的"</b>\n',
        "::warning file=稿/a.md,line=3,endLine=3,col=2,endColumn=3,title=TRY-002::"
        '<i>找到</i>“红”%0A建议：改成 <b>"别的"</b>\n',
    ]


def test_no_columns_across_lines(house: Workspace) -> None:
    read = outcome(house, "绿苹果")
    finding = read.findings[0]._replace(place=Place(1, 3, 2, 2))
    (line,) = render(report(read._replace(findings=(finding,))))
    assert "line=1,endLine=2,title" in line


def test_a_draft_cannot_give_commands(house: Workspace) -> None:
    lines = list(render(hostile(house)))
    assert len(lines) >= 4
    for line in lines:
        found = COMMAND.fullmatch(line)
        assert found
        properties = dict(pair.split("=", 1) for pair in found[2].split(","))
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
    file = re.search("file=([^,]*)", lines[0])
    assert file
    name = file[1]
    for code, sign in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%25", "%")):
        name = name.replace(code, sign)
    assert name == NAME
