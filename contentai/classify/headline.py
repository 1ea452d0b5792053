"""Which words of a draft stand for it in a feed: the title, else the opening sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from contentai.diagnostics import Span
from contentai.text.document import Document
from contentai.text.tokenize import words

_SHORTEST_OPENING = 4
_LONGEST_OPENING = 60
# Some of what no engine lets stand in a word.
_MARKS = frozenset("\n。!?…;,")


def headline(document: Document) -> Span:
    """Folded range of the title, else of the opening sentence; empty where there is neither."""
    if document.title:
        span = document.title.span
    elif first := _opening(document):
        span = Span(first.start, min(first.end, first.start + _LONGEST_OPENING))
    else:
        return Span(0, 0)
    return document.folded_span(span)


def _opening(document: Document) -> Span | None:
    """The first sentence that is whole and long enough to be judged."""
    for sentence in document.sentences:
        if sentence.end - sentence.start >= _SHORTEST_OPENING and not (
            document.garbled and _garbled(document, sentence)
        ):
            return sentence
    return None


def _garbled(document: Document, sentence: Span) -> bool:
    place = document.source_span(sentence)
    return any(place.overlaps(span) for span in document.garbled)


def words_between(document: Document, start: int, end: int) -> Sequence[str]:
    """The words of ``key[start:end]`` cut by itself, without gaps."""
    key, folded = document.key[start:end], document.folded.text
    # What a mark parts from the rest is cut alike with it and without, but for the case.
    if start == 0 and not _MARKS.isdisjoint(folded[end - 1 : end + 1]) and folded.startswith(key):
        edges = accumulate(map(len, document.words))
        count, edge = next(filter(lambda edge: edge[1] >= end, enumerate(edges, 1)), (0, 0))
        if edge == end:
            return document.words[:count]
    return words(key, document.engine)
