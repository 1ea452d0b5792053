"""What the screens beside the edit screen ask the advice process, and what it answers.

Plain values, as in ``asked``.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from contentai.diagnostics import Diagnostic, Severity
from contentai.language import Bilingual
from contentai.text.names import Format
from contentai.tui.advice.told import Idea, Kind


@dataclass(frozen=True)
class Browse:
    """All rules."""


@dataclass(frozen=True)
class Card:
    """A rule in a list. ``channels`` are empty for all; ``words`` is what a search looks through.

    ``off`` says why it does not look at drafts, None where it does.
    """

    id: str
    name: Bilingual
    pack: str
    severity: str
    channels: tuple[str, ...]
    words: str
    off: Bilingual | None = None


@dataclass(frozen=True)
class Cards:
    """The rules in the order of their ids, and packs and channels with their names."""

    cards: tuple[Card, ...] = ()
    packs: tuple[tuple[str, str], ...] = ()
    channels: tuple[tuple[str, str], ...] = ()
    problem: Bilingual | None = None


@dataclass(frozen=True)
class Try:
    """Judge a text as a draft for a channel; with ``rule`` that one is run, off or not."""

    text: str
    channel: str | None = None
    rule: str | None = None
    format: Format = "markdown"


@dataclass(frozen=True)
class Tried:
    """What was found in the text."""

    findings: tuple[Diagnostic, ...] = ()
    problem: Bilingual | None = None


@dataclass(frozen=True)
class Examples:
    """The examples of a rule."""

    rule: str


@dataclass(frozen=True)
class Samples:
    """Drafts with their format, each bad (found) or fine (left alone)."""

    samples: tuple[tuple[bool, str, Format], ...] = ()
    problem: Bilingual | None = None


@dataclass(frozen=True)
class Overview:
    """How the account stands on a day; ``posts`` is a file that is looked at instead."""

    on: datetime.date
    posts: Path | None = None
    days: int = 28


@dataclass(frozen=True)
class Rhythm:
    """A channel's posts in the window, and in words what was too many, empty where nothing."""

    channel: str
    posts: int
    per_week: float
    silence: int
    excess: str


@dataclass(frozen=True)
class Received:
    """A group of posts: how many, engagement per view (None: unknown), against the account's."""

    group: str
    posts: int
    rate: float | None
    against: float | None


@dataclass(frozen=True)
class Week:
    """A week from its Monday: posts by kind (``account.mix.KINDS``), engagement per view."""

    monday: datetime.date
    counts: tuple[int, ...]
    rate: float | None


@dataclass(frozen=True)
class Verdict:
    """What a rule on accounts found."""

    rule: str
    severity: Severity
    message: str


@dataclass(frozen=True)
class Account:
    """The account's posts; ``kinds`` have no draft added, ``weeks`` are the last twelve.

    ``verdicts`` are of those twelve weeks, the worst first.
    ``origin`` is the file they come from; empty: the library. ``examples``: those that ship.
    """

    posts: int = 0
    origin: str = ""
    examples: bool = False
    first: datetime.date | None = None
    last: datetime.date | None = None
    recent: int = 0
    unknown: int = 0
    days: int = 28
    kinds: tuple[Kind, ...] = ()
    rhythms: tuple[Rhythm, ...] = ()
    by_kind: tuple[Received, ...] = ()
    by_channel: tuple[Received, ...] = ()
    weeks: tuple[Week, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    notices: tuple[str, ...] = ()
    problem: Bilingual | None = None


@dataclass(frozen=True)
class Ahead:
    """A plan of four weeks from the day after ``on``; for one segment, or (None) for all."""

    on: datetime.date
    segment: str | None = None


@dataclass(frozen=True)
class PlannedPost:
    """A post of the plan; ``idea`` is what a draft can be started from."""

    day: datetime.date
    channel: str
    segment: str
    segment_name: str
    kind: Bilingual
    season: str
    idea: Idea


@dataclass(frozen=True)
class Planned:
    """The plan; ``empty`` are days without a post and why, ``notes`` what to know."""

    first: datetime.date | None = None
    last: datetime.date | None = None
    posts: tuple[PlannedPost, ...] = ()
    empty: tuple[tuple[datetime.date, str, Bilingual], ...] = ()
    notes: tuple[Bilingual, ...] = ()
    problem: Bilingual | None = None
