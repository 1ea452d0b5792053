from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from contentai.report import Report
from contentai.report.junit import render
from contentai.workspace import Workspace
from tests.report.hostile import hostile, rich
from tests.report.house import report


def suites(given: Report) -> ElementTree.Element:
    root = ElementTree.fromstring("".join(render(given)).encode())
    for part in (root, *root):
        cases = list(part.iter("testcase"))
        assert part.get("tests") == str(len(cases))
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert part.get(name) == str(sum(case.find(tag) is not None for case in cases))
    return root


def test_a_case_fails_where_the_exit_status_would(house: Workspace) -> None:
    for fail_on, failures in ((None, 1), ("error", 1), ("warning", 2), ("never", 0)):
        root = suites(replace(rich(house), fail_on=fail_on))
        assert root.get("failures") == str(failures)
    first, clean = suites(rich(house))
    assert (first.get("name"), clean.get("name")) == ("稿/a.md", "b.md")
    error, warning, skipped = first
    assert error.get("name") == "TRY-001 1:3"
    failure = error.find("failure")
    assert failure is not None
    assert failure.get("message") == "<i>找到</i>“绿苹果”"
    assert failure.text == '稿/a.md:1:3 <i>找到</i>“绿苹果”\n建议：改成 <b>"别的"</b>'
    assert "“红”" in (warning.findtext("system-out") or "")
    (skip,) = skipped
    assert (skip.tag, skip.get("message")) == ("skipped", "引用")
    assert [list(case) for case in clean] == [[]]


def test_hostile_words_and_unread_files(house: Workspace) -> None:
    first, unread = suites(hostile(house))
    assert first.get("name") == "稿\n::error::甲,乙:丙%0A\"'<&>]]>.md"
    assert unread.get("name") == "坏<\ufffd\ufffd>.md"
    error = unread.find("testcase/error")
    assert error is not None
    assert (error.get("type"), error.get("message")) == ("binary", "<不是>\n文本")
    assert suites(Report([], report().summary)).get("tests") == "0"
