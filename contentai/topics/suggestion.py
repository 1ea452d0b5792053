"""What a suggestion tells: the topic, its parts, what to quote, and what is not suggested."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from contentai.language import Bilingual
from contentai.topics.affinity import Floats
from contentai.topics.landscape import Landscape
from contentai.topics.mine import Topic, Trend
from contentai.topics.passages import Passage


class Cause(Enum):
    """Why a topic of interest is not suggested, to be said of several at once."""

    LONE = Bilingual("只有一个独立来源，证据不够", "backed by one source alone")
    ADVERTS = Bilingual("的原文都是广告", "whose articles are all advertisements")
    UNQUOTED = Bilingual("的原文里没有能引的句子", "whose articles hold no sentence to quote")
    TOLD = Bilingual("自家账号近半年写过", "told by the account in the last half year")
    AVOIDED = Bilingual("谈到要避开的", "about what the segment avoids")
    ELSEWHERE = Bilingual("说的是别处的事", "about another place")
    PAST = Bilingual("说的节日不在眼前", "about a festival that is not near")


@dataclass(frozen=True, slots=True)
class NearestPost:
    """The own post most like a topic; ``likeness`` is a cosine."""

    id: str
    title: str
    date: datetime.date | None
    likeness: float

    @property
    def told(self) -> str:
        """Its title with the date and how like it is, for people."""
        date = self.date or "?"
        return str(
            Bilingual(
                f"{self.title}（{date}，{self.likeness:.2f}）",
                f"{self.title} ({date}, {self.likeness:.2f})",
            )
        )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic for a segment. ``parts`` and ``score`` are 0 to 1; ``why`` is one sentence.

    ``seen`` is the topic with those of its articles that count for the segment; None for a
    bare title.
    """

    id: str
    topic: str
    titles: tuple[str, ...]
    score: float
    parts: Mapping[str, float]
    terms: tuple[str, ...]
    passages: tuple[Passage, ...]
    why: str
    why_not_higher: str
    nearest_post: NearestPost | None
    sources: tuple[str, ...]
    trend: Trend | None
    season: str | None
    # Holds numbers in the order the articles came in: no part of the answer.
    seen: Topic | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Insufficient:
    """A topic that would be of interest but has too little evidence.

    ``reason`` tells it of this topic; ``cause`` is the kind of lack: ``LONE``, ``ADVERTS`` or
    ``UNQUOTED``.
    """

    id: str
    topic: str
    sources: tuple[str, ...]
    passages: tuple[Passage, ...]
    reason: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A topic that would be of interest but is filtered, and by what.

    ``reason`` tells it of this topic; ``cause`` is the kind of filter: ``TOLD``, ``AVOIDED``,
    ``ELSEWHERE`` or ``PAST``.
    """

    id: str
    topic: str
    reason: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The answer for one segment; ``note`` says why nothing is suggested."""

    segment: str
    suggestions: tuple[Suggestion, ...]
    insufficient: tuple[Insufficient, ...]
    left_out: tuple[LeftOut, ...]
    note: Bilingual | None


def nearest_post(land: Landscape, centre: Floats, among: Sequence[int] = ()) -> NearestPost | None:
    """The own post up to the day that is most like a topic with that centre (dim,).

    Of ``among`` (indices of posts) when that holds any.
    """
    known = list(among) or [
        at for at, p in enumerate(land.posts) if p.date is None or p.date <= land.on
    ]
    if not known:
        return None
    likeness = land.post_vectors[known] @ centre
    at = int(np.argmax(likeness))
    post = land.posts[known[at]]
    return NearestPost(
        post.id, post.title or post.text[:30], post.date, round(float(likeness[at]), 4)
    )


def named(sources: Sequence[str]) -> tuple[str, ...]:
    """The sources that have a name; an article that names none stands as ``?``."""
    return tuple("?" if source.startswith("?") else source for source in sources)
