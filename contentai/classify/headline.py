"""Which words of a draft stand for it in a feed: the title, else the opening sentence."""

from __future__ import annotations

from contentai.diagnostics import Span
from contentai.text.document import Document

_SHORTEST_OPENING = 4
_LONGEST_OPENING = 60


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
        place = document.source_span(sentence)
        if sentence.end - sentence.start >= _SHORTEST_OPENING and not any(
            place.overlaps(span) for span in document.garbled
        ):
            return sentence
    return None
