"""How much a topic is worth writing for a segment: seven parts, each 0 to 1, one score.

What the parts weigh is ``config.settings.TOPIC_WEIGHTS`` or what the configuration says.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal

import numpy as np

from contentai.topics.affinity import Floats
from contentai.topics.article import Article
from contentai.topics.interests import Counts, Flags
from contentai.topics.ownpost import OwnPost
from contentai.topics.season import Event, Timely
from contentai.topics.standing import stands_in

Coverage = Literal["none", "near", "told"]

# After half a year an article counts half.
_HALF_LIFE: Final = 180.0
_UNDATED: Final = 0.5
# An own post less like a topic than the first leaves it new, as like as the second has told it.
_OTHER: Final = 0.35
_TOLD: Final = 0.75
# Newer than the first a topic is not told, less new than the second it is told.
_NEW: Final = 0.75
_AGAIN: Final = 0.25
# Passages less likely to be of value are mostly advertisements.
WORTH: Final = 0.3
# So many different hints tell of an event.
_HINTS: Final = 2
# Own posts are remembered that many days.
REMEMBERED: Final = 180
_RELEVANCE: Final = 0.75  # of the score, against likeness to what is chosen already


def score(parts: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weighted mean of the parts, 0 to 1."""
    total = sum(weights.get(name, 0.0) for name in parts)
    whole = sum(weights.get(name, 0.0) * value for name, value in parts.items())
    return whole / total if total else 0.0


def evidence(articles: Sequence[Article], on: datetime.date) -> float:
    """How well a topic is backed by its original articles: sources times recency, 0 to 1.

    Each source counts once, by its latest article: 1 today, half after half a year. Two fresh
    sources give 0.75, three 0.88.
    """
    latest: dict[str, float] = {}
    for article in articles:
        source = article.source.strip() or f"?{article.id}"
        age = (on - article.date).days if article.date else None
        fresh = _UNDATED if age is None else 0.5 ** (max(age, 0) / _HALF_LIFE)
        latest[source] = max(latest.get(source, 0.0), fresh)
    return 1.0 - 0.5 ** sum(latest.values())


def recent_posts(posts: Sequence[OwnPost], segment: str, on: datetime.date) -> list[int]:
    """Indices of what these followers have read from the account in the last half year.

    A post for no segment was for all; one without a date may be recent.
    """
    return [
        at
        for at, post in enumerate(posts)
        if post.segment in (None, segment)
        and (post.date is None or 0 <= (on - post.date).days <= REMEMBERED)
    ]


def novelty(likeness: Floats) -> float:
    """1 for a topic like no recent post (posts,), 0 for one that was told."""
    nearest = float(likeness.max(initial=-1.0))
    return float(np.clip((_TOLD - nearest) / (_TOLD - _OTHER), 0.0, 1.0))


def coverage(newness: float) -> Coverage:
    """Whether the account has told a topic of that novelty lately, or something near it."""
    return "none" if newness >= _NEW else "near" if newness >= _AGAIN else "told"


def season(
    titles: Sequence[str], texts: Sequence[str], near: Sequence[Timely]
) -> tuple[float, Timely | None]:
    """How timely a topic is, 0 to 1, and the event that makes it so.

    What tells of the event in most titles counts whole, in most texts half.
    """
    return timeliest(near, lambda timely: suits(titles, texts, timely.event))


def timeliest(
    near: Sequence[Timely], suiting: Callable[[Timely], float]
) -> tuple[float, Timely | None]:
    """The same by how much the topic is about each event, 0 to 1."""
    best, cause = 0.0, None
    for timely in near:
        fit = suiting(timely) * timely.closeness
        if fit > best:
            best, cause = fit, timely
    return best, cause


def suits(titles: Sequence[str], texts: Sequence[str], event: Event) -> float:
    """How much a topic with these titles and texts is about an event, 0 to 1."""
    titled = [entitled(event, title, text) for title, text in zip(titles, texts, strict=True)]
    named = [any(stands_in(word, text) for word in event.words) for text in texts]
    hints = [sum(stands_in(hint, text) for hint in event.hints) for text in texts]
    return suited(sum(titled), np.array(named, np.bool_), np.array(hints, np.int64))


def entitled(event: Event, title: str, text: str) -> bool:
    """True when a title tells of an event; the text of the article may confirm a hint."""
    if any(stands_in(word, title) for word in event.words):
        return True
    hints = [hint for hint in event.hints if stands_in(hint, title) or stands_in(hint, text)]
    return len(hints) >= _HINTS and any(stands_in(hint, title) for hint in hints)


def suited(titled: int, named: Flags, hints: Counts) -> float:
    """The same by how many titles tell of the event and by what the texts (texts,) hold.

    ``named``: a word of the event stands there; ``hints``: so many different hints.
    """
    count = max(len(named), 1)
    titles, texts = titled / count, int((named | (hints >= _HINTS)).sum()) / count
    return max(min(1.0, 2 * titles), 0.5 * min(1.0, 1.5 * texts) if texts > 0.5 else 0.0)


def diverse(scores: Sequence[float], vectors: Floats, count: int) -> list[int]:
    """Up to ``count`` indices, best first, unlike each other (maximal marginal relevance)."""
    left = sorted(range(len(scores)), key=lambda at: (-scores[at], at))
    chosen: list[int] = []
    likeness = vectors @ vectors.T if len(vectors) else vectors

    def worth(at: int) -> float:
        alike = [float(likeness[at, other]) for other in chosen]
        return _RELEVANCE * scores[at] - (1 - _RELEVANCE) * max([*alike, 0.0])

    while left and len(chosen) < count:
        best = max(left, key=worth)
        chosen.append(best)
        left.remove(best)
    return chosen
