"""The landscape as a chart: topics on a plane, their size and trend, what the account covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from contentai.topics.affinity import background, unit
from contentai.topics.article import Article
from contentai.topics.landscape import Landscape
from contentai.topics.layout import apart, on_plane
from contentai.topics.meeting import meeting
from contentai.topics.mine import Topic, Trend
from contentai.topics.ownpost import OwnPost
from contentai.topics.passages import Passage
from contentai.topics.rank import REMEMBERED, WORTH, Coverage, coverage, novelty
from contentai.topics.reader import Judge, Reader
from contentai.topics.suggestion import named

WIDTH: Final = 1200.0
HEIGHT: Final = 760.0
# More circles than this nobody can tell apart.
MOST: Final = 400
_NAMED_POSTS: Final = 3
_SMALLEST, _LARGEST = 4.0, 60.0


@dataclass(frozen=True, slots=True)
class Covering:
    """An own post near a topic; ``likeness`` is a cosine."""

    post: OwnPost
    likeness: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A topic on the chart, its circle in units of ``WIDTH`` by ``HEIGHT``.

    ``coverage`` is what the account told of it in the last half year, by ``posts``.
    ``segments`` are the ids of those with an interest in it.
    """

    id: str
    name: str
    terms: tuple[str, ...]
    x: float
    y: float
    radius: float
    articles: tuple[Article, ...]
    reprints: int
    sources: tuple[str, ...]
    trend: Trend | None
    coverage: Coverage
    posts: tuple[Covering, ...]
    segments: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def size(self) -> int:
        """How many articles tell of the topic, reprints included."""
        return len(self.articles) + self.reprints


@dataclass(frozen=True, slots=True)
class Chart:
    """Marks, topics with more sources and articles first; ``hidden`` topics had no room.

    ``posts`` counts the own posts of the last half year: with none, coverage says nothing.
    ``adverts`` counts the advertisements that were left out.
    """

    marks: tuple[Mark, ...]
    hidden: int
    posts: int
    adverts: int = 0


def chart(land: Landscape, value_of: Judge | None = None) -> Chart:
    """The chart of a landscape: at most ``MOST`` topics, none covering another.

    ``value_of`` gives the probability that each text is industry value: advertisements are left
    out, and topics of them alone. Without it nothing is.
    """
    shown = land.topics[:MOST]
    hidden = len(land.topics) - len(shown)
    topics = shown if value_of is None else list(_told(Reader(land, value_of), shown))
    adverts = _articles(shown) - _articles(topics)
    if not topics:
        return Chart((), hidden, 0, adverts)
    centres = unit(
        np.array([topic.centre for topic in topics], dtype=np.float32) - background(land.vectors)
    )
    sizes = np.array([len(t.members) + len(t.reprints) for t in topics], dtype=np.float64)
    # A fifth of the plane is covered, however many topics there are; less where they are few.
    scale = np.sqrt(0.2 * WIDTH * HEIGHT / np.pi / (sizes + 1).sum())
    scale = min(scale, _LARGEST / np.sqrt(sizes.max() + 1))
    radii = np.maximum(scale * np.sqrt(sizes + 1), _SMALLEST)
    places = apart(on_plane(centres) * np.array([WIDTH, HEIGHT]), radii, WIDTH, HEIGHT, gap=3.0)
    caring = _caring(land, topics)
    recent = [
        at
        for at, post in enumerate(land.posts)
        if post.date is not None and 0 <= (land.on - post.date).days <= REMEMBERED
    ]
    marks = [
        _mark(land, topic, tuple(places[at]), float(radii[at]), caring[at], recent)
        for at, topic in enumerate(topics)
    ]
    return Chart(tuple(marks), hidden, len(recent), adverts)


def _told(reader: Reader, topics: Sequence[Topic]) -> Iterator[Topic]:
    """The topics without what only advertises."""
    reader.read(at for topic in topics for at in (*topic.members, *topic.reprints))
    for topic in topics:
        members = [at for at in topic.members if reader.value(at) >= WORTH]
        reprints = tuple(at for at in topic.reprints if reader.value(at) >= WORTH)
        if members:
            yield replace(reader.land.narrowed(topic, members), reprints=reprints)


def _articles(topics: Sequence[Topic]) -> int:
    return sum(len(topic.members) + len(topic.reprints) for topic in topics)


def _mark(
    land: Landscape,
    topic: Topic,
    place: Sequence[float],
    radius: float,
    segments: tuple[str, ...],
    recent: Sequence[int],
) -> Mark:
    label = land.label(topic)
    likeness = land.post_vectors[list(recent)] @ topic.centre
    told = coverage(novelty(likeness))
    order = np.argsort(-likeness, kind="stable")[:_NAMED_POSTS] if told != "none" else ()
    return Mark(
        id=topic.id,
        name=label.name,
        terms=label.terms,
        x=round(float(place[0]), 2),
        y=round(float(place[1]), 2),
        radius=round(radius, 2),
        articles=tuple(land.articles[at] for at in topic.members),
        reprints=len(topic.reprints),
        sources=named(topic.sources),
        trend=topic.trend,
        coverage=told,
        posts=tuple(
            Covering(land.posts[recent[at]], round(float(likeness[at]), 4))
            for at in order
            if coverage(novelty(likeness[[at]])) != "none"
        ),
        segments=segments,
        passages=land.read([topic])[0].best(topic.centre, ()),
    )


def _caring(land: Landscape, topics: Sequence[Topic]) -> list[tuple[str, ...]]:
    met = [(segment.id, meeting(land, segment)) for segment in land.segments]
    return [tuple(id for id, found in met if found.meets(topic)) for topic in topics]
