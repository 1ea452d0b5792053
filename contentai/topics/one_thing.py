"""Which articles of a topic are about one thing for a segment: what one says another confirms.

Vectors put what is alike in manner or in passing near each other, too: an air fryer and a heat
pump that nobody repairs. Only articles about the same interest, whose titles share a word that
few other titles have, or that are very near confirm each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from contentai.text.tokenize import words
from contentai.topics.affinity import unit
from contentai.topics.interests import Flags
from contentai.topics.known import as_bytes
from contentai.topics.labels import names_a_thing
from contentai.topics.landscape import Landscape
from contentai.topics.meeting import Meeting
from contentai.topics.mine import Topic, sources_of

# A cosine, background removed, at which articles are about one thing whatever their words.
_NEAR: Final = 0.45
# Articles of different topics are about one thing when both have an interest in their titles and
# are as near as the first, or both mention it and are as near as the second.
_SAME, _SAID = 0.22, 0.3
# Those that one source alone backs are compared with each other; no more than these.
_MOST: Final = 200
# An article of a topic counts for a segment when an interest is met at least so far,
_TOUCHED: Final = 0.15
# and one that is about none when it pulls so much or is very near to one that is.
_PULLING: Final = 0.3
# A word that so many of the other titles have tells two of them from nothing.
_USUAL: Final = 0.03


def counting(land: Landscape, met: Meeting, topic: Topic) -> list[int]:
    """The articles of a topic that count for a segment: vectors put others beside them.

    Announcements of all trades may be alike, and so are a lamp in the hall and one for runners:
    what touches no interest, or is rather for others, is neither a source nor quoted.
    """
    near = [at for at in topic.members if met.touched[at] >= _TOUCHED and not met.for_others[at]]
    about = [at for at in near if met.about[at].any()]
    vectors = unit(land.vectors[near] - land.background)
    like = vectors @ unit(land.vectors[about] - land.background).T
    tied = np.asarray((like >= _NEAR).any(axis=1))
    return [
        at
        for at, is_tied in zip(near, tied, strict=True)
        if is_tied or met.about[at].any() or met.pull[at] >= _PULLING
    ]


def one_thing(land: Landscape, topic: Topic, about: Flags) -> list[Topic]:
    """The topic in parts of which each is about one thing; whole where it is one.

    ``about`` (articles, interests) tells which interests each article is about. The part with
    the most sources comes first and keeps the id.
    """
    members = list(topic.members)
    if len(members) < 2:
        return [topic]
    inside = about[members]
    key = ("one thing", as_bytes(members), np.packbits(inside).tobytes())
    parts = land.remembered(key, lambda: _parts(land, members, inside))
    found = sorted(
        ([members[n] for n in part] for part in parts),
        key=lambda part: (-len(sources_of(land.articles, part)), -len(part)),
    )
    return [land.narrowed(topic, found[0]), *(land.parted(topic, part) for part in found[1:])]


def gathered(
    land: Landscape, met: Meeting, topics: Sequence[Topic]
) -> tuple[list[Topic], list[Topic]]:
    """Topics that several sources back, of ``topics`` that one source backs; and the rest.

    What two articles say of one interest may be too far apart to be one topic for everybody,
    but it is one to whom that interest is dear. It has the id of the part that pulls most.
    """
    some = sorted(topics, key=lambda t: (-met.affinity(t), t.id))[:_MOST]
    rows = [at for topic in some for at in topic.members]
    owners = [n for n, topic in enumerate(some) for _ in topic.members]
    if not rows:
        return [], list(topics)
    vectors = unit(land.vectors[rows] - land.background)
    like = vectors @ vectors.T
    tied = (like >= _SAME) & _shared(met.titled[rows])
    tied |= (like >= _SAID) & _shared(met.mentions[rows]) & _shared(met.about[rows])
    tied |= np.equal.outer(owners, owners)
    found, used = [], set()
    for part in _connected(tied):
        members = [rows[n] for n in part]
        if len(sources_of(land.articles, members)) > 1:
            used |= {owners[n] for n in part}
            first = some[owners[part[0]]]
            reprints = [
                at for n in dict.fromkeys(owners[n] for n in part) for at in some[n].reprints
            ]
            found.append(replace(land.narrowed(first, members), reprints=tuple(reprints)))
    gone = {some[n].id for n in used}
    return found, [topic for topic in topics if topic.id not in gone]


def _shared(marks: Flags) -> Flags:
    """Which rows (rows, rows) have one of the marks (rows, marks) in common."""
    counts = marks.astype(np.float32)
    shared: Flags = counts @ counts.T > 0
    return shared


def _parts(land: Landscape, members: Sequence[int], about: Flags) -> list[list[int]]:
    """Groups of the members (their numbers in it), each tied together."""
    vectors = unit(land.vectors[members] - land.background)
    tied = (vectors @ vectors.T >= _NEAR) | _shared(about)
    parts = _connected(tied)
    if len(parts) == 1:
        return parts
    told = [_names(land.articles[at].title) for at in members]
    inside = Counter(name for names in told for name in names)
    usual = _USUAL * len(land.articles)
    rare = {name for name, n in inside.items() if n > 1 and land.title_words[name] - n <= usual}
    # Where each is about another interest, a word in both titles ties them to neither.
    bound = np.asarray(about.any(axis=1))
    for one in range(len(members)):
        for other in range(one):
            if told[one] & told[other] & rare and not (bound[one] and bound[other]):
                tied[one, other] = tied[other, one] = True
    return _connected(tied)


def _connected(tied: Flags) -> list[list[int]]:
    left = list(range(len(tied)))
    parts: list[list[int]] = []
    while left:
        part: list[int] = []
        new = [left.pop(0)]
        while new:
            part += new
            reached = np.asarray(tied[new].any(axis=0))
            new = [n for n in left if reached[n]]
            left = [n for n in left if not reached[n]]
        parts.append(sorted(part))
    return parts


def _names(title: str) -> frozenset[str]:
    return frozenset(word for word in words(title) if len(word) > 1 and names_a_thing(word))
