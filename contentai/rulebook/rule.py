"""A rule as data, read: which drafts it looks at, what it checks, and what there is to it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.rulebook.accountcheck import AccountCheck
from contentai.rulebook.facts import ANY, Facts
from contentai.rulebook.fixing import Remedy
from contentai.rulebook.lowering import Doubt, Relax
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.subject import Subject
from contentai.rulebook.told import Example, Source, Written


class Scope(StrEnum):
    """Whether one draft can be checked, or only an account's posts together."""

    POST = "post"
    ACCOUNT = "account"


class When(NamedTuple):
    """The drafts a rule looks at, beyond its channels; empty means all."""

    stages: tuple[str, ...] = ()
    longer_than: int = 0
    account: Facts = ANY


class Rule(NamedTuple):
    """One rule. ``file`` and ``line`` say where it is written; ``pack`` is its folder.

    ``audit`` is what a rule on an account looks for; its ``check`` finds nothing in a draft.

    ``yields_to`` names rules or the beginnings of their ids (LAW-016, LAW): where one of their
    findings that is no milder overlaps, this rule's says nothing new and is left out.
    ``beyond`` names likewise rules whose wordings are not meant: where one of them matches,
    even one that is lowered or not in use, this rule has nothing to say.
    ``extra`` names what must be installed; such a rule looks only where it is asked for.
    ``budget``: findings per 10,000 characters of innocent text that it may have, if it says.
    """

    id: str
    pack: str
    severity: Severity
    scope: Scope
    channels: tuple[str, ...]
    when: When
    check: Check
    written: Written
    file: str
    line: int
    budget: float | None = None
    relax: tuple[Relax, ...] = ()
    doubt: Doubt | None = None
    yields_to: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    extra: str | None = None
    audit: AccountCheck | None = None

    @property
    def name(self) -> Bilingual:
        """What the rule is called."""
        return self.written.told.name

    @property
    def message(self) -> Bilingual:
        """What was found; ``{name}`` stands for a value of the match."""
        return self.written.told.message

    @property
    def advice(self) -> Bilingual:
        """What to write instead."""
        return self.written.told.advice

    @property
    def why(self) -> Bilingual | None:
        """Why it matters, if the rule says."""
        return self.written.told.why

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the rule comes from; at least one."""
        return self.written.told.sources

    @property
    def fix(self) -> Remedy | None:
        """How what it finds can be mended, if it can."""
        return self.written.told.fix

    @property
    def examples(self) -> tuple[Example, ...]:
        """Texts it must find or leave alone. Raises ``DataError`` (see ``Written``)."""
        return self.written.examples

    def excused(self, match: Match, subject: Subject) -> bool:
        """True for a match that another clause of its sentence may excuse, and does.

        It does unless the rule can be in doubt and the sentence reads like a claim all the same.
        """
        if not match.aside:
            return False
        return self.doubt is None or self.doubt.hides(subject, match.span)

    def found(self, subject: Subject) -> Iterator[Match]:
        """What the check finds and nothing excuses; doubts that leave it out play no part."""
        return (match for match in self.check(subject) if not self.excused(match, subject))

    def relaxed(self, account: Facts) -> Relax | None:
        """What lowers the severity most for this account, or None when nothing does."""
        held = [relax for relax in self.relax if relax.account.met(account)]
        return min(held, key=lambda relax: relax.to.rank, default=None)

    def looks_at(self, subject: Subject) -> bool:
        """True when the rule judges drafts of this channel, stage, length and account.

        A rule for certain channels does not look at a draft without one; nor does a rule for
        certain stages.
        """
        return not self.unmet(subject)

    def unmet(self, subject: Subject) -> str:
        """The key of the rule's file for which it passes a draft over; empty: it looks at it."""
        if self.scope is not Scope.POST:
            return "scope"
        if self.channels and (subject.channel is None or subject.channel.id not in self.channels):
            return "channels"
        if self.when.stages and subject.stage not in self.when.stages:
            return "when.stage"
        if not self.when.account.met(subject.account):
            return "when.account"
        if self.when.longer_than and subject.document.body_length <= self.when.longer_than:
            return "when.longer_than"
        return ""
