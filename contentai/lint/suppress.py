"""Findings that a draft says it knows of are set apart, never lost.

A suppression that suppresses nothing, that lacks the reason a team asks for, or that cannot
be used is a finding itself, so that none of them stays behind unseen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from contentai.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from contentai.language import Bilingual
from contentai.lint.directives import Directive, directives
from contentai.lint.outcome import By, Suppressed
from contentai.located import DataError
from contentai.rulebook.loader import Rulebook, covers
from contentai.rulenames import half_width, plain_name
from contentai.text.document import Document

UNUSED, WITHOUT_REASON, UNUSABLE = "SUP-001", "SUP-002", "SUP-003"


class Own(NamedTuple):
    """One of the findings about suppressions themselves, which come from no rule's file."""

    name: Bilingual
    severity: Severity
    what: Bilingual
    advice: Bilingual


OWN: Final[Mapping[str, Own]] = {
    UNUSED: Own(
        Bilingual("忽略了没有的问题", "a suppression that suppresses nothing"),
        Severity.WARNING,
        Bilingual(
            "稿件里注明要忽略的问题并不存在。只在那些规则都看过这份稿件时才报；"
            "级别由配置的 suppressions: {unused: …} 定。",
            "A draft says that a finding is known, and there is none. Told only where the rules "
            "that it names looked at the draft; `suppressions: {unused: …}` sets its severity.",
        ),
        Bilingual("删掉这条忽略", "Delete the suppression"),
    ),
    WITHOUT_REASON: Own(
        Bilingual("忽略没有写原因", "a suppression without a reason"),
        Severity.ERROR,
        Bilingual(
            "配置写了 suppressions: {reason: required}，这条忽略没有原因，不算数。",
            "`suppressions: {reason: required}` asks for a reason; without one it has no effect.",
        ),
        Bilingual("在规则号后面写上原因", "Write the reason after the rule"),
    ),
    UNUSABLE: Own(
        Bilingual("用不了的忽略", "a suppression that cannot be used"),
        Severity.WARNING,
        Bilingual(
            "写法不对、没有写规则号，或者没有这条规则，所以什么都没有忽略。",
            "It is malformed, names no rule or one that does not exist, and ignores nothing.",
        ),
        Bilingual(
            "写成 <!-- contentai: ignore LAW-001 原因 -->",
            "Write <!-- contentai: ignore LAW-001 reason -->",
        ),
    ),
}


def own_findings(name: str) -> frozenset[str]:
    """The ids of ``OWN`` that a name stands for, as the names of rules do."""
    return frozenset(id for id in OWN if covers(plain_name(name), id))


class Policy(NamedTuple):
    """What a team asks of suppressions.

    With ``reason_required`` one without a reason has no effect. ``unused`` is the severity of
    one that suppresses nothing; None lets it pass.
    """

    reason_required: bool = False
    unused: Severity | None = Severity.WARNING


USUAL_POLICY = Policy()


def suppress(
    document: Document,
    findings: Sequence[Diagnostic],
    rulebook: Rulebook,
    policy: Policy,
    wanted: Collection[str],
    looked: Collection[str],
    silenced: Collection[str] = (),
) -> tuple[list[Diagnostic], list[Suppressed]]:
    """The findings that count, those about suppressions among them, and the suppressed ones.

    ``wanted`` are the ids of the rules in use and ``looked`` those of them that looked at this
    draft: a suppression of a rule that did not is not called unused. ``silenced`` are ids of
    ``OWN`` that are not told.
    """
    found = directives(document)
    if not found:
        return list(findings), []
    told: list[Diagnostic] = []
    used: list[tuple[Directive, dict[str, frozenset[str]]]] = []
    for directive in found:
        problem, meant = _meaning(directive, rulebook, policy)
        if problem:
            told.append(_finding(document, directive, *problem))
        if meant:
            used.append((directive, meant))
    kept: list[Diagnostic] = []
    suppressed: list[Suppressed] = []
    effects: set[tuple[int, str]] = set()
    comments = [d.span for d in found if not d.in_header]
    for finding in findings:
        by = [
            (position, name)
            for position, (directive, meant) in enumerate(used)
            for name, rules in meant.items()
            if finding.rule in rules and _covers(directive.covers, finding.span)
        ]
        effects.update(by)
        if by:
            directive = used[by[0][0]][0]
            kind: By = "front_matter" if directive.in_header else "comment"
            suppressed.append(Suppressed(finding, kind, directive.reason))
        elif not (document.format == "plain" and _inside(finding.span, comments)):
            kept.append(finding)
    if policy.unused:
        for position, (directive, meant) in enumerate(used):
            idle = [
                name
                for name, rules in meant.items()
                if (position, name) not in effects
                and all(rule in wanted for rule in rules & rulebook.usual)
                and not rules.isdisjoint(looked)
            ]
            if idle:
                told.append(_unused(document, directive, idle, policy.unused))
    kept += (finding for finding in told if finding.rule not in silenced)
    kept.sort(key=lambda d: (d.span.start, -d.severity.rank, d.span.end, d.rule))
    return kept, suppressed


_Problem = tuple[str, Severity, Bilingual, Bilingual]


