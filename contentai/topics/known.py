"""Articles and own posts as they are on a day: their topics, and how near they are to segments."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from contentai.embedding.encoder import Encoder
from contentai.text.alike import Signature
from contentai.text.tokenize import fetch, words
from contentai.topics.affinity import (
    Floats,
    affinities,
    background,
    likeness,
    nearness,
    profiles,
    unit,
)
from contentai.topics.article import Article
from contentai.topics.engagement import Doubles, rates
from contentai.topics.headlines import title_affinities
from contentai.topics.manner import manner
from contentai.topics.memory import About, Memory, digest
from contentai.topics.mine import (
    Group,
    Topic,
    content_hashes,
    embed,
    grouped,
    id_of,
    known_on,
    reach_of,
    sources_of,
    titles_only,
    topics_of_groups,
    trend_of,
    whole_id,
)
from contentai.topics.ownpost import OwnPost
from contentai.topics.segments import Segment

# The articles nearest to a topic's centre tell what it is about.
_TELLING = 4


@dataclass(frozen=True)
class Known:
    """Articles and own posts as they are on a day.

    ``vectors`` (articles, dim) are those of ``mine.embed``; ``signatures``
    those of the library, ``former`` the topics that it knows. ``segments`` are all there are:
    what is for one of them is told from what is for the others. ``memory`` holds what was
    worked out before about these articles.
    """

    articles: Sequence[Article]
    vectors: Floats
    posts: Sequence[OwnPost]
    segments: Sequence[Segment]
    encoder: Encoder
    on: datetime.date
    signatures: Sequence[Signature] | None = None
    former: Mapping[str, frozenset[str]] | None = None
    memory: Memory = field(default_factory=Memory)

    @cached_property
    def only_titles(self) -> bool:
        """True when there are titles to rank and no texts to mine."""
        return titles_only(self.articles)

    @cached_property
    def topics(self) -> list[Topic]:
        """The topics of the articles up to the day."""
        known = self.articles, self.vectors, self.on, self._hashes
        return topics_of_groups(self._groups, *known, self.former)

    @cached_property
    def own(self) -> Floats:
        """The segments' profiles (segments, dim)."""
        return profiles(self.segments, self.encoder)

    @cached_property
    def affinities(self) -> Floats:
        """What the articles are to the segments (articles, segments), for ranking.

        About -1 to 1; for titles without texts 0 to 1.
        """
        if not self.only_titles:
            return affinities(self.vectors, self.own)
        titles = [article.title or article.text for article in self.articles]
        return title_affinities(titles, self.vectors, self.own)

    @cached_property
    def nearness(self) -> Floats:
        """How near the articles are to the segments' own words (articles, segments)."""
        return nearness(self.vectors, self.own)

    def alike(self, segment: Segment) -> Floats:
        """The cosine of the articles with each interest of a segment (articles, interests)."""
        return self.alike_to(list(segment.interests))

    def alike_to(self, interests: Sequence[str]) -> Floats:
        """The same with some ``interests`` of the segments."""
        return self._alike[:, [self._interests[interest] for interest in interests]]

    @property
    def interests(self) -> Collection[str]:
        """The interests of all segments, each once."""
        return self._interests.keys()

    @cached_property
    def post_vectors(self) -> Floats:
        """Vectors (posts, dim) of the own posts."""
        stand_ins = [Article(p.id, p.title, p.text, "", p.date) for p in self.posts]
        return embed(stand_ins, self.encoder)

    @cached_property
    def rates(self) -> Doubles:
        """Shrunk engagement of the own posts up to the day (posts,); NaN where not known."""
        found = rates(self.posts)
        later = [post.date is not None and post.date > self.on for post in self.posts]
        found[np.array(later, dtype=bool)] = np.nan
        return found

    def narrowed(self, topic: Topic, members: Sequence[int]) -> Topic:
        """The topic as if it had these of its articles alone; with all of them as it is."""
        kept = tuple(members)
        if kept == topic.members:
            return topic
        return replace(
            topic,
            members=kept,
            sources=sources_of(self.articles, kept),
            trend=trend_of([self.articles[at].date for at in kept], self.on, self._reach),
            centre=unit(self.vectors[list(kept)].mean(axis=0)),
        )

    def parted(self, topic: Topic, members: Sequence[int]) -> Topic:
        """These articles of a topic, which others of it go on with, under an id of their own."""
        core = frozenset(self._hashes[at].hex() for at in members)
        part = replace(self.narrowed(topic, members), core=core, reprints=())
        id = id_of(members, self.articles, self._hashes)
        return replace(part, id=id if id != topic.id else whole_id(part))

    def column(self, segment: Segment) -> int:
        """Which of the segments this one is."""
        return [other.id for other in self.segments].index(segment.id)

    def told_by(self, topic: Topic) -> list[Article]:
        """The originals of a topic that are nearest to its centre."""
        return [self.articles[at] for at in self.telling(topic)]

    def telling(self, topic: Topic) -> Sequence[int]:
        """The same as indices."""
        return topic.members[:_TELLING]

    def remembered(self, about: About, work: Callable[[], Any]) -> Any:
        """What ``work`` tells about these articles, as plain values; told once (see ``Memory``)."""
        return self.memory.once(self._collection, about, work)

    @cached_property
    def _hashes(self) -> list[bytes]:
        return content_hashes(self.articles)

    @cached_property
    def _collection(self) -> bytes:
        """What stands for the articles and their vectors."""
        parts: list[str | bytes] = [self.encoder.name]
        for article, digested in zip(self.articles, self._hashes, strict=True):
            parts += [article.id, article.source, str(article.date), digested]
        return digest(parts)

    @cached_property
    def _groups(self) -> list[Group]:
        def work() -> list[Group]:
            fetch()  # names will be looked for: the dictionary is read beside this
            given = self.articles, self.vectors, self.on, self._hashes, self.signatures
            return grouped(*given, manner(self.encoder))

        about = ("groups", as_bytes(known_on(self.articles, self.on)))
        groups = self.remembered(about, work)
        return [Group(members, reprints) for members, reprints in groups]

    @cached_property
    def background(self) -> Floats:
        """What all articles share (dim,)."""
        return background(self.vectors)

    @cached_property
    def title_words(self) -> Mapping[str, int]:
        """How many titles hold each word, 0 for one that none holds."""
        return Counter(word for a in self.articles for word in set(words(a.title)))

    @cached_property
    def _reach(self) -> datetime.timedelta:
        return reach_of(self.articles, self.on)

    @cached_property
    def _interests(self) -> Mapping[str, int]:
        every = (interest for segment in self.segments for interest in segment.interests)
        return {interest: column for column, interest in enumerate(dict.fromkeys(every))}

    @cached_property
    def _alike(self) -> Floats:
        return likeness(self.vectors, self.encoder.encode(list(self._interests)))


def as_bytes(numbers: Sequence[int]) -> bytes:
    """What stands for these numbers, in this order."""
    return np.array(numbers, dtype="<i8").tobytes()
