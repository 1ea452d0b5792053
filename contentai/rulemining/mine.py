"""From articles to what they ask for: one proposal a sentence and claim, clusters across them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from contentai.diagnostics import Span
from contentai.embedding.encoder import Encoder
from contentai.rulemining.asked import Asked, Kind
from contentai.rulemining.checks import Check, check_of, is_as_written
from contentai.rulemining.cluster import Said, clusters
from contentai.rulemining.lexicon import Polarity
from contentai.rulemining.reading import asked_of
from contentai.rulemining.scope import Scope, scope_of
from contentai.rulemining.sentences import Sentence
from contentai.text.document import Document
from contentai.topics.copies import copies

# How often such a wording was right in texts labelled before they were mined (docs/mining.md),
# rounded down: a heuristic of few numbers, no probability of a model.
_RIGHT: Final[dict[Kind, float]] = {
    "strong": 0.9,
    "usual": 0.85,
    "limit": 0.85,
    "listed": 0.85,
    "pitfall": 0.8,
    "warn": 0.75,
    "weak": 0.55,
    "bare": 0.4,
    "value": 0.5,
}
# From so many characters on, a sentence says more than one claim can hold.
_LONG: Final = 90


class Place(NamedTuple):
    """Where a sentence lies in its file: a range of code points, 1-based line and column."""

    span: Span
    line: int
    column: int


class Article(NamedTuple):
    """A document by the name that reports use.

    ``place`` leads from a reading range to the file, where that is more than the document.
    """

    name: str
    document: Document
    place: Callable[[Span], Place] | None = None

    def placed(self, reading: Span) -> Place:
        """Where a reading range lies in the file."""
        if self.place is not None:
            return self.place(reading)
        span = self.document.source_span(reading)
        return Place(span, *self.document.place(span)[:2])


@dataclass(frozen=True, slots=True)
class Mined:
    """One thing that a sentence of an article asks for.

    ``start`` and ``end`` are the sentence's place in the article's source, ``line`` and
    ``column`` where it starts, ``sentence`` what a reader reads there. ``claim`` is what is asked
    for, in Simplified Chinese and without the words that ask. ``check`` is a draft in the schema
    of rules, or None. ``confidence`` (0 to 1) is a heuristic: how often such a wording was right
    in labelled articles. ``cluster`` is shared by what says the same.
    """

    article: str
    start: int
    end: int
    sentence: str
    polarity: Polarity
    claim: str
    scope: Scope
    check: Check | None = field(hash=False)
    confidence: float
    cluster: int
    line: int
    column: int

    def row(self) -> dict[str, Any]:
        """The public shape of ``contentai rules mine --format json``."""
        return {name: getattr(self, name) for name in self.__slots__}


class Yield(NamedTuple):
    """What was mined, in reading order, and the copies that were left out with their originals."""

    mined: tuple[Mined, ...]
    copies: tuple[tuple[str, str], ...]


def mine(articles: Sequence[Article], encoder: Encoder) -> Yield:
    """What ``articles`` ask for; of several copies of one article, the first."""
    first_of = copies([article.document.text for article in articles])
    left_out = tuple(
        (articles[at].name, articles[first].name)
        for at, first in enumerate(first_of)
        if first != at
    )
    found = [
        (article, sentence, asked)
        for at, article in enumerate(articles)
        if first_of[at] == at
        for sentence, asked in asked_of(article.document)
    ]
    numbers = clusters([Said(asked.polarity, asked.claim) for _, _, asked in found], encoder)
    mined = tuple(
        _mined(article, sentence, asked, number)
        for (article, sentence, asked), number in zip(found, numbers, strict=True)
    )
    return Yield(mined, left_out)


def _mined(article: Article, sentence: Sentence, asked: Asked, cluster: int) -> Mined:
    document = article.document
    place = article.placed(sentence.span)
    scope = scope_of(asked.polarity, asked.claim, document.engine)
    reading = document.text[slice(*sentence.span)]
    check = check_of(asked, scope)
    if check is not None and not is_as_written(check, reading):
        check = None
    return Mined(
        article=article.name,
        start=place.span.start,
        end=place.span.end,
        sentence=reading,
        polarity=asked.polarity,
        claim=asked.claim,
        scope="post" if check is not None else scope,
        check=check,
        confidence=_confidence(sentence, asked, check),
        cluster=cluster,
        line=place.line,
        column=place.column,
    )


def _confidence(sentence: Sentence, asked: Asked, check: Check | None) -> float:
    sure = _RIGHT[asked.kind]
    if len(sentence.text) > _LONG:
        sure -= 0.1
    if check is not None:
        sure += 0.05
    return round(min(sure, 0.95), 2)
