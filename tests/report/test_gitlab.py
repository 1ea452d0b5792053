from __future__ import annotations

import json
from typing import Any

from contentai.report import Report
from contentai.report.gitlab import render
from contentai.workspace import Workspace
from tests.report.hostile import NAME, UNREAD, hostile, rich
from tests.report.house import outcome, report


def issues(given: Report) -> list[dict[str, Any]]:
    return list(json.loads("".join(render(given))))


def test_an_issue_has_what_gitlab_reads(house: Workspace) -> None:
    first, second = issues(rich(house))
    assert len(first.pop("fingerprint")) == 32
    assert first == {
        "type": "issue",
        "check_name": "TRY-001",
        "description": '<i>找到</i>“绿苹果”\n建议：改成 <b>"别的"</b>',
        "severity": "major",
        "location": {"path": "稿/a.md", "lines": {"begin": 1, "end": 1}},
    }
    assert (second["severity"], second["location"]["lines"]["begin"]) == ("minor", 3)


def test_no_fingerprint_twice_and_none_hangs_on_lines(house: Workspace) -> None:
    text = "绿苹果。\n\n绿苹果。"
    whole = issues(report(outcome(house, text, "a.md"), outcome(house, text, "b.md")))
    marks = [issue["fingerprint"] for issue in whole]
    assert len(set(marks)) == 4
    moved = issues(report(outcome(house, "新的。\n\n" + text, "a.md")))
    assert [issue["fingerprint"] for issue in moved] == marks[:2]


def test_hostile_words_and_unread_files(house: Workspace) -> None:
    whole = issues(hostile(house))
    assert {issue["location"]["path"] for issue in whole[:-1]} == {NAME}
    unread = whole[-1]
    assert (unread["check_name"], unread["severity"]) == ("binary", "critical")
    assert unread["description"] == "<不是>\n文本"
    assert issues(Report([], report().summary)) == []


def test_two_files_that_were_not_read_are_two_issues() -> None:
    two = issues(report(UNREAD, UNREAD._replace(path="又一个坏的.md")))
    assert len({issue["fingerprint"] for issue in two}) == 2