def _meaning(
    directive: Directive, rulebook: Rulebook, policy: Policy
) -> tuple[_Problem | None, dict[str, frozenset[str]]]:
    """What is wrong with a directive, and the rules that each of its names stands for."""
    if directive.problem:
        return (UNUSABLE, Severity.WARNING, directive.problem, _HOW), {}
    if not directive.names:
        words = Bilingual("没有写规则号，什么都没有忽略", "it names no rule and ignores nothing")
        return (UNUSABLE, Severity.WARNING, words, _HOW), {}
    meant: dict[str, frozenset[str]] = {}
    for name in directive.names:
        if own_findings(name):
            words = Bilingual(
                f"{name} 说的是忽略本身，稿件里不能忽略；不想看就在配置里写 ignore: [{name}]",
                f"{name} is about suppressions themselves and cannot be ignored in a draft; "
                f"the configuration can: ignore: [{name}]",
            )
            return (UNUSABLE, Severity.WARNING, words, _HOW), meant
        try:
            meant[name] = rulebook.expand((name,))
        except DataError as error:
            return (UNUSABLE, Severity.WARNING, error.words, _HOW), meant
    if policy.reason_required and not directive.reason:
        names = "、".join(directive.names)
        words = Bilingual(
            f"忽略 {names} 没有写原因，不算数", f"ignoring {names} has no reason and no effect"
        )
        advice = Bilingual(
            "在规则号后面写上原因，如：ignore LAW-001 引用法条原文",
            "Write the reason after the rule: ignore LAW-001 quoted from the law",
        )
        return (WITHOUT_REASON, Severity.ERROR, words, advice), {}
    return None, meant


_HOW = Bilingual(
    "写成 <!-- contentai: ignore LAW-001 原因 -->，见 docs/suppressing.md",
    "Write <!-- contentai: ignore LAW-001 reason -->; see docs/suppressing.md",
)


def _covers(covers: Span, span: Span) -> bool:
    return covers.start <= span.start < covers.end


def _inside(span: Span, comments: Iterable[Span]) -> bool:
    return any(comment.contains(span) for comment in comments)


def _unused(
    document: Document, directive: Directive, idle: Sequence[str], severity: Severity
) -> Diagnostic:
    names = "、".join(idle)
    words = Bilingual(
        f"这里忽略了 {names}，可是没有这样的问题", f"{names} is ignored here but finds nothing"
    )
    advice = Bilingual(
        "问题已经没有了，删掉这条忽略；不删，以后真出了问题也看不到",
        "Nothing is left to ignore: delete it, or a real problem may go unseen later",
    )
    fixes: Iterator[Fix] = iter(())
    # One that opens a region goes by its names with its end, and a header is YAML: these stay.
    written = half_width(document.source[slice(*directive.span)]).lower()
    if not directive.in_header and "ignore-start" not in written:
        whole = len(idle) == len(directive.names)
        fixes = _deletion(document, directive) if whole else _shortening(document, directive, idle)
    return _finding(document, directive, UNUSED, severity, words, advice, tuple(fixes))


def _deletion(document: Document, directive: Directive) -> Iterator[Fix]:
    """Delete the comment, with its line where nothing else stands there."""
    start, end = directive.span
    source = document.source
    lines = document.lines
    first, last = lines.position(start)[0], lines.position(end)[0]
    before = source[lines.starts[first - 1] : start]
    if not before.strip() and lines.line(last)[end - lines.starts[last - 1] :].strip() == "":
        start = lines.starts[first - 1]
        parted = first == 1 or not lines.line(first - 1).strip()
        if parted and last < len(lines.starts) and not lines.line(last + 1).strip():
            last += 1  # of the blank lines around it one is enough
        end = lines.starts[last] if last < len(lines.starts) else len(source)
    title = Bilingual("删掉这条忽略", "delete this suppression")
    yield Fix(str(title), Applicability.UNSAFE, (Edit(Span(start, end), ""),))


def _shortening(document: Document, directive: Directive, idle: Sequence[str]) -> Iterator[Fix]:
    """Take the names that find nothing out of the comment."""
    source, at = half_width(document.source), directive.span.start
    starts = []
    for name in directive.names:
        at = source.index(name, at)
        starts.append(at)
        at += len(name)
    kept = ", ".join(name for name in directive.names if name not in idle)
    title = Bilingual(f"不再忽略 {'、'.join(idle)}", f"no longer ignore {', '.join(idle)}")
    yield Fix(str(title), Applicability.UNSAFE, (Edit(Span(starts[0], at), kept),))


def _finding(
    document: Document,
    directive: Directive,
    rule: str,
    severity: Severity,
    words: Bilingual,
    advice: Bilingual,
    fixes: tuple[Fix, ...] = (),
) -> Diagnostic:
    return Diagnostic(
        rule=rule,
        severity=severity,
        message=str(words),
        advice=str(advice),
        span=directive.span,
        place=document.place(directive.span),
        excerpt=document.excerpt(directive.span),
        fixes=fixes,
        sources=({"platform": "contentai", "section": str(Bilingual("忽略", "suppressions"))},),
    )
