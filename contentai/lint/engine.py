"""Runs a rulebook over a draft and turns matches into diagnostics."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from contentai.diagnostics import Diagnostic, Evidence, Ranges, Severity, Span
from contentai.language import Bilingual, Language, current
from contentai.rulebook.facts import USUAL, Facts
from contentai.rulebook.lexicon import Search
from contentai.rulebook.loader import Rulebook
from contentai.rulebook.matchers import Match
from contentai.rulebook.rule import Rule
from contentai.rulebook.subject import Judge, Subject
from contentai.rulebook.told import Blank
from contentai.text.document import Document

# Beyond so many findings of one rule in one draft, another one tells nobody anything.
_MOST = 500
_LONGEST = 400
_CUT = "_cut"
_CUT_WORDS = Bilingual(
    f"（这条规则在本文超过 {_MOST} 处，其余不再列出）",
    f" (over {_MOST} findings of this rule in this draft; the rest are not listed)",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a draft is meant to go and which rules look at it.

    ``channel``, ``stage`` and ``segments`` win over the draft's own front matter; the
    ``default_…`` ones stand in where neither speaks. ``rules`` is None for the usual ones.
    """

    channel: str | None = None
    stage: str | None = None
    segments: tuple[str, ...] = ()
    rules: Collection[str] | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)
    default_channel: str | None = None
    default_stage: str | None = None
    default_segments: tuple[str, ...] = ()
    account: Facts = USUAL


def lint_document(
    document: Document,
    rulebook: Rulebook,
    setting: Setting = Setting(),
    judge: Judge | None = None,
) -> list[Diagnostic]:
    """The findings on one draft, in text order; of one place, the worst first."""
    return lint_subject(subject_of(document, rulebook, setting, judge), rulebook, setting)


def lint_subject(
    subject: Subject, rulebook: Rulebook, setting: Setting = Setting()
) -> list[Diagnostic]:
    """The same for a draft whose channel, stage and segments are settled."""
    return lint_subjects([(subject, setting)], rulebook)[0]


def lint_subjects(
    cases: Sequence[tuple[Subject, Setting]], rulebook: Rulebook
) -> list[list[Diagnostic]]:
    """The same for some drafts, each with its setting.

    Every rule looks at all of them before the next does, which takes a tenth less time than
    draft by draft: what a rule needs is then close to the processor.
    """
    language = current()
    found: list[list[Diagnostic]] = [[] for _ in cases]
    asked = [
        (subject, setting, rulebook.usual if setting.rules is None else setting.rules, its)
        for (subject, setting), its in zip(cases, found, strict=True)
    ]
    for rule in rulebook.rules.values():
        for subject, setting, wanted, its in asked:
            if rule.id in wanted and rule.check.may_fire(subject) and rule.looks_at(subject):
                its.extend(
                    _diagnostic(rule, match, subject, setting, language)
                    for match in _matches(rule, subject)
                )
    return [
        _in_order([*_unsaid(_telling(its, rulebook), its, rulebook, subject, wanted)])
        for subject, _, wanted, its in asked
    ]


def _in_order(kept: list[Diagnostic]) -> list[Diagnostic]:
    kept.sort(key=lambda d: (d.span.start, -d.severity.rank, d.span.end, d.rule))
    return kept


def looking(subject: Subject, rulebook: Rulebook, setting: Setting) -> frozenset[str]:
    """Ids of the rules in use that look at this draft."""
    wanted = rulebook.usual if setting.rules is None else setting.rules
    return frozenset(id for id in wanted if rulebook.rules[id].looks_at(subject))


def _telling(found: list[Diagnostic], rulebook: Rulebook) -> Iterator[Diagnostic]:
    """The findings less those that yield to another one, no milder, at the same place."""
    others: dict[tuple[str, Severity], Ranges] = {}
    for finding in found:
        prefixes = rulebook.rules[finding.rule].yields_to
        if not prefixes:
            yield finding
            continue
        key = (finding.rule, finding.severity)
        if key not in others:
            others[key] = Ranges(
                other.span
                for other in found
                if other.rule != finding.rule
                and other.severity.rank >= finding.severity.rank
                and other.rule.startswith(prefixes)
            )
        if not others[key].touch(finding.span):
            yield finding


def _unsaid(
    telling: Iterable[Diagnostic],
    found: Sequence[Diagnostic],
    rulebook: Rulebook,
    subject: Subject,
    wanted: Collection[str],
) -> Iterator[Diagnostic]:
    """The findings less those of what no rule words, where a rule does (see ``Rule.beyond``).

    Rules that are not in use are run for this alone, and only where it matters.
    """
    worded: dict[str, Ranges] = {}
    unused: dict[str, Ranges] = {}
    for finding in telling:
        rule = rulebook.rules[finding.rule]
        if rule.beyond:
            if rule.id not in worded:
                worded[rule.id] = Ranges(f.span for f in found if _is_among(f.rule, rule))
            if worded[rule.id].touch(finding.span):
                continue
            if rule.id not in unused:
                others = (rulebook.rules[id] for id in rulebook.usual.difference(wanted))
                unused[rule.id] = Ranges(
                    match.span if match.in_source else subject.document.source_span(match.span)
                    for other in others
                    if _is_among(other.id, rule)
                    and other.check.may_fire(subject)
                    and other.looks_at(subject)
                    for match in _matches(other, subject)
                )
            if unused[rule.id].touch(finding.span):
                continue
        yield finding


