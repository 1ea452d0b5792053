"""What several answers of the advice process are made of."""

from __future__ import annotations

from dataclasses import dataclass

from contentai.language import Bilingual


@dataclass(frozen=True)
class Quote:
    """A passage to quote; ``text`` is empty where only a title is known. The date is ISO."""

    text: str
    title: str
    source: str
    date: str


@dataclass(frozen=True)
class Idea:
    """A suggested topic; see ``topics.suggestion.Suggestion``. ``parts`` by their names."""

    id: str
    topic: str
    titles: tuple[str, ...]
    score: float
    parts: tuple[tuple[str, float], ...]
    why: str
    why_not_higher: str
    quotes: tuple[Quote, ...]
    nearest: str


@dataclass(frozen=True)
class Kind:
    """A kind of post: its name, its share now and with this draft, and the target (0 to 1)."""

    name: Bilingual
    now: float
    after: float
    target: float
