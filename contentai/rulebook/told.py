"""What a rule says to people: its words, its sources, and the examples that it is tried on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from contentai.language import Bilingual
from contentai.rulebook.accountcase import Case
from contentai.rulebook.fixing import Remedy
from contentai.text.names import Format


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
