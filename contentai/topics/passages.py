"""Picks what to quote: sentences that say what a topic is about, one an article."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from contentai.embedding.encoder import Encoder
from contentai.text.sentences import split_sentences
from contentai.topics.affinity import Floats
from contentai.topics.article import Article

_SHORTEST, _LONGEST = 14, 140
# How much a sentence counts as the topic's, and how much as the segment's.
_TOPIC, _SEGMENT = 0.7, 0.3


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotation: ``excerpt`` is ``text[start:end]`` of the article with the id ``article``.

    An article without a text is quoted by an empty passage.
    """

    article: str
    title: str
    source: str
    start: int
    end: int
    excerpt: str
    date: datetime.date | None


@dataclass(frozen=True)
class Sentences:
    """The sentences of a topic's articles, ready to be compared with a segment."""

    passages: tuple[Passage, ...]
    vectors: Floats
    about: Floats

    def best(self, profile: Floats, refused: Sequence[str], count: int = 3) -> tuple[Passage, ...]:
        """Up to ``count`` passages of different articles; none holds a ``refused`` word.

        ``profile`` (dim,) is the segment's; passages of other sources go before more of one.
        """
        scores = _TOPIC * self.about + _SEGMENT * (self.vectors @ profile)
        order = sorted(range(len(self.passages)), key=lambda at: (-float(scores[at]), at))
        of_article: dict[str, Passage] = {}
        for at in order:
            passage = self.passages[at]
            if not any(word in passage.excerpt for word in refused):
                of_article.setdefault(passage.article, passage)
        chosen = list(of_article.values())
        first: dict[str, Passage] = {}
        for passage in chosen:
            first.setdefault(passage.source or passage.article, passage)
        rest = [p for p in chosen if p not in first.values()]
        return tuple([*first.values(), *rest][:count])


def read_sentences(
    told: Sequence[tuple[Sequence[Article], Floats]], encoder: Encoder
) -> list[Sentences]:
    """For each topic, articles and a centre (dim,), their sentences compared with the centre."""
    passages = [
        tuple(sentence for article in articles for sentence in _sentences(article))
        for articles, _ in told
    ]
    vectors = encoder.encode([p.excerpt or p.title for some in passages for p in some])
    ends = np.cumsum([len(some) for some in passages])
    own = np.split(vectors, ends[:-1]) if told else []
    return [
        Sentences(some, rows, rows @ centre)
        for some, rows, (_, centre) in zip(passages, own, told, strict=True)
    ]


def passage(article: Article, start: int, end: int) -> Passage:
    """That part of an article as a quotation."""
    excerpt = article.text[start:end]
    return Passage(article.id, article.title, article.source, start, end, excerpt, article.date)


def _sentences(article: Article) -> list[Passage]:
    spans = list(split_sentences(article.text))
    fitting = [s for s in spans if _SHORTEST <= s.end - s.start <= _LONGEST]
    if not fitting and spans:
        longest = max(spans, key=lambda s: s.end - s.start)
        return [passage(article, longest.start, min(longest.end, longest.start + _LONGEST))]
    return [passage(article, s.start, s.end) for s in fitting] or [passage(article, 0, 0)]
