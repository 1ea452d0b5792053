"""Which words of a draft stand for it in a feed: the title, else the opening line.

An opening line that is too long for a title stands there with its first sentence. A sentence
too short for one (你好呀！) says nothing alone and goes together with the next.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from contentai.diagnostics import Span
from contentai.text.document import Document
from contentai.text.tokenize import words

# In letters, characters and digits.
_SHORTEST_OPENING = 8
_LONGEST_OPENING = 60
# Some of what no engine lets stand in a word.
_MARKS = frozenset("\n。!?…;,")


def headline(document: Document) -> Span:
    """Folded range of the title, else of the opening; empty where there is neither."""
    if document.title:
        span = document.title.span
    elif first := _opening(document):
        span = Span(first.start, min(first.end, first.start + _LONGEST_OPENING))
    else:
        return Span(0, 0)
    return document.folded_span(span)


def _opening(document: Document) -> Span | None:
    """The first whole sentences that are long enough to be judged, with the rest of the line.

    Without that rest where all is longer than a title. None where they never get so long.
    """
    sentences = document.body_sentences
    start, size = 0, 0
    for number, sentence in enumerate(sentences):
        if _garbled(document, sentence):
            size = 0
            continue
        start = start if size else sentence.start
        size += sum(map(str.isalnum, document.text[slice(*sentence)]))
        if size >= _SHORTEST_OPENING:
            enough = Span(start, sentence.end)
            line = _line(document, enough, sentences[number + 1 : number + _LONGEST_OPENING])
            return line if line.end - line.start <= _LONGEST_OPENING else enough
    return None


def _line(document: Document, first: Span, following: Sequence[Span]) -> Span:
    end = first.end
    for sentence in following:
        if (
            "\n" in document.text[end : sentence.start]
            or end - first.start > _LONGEST_OPENING
            or _garbled(document, sentence)
        ):
            break
        end = sentence.end
    return Span(first.start, end)


def _garbled(document: Document, sentence: Span) -> bool:
    if not document.garbled:
        return False
    place = document.source_span(sentence)
    return any(place.overlaps(span) for span in document.garbled)


def words_between(document: Document, start: int, end: int) -> Sequence[str]:
    """The words of ``key[start:end]`` cut by itself, without gaps."""
    key, folded = document.key[start:end], document.folded.text
    if start or not folded.startswith(key):
        return words(key, document.engine)
    # The draft is cut already, and the same there where a mark parts it (but for capitals).
    edge = end
    if end < len(folded) and folded[end] not in _MARKS:
        edge = max(folded.rfind(mark, 0, end) for mark in _MARKS) + 1
    edges = [0, *accumulate(map(len, document.words[:edge]))]
    count = bisect_left(edges, edge)
    cut = document.words[: count if edges[count] == edge else 0]
    rest = key[edge if cut else 0 :]
    return [*cut, *words(rest, document.engine)] if rest else cut
