"""Reports of drafts that were really read, under a pack of two rules."""

from __future__ import annotations

from pathlib import Path

from contentai.language import Bilingual
from contentai.lint.outcome import FileOutcome, in_row, summarise
from contentai.lint.rows import read_rows
from contentai.report import Report
from contentai.text.decode import Decoded
from contentai.workspace import Workspace

_RULE = """\
id: {id}
name: {{zh: 试用, en: trial}}
severity: {severity}
check: {{kind: terms, terms: ['{term}'], boundary: none}}
message: {{zh: '<i>找到</i>“{{found}}”', en: '<i>found</i> {{found}}'}}
advice: {{zh: '改成 <b>"别的"</b>', en: 'change it'}}
sources: [{{law: '<某法>&', clause: 第一条}}]
examples:
  bad: [{{text: {term}}}]
  good: [{{text: 无}}]
"""


def open_house(folder: Path) -> Workspace:
    """A workspace with two rules: 绿苹果 is an error, 红 a warning."""
    pack = folder / "pack"
    pack.mkdir()
    for id, severity, term in (("TRY-001", "error", "绿苹果"), ("TRY-002", "warning", "红")):
        rule = _RULE.format(id=id, severity=severity, term=term)
        (pack / f"{id}.yaml").write_text(rule, "utf-8")
    (folder / "contentai.yaml").write_text("rules: [pack]\nselect: [TRY]\n", "utf-8")
    return Workspace.open(folder)


def outcome(house: Workspace, text: str, path: str = "稿.md") -> FileOutcome:
    return house.with_options().lint_bytes(text.encode(), path)


def report(*outcomes: FileOutcome) -> Report:
    return Report(outcomes, summarise(outcomes, 0.25))


def rows(house: Workspace, text: str, file: str = "t.csv") -> list[FileOutcome]:
    """The rows of a table, judged and placed as the program does."""
    read = read_rows(Decoded(text, "utf-8"), file, None, [])
    assert not isinstance(read, Bilingual)
    return [in_row(outcome(house, one.text, one.name), one.row) for one in read]
