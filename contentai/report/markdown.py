"""Markdown for a job summary: totals, then a table of findings.

What drafts say is shown as it is written: it can make no markup, link or picture of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from contentai.diagnostics import Diagnostic, Severity
from contentai.language import Bilingual, several
from contentai.lint.outcome import FileOutcome
from contentai.report import Report
from contentai.report.places import relative
from contentai.report.visible import visible
from contentai.scorenames import SEVERITY_NAMES
from contentai.text.names import REPORT_HEADING

# GitHub refuses summaries over 1 MiB: the worst come first, and the rest is counted.
_MOST = 500
_MARKS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}
_SIGNS = re.compile(r"([\\`*_\[\]()#|~!:.@-])")


def render(report: Report) -> Iterator[str]:
    """A heading, the totals, the tables and the notes."""
    summary = report.summary
    totals = Bilingual(
        f"{summary.read} 份稿件：{summary.errors} 个错误，{summary.warnings} 个警告，"
        f"{summary.infos} 个提示",
        f"{several(summary.read, 'draft')}: {several(summary.errors, 'error')}, "
        f"{several(summary.warnings, 'warning')}, {several(summary.infos, 'info')}",
    )
    yield f"{REPORT_HEADING}{totals}**\n"
    found = [(o, finding) for o in report.outcomes for finding in o.findings]
    found.sort(key=lambda one: -one[1].severity.rank)  # stable: within one, as they stand
    if found:
        place, what, advice = (
            Bilingual("位置", "place"),
            Bilingual("问题", "finding"),
            Bilingual("建议", "advice"),
        )
        yield f"\n| | {place} | {what} | {advice} |\n|---|---|---|---|\n"
        yield from (_row(outcome, finding) for outcome, finding in found[:_MOST])
        if len(found) > _MOST:
            more = len(found) - _MOST
            yield f"\n{Bilingual(f'另有 {more} 处没有列出', f'{more} more are not listed')}\n"
    unread = [(o.path, o.error) for o in report.outcomes if o.error]
    if unread:
        yield "\n"
        for path, error in unread:
            yield f"- ⚠️ {_plain(relative(path))}{Bilingual('：', ': ')}{_plain(str(error.words))}\n"
    if report.notes:
        yield "\n"
        yield from (f"- {_plain(str(note))}\n" for note in report.notes)


def _row(outcome: FileOutcome, finding: Diagnostic) -> str:
    at = outcome.in_file(finding).place
    place = f"{relative(outcome.file)}:{at.line}:{at.column}"
    mark, name = _MARKS[finding.severity], SEVERITY_NAMES[finding.severity]
    what = f"**{_plain(finding.rule)}** {_plain(finding.message)}"
    return f"| {mark} {name} | {_plain(place)} | {what} | {_plain(finding.advice)} |\n"


def _plain(text: str) -> str:
    """Text on one line that Markdown shows as it is."""
    return _SIGNS.sub(r"\\\1", escape(visible(text), quote=False))
