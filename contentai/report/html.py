"""The HTML report: one page that needs no network, readable without JavaScript too.

Everything is in the page; the script only filters, searches and walks through it. Whatever a
draft, a path or a rule says is escaped, and what is invisible or turns the writing is shown as a
dot. The worst drafts come first; how many are shown at most, see ``overview``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from contentai.diagnostics import Diagnostic, Severity
from contentai.language import Bilingual
from contentai.lint.outcome import FileOutcome, FileScores
from contentai.lint.seen import Seen
from contentai.report import Report, source_words
from contentai.report.bars import Bar, bars, columns
from contentai.report.changes import offer
from contentai.report.marked import marked, shown
from contentai.report.overview import MOST_OF_ONE, SCORES, Overview, in_order
from contentai.report.page import closing, opening, safe
from contentai.report.text import quoted, suppressed_words
from contentai.scorenames import (
    INTENT_NAMES,
    OPENING_NAME,
    SCORE_NAMES,
    SEVERITY_NAMES,
    UNRELIABLE,
    label_words,
    pitch_words,
    score_names,
    shown_score,
)

_NAME: Final = "report"
# Drafts that are open from the start, findings listed of one, bars of a chart.
_OPEN, _LISTED, _BARS = 10, 200, 10


def render(report: Report) -> Iterator[str]:
    """The page, piece by piece."""
    overview = Overview.of(report.outcomes)
    positions = overview.shown()
    title = str(Bilingual("contentai 检查报告", "contentai report"))
    yield opening(title, _NAME)
    yield f"<header><h1>{safe(title)}</h1>\n"
    yield from _totals(report, overview)
    yield "</header>\n<main>\n"
    yield from _charts(report, overview)
    yield from _filters(report, overview, positions)
    yield "<section id=drafts>\n"
    for number, outcome in enumerate(in_order(report.outcomes, positions)):
        yield from _draft(outcome, number, report)
    yield "</section>\n"
    left = overview.drafts - len(positions)
    if left:
        words = Bilingual(
            f"另有 {left} 份较轻的稿件没有放进这一页；全部结果用 --format json",
            f"{left} more drafts, less bad than these, are not on this page; --format json has all",
        )
        yield f"<p class=note>{safe(str(words))}</p>\n"
    yield from _rules(report, overview)
    yield "</main>\n"
    yield closing(_NAME)


def _totals(report: Report, overview: Overview) -> Iterator[str]:
    s = report.summary
    cards = (
        ("", s.read, Bilingual("稿件", "drafts")),
        ("", s.characters, Bilingual("字", "characters")),
        ("error", s.errors, SEVERITY_NAMES[Severity.ERROR]),
        ("warning", s.warnings, SEVERITY_NAMES[Severity.WARNING]),
        ("info", s.infos, SEVERITY_NAMES[Severity.INFO]),
        ("good", overview.clean, Bilingual("没有问题", "nothing found")),
        *([("error", s.unread, Bilingual("没有读成", "unread"))] if s.unread else []),
    )
    yield "<ul class=totals>"
    for kind, count, name in cards:
        yield f'<li class="{kind if count else ""}"><b>{count:,}</b> {safe(str(name))}</li>'
    yield "</ul>\n"
    if s.suppressed:
        yield f"<p class=quiet>{safe(str(suppressed_words(s.suppressed)))}</p>\n"
    for note in report.notes:
        yield f"<p class=note>{safe(str(note))}</p>\n"


def _charts(report: Report, overview: Overview) -> Iterator[str]:
    yield "<section id=charts>\n"
    common = overview.rules.most_common(_BARS)
    rules = [Bar(id, _parts(overview.severities[id]), f"rule-{id}") for id, _ in common]
    yield bars(str(Bilingual("最常见的规则", "most frequent rules")), rules)
    channels = [
        Bar(_channel(id, report), _parts(counts)) for id, counts in overview.by_channel.items()
    ]
    channels = sorted(channels, key=lambda row: -row.total)[:_BARS]
    if any(row.total for row in channels):
        yield bars(str(Bilingual("各渠道的问题", "findings by channel")), channels)
    intents = [
        Bar(str(INTENT_NAMES[label]), [("plain", count)])
        for label, count in overview.intents.most_common()
    ]
    yield bars(str(Bilingual("稿件的意图", "what drafts are after")), intents)
    for name in SCORES if overview.intents else ():
        words = Bilingual(
            f"{SCORE_NAMES[name].zh}分（0.5 起算偏高）",
            f"{SCORE_NAMES[name].en} (0.5 and over is high)",
        )
        yield columns(str(words), overview.bins[name], 5)
    yield "</section>\n"


def _parts(counts: Counter[Severity]) -> list[tuple[str, int]]:
    return [(severity.value, counts[severity]) for severity in reversed(Severity)]


def _channel(id: str, report: Report) -> str:
    if not id:
        return str(Bilingual("没写渠道", "no channel"))
    return str(report.channels.get(id, id))


def _filters(report: Report, overview: Overview, positions: Sequence[int]) -> Iterator[str]:
    """Hidden until the script is there to make them work. ``positions`` are the drafts shown."""
    everything = Bilingual("全部", "all")
    yield "<form id=filters hidden>\n"
    yield f"<label for=search>{Bilingual('搜索', 'Search')}"
    yield "<input id=search type=search autocomplete=off></label>\n"
    yield f"<fieldset><legend>{Bilingual('级别', 'Severity')}</legend>"
    for severity in reversed(Severity):
        value = severity.value
        yield f'<label class="{value}"><input type=checkbox name=severity value="{value}" checked>'
        yield f"{SEVERITY_NAMES[severity]}</label>"
    yield "</fieldset>\n"
    rules = [(id, f"{id} × {n}") for id, n in overview.rules.most_common()]
    channels = [(id or "-", f"{_channel(id, report)} × {n}") for id, n in
                overview.channels.most_common()]  # fmt: skip
    shown_of = Counter(overview.files[at] for at in positions)
    files = [(path, f"{path} × {n}" if n > 1 else path) for path, n in sorted(shown_of.items())]
    for id, name, options in (
        ("rule", Bilingual("规则", "Rule"), rules),
        ("channel", Bilingual("渠道", "Channel"), channels),
        ("file", Bilingual("文件", "File"), files),
    ):
        if len(options) < 2:
            continue
        yield f'<label for={id}>{name}<select id={id}><option value="">{everything}</option>'
        yield from (f'<option value="{safe(v)}">{safe(words)}</option>' for v, words in options)
        yield "</select></label>\n"
    yield f"<button type=reset>{Bilingual('清除', 'Clear')}</button>\n"
    yield f"<button type=button id=unfold>{Bilingual('全部展开', 'Unfold all')}</button>\n"
    yield f"<button type=button id=fold>{Bilingual('全部收起', 'Fold all')}</button>\n"
    count = len(positions)
    yield f"<span id=count role=status>{count} / {count}</span>\n"
    keys = Bilingual(
        "/ 搜索 · n 下一处 · p 上一处 · Esc 清除", "/ search · n next · p previous · Esc clear"
    )
    yield f"<span class=quiet>{safe(str(keys))}</span>\n</form>\n"


def _draft(outcome: FileOutcome, number: int, report: Report) -> Iterator[str]:
    counts = {s: sum(f.severity is s for f in outcome.findings) for s in reversed(Severity)}
    worst = next((s.value for s, count in counts.items() if count), "clean")
    is_open = " open" if number < _OPEN and outcome.findings else ""
    yield f'<details class="draft {worst if outcome.error is None else "error"}" id="d{number}" '
    yield f'data-channel="{safe(outcome.channel or "-")}" '
    yield f'data-file="{safe(outcome.file)}"{is_open}>'
    yield f"<summary><h2>{safe(outcome.path)}</h2> <span class=counts>"
    for severity, count in counts.items():
        if count:
            yield f'<span class="{severity.value}">{count} {SEVERITY_NAMES[severity]}</span> '
    yield "</span>"
    if outcome.channel:
        yield f"<span class=quiet>{safe(_channel(outcome.channel, report))}</span> "
    if outcome.scores:
        yield from _scores(outcome.scores)
    if outcome.error is not None:
        yield f"<span class=problem>{safe(str(outcome.error.words))}</span>"
    yield "</summary>\n"
    if outcome.document:
        yield from _pitches(outcome, outcome.document)
        yield "<div class=sheet>"
        view = shown(outcome.document, outcome.findings)
        yield f"<div class=text>{''.join(marked(view, outcome.findings, number))}"
        if view.left_out:
            words = Bilingual(
                f"…… 这一份只放了前 {MOST_OF_ONE:,} 字左右，后面还有 {view.left_out:,} 字",
                f"… about the first {MOST_OF_ONE:,} characters; {view.left_out:,} more follow",
            )
            yield f"\n<span class=note>{safe(str(words))}</span>"
        yield "</div>\n"
        yield from _list(outcome, number, view.places)
        yield "</div>\n"
    yield "</details>\n"


def _scores(scores: FileScores) -> Iterator[str]:
    yield "<span class=scores>"
    for score, name in score_names(scores.titled).items():
        value = getattr(scores, score)
        high = " class=high" if value >= 0.5 and name is not OPENING_NAME else ""
        yield f"<span{high}>{name} {shown_score(value)}</span> "
    yield f"<span>→ {label_words(scores.label, scores.intent)}</span>"
    yield "</span>" if scores.reliable else f" <span>{safe(str(UNRELIABLE))}</span></span>"


def _pitches(outcome: FileOutcome, document: Seen) -> Iterator[str]:
    """Where a draft sells hard that does not as a whole."""
    for pitch in outcome.scores.pitches if outcome.scores else ():
        place, words = quoted(pitch, outcome, document)
        told = pitch_words(place, pitch.score)
        yield f"<p class=note>{safe(f'{told}“{words}”')}</p>\n"


def _list(outcome: FileOutcome, number: int, places: Sequence[object]) -> Iterator[str]:
    if not outcome.findings:
        yield f"<p class=good>{Bilingual('没有发现问题', 'nothing found')}</p>\n"
        return
    yield "<ol class=findings>\n"
    for index, finding in enumerate(outcome.findings[:_LISTED]):
        yield _item(outcome, finding, f"{number}-{index}", places[index] is not None)
    more = len(outcome.findings) - _LISTED
    if more > 0:
        words = Bilingual(f"还有 {more} 处没有列出", f"{more} more are not listed")
        yield f"<li class=note>{words}</li>\n"
    yield "</ol>\n"


def _item(outcome: FileOutcome, finding: Diagnostic, id: str, is_placed: bool) -> str:
    document, severity = outcome.document, finding.severity
    assert document is not None
    at = outcome.in_file(finding).place
    place = f"{at.line}:{at.column}"
    back = f'<a href="#m{id}">{place}</a>' if is_placed else place
    lines = [
        f"<b>{SEVERITY_NAMES[severity]}</b> "
        f'<a class=id href="#rule-{safe(finding.rule)}">{safe(finding.rule)}</a> {back}',
        f"<p>{safe(finding.message)}</p>",
        f"<p class=advice>{safe(finding.advice)}</p>",
    ]
    for fix in finding.fixes:
        words = f"{Bilingual('可改为：', 'could be: ')}{offer(document, fix)}"
        lines.append(f"<p class=fix>{safe(words)}</p>")
    if finding.evidence:
        told = str(Bilingual("、", ", ")).join(
            f"“{' '.join(document.excerpt(item.span).split())}”"
            + (f"（{item.reason}）" if item.reason else "")
            + f" {item.weight:+.1f}"
            for item in finding.strongest
        )
        because = Bilingual("依据：", "because: ")
        lines.append(f"<p class=quiet>{safe(f'{because}{told}')}</p>")
    rule = safe(finding.rule)
    return f'<li class="{severity.value}" id="f{id}" data-rule="{rule}">{"".join(lines)}</li>\n'


def _rules(report: Report, overview: Overview) -> Iterator[str]:
    """What the rules that found something say; a finding's number of a rule leads here."""
    if not overview.rules:
        return
    yield f"<section id=rules><h2>{Bilingual('这些规则', 'These rules')}</h2>\n"
    for id, count in overview.rules.most_common():
        rule = report.rules.get(id)
        yield f'<details id="rule-{safe(id)}" class=rule><summary><b>{safe(id)}</b> '
        yield f"{safe(str(rule.name)) if rule else ''} <span class=quiet>× {count}</span></summary>"
        if rule:
            if rule.why:
                yield f"<p>{safe(str(rule.why))}</p>"
            yield f"<p class=advice>{safe(str(rule.advice))}</p>"
            sources = source_words([source.as_dict() for source in rule.sources])
            yield f"<p class=quiet>{Bilingual('出处：', 'source: ')}{safe(sources)}</p>"
        more = Bilingual("例子和写法：", "examples and how it is written: ")
        yield f"<p class=quiet>{more}<code>contentai rules show {safe(id)}</code></p></details>\n"
    yield "</section>\n"
