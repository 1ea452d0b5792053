from __future__ import annotations

import json

from contentai.diagnostics import Applicability, Edit, Evidence, Fix, Pitch, Span
from contentai.language import Bilingual
from contentai.lint.outcome import FileOutcome
from contentai.lint.reading import FileError
from contentai.report import Report
from contentai.report.json import render, render_lines
from contentai.workspace import Workspace
from tests.report.house import outcome, report, rows


def test_a_file_with_everything_in_it(house: Workspace) -> None:
    read = outcome(house, "一行\n有绿苹果。", "稿\u2028“\x1b.md")
    finding = read.findings[0]._replace(
        score=0.123456,
        evidence=(Evidence(Span(4, 6), 1.25),),
        fixes=(Fix("换", Applicability.UNSAFE, (Edit(Span(4, 7), "红苹果"),)),),
    )
    whole = json.loads("".join(render(report(read._replace(findings=(finding,))))))
    assert whole["version"] == 1
    assert whole["summary"] == {
        "files": 1,
        "characters": 7,
        "errors": 1,
        "warnings": 0,
        "infos": 0,
        "unread": 0,
        "suppressed": 0,
        "seconds": 0.25,
    }
    (file,) = whole["files"]
    assert read.scores is not None
    assert file["path"] == "稿\u2028“\x1b.md"
    assert file["encoding"] == "utf-8"
    assert file["error"] is None
    assert file["scores"] == {
        "hard_sell": read.scores.hard_sell,
        "spam": read.scores.spam,
        "clickbait": read.scores.clickbait,
    }
    assert file["intent"] == dict(read.scores.intent)
    assert file["findings"] == [
        {
            "rule": "TRY-001",
            "severity": "error",
            "message": "<i>找到</i>“绿苹果”",
            "advice": '改成 <b>"别的"</b>',
            "start": 4,
            "end": 7,
            "line": 2,
            "column": 2,
            "end_line": 2,
            "end_column": 5,
            "excerpt": "绿苹果",
            "score": 0.1235,
            "evidence": [{"start": 4, "end": 6, "weight": 1.25}],
            "fixes": [
                {
                    "title": "换",
                    "applicability": "unsafe",
                    "edits": [{"start": 4, "end": 7, "text": "红苹果"}],
                }
            ],
            "sources": [{"law": "<某法>&", "clause": "第一条"}],
        }
    ]


def test_a_row_is_placed_in_its_table(house: Workspace) -> None:
    text = "编号,正文\n1,好绿苹果\n2,又一个绿苹果\n3,梨\n"
    files = json.loads("".join(render(report(*rows(house, text)))))["files"]
    assert [(f["row"]["file"], f["row"]["line"]) for f in files] == [
        ("t.csv", n) for n in (2, 3, 4)
    ]
    (finding,) = files[1]["findings"]
    assert text[finding["start"] : finding["end"]] == finding["excerpt"] == "绿苹果"
    assert (finding["line"], finding["column"]) == (3, 6)


def test_the_surest_pitch_is_the_one_and_all_stand_in_text_order(house: Workspace) -> None:
    read = outcome(house, "第一处，今晚开抢。第二处，今晚开抢。")
    assert read.scores
    pitches = (Pitch(Span(0, 9), 0.91), Pitch(Span(9, 18), 0.97))
    scores = read.scores._replace(pitches=pitches, reliable=False)
    (file,) = json.loads("".join(render(report(read._replace(scores=scores)))))["files"]
    assert [pitch["score"] for pitch in file["pitches"]] == [0.91, 0.97]
    assert (file["pitch"]["excerpt"], file["pitch"]["column"]) == ("第二处，今晚开抢。", 10)
    assert file["reliable"] is False


def test_an_unread_file_has_its_error_and_nothing_else() -> None:
    bad = FileOutcome("坏.md", error=FileError("binary", Bilingual("不是文本", "no text")))
    whole = json.loads("".join(render(report(bad))))
    assert whole["summary"]["files"] == whole["summary"]["unread"] == 1
    (file,) = whole["files"]
    assert file.pop("label") is None
    assert file == {
        "path": "坏.md",
        "row": None,
        "channel": None,
        "encoding": None,
        "positions": "file",
        "scores": {"hard_sell": None, "spam": None, "clickbait": None},
        "intent": {},
        "pitch": None,
        "pitches": [],
        "error": {"kind": "binary", "message": "不是文本"},
        "findings": [],
        "suppressed": [],
    }


def test_one_line_a_file_whatever_stands_in_it(house: Workspace) -> None:
    files = [outcome(house, "绿苹果\u2028\u0085\r红", "甲\n乙.md"), outcome(house, "")]
    lines = "".join(render_lines(report(*files))).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line)["path"] for line in lines] == ["甲\n乙.md", "稿.md"]
    assert [len(json.loads(line)["findings"]) for line in lines] == [2, 0]


def test_nothing_checked_is_a_report_too() -> None:
    whole = json.loads("".join(render(Report([], report().summary))))
    assert (whole["files"], whole["summary"]["files"]) == ([], 0)
    assert "".join(render_lines(Report([], report().summary))) == ""


def test_what_a_draft_suppresses_is_set_apart_with_its_reason(house: Workspace) -> None:
    read = outcome(house, "有绿苹果。<!-- contentai: ignore TRY-001 引用“原文” -->")
    whole = json.loads("".join(render(report(read))))
    assert (whole["summary"]["errors"], whole["summary"]["suppressed"]) == (0, 1)
    (file,) = whole["files"]
    assert file["findings"] == []
    (item,) = file["suppressed"]
    assert item["suppressed"] == {"by": "comment", "reason": "引用“原文”"}
    assert (item["rule"], item["excerpt"]) == ("TRY-001", "绿苹果")
