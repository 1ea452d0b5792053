"""A suppression written by the program is one that the program reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from contentai.diagnostics import Applicability, Fix
from contentai.lint.fixes import apply_fixes
from contentai.lint.silencing import silence
from contentai.text.document import Format
from contentai.workspace import Workspace
from tests.cli.house import furnish


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace.open(furnish(tmp_path_factory.mktemp("house"), "select: [TRY]"))


def quieten(
    workspace: Workspace, text: str, format: Format, rule: str = "TRY-001", reason: str = ""
) -> str:
    """The text with the first finding of the rule suppressed, which linting confirms."""
    document = workspace.parse(text, format=format)
    before = workspace.with_options().lint(document)
    finding = next(f for f in before.findings if f.rule == rule)
    edits = silence(document, finding, reason)
    assert edits
    after = apply_fixes(text, [Fix("", Applicability.SAFE, edits)])
    outcome = workspace.with_options().lint(workspace.parse(after, format=format))
    gone = [s.finding.excerpt for s in outcome.suppressed]
    assert finding.excerpt in gone
    told = [len(o.findings) + len(o.suppressed) for o in (before, outcome)]
    assert told[0] == told[1]
    assert [f for f in outcome.findings if f.rule.startswith("SUP")] == []
    if reason:
        assert reason in [s.reason for s in outcome.suppressed]
    return after


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_the_comment_stands_at_the_end_of_the_line(workspace: Workspace, format: Format) -> None:
    after = quieten(workspace, "一个绿苹果。\n又一个绿苹果。\n", format)
    assert after == "一个绿苹果。 <!-- contentai: ignore TRY-001 -->\n又一个绿苹果。\n"


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("一个绿苹果。\n又一个绿苹果。\n", "---\ncontentai: {ignore: [TRY-001 原话]}\n---\n"),
        ("绿苹果\r\n第二行\r\n", "---\r\ncontentai: {ignore: [TRY-001 原话]}\r\n---\r\n"),
        ("绿苹果", "---\ncontentai: {ignore: [TRY-001 原话]}\n---\n"),
    ],
)
def test_plain_text_has_no_comments_and_gets_a_header(
    workspace: Workspace, text: str, header: str
) -> None:
    assert quieten(workspace, text, "plain", reason="原话") == header + text


@pytest.mark.parametrize(
    "text", ["---\n今天上新\n---\n一个绿苹果。\n", "---\n绿苹果，红苹果\n---\n一个绿苹果。\n"]
)
def test_plain_text_that_begins_with_a_rule_gets_a_header_before_it(
    workspace: Workspace, text: str
) -> None:
    workspace = replace(workspace, config=replace(workspace.config, select=("TRY", "DRAFT")))
    document = workspace.parse(text, format="plain")
    findings = workspace.with_options().lint(document).findings
    (edit,) = silence(document, next(f for f in findings if f.rule == "TRY-001"))
    after = apply_fixes(text, [Fix("", Applicability.SAFE, (edit,))])
    assert after == "---\ncontentai: {ignore: [TRY-001]}\n---\n" + text
    assert workspace.with_options().lint(workspace.parse(after, format="plain")).findings == ()
    # That it was no header would be gone, not known.
    assert silence(document, next(f for f in findings if f.rule == "DRAFT-001")) == ()


@pytest.mark.parametrize(
    "text", ["\n---\ntitle: 好\n---\n绿苹果\n", "---\ntitle 好\n---\n绿苹果\n"]
)
def test_a_header_that_is_not_read_stays_at_the_top(workspace: Workspace, text: str) -> None:
    document = workspace.parse(text, format="plain")
    (finding,) = workspace.with_options().lint(document).findings
    assert silence(document, finding) == ()


def test_plain_text_with_a_header_says_it_there(workspace: Workspace) -> None:
    after = quieten(workspace, "---\nchannel: sms\n---\n绿苹果\n", "plain")
    assert after == "---\nchannel: sms\ncontentai: {ignore: [TRY-001]}\n---\n绿苹果\n"


def test_blanks_that_break_a_line_stay_at_its_end(workspace: Workspace) -> None:
    after = quieten(workspace, "绿苹果  \n三行\n", "markdown")
    assert after == "绿苹果 <!-- contentai: ignore TRY-001 -->  \n三行\n"


def test_the_reason_is_written(workspace: Workspace) -> None:
    after = quieten(workspace, "# 绿苹果\n\n正文", "markdown", reason="客户 原话")
    assert after.splitlines()[0] == "# 绿苹果 <!-- contentai: ignore TRY-001 客户 原话 -->"


def test_a_reason_cannot_end_the_comment(workspace: Workspace) -> None:
    after = quieten(workspace, "绿苹果\n", "markdown", reason="")
    document = workspace.parse("绿苹果\n", format="markdown")
    finding = workspace.with_options().lint(document).findings[0]
    (edit,) = silence(document, finding, "甲 --> <!-- 乙\n丙")
    assert edit.text == " <!-- contentai: ignore TRY-001 甲 乙 丙 -->"
    assert after


@pytest.mark.parametrize(
    "text",
    [
        "| 水果 | 价 |\n|---|---|\n| 绿苹果 | 3 |\n",
        "- 一\n- 绿苹果\n- 三\n",
        "> 绿苹果\n> 第二行\n",
        "一行  \n绿苹果  \n三行\n",
        "绿苹果，\n黄香蕉\n",
        "1. 绿苹果\n\n   第二段\n",
        "绿苹果",
        "绿苹果\r\n第二行\r\n",
        "[绿苹果](http://x.example)\n",
        "![绿苹果](a.png)\n",
        "小标题\n绿苹果\n=====\n",
    ],
)
def test_markdown_of_all_kinds(workspace: Workspace, text: str) -> None:
    quieten(workspace, text, "markdown")


def test_html_inside_a_tag_spread_over_lines(workspace: Workspace) -> None:
    quieten(workspace, '<p\n class="a">绿苹果</p>\n<p title="x\ny">黄香蕉</p>', "html")
    quieten(workspace, '<img src="a.png" alt="绿苹果\n二">\n<p>好</p>', "html")


def test_a_title_in_the_header_is_suppressed_there(workspace: Workspace) -> None:
    text = "---\ntitle: 绿苹果 # 暂定\nmood: 好\n---\n正文\n"
    after = quieten(workspace, text, "markdown", reason="品牌名")
    added = "contentai: {ignore: [TRY-001 品牌名]}\n"
    assert after == text.replace("mood: 好\n", f"mood: 好\n{added}")


@pytest.mark.parametrize("ignored", ["[TRY-003 因为]", "{TRY-003: 因为}", "\n  ignore_: 1"])
def test_a_header_that_ignores_something_already(workspace: Workspace, ignored: str) -> None:
    form = f" {{ignore: {ignored}}}" if "\n" not in ignored else ignored
    text = f"---\ntitle: 绿苹果蓝莓\ncontentai:{form}\n---\n正文\n"
    quieten(workspace, text, "markdown", reason="品牌名")


def test_a_suppression_cannot_be_suppressed(workspace: Workspace, tmp_path: Path) -> None:
    text = "好 <!-- contentai: ignore TRY-001 -->\n"
    document = workspace.parse(text, format="markdown")
    (unused,) = workspace.with_options().lint(document).findings
    assert unused.rule == "SUP-001"
    assert silence(document, unused) == ()
