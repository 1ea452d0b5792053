"""What was found, in the protocol's words: diagnostics, hovers, symbols."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lsprotocol import types

from contentai.diagnostics import Applicability, Diagnostic, Edit, Severity, Span
from contentai.language import Bilingual
from contentai.lint.outcome import FileScores
from contentai.lint.suppress import OWN, UNUSED
from contentai.located import DataError
from contentai.lsp.judging import Heading, Judged
from contentai.lsp.positions import At, Positions
from contentai.rulebook.rule import Rule
from contentai.scorenames import (
    INTENT_NAMES,
    UNRELIABLE,
    label_words,
    pitch_words,
    score_names,
    shown_score,
)
from contentai.text.lines import index_lines

SOURCE = "contentai"
_LEVELS = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_MOST_REASONS = 10
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")


@dataclass(frozen=True, slots=True)
class Able:
    """What a client can show, as far as it matters here."""

    tags: bool = False
    related: bool = False
    markdown: bool = True
    nested_symbols: bool = False


def position(at: At) -> types.Position:
    """A position of the protocol."""
    return types.Position(at.line, at.unit)


def range_of(positions: Positions, span: Span) -> types.Range:
    """The range of a span."""
    start, end = positions.ends(span)
    return types.Range(position(start), position(end))


def span_of(positions: Positions, found: types.Range) -> Span:
    """The span of a range."""
    return positions.span(
        At(found.start.line, found.start.character), At(found.end.line, found.end.character)
    )


def text_edits(positions: Positions, edits: Iterable[Edit]) -> list[types.TextEdit]:
    """Edits of the protocol."""
    return [types.TextEdit(range_of(positions, edit.span), edit.text) for edit in edits]


def diagnostics(
    judged: Judged, positions: Positions, uri: str, able: Able
) -> list[types.Diagnostic]:
    """The diagnostics of a draft. One that a limit or a mistake of ours kept from being judged,
    or that is none, says so in its first line.
    """
    if judged.trouble and judged.trouble.kind in ("too_large", "pointer", "failed"):
        level = {
            "too_large": types.DiagnosticSeverity.Information,
            "pointer": types.DiagnosticSeverity.Error,
            "failed": types.DiagnosticSeverity.Error,
        }[judged.trouble.kind]
        first = types.Range(types.Position(0, 0), types.Position(0, 0))
        words = str(judged.trouble.words)
        return [types.Diagnostic(first, words, level, code=judged.trouble.kind, source=SOURCE)]
    return [diagnostic(finding, positions, uri, able) for finding in judged.findings]


def diagnostic(finding: Diagnostic, positions: Positions, uri: str, able: Able) -> types.Diagnostic:
    """One finding. Its ``data`` has the offsets in code points and what to do instead."""
    shown = types.Diagnostic(
        range=range_of(positions, finding.span),
        message=finding.message,
        severity=_LEVELS[finding.severity],
        code=finding.rule,
        source=SOURCE,
        data={
            "rule": finding.rule,
            "start": finding.span.start,
            "end": finding.span.end,
            "advice": finding.advice,
        },
    )
    if able.tags and finding.rule == UNUSED:
        shown.tags = [types.DiagnosticTag.Unnecessary]
    if able.related:
        reasons = [item for item in finding.evidence if item.reason and item.weight > 0]
        strongest = sorted(reasons, key=lambda item: -item.weight)[:_MOST_REASONS]
        shown.related_information = [
            types.DiagnosticRelatedInformation(
                types.Location(uri, range_of(positions, item.span)), item.reason
            )
            for item in sorted(strongest, key=lambda item: item.span)
        ] or None
    return shown


def fault(error: DataError, text: str, encoding: str) -> types.Diagnostic:
    """A mistake in a configuration or rule file that holds ``text``."""
    positions = Positions(text, encoding)
    starts = positions.lines.starts
    if 0 < error.line <= len(starts):
        start = starts[error.line - 1] + max(error.column - 1, 0)
        end = starts[error.line - 1] + len(positions.lines.line(error.line))
        span = Span(min(start, end), end)
    else:
        span = Span(0, len(positions.lines.line(1)))
    level = types.DiagnosticSeverity.Error
    return types.Diagnostic(range_of(positions, span), str(error.words), level, source=SOURCE)


def hover_words(
    judged: Judged, found: Sequence[tuple[Diagnostic, Rule | None]], at_top: bool
) -> str | None:
    """What there is to say at a place, as Markdown; None for nothing.

    ``found`` are the findings there with their rules. At the top of a draft stand its scores, or
    why it has none.
    """
    parts = [_told(finding, rule) for finding, rule in found]
    if parts or at_top:
        parts += [escaped(words) for words in _standing(judged)]
    return "\n\n---\n\n".join(parts) or None


def _told(finding: Diagnostic, rule: Rule | None) -> str:
    name = rule.name if rule else OWN[finding.rule].name if finding.rule in OWN else ""
    lines = [
        f"**{finding.rule}** {escaped(str(name))}",
        escaped(finding.message),
        f"**{Bilingual('怎么改', 'What to do')}** {escaped(finding.advice)}",
    ]
    for fix in finding.fixes:
        if fix.applicability is Applicability.DISPLAY:
            lines.append(
                f"**{Bilingual('改法，只作参考', 'A way, shown only')}** {escaped(fix.title)}"
            )
    if rule and rule.why:
        lines.append(f"**{Bilingual('为什么', 'Why')}** {escaped(str(rule.why))}")
    if rule and rule.sources:
        sources = str(Bilingual("；", "; ")).join(map(str, rule.sources))
        lines.append(f"**{Bilingual('出处', 'Source')}** {escaped(sources)}")
    if finding.score is not None:
        lines.append(f"**{Bilingual('分数', 'Score')}** {shown_score(finding.score)}")
    return "\n\n".join(lines)


def _standing(judged: Judged) -> Iterator[str]:
    if judged.trouble:
        yield str(judged.trouble.words)
    elif judged.scores:
        lines = index_lines(judged.asked.text)
        yield _score_words(judged.scores)
        if not judged.scores.reliable:
            yield str(UNRELIABLE)
        for pitch in judged.scores.pitches:
            words = " ".join(judged.asked.text[slice(*pitch.span)].split())
            line, column = lines.position(pitch.span.start)
            yield f"{pitch_words(f'{line}:{column}', pitch.score)}“{words}”"
    elif judged.bench and judged.bench.notes:
        yield from map(str, judged.bench.notes)


def _score_words(scores: FileScores) -> str:
    intents = sorted(scores.intent.items(), key=lambda item: -item[1])[:2]
    mix = str(Bilingual("、", ", ")).join(
        f"{INTENT_NAMES[name]} {part:.0%}" for name, part in intents
    )
    values = [
        f"{name} {shown_score(getattr(scores, score))}"
        for score, name in score_names(scores.titled).items()
    ]
    label = label_words(scores.label, scores.intent)
    told = str(Bilingual("，", ", ")).join(values)
    return str(
        Bilingual(
            f"全文：{told}（0.5 起算）；归为{label.zh}；各种意图占：{mix}",
            f"draft: {told} (0.5 and more is flagged); judged as {label.en}; intents: {mix}",
        )
    )


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def unmarked(markdown: str) -> str:
    """Our own Markdown as plain text, for clients that show no other."""
    return re.sub(r"\\(.)", r"\1", markdown.replace("**", ""))


def symbols(
    headings: Sequence[Heading], positions: Positions, uri: str, able: Able
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    """The titles and headings, each with what lies below it where the client shows that."""
    kind = types.SymbolKind.String
    if not able.nested_symbols:
        return [
            types.SymbolInformation(
                types.Location(uri, range_of(positions, heading.span)), heading.words, kind
            )
            for heading in headings
        ]
    top: list[types.DocumentSymbol] = []
    above: list[tuple[int, types.DocumentSymbol]] = []
    ordered = sorted(headings, key=lambda heading: heading.span.start)
    for number, heading in enumerate(ordered):
        after = (
            other.span.start for other in ordered[number + 1 :] if other.level <= heading.level
        )
        end = max(next(after, len(positions.text)), heading.span.end)
        symbol = types.DocumentSymbol(
            heading.words,
            kind,
            range_of(positions, Span(heading.span.start, end)),
            range_of(positions, heading.span),
            children=[],
        )
        while above and above[-1][0] >= heading.level:
            above.pop()
        siblings = above[-1][1].children if above else top
        assert isinstance(siblings, list)
        siblings.append(symbol)
        above.append((heading.level, symbol))
    return top