def _is_among(id: str, rule: Rule) -> bool:
    return id != rule.id and id.startswith(rule.beyond)


def _matches(rule: Rule, subject: Subject) -> Iterator[Match]:
    """The rule's matches outside garbled text, ``_MOST`` at most; the last one says so."""
    document = subject.document
    kept = (
        match
        for match in rule.check.run(subject)
        if match.in_source or not (_in_garbled(document, match) or dropped(rule, match, subject))
    )
    first = list(islice(kept, _MOST))
    more = len(first) == _MOST and next(kept, None) is not None
    yield from first[:-1] if more else first
    if more:
        yield replace(first[-1], values={**first[-1].values, _CUT: ""})


def subject_of(
    document: Document,
    rulebook: Rulebook,
    setting: Setting,
    judge: Judge | None,
    searched: Search | None = None,
) -> Subject:
    """What the matchers are shown: the draft with its channel, stage and segments settled."""
    channel = setting.channel or document.channel or setting.default_channel
    return Subject(
        document=document,
        lexicon=rulebook.lexicon,
        channel=rulebook.channels.get(channel) if channel else None,
        stage=setting.stage or document.front.stage or setting.default_stage,
        segments=setting.segments or document.front.segments or setting.default_segments,
        judge=judge,
        account=setting.account,
        searched=searched,
    )


def _in_garbled(document: Document, match: Match) -> bool:
    if not document.garbled or match.score is not None:
        return False
    span = document.source_span(match.span)
    return any(garbled.contains(span) for garbled in document.garbled)


def _diagnostic(
    rule: Rule, match: Match, subject: Subject, setting: Setting, language: Language
) -> Diagnostic:
    document = subject.document
    span = match.span if match.in_source else document.source_span(_marked(match.span))
    excerpt = document.excerpt(span)
    # A message quotes what a reader reads; the excerpt, which may hold tags, is the source's.
    read = excerpt if match.in_source else document.text[match.span.start : match.span.end]
    values = {"found": _shortened(read), **match.values}
    if subject.channel:
        values.setdefault("channel", str(subject.channel.name))
    pick = 0 if language == "zh" else 1
    severity, why = _severity(rule, match, subject, setting)
    ending = why[pick] + (_CUT_WORDS[pick] if _CUT in match.values else "")
    return Diagnostic(
        rule=rule.id,
        severity=severity,
        message=rule.message[pick].format_map(Blank(values)) + ending,
        advice=rule.advice[pick],
        span=span,
        place=document.place(span),
        excerpt=excerpt,
        score=match.score,
        evidence=tuple(_evidence(document, match)),
        fixes=rule.fix.fixes(document, match, language) if rule.fix else (),
        sources=tuple(source.as_dict() for source in rule.sources),
        is_whole=match.is_whole,
    )


def dropped(rule: Rule, match: Match, subject: Subject) -> bool:
    """True when a match is excused, or the rule's doubt about it so strong that it is left out."""
    if rule.excused(match, subject):
        return True
    if rule.doubt is None or match.in_source:
        return False
    return rule.doubt.drops(subject, match.span, match.score)


def severity_of(rule: Rule, match: Match, subject: Subject) -> Severity:
    """What facts about the account and scores make of the rule's own severity."""
    return _judged(rule, match, subject)[0]


def _severity(
    rule: Rule, match: Match, subject: Subject, setting: Setting
) -> tuple[Severity, Bilingual]:
    """The configured severity, or what facts and scores make of the rule's own, and why."""
    if rule.id in setting.severities:
        return setting.severities[rule.id], Bilingual("", "")
    return _judged(rule, match, subject)


def _judged(rule: Rule, match: Match, subject: Subject) -> tuple[Severity, Bilingual]:
    relax = rule.relaxed(subject.account)
    if relax is not None:
        return relax.to, relax.words(subject.account)
    if rule.doubt and match.aside:
        return rule.doubt.to, rule.doubt.words(aside=match.aside)
    if rule.doubt and not match.in_source and rule.doubt.holds(subject, match.span, match.score):
        return rule.doubt.to, rule.doubt.words(match.score)
    return rule.severity, Bilingual("", "")


def _marked(span: Span) -> Span:
    """What is marked of a reading span: of a wall of text, where it begins is enough."""
    return Span(span.start, min(span.end, span.start + _LONGEST))


def _evidence(document: Document, match: Match) -> Iterator[Evidence]:
    for item in match.evidence:
        yield document.in_source(item)


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 30 else flat[:28] + "…"
