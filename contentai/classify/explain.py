"""Why a score is what it is, and what to cut for it to fall under the threshold.

The log-odds of a score are a sum over the code points of the text (see
``FrozenModel.contributions``), so the parts below, the rest and the base add up to it exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from contentai.classify.clauses import clauses, with_links
from contentai.classify.headline import headline
from contentai.classify.scores import THRESHOLD, Scores
from contentai.classify.sheet import SHORTEST_SENTENCE
from contentai.diagnostics import Evidence, Span
from contentai.text.document import Document

_MOST_CUTS = 40
# Where less than this share would be left, it is no use to cut.
_LEAST_LEFT = 1 / 3
# No title is shorter.
_SHORTEST_TITLE = 4

Rescore = Callable[[str, str | None], Scores | None]


class Cut(NamedTuple):
    """Source spans which, left out together, bring the score to ``score`` (< 0.5).

    ``title``: spans of the title that was given beside the text, to be left out with them.
    """

    spans: tuple[Span, ...]
    score: float
    title: tuple[Span, ...] = ()


class Explanation(NamedTuple):
    """A score in [0, 1] taken apart.

    ``logit`` = ``base`` (an empty text) + the weights of ``parts`` (source spans, in text
    order) + ``rest`` (what is spread thinly over the remaining text). ``cut`` is None where
    the score is under the threshold, or where no cut would leave enough to read: the whole
    sells.
    """

    score: str
    probability: float
    logit: float
    base: float
    parts: tuple[Evidence, ...]
    rest: float
    cut: Cut | None


class _Clause(NamedTuple):
    """A clause to leave out: its span in the source, or in the given title."""

    in_title: bool
    span: Span


def explain(scores: Scores, score: str, rescore: Rescore) -> Explanation:
    """Take ``score`` ("hard_sell", "spam", "clickbait") of a draft apart.

    ``rescore`` judges a changed text with a changed given title the way this one was judged;
    it gives None where nothing is left to judge.
    """
    document = scores.document
    judgement = scores.post(score)
    parts = tuple(document.in_source(part) for part in judgement.evidence)
    base, logit = scores.base(score), scores.logit(score)
    rest = logit - base - sum(part.weight for part in parts)
    cut = None
    if judgement.probability >= THRESHOLD:
        cut = _cut(scores, score, rescore)
    return Explanation(score, judgement.probability, logit, base, parts, rest, cut)


def _cut(scores: Scores, score: str, rescore: Rescore) -> Cut | None:
    """The clauses that push up most, left out one after another until the score passes.

    Then each is put back if the score still passes: what is cut is needed.
    """
    document = scores.document

    def left(gone: Sequence[_Clause]) -> Scores | None:
        text = _without(document.source, [c.span for c in gone if not c.in_title])
        title = document.given_title
        if title is not None:
            title = _without(title, [c.span for c in gone if c.in_title])
        return rescore(text, title)

    gone: list[_Clause] = []
    for clause in _ranked(document, scores, score):
        gone.append(clause)
        now = left(gone)
        if now is None:
            return None
        if now.post(score).probability < THRESHOLD:
            break
    else:
        return None
    for clause in list(gone[:-1]):
        fewer = [other for other in gone if other != clause]
        still = left(fewer)
        if still is not None and still.post(score).probability < THRESHOLD:
            gone, now = fewer, still
    if not _reads(document, now.document, score):
        return None
    spans, title = (
        _joined(clause.span for clause in gone if clause.in_title == of_title)
        for of_title in (False, True)
    )
    return Cut(spans, now.post(score).probability, title)


def _reads(before: Document, after: Document, score: str) -> bool:
    """Whether what is left of what was judged is more than scraps."""
    if score == "clickbait":
        if before.title and not after.title:
            return False  # the opening line is judged instead, which nobody asked about
        low, high = headline(after)
        return high - low >= max(_SHORTEST_TITLE, _LEAST_LEFT * _length(headline(before)))
    long = any(_length(sentence) >= SHORTEST_SENTENCE for sentence in after.sentences)
    return long and len(after.folded) >= _LEAST_LEFT * len(before.folded)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order, what touches as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _length(span: Span) -> int:
    return span.end - span.start


def _ranked(document: Document, scores: Scores, score: str) -> list[_Clause]:
    """The clauses that add most to the score, the strongest first."""
    shares = scores.contributions(score)
    weighed: list[tuple[float, Span]] = []
    for reading in clauses(document):
        low, high = document.folded_span(reading)
        weight = float(shares[low:high].sum())
        if weight > 0:
            weighed.append((-weight, reading))
    return [_placed(document, reading) for _, reading in sorted(weighed)[:_MOST_CUTS]]


def _placed(document: Document, reading: Span) -> _Clause:
    if document.is_in_given_title(reading):
        return _Clause(True, reading)
    return _Clause(False, with_links(document, document.source_span(reading)))


def _without(text: str, gone: Sequence[Span]) -> str:
    pieces, at = [], 0
    for start, end in sorted(gone):
        pieces.append(text[at:start])
        at = max(at, end)
    return "".join([*pieces, text[at:]])
