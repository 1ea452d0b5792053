"""Why a score is what it is, and what to cut for it to fall under the threshold.

The log-odds of a score are a sum over the code points of the text (see
``FrozenModel.contributions``), so the parts below, the rest and the base add up to it exactly.
"""

from __future__ import annotations

from typing import NamedTuple

from contentai.classify.cut import Cut, Rescore, cut
from contentai.classify.scores import THRESHOLD, Scores
from contentai.diagnostics import Evidence


class Explanation(NamedTuple):
    """A score in [0, 1] taken apart.

    ``logit`` = ``base`` (an empty text) + the weights of ``parts`` (source spans, in text
    order) + ``rest`` (what is spread thinly over the remaining text). ``cut`` is None where
    the score is under the threshold, where no cut would leave enough to read (the whole
    sells), and where the draft is spam: less of it would be no better, only harder to tell.
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

    ``rescore`` judges a changed text with a changed given title the way this one was judged;
    it gives None where nothing is left to judge.
    """
    document = scores.document
    judgement = scores.post(score)
    parts = tuple(document.in_source(part) for part in judgement.evidence)
    base, logit = scores.base(score), scores.logit(score)
    rest = logit - base - sum(part.weight for part in parts)
    out = None
    if judgement.probability >= THRESHOLD and (score == "clickbait" or scores.label != "spam"):
        out = cut(scores, score, rescore)
    return Explanation(score, judgement.probability, logit, base, parts, rest, out)
