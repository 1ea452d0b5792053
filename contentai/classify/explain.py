"""Why a score is what it is, and what to cut for it to fall under the threshold.

The log-odds of a score are a sum over the code points of the text (see
``FrozenModel.contributions``), so the parts below, the rest and the base add up to it exactly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from contentai.classify.scores import THRESHOLD, Scores
from contentai.diagnostics import Evidence, Span
from contentai.text.document import Document

_MOST_CUTS = 40
# A blank parts clauses as a mark does, but not between Latin words and numbers.
_CLAUSE = re.compile(
    r"(?:[^，。！？；,.!?;~～…\s]|(?<=[!-~])[ \t]{1,4}(?=[!-~]))+[，。！？；,.!?;~～…]*"
)

Rescore = Callable[[str], Scores | None]


class Cut(NamedTuple):
    """Source spans which, left out together, bring the score to ``score`` (< 0.5)."""

    spans: tuple[Span, ...]
    score: float


class Explanation(NamedTuple):
    """A score in [0, 1] taken apart.

    ``logit`` = ``base`` (an empty text) + the weights of ``parts`` (source spans, in text
    order) + ``rest`` (what is spread thinly over the remaining text). ``cut`` is None where
    the score is under the threshold, or no cut leaves anything to read.
    """

    score: str
    probability: float
    logit: float
    base: float
    parts: tuple[Evidence, ...]
    rest: float
    cut: Cut | None


def explain(scores: Scores, score: str, rescore: Rescore) -> Explanation:
    """Take ``score`` ("hard_sell", "spam", "clickbait") of a draft apart.

    ``rescore`` judges a changed text the way this one was judged; it gives None where
    nothing is left to judge.
    """
    document = scores.document
    judgement = scores.post(score)
    parts = tuple(
        part._replace(span=document.source_span(part.span)) for part in judgement.evidence
    )
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
    ranked = _ranked(document, scores, score)
    gone: list[Span] = []
    for clause in ranked[:_MOST_CUTS]:
        gone.append(clause)
        now = _without(document, gone, score, rescore)
        if now is None:
            return None
        if now < THRESHOLD:
            break
    else:
        return None
    for clause in list(gone[:-1]):
        fewer = [span for span in gone if span != clause]
        still = _without(document, fewer, score, rescore)
        if still is not None and still < THRESHOLD:
            gone, now = fewer, still
    return Cut(tuple(sorted(gone)), now)


def _ranked(document: Document, scores: Scores, score: str) -> list[Span]:
    """Source spans of the clauses that add to the score, the strongest first."""
    shares = scores.contributions(score)
    weighed: list[tuple[float, Span]] = []
    for match in _CLAUSE.finditer(document.text):
        reading = Span(*match.span())
        low, high = document.folded_span(reading)
        weight = float(shares[low:high].sum())
        if weight > 0:
            weighed.append((weight, document.source_span(reading)))
    return [span for _, span in sorted(weighed, key=lambda item: (-item[0], item[1]))]


def _without(
    document: Document, gone: Sequence[Span], score: str, rescore: Rescore
) -> float | None:
    pieces, at = [], 0
    for start, end in sorted(gone):
        pieces.append(document.source[at:start])
        at = max(at, end)
    left = rescore("".join([*pieces, document.source[at:]]))
    return None if left is None else left.post(score).probability
