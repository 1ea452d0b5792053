from __future__ import annotations

import json
from typing import Any

from contentai.diagnostics import Applicability, Edit, Fix, Span
from contentai.report import Report
from contentai.report.rdjson import render
from contentai.workspace import Workspace
from tests.report.hostile import NAME, WORDS, hostile, rich
from tests.report.house import outcome, report, rows


def diagnostics(given: Report) -> list[dict[str, Any]]:
    whole = json.loads("".join(render(given)))
    assert whole["source"] == {"name": "contentai"}
    return list(whole["diagnostics"])


def test_columns_count_bytes(house: Workspace) -> None:
    first, second = diagnostics(rich(house))
    assert first == {
        "message": '<i>找到</i>“绿苹果”\n建议：改成 <b>"别的"</b>',
        "location": {
            "path": "稿/a.md",
            "range": {"start": {"line": 1, "column": 8}, "end": {"line": 1, "column": 17}},
        },
        "severity": "ERROR",
        "code": {"value": "TRY-001"},
    }
    assert second["severity"] == "WARNING"


def test_ranges_cut_the_excerpt_out_of_the_bytes(house: Workspace) -> None:
    whole = hostile(house)
    lines = WORDS.replace("\r\n", "\n").replace("\r", "\n").encode().split(b"\n")
    found = diagnostics(whole)
    seen = 0
    for finding, item in zip(whole.outcomes[0].findings, found, strict=False):
        assert item["location"]["path"] == NAME
        span = item["location"]["range"]
        if span["start"]["line"] == span["end"]["line"]:
            line = lines[span["start"]["line"] - 1]
            cut = line[span["start"]["column"] - 1 : span["end"]["column"] - 1]
            assert cut.decode() == finding.excerpt
            seen += 1
    assert seen >= 2
    assert found[-1]["code"] == {"value": "binary"}
    assert diagnostics(Report([], report().summary)) == []


def test_a_suggestion_is_one_edit_that_may_be_applied(house: Workspace) -> None:
    read = outcome(house, "好绿苹果")
    one, two = Edit(Span(1, 2), "红"), Edit(Span(4, 4), "！")
    fixes = (
        Fix("换", Applicability.SAFE, (one,)),
        Fix("换", Applicability.UNSAFE, (one, two)),
        Fix("换", Applicability.DISPLAY, (one,)),
    )
    changed = read._replace(findings=(read.findings[0]._replace(fixes=fixes),))
    (item,) = diagnostics(report(changed))
    assert item["suggestions"] == [
        {
            "range": {"start": {"line": 1, "column": 4}, "end": {"line": 1, "column": 7}},
            "text": "红",
        }
    ]


def test_what_mends_a_row_is_no_suggestion_for_the_file(house: Workspace) -> None:
    first, *_ = rows(house, "编号,正文\n1,好绿苹果\n2,又一个绿苹果\n3,梨\n")
    fix = Fix("换", Applicability.SAFE, (Edit(Span(1, 2), "红"),))
    changed = first._replace(findings=(first.findings[0]._replace(fixes=(fix,)),))
    (item,) = diagnostics(report(changed))
    assert item["location"]["range"] == {"start": {"line": 2}, "end": {"line": 2}}
    assert "suggestions" not in item
