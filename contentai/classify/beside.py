"""What stands beside a pitch and belongs to it."""

from __future__ import annotations

from bisect import bisect_left

from contentai.classify.laid import Doubles
from contentai.classify.sheet import SHORTEST_SENTENCE
from contentai.diagnostics import Span
from contentai.text.document import Document

# So far beside a pitch what is too short to be judged belongs to it: 冲！链接在评论区。
_BESIDE = 24


def widened(document: Document, selling: Span, shares: Doubles) -> Span:
    """The reading span of a folded one that sells, with what sells beside it.

    That are sentences too short to be judged, ``_BESIDE`` code points of them at most before and
    after; ``shares`` is what each code point of the folded text adds.
    """
    span, sentences = document.unfold(*selling), document.sentences
    before = sentences[: bisect_left(sentences, (span.start,))]
    after = sentences[bisect_left(sentences, (span.end,)) :]
    first, last = span.start - _BESIDE, span.end + _BESIDE
    for found in (reversed(before), after):
        for sentence in found:
            if sentence.start < first or sentence.end > last:
                break
            low, high = document.folded_span(sentence)
            short = sentence.end - sentence.start < SHORTEST_SENTENCE
            aside = document.is_in_given_title(sentence) != document.is_in_given_title(span)
            if not short or aside or shares[low:high].sum() <= 0:
                break
            span = Span(min(span.start, sentence.start), max(span.end, sentence.end))
    return span
