"""How often every rule fires on innocent texts, and which rules do so too often.

A rate is findings per 10,000 characters of the texts that the rule looks at. Where a rule's
severity is error, the findings that doubt made warnings are told but do not count against it.
On the project's own texts an error rule may have none, any other rule as many as its
``budget`` says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from contentai.diagnostics import Severity, Span
from contentai.lint.engine import Setting, dropped, severity_of, subject_of
from contentai.lint.innocent import OWN, Innocent
from contentai.rulebook.loader import Rulebook
from contentai.rulebook.rule import Rule
from contentai.rulebook.subject import Judge, Subject
from contentai.text.document import Document

PER = 10_000

Parse = Callable[[Innocent], Document]
Judges = Callable[[Document], Judge | None]


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding on an innocent text: what was marked, the sentence around it, how severe."""

    text: Innocent
    found: str
    sentence: str
    severity: Severity


@dataclass(slots=True)
class Tally:
    """What one rule did: hits, and the characters it looked at by source."""

    rule: Rule
    hits: list[Hit] = field(default_factory=list)
    characters: dict[str, int] = field(default_factory=dict)

    def count(self, *sources: str) -> int:
        """Hits in the texts of these sources."""
        return sum(hit.text.source in sources for hit in self.hits)

    def rate(self, *sources: str) -> float | None:
        """Hits per ``PER`` characters of these sources; None when it looked at none of them."""
        size = sum(self.characters.get(source, 0) for source in sources)
        return PER * self.count(*sources) / size if size else None

    def counted(self, hit: Hit) -> bool:
        """True for a hit that counts against the budget: as severe as the rule itself."""
        return self.rule.severity is not Severity.ERROR or hit.severity is Severity.ERROR

    @property
    def against(self) -> float | None:
        """What counts against the budget per ``PER`` characters of the project's own texts."""
        size = sum(self.characters.get(source, 0) for source in OWN)
        hits = sum(hit.text.source in OWN and self.counted(hit) for hit in self.hits)
        return PER * hits / size if size else None

    @property
    def allowed(self) -> float | None:
        """The highest rate on the project's own texts that is within budget; None for any."""
        if self.rule.budget is not None:
            return self.rule.budget
        return 0.0 if self.rule.severity is Severity.ERROR else None

    @property
    def exceeded(self) -> bool:
        """True when the rule fires too often on the project's own texts."""
        against = self.against
        return against is not None and self.allowed is not None and against > self.allowed


def tally(
    texts: Iterable[Innocent], rulebook: Rulebook, parse: Parse, judges: Judges
) -> list[Tally]:
    """What every rule did with the texts, in id order. Each text is read once."""
    tallies = [Tally(rulebook.rules[id]) for id in sorted(rulebook.usual)]
    for text in texts:
        document = parse(text)
        subject = subject_of(document, rulebook, Setting(channel=text.channel), judges(document))
        size = len("".join(document.text.split()))
        for one in tallies:
            if one.rule.looks_at(subject):
                one.characters[text.source] = one.characters.get(text.source, 0) + size
                one.hits.extend(_hits(one.rule, text, subject))
    return tallies


def _hits(rule: Rule, text: Innocent, subject: Subject) -> Iterator[Hit]:
    document = subject.document
    for match in rule.check(subject):
        if dropped(rule, match, subject):
            continue
        severity = severity_of(rule, match, subject)
        if match.in_source:
            # That a bare title has no body, no picture and no source is no offence of it.
            if text.text:
                yield Hit(text, document.excerpt(match.span), "", severity)
            continue
        around = document.sentence_at(match.span.start)
        yield Hit(text, _read(document, match.span), _read(document, around), severity)


def _read(document: Document, span: Span) -> str:
    return " ".join(document.text[slice(*span)].split())
