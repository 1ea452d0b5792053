"""What the advice process is asked and what it answers.

Plain values, so that taking one in does not load topics, models and numpy into the editor.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from contentai.diagnostics import Diagnostic, Edit
from contentai.language import Bilingual
from contentai.tui.advice.told import Idea as Idea  # noqa: PLC0414 - named here too
from contentai.tui.advice.told import Kind as Kind  # noqa: PLC0414 - named here too
from contentai.tui.advice.told import Quote as Quote  # noqa: PLC0414 - named here too
from contentai.tui.advice.wider import (
    Account,
    Ahead,
    Browse,
    Cards,
    Examples,
    Overview,
    Planned,
    Samples,
    Tried,
    Try,
)


@dataclass(frozen=True)
class Suggest:
    """Suggest ``count`` topics for a segment (None: the first one) as of a day."""

    segment: str | None
    channel: str | None
    on: datetime.date
    count: int = 8


@dataclass(frozen=True)
class Compare:
    """Compare a draft, meant to go out on ``planned``, with the account's own posts."""

    text: str
    path: str | None
    on: datetime.date
    planned: datetime.date | None = None


@dataclass(frozen=True)
class Page:
    """The page of a rule."""

    rule: str


@dataclass(frozen=True)
class Silence:
    """Suppress ``finding`` in the draft that holds ``text``."""

    text: str
    path: str | None
    finding: Diagnostic
    reason: str


@dataclass(frozen=True)
class Disable:
    """Turn a rule off in the configuration file ``file``."""

    rule: str
    file: Path


@dataclass(frozen=True)
class Progress:
    """What is being done, while an answer is worked out."""

    words: Bilingual


@dataclass(frozen=True)
class Topics:
    """Segments (id, name), the one that was meant, and its topics, best first.

    ``thin`` are topics without enough evidence, and why. ``examples`` is True where the
    articles are those that ship. ``unknown`` is the segment that was named, where there is none
    of that name. ``problem`` says why there are no topics.
    """

    segments: tuple[tuple[str, str], ...] = ()
    segment: str = ""
    ideas: tuple[Idea, ...] = ()
    thin: tuple[tuple[str, str], ...] = ()
    examples: bool = False
    unknown: str = ""
    problem: Bilingual | None = None


@dataclass(frozen=True)
class Near:
    """An own post that a draft repeats, in words or in meaning; ``likeness`` is 0 to 1."""

    title: str
    date: str
    in_words: bool
    likeness: float


@dataclass(frozen=True)
class Standing:
    """What a draft is beside the account's own posts, ``posts`` of them.

    ``kinds`` are the shares among the ``recent`` posts of the ``days`` up to its day;
    ``own`` is the draft's kind (None: not known), ``due`` the one most behind its target.
    """

    posts: int = 0
    repeats: tuple[Near, ...] = ()
    kinds: tuple[Kind, ...] = ()
    own: Bilingual | None = None
    due: Bilingual | None = None
    recent: int = 0
    days: int = 0
    problem: Bilingual | None = None


@dataclass(frozen=True)
class Lines:
    """The lines of a rule's page; None where there is no such rule."""

    lines: tuple[str, ...] | None = None
    problem: Bilingual | None = None


@dataclass(frozen=True)
class Edits:
    """The edits that were asked for; none where nothing would do."""

    edits: tuple[Edit, ...] = ()
    problem: Bilingual | None = None


@dataclass(frozen=True)
class Done:
    """A file was changed, unless there is a ``problem``."""

    problem: Bilingual | None = None


Request = Suggest | Compare | Page | Silence | Disable | Browse | Try | Examples | Overview | Ahead
Reply = Topics | Standing | Lines | Edits | Done | Cards | Tried | Samples | Account | Planned
# Works out an answer, telling of its progress. It takes its time: call it in a thread.
Ask = Callable[[Request, Callable[[Progress], None]], Reply]
_REPLIES: dict[type, type[Reply]] = {
    **{Suggest: Topics, Compare: Standing, Page: Lines, Silence: Edits, Disable: Done},
    **{Browse: Cards, Try: Tried, Examples: Samples, Overview: Account, Ahead: Planned},
}


def trouble(request: Request, words: Bilingual) -> Reply:
    """The answer to a request that could not be answered, and why."""
    return _REPLIES[type(request)](problem=words)
