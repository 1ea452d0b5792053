"""A rule as data, read: what it checks, why, where it comes from, and its own tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import floor
from typing import NamedTuple

from contentai.diagnostics import Severity, Span
from contentai.language import Bilingual
from contentai.rulebook.accountcase import Case
from contentai.rulebook.accountcheck import AccountCheck
from contentai.rulebook.facts import ANY, Facts
from contentai.rulebook.fixing import Remedy
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.subject import Subject
from contentai.scorenames import shown_score
from contentai.text.names import Format

WITH_ARTICLE = {
    Severity.ERROR: Bilingual("错误", "an error"),
    Severity.WARNING: Bilingual("警告", "a warning"),
    Severity.INFO: Bilingual("提示", "a hint"),
}


class Scope(StrEnum):
    """Whether one draft can be checked, or only an account's posts together."""

    POST = "post"
    ACCOUNT = "account"


class Source(NamedTuple):
    """Where a rule comes from: a claim of an article, a clause of a law, or a platform's rule."""

    kind: str
    name: str
    part: str
    note: Bilingual | None = None

    def as_dict(self) -> dict[str, str]:
        """The shape that reports carry, e.g. ``{"law": "广告法", "clause": "第九条"}``."""
        part = {"article": "claim", "law": "clause"}.get(self.kind, "section")
        return {self.kind: self.name, part: self.part}

    def __str__(self) -> str:
        return f"{self.name} {self.part}".strip()


class Example(NamedTuple):
    """A text the rule must find (``bad``) or leave alone, with the draft it stands in.

    ``find`` is the excerpt expected of one of the findings; None when any will do. Of a rule on
    an account ``case`` are the posts, and ``text`` tells them.
    """

    bad: bool
    text: str
    line: int
    find: str | None = None
    why: str | None = None
    title: str | None = None
    channel: str | None = None
    stage: str | None = None
    segments: tuple[str, ...] = ()
    format: Format = "plain"
    case: Case | None = None


class Blank(dict[str, str]):
    """What fills a message; a name that a check did not give reads as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


class Told(NamedTuple):
    """What a rule says to people, by what right, and how what it finds can be mended."""

    name: Bilingual
    message: Bilingual
    advice: Bilingual
    why: Bilingual | None
    sources: tuple[Source, ...]
    fix: Remedy | None


@dataclass(frozen=True)
class Written:
    """What of a rule is read when it is asked for: of most rules, a draft asks for nothing."""

    tell: Callable[[], Told]
    read: Callable[[], tuple[Example, ...]]

    @cached_property
    def told(self) -> Told:
        """The words, the sources and the remedy."""
        return self.tell()

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """The examples. Raises ``DataError`` where the file is no longer the same."""
        return self.read()


class When(NamedTuple):
    """The drafts a rule looks at, beyond its channels; empty means all."""

    stages: tuple[str, ...] = ()
    longer_than: int = 0
    account: Facts = ANY


class Relax(NamedTuple):
    """For accounts of which ``account`` holds, findings have the lower severity ``to``."""

    account: Facts
    to: Severity

    def words(self, account: Facts) -> Bilingual:
        """The end of a message: that the severity was lowered, and by which facts."""
        zh, en = zip(*self.account.clauses(account), strict=True)
        level = WITH_ARTICLE[self.to]
        return Bilingual(
            f"（{'，'.join(zh)}，所以只算{level.zh}）",
            f" (only {level.en} here: {', '.join(en)})",
        )


# Half of where rules begin to doubt: claims that an advisory clause follows score above it.
_EXCUSED = 0.05


class Doubt(NamedTuple):
    """Lowers the severity to ``to`` where the sentence's score ``of`` is under ``below``.

    A finding that is a score itself is judged by that score. Words alone cannot tell a
    headline from an advertisement; where the classifier is sure that nothing of the sort is
    claimed, a rule need not block a push, and under ``drop`` it is left out.
    """

    of: str
    below: float
    to: Severity
    drop: float = 0.0

    def holds(self, subject: Subject, span: Span, score: float | None = None) -> bool:
        """True when every judged sentence that the reading ``span`` touches scores below.

        With a ``score`` of the finding's own, when that is below.
        """
        found = self._score(subject, span, score)
        return found is not None and found < self.below

    def drops(self, subject: Subject, span: Span, score: float | None = None) -> bool:
        """True when the same scores are so low that the finding is left out."""
        if not self.drop:
            return False
        found = self._score(subject, span, score)
        return found is not None and found < self.drop

    def hides(self, subject: Subject, span: Span) -> bool:
        """True when they are low enough to believe words of another clause that excuse it."""
        return self._replace(below=_EXCUSED).holds(subject, span)

    def _score(self, subject: Subject, span: Span, score: float | None) -> float | None:
        if score is not None or subject.judge is None:
            return score
        return max(subject.judged(self.of, span), default=None)

    def words(self, score: float | None = None, aside: str = "") -> Bilingual:
        """The end of a message: that the severity was lowered, and why.

        ``aside`` are the words of another clause that may excuse what was found.
        """
        level = WITH_ARTICLE[self.to]
        if aside:
            return Bilingual(
                f"（同一句里有“{aside}”，但说的不像是它，所以只算{level.zh}）",
                f" (only {level.en} here: {aside!r} in the same sentence may excuse it)",
            )
        if score is not None:
            # 0.897 is told as 0.90, which would contradict this: here it has its third digit.
            close = float(shown_score(score)) >= self.below
            exact = f" {floor(score * 1000) / 1000:.3f} " if close else ""
            return Bilingual(
                f"（分数{exact}没到 {self.below:g}，所以只算{level.zh}）",
                f" (only {level.en} here: the score{exact.rstrip()} is under {self.below:g})",
            )
        return Bilingual(
            f"（整句读来不像广告宣称，所以只算{level.zh}）",
            f" (only {level.en} here: the sentence does not read like an advertising claim)",
        )


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
