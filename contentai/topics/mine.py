"""Finds the topics of a collection of articles: what several of them are about.

Nothing is drawn by chance and the order of the articles decides nothing: the same articles
give the same topics.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

import numpy as np

from contentai.embedding.encoder import Encoder
from contentai.text.alike import Signature
from contentai.topics.admit import content_hash
from contentai.topics.affinity import Floats, background, unit
from contentai.topics.article import Article
from contentai.topics.cluster import topics_of, topics_of_titles
from contentai.topics.copies import copies
from contentai.topics.manner import without

Trend = Literal["new", "rising", "steady", "fading"]

# All that is told of a new topic is that fresh.
_NEW: Final = datetime.timedelta(days=30)
_RECENT: Final = datetime.timedelta(days=90)
_FORMER: Final = datetime.timedelta(days=365)
_FADING: Final = datetime.timedelta(days=180)
_RISE: Final = 1.5
# A topic goes on under its former id when it holds at least this share of the former articles.
_SAME: Final = 0.5


@dataclass(frozen=True, slots=True)
class Topic:
    """What several articles are about.

    ``members`` are indices of originals, the nearest to the ``centre`` (dim,) first;
    ``reprints`` are indices of copies of them. ``sources`` published the members, each on its
    own account. ``core`` are the content hashes of the members. ``trend`` is None without dates,
    or where the articles do not reach back far enough to tell.
    """

    id: str
    members: tuple[int, ...]
    reprints: tuple[int, ...]
    sources: tuple[str, ...]
    trend: Trend | None
    core: frozenset[str]
    centre: Floats


def embed(articles: Sequence[Article], encoder: Encoder, whole: Floats | None = None) -> Floats:
    """Vectors (articles, dim) of length 1: a title counts as much as the whole with its text.

    ``whole`` are the vectors that the library keeps; without it they are made.
    """
    if whole is None:
        whole = encoder.encode([f"{article.title}\n{article.text}" for article in articles])
    return unit(encoder.encode([article.title for article in articles]) + whole)


def titles_only(articles: Sequence[Article]) -> bool:
    """True when hardly any article has a text of its own."""
    with_text = sum(a.text.strip() not in ("", a.title.strip()) for a in articles)
    return with_text * 10 <= len(articles)


class Group(NamedTuple):
    """Articles (indices) that make a topic: ``members`` and ``reprints`` as in ``Topic``."""

    members: Sequence[int]
    reprints: Sequence[int]


def content_hashes(articles: Sequence[Article]) -> list[bytes]:
    """What stands for the content of each article."""
    return [content_hash(article.title, article.text) for article in articles]


def mine(
    articles: Sequence[Article],
    vectors: Floats,
    on: datetime.date,
    former: Mapping[str, frozenset[str]] | None = None,
    signatures: Sequence[Signature] | None = None,
    manner: Floats | None = None,
) -> list[Topic]:
    """The topics of ``articles``, whose ``vectors`` (articles, dim) have length 1.

    What ``grouped`` finds, as ``topics_of_groups`` tells it.
    """
    hashes = content_hashes(articles)
    groups = grouped(articles, vectors, on, hashes, signatures, manner)
    return topics_of_groups(groups, articles, vectors, on, hashes, former)


def grouped(
    articles: Sequence[Article],
    vectors: Floats,
    on: datetime.date,
    hashes: Sequence[bytes],
    signatures: Sequence[Signature] | None = None,
    manner: Floats | None = None,
) -> list[Group]:
    """Which articles are about one thing; those of a later date than ``on`` are left out.

    ``hashes`` are the ``content_hashes``, ``signatures`` those that the library keeps of the
    texts. What lies along the directions of ``manner`` (see ``manner``) makes no topic. Reprints
    join the topic of their original.
    """
    known = known_on(articles, on)
    # The earliest of several copies is the original.
    order = sorted(known, key=lambda at: _age(articles[at], hashes[at]))
    if not order:
        return []
    some = [articles[at] for at in order]
    bare = titles_only(some)
    kept = [signatures[at] for at in order] if signatures is not None and not bare else None
    first_of = copies([a.title if bare else a.text or a.title for a in some], kept)
    originals = [n for n, first in enumerate(first_of) if first == n]
    copies_of: dict[int, list[int]] = {}
    for n, first in enumerate(first_of):
        if first != n:
            copies_of.setdefault(first, []).append(n)
    matter = vectors[order] if manner is None else without(vectors[order], manner)
    centred = unit(matter[originals] - background(matter))
    groups, placed = topics_of_titles(centred) if bare else (topics_of(centred), centred)
    found = []
    for group in range(int(groups.max()) + 1):
        inside = np.flatnonzero(groups == group)
        centre = unit(placed[inside].mean(axis=0))
        nearest = inside[np.argsort(-(placed[inside] @ centre), kind="stable")]
        members = [originals[n] for n in nearest]
        reprints = sorted(n for member in members for n in copies_of.get(member, ()))
        found.append(Group([order[n] for n in members], [order[n] for n in reprints]))
    return found


def topics_of_groups(
    groups: Iterable[Group],
    articles: Sequence[Article],
    vectors: Floats,
    on: datetime.date,
    hashes: Sequence[bytes],
    former: Mapping[str, frozenset[str]] | None = None,
) -> list[Topic]:
    """The groups as topics on a day; those with more sources and articles come first.

    ``former`` holds the ``core`` of the topics of an earlier run by id: a topic that goes on
    keeps its id. Reprints are no source.
    """
    topics = []
    reach = reach_of(articles, on)
    for members, reprints in groups:
        topics.append(
            Topic(
                id=id_of(members, articles, hashes),
                members=tuple(members),
                reprints=tuple(reprints),
                sources=sources_of(articles, members),
                trend=trend_of([articles[at].date for at in members], on, reach),
                core=frozenset(hashes[at].hex() for at in members),
                centre=unit(vectors[list(members)].mean(axis=0)),
            )
        )
    topics.sort(key=lambda topic: (-len(topic.sources), -len(topic.members), topic.id))
    return _under_former_ids(topics, former or {})


def id_of(members: Sequence[int], articles: Sequence[Article], hashes: Sequence[bytes]) -> str:
    """The id of a topic of these articles: by the earliest one."""
    earliest = min(members, key=lambda at: _age(articles[at], hashes[at]))
    return "t-" + hashes[earliest].hex()[:10]


def known_on(articles: Sequence[Article], on: datetime.date) -> list[int]:
    """The articles (indices) that a day knows of: none of a later date."""
    return [at for at, a in enumerate(articles) if a.date is None or a.date <= on]


def _age(article: Article, digest: bytes) -> tuple[datetime.date, bytes]:
    """What articles are ordered by, the earliest first."""
    return article.date or datetime.date.max, digest


def sources_of(articles: Sequence[Article], members: Sequence[int]) -> tuple[str, ...]:
    """Who published the members; one that does not say counts for itself."""
    names = [articles[at].source.strip() or f"?{articles[at].id}" for at in members]
    return tuple(dict.fromkeys(names))


def reach_of(articles: Sequence[Article], on: datetime.date) -> datetime.timedelta:
    """The age on a day of the oldest of the articles that the day knows of."""
    dates = [article.date for article in articles if article.date and article.date <= on]
    return on - min(dates, default=on)


def trend_of(
    dates: Sequence[datetime.date | None], on: datetime.date, reach: datetime.timedelta
) -> Trend | None:
    """How a topic with these dates changes; ``reach`` is the age of the oldest of all articles."""
    ages = [on - date for date in dates if date is not None]
    if not ages:
        return None
    if min(ages) > _FADING:
        return "fading"
    if reach <= _RECENT:
        return None
    if max(ages) <= _NEW:
        return "new"
    recent = sum(age <= _RECENT for age in ages)
    before = sum(_RECENT < age <= _FORMER for age in ages)
    expected = before * (_RECENT / (_FORMER - _RECENT))
    rises = recent >= 2 and recent >= _RISE * expected and min(ages) <= _NEW
    return "rising" if rises else "steady"


def _under_former_ids(topics: list[Topic], former: Mapping[str, frozenset[str]]) -> list[Topic]:
    """Each former id goes to the topic that holds most of its articles, when that is enough."""
    homes = {digest: at for at, topic in enumerate(topics) for digest in topic.core}
    shares = []
    for id, core in former.items():
        held = Counter(homes[digest] for digest in core if digest in homes)
        shares += [(-n / len(core), id, at) for at, n in held.items() if n >= _SAME * len(core)]
    given: dict[int, str] = {}
    taken: set[str] = set()
    for _, id, at in sorted(shares):
        if at not in given and id not in taken:
            given[at] = id
            taken.add(id)
    return [
        replace(topic, id=given.get(at, topic.id if topic.id not in taken else whole_id(topic)))
        for at, topic in enumerate(topics)
    ]


def whole_id(topic: Topic) -> str:
    """An id by all articles: the one by the first went on with others that it had left."""
    return "t-" + hashlib.sha256("".join(sorted(topic.core)).encode()).hexdigest()[:10]
