"""The HTML report: one self-contained page, every word of a draft escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from contentai.diagnostics import Diagnostic
from contentai.language import Bilingual, current
from contentai.lint.outcome import FileOutcome, FileScores
from contentai.lint.seen import Seen
from contentai.report import Report, source_words
from contentai.report.changes import offer
from contentai.report.text import INTENT_NAMES, suppressed_words

_STYLE = """
:root { color-scheme: light dark; --error: #c62828; --warning: #b26a00; --info: #1565c0; }
body { font: 16px/1.7 system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif;
       max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
section { border-top: 1px solid #8886; padding: .5rem 0 1rem; }
h2 { font-size: 1rem; margin: .5rem 0; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; background: #8881;
      padding: .75rem; border-radius: .4rem; }
mark { color: inherit; background: none; text-decoration: underline wavy 1.5px; }
mark.error { text-decoration-color: var(--error); }
mark.warning { text-decoration-color: var(--warning); }
mark.info { text-decoration-color: var(--info); }
.error b { color: var(--error); } .warning b { color: var(--warning); }
.info b { color: var(--info); }
li { margin: .4rem 0; } small, .quiet { opacity: .75; }
"""


def render(report: Report) -> Iterator[str]:
    """The page, piece by piece."""
    title = Bilingual("contentai 检查报告", "contentai report")
    summary = report.summary
    words = Bilingual(
        f"{summary.files} 个文件，{summary.characters:,} 字：{summary.errors} 个错误、"
        f"{summary.warnings} 个警告、{summary.infos} 个提示",
        f"{summary.files} files, {summary.characters:,} characters: {summary.errors} errors, "
        f"{summary.warnings} warnings, {summary.infos} infos",
    )
    language = "zh-Hans" if current() == "zh" else "en"
    yield f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(str(title))}</title>\n<style>{_STYLE}</style></head>\n<body>\n"
    yield f"<h1>{escape(str(title))}</h1>\n<p>{escape(str(words))}</p>\n"
    if summary.suppressed:
        yield f"<p class=quiet>{escape(str(suppressed_words(summary.suppressed)))}</p>\n"
    for note in report.notes:
        yield f"<p class=quiet>{escape(str(note))}</p>\n"
    for outcome in report.outcomes:
        yield from _file(outcome)
    yield "</body>\n</html>\n"


def _file(outcome: FileOutcome) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(outcome.path)}</h2>\n"
    if outcome.error is not None:
        yield f'<p class="error"><b>{escape(str(outcome.error.words))}</b></p>\n'
    if outcome.scores:
        yield f"<p class=quiet>{escape(_scores(outcome.scores))}</p>\n"
    if outcome.document:
        yield f"<pre>{''.join(_marked(outcome.document, outcome.findings))}</pre>\n"
    if outcome.findings:
        yield "<ol>\n"
        for finding in outcome.findings:
            yield _item(finding, outcome.document)
        yield "</ol>\n"
    yield "</section>\n"


def _scores(scores: FileScores) -> str:
    return str(
        Bilingual(
            f"硬推 {scores.hard_sell:.2f} · 垃圾 {scores.spam:.2f} · "
            f"标题党 {scores.clickbait:.2f} · {INTENT_NAMES[scores.label].zh}",
            f"hard sell {scores.hard_sell:.2f} · spam {scores.spam:.2f} · "
            f"clickbait {scores.clickbait:.2f} · {INTENT_NAMES[scores.label].en}",
        )
    )


def _item(finding: Diagnostic, document: Seen | None) -> str:
    sources = source_words(finding.sources)
    offers = "".join(
        f"{escape(str(Bilingual('可改为：', 'could be: ')))}{escape(offer(document, fix))}<br>"
        for fix in finding.fixes
        if document
    )
    return (
        f'<li class="{finding.severity.value}"><b>{escape(finding.rule)}</b> '
        f"{finding.place.line}:{finding.place.column} {escape(finding.message)}<br>"
        f"{offers}<small>{escape(finding.advice)} — {escape(sources)}</small></li>\n"
    )


def _marked(document: Seen, findings: tuple[Diagnostic, ...]) -> Iterator[str]:
    """The source with findings underlined; where they overlap, the first in order stands."""
    at = 0
    for finding in findings:
        start, end = finding.span
        if start < at or end <= start or end - start > 400:
            continue
        yield escape(document.source[at:start])
        label = escape(f"{finding.rule} {finding.message}", quote=True)
        yield f'<mark class="{finding.severity.value}" title="{label}">'
        yield f"{escape(document.source[start:end])}</mark>"
        at = end
    yield escape(document.source[at:])
