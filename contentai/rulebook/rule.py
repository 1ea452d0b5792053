"""A rule as data, read: what it checks, why, where it comes from, and its own tests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.rulebook.matchers import Check
from contentai.rulebook.subject import Subject
from contentai.text.document import Format


class Scope(StrEnum):
    """Whether one draft can be checked, or only an account's posts together."""

    POST = "post"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Source:
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


@dataclass(frozen=True, slots=True)
class Example:
    """A text the rule must find (``bad``) or leave alone, with the draft it stands in.

    ``find`` is the excerpt expected of one of the findings; None when any will do.
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


@dataclass(frozen=True, slots=True)
class When:
    """The drafts a rule looks at, beyond its channels; empty means all."""

    stages: tuple[str, ...] = ()
    longer_than: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``file`` and ``line`` say where it is written; ``pack`` is its folder."""

    id: str
    pack: str
    name: Bilingual
    severity: Severity
    scope: Scope
    channels: tuple[str, ...]
    when: When
    check: Check
    message: Bilingual
    advice: Bilingual
    why: Bilingual | None
    sources: tuple[Source, ...]
    examples: tuple[Example, ...]
    file: str
    line: int

    def looks_at(self, subject: Subject) -> bool:
        """True when the rule judges drafts of this channel, stage and length.

        A rule for certain channels does not look at a draft without one; nor does a rule for
        certain stages.
        """
        if self.scope is not Scope.POST:
            return False
        if self.channels and (subject.channel is None or subject.channel.id not in self.channels):
            return False
        if self.when.stages and subject.stage not in self.when.stages:
            return False
        return self.when.longer_than == 0 or subject.document.body_length > self.when.longer_than
