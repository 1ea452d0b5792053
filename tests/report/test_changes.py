"""contentai.report.changes: what a fix would make of a line, shown to people."""

from __future__ import annotations

from pathlib import Path

import pytest

from contentai.diagnostics import Applicability, Edit, Fix, Span
from contentai.report import html, text
from contentai.report.changes import offer
from contentai.text.document import Document
from contentai.workspace import Workspace
from tests.report.house import outcome, report

_RULE = """\
id: TRY-003
name: {zh: 试用, en: trial}
severity: warning
check: {kind: terms, terms: [最红], boundary: none}
message: {zh: 找到, en: found}
advice: {zh: 换, en: change}
fix:
  applicability: unsafe
  title: {zh: '换成<b>“红”</b>', en: '<b>red</b>'}
  replace: {最红: 很红}
sources: [{law: 某法, clause: 第一条}]
examples:
  bad: [{text: 最红}]
  good: [{text: 无}]
"""


@pytest.fixture
def mending(tmp_path: Path) -> Workspace:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "try-003.yaml").write_text(_RULE, "utf-8")
    (tmp_path / "contentai.yaml").write_text("rules: [pack]\nselect: [TRY]\n", "utf-8")
    return Workspace.open(tmp_path)


@pytest.mark.parametrize(
    ("source", "edits", "level", "expected"),
    [
        ("最新鲜的菜", [(0, 3, "新鲜")], "safe", "新鲜的菜——改"),
        ("最新鲜的菜", [(0, 3, "新鲜")], "unsafe", "新鲜的菜——改（改前请看一遍）"),
        ("最新鲜的菜", [(0, 3, "新鲜")], "display-only", "新鲜的菜——改（仅供参考）"),
        ("快来", [(0, 2, "")], "safe", "改"),
        ("上\n一<b>最好</b>二\r\n下", [(6, 8, "好")], "safe", "好——改"),
        ("一" * 30 + "最好" + "二" * 30, [(30, 32, "好")], "safe",
         f"…{'一' * 10}好{'二' * 10}…——改"),
        ("一" * 10 + "最好", [(10, 12, "好")], "safe", f"{'一' * 10}好——改"),
        ("title: 秋款到店！！！\n", [(11, 14, "！")], "safe", "…秋款到店！——改"),
        ("加\u200b微\u200b信", [(1, 2, ""), (3, 4, "")], "safe", "加微信——改"),
        ("正文", [(0, 0, "---\nchannel: wechat\n---\n")], "safe",
         "--- channel: wechat --- 正文——改"),
    ],
)  # fmt: skip
def test_the_wording_as_it_would_stand(
    source: str, edits: list[tuple[int, int, str]], level: str, expected: str
) -> None:
    made = tuple(Edit(Span(start, end), words) for start, end, words in edits)
    assert offer(Document.parse(source), Fix("改", Applicability(level), made)) == expected


def test_the_text_report_shows_it(mending: Workspace) -> None:
    shown = "".join(text.render(report(outcome(mending, "苹果最红\x1b[31m的"))))
    assert "可改为：苹果很红·[31m的——换成<b>“红”</b>（改前请看一遍）\n" in shown


def test_the_html_report_shows_it_escaped(mending: Workspace) -> None:
    shown = "".join(html.render(report(outcome(mending, "苹果最红&的", "a.txt"))))
    assert "可改为：苹果很红&amp;的——换成&lt;b&gt;“红”&lt;/b&gt;（改前请看一遍）</p>" in shown


def test_the_json_report_has_its_edits(mending: Workspace) -> None:
    from contentai.report.json import file_object

    (finding,) = file_object(outcome(mending, "苹果最红", "a.txt"))["findings"]
    (fix,) = finding["fixes"]
    assert fix["applicability"] == "unsafe"
    assert fix["edits"] == [{"start": 2, "end": 4, "text": "很红"}]
