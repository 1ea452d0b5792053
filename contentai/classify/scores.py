"""The scores of one draft: hard sell, spam, clickbait, intent, sentence by sentence too."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import exp

import numpy as np
from numpy.typing import NDArray

from contentai.classify.beside import widened
from contentai.classify.evidence import Wording
from contentai.classify.headline import headline
from contentai.classify.linear import Vector
from contentai.classify.sheet import Models, Sheet, legible, spoken
from contentai.diagnostics import INTENTS, Judgement, Pitch, Span
from contentai.text.document import Document

THRESHOLD = 0.5
SCORES = ("hard_sell", "spam", "clickbait")
# Intents that bring the reader something without selling.
_USEFUL = ("value", "service", "interaction")
# So much of the log-odds that a draft sells, where it does not, is added to those that a sentence
# claims something unlawful. Chosen on claims of four writers that no model had seen and on unseen
# headlines and reviews (docs/training.md).
_SOLD_SHARE = 0.25
# Sentences are a pitch from these log-odds on (a probability of .9), and the less that the draft
# sells the more they must: both together are 0 at least. Of 84 useful probes of 120 characters or
# more one has a pitch then, of 3,000 useful posts 7, of 260 pieces of articles none; of 175 useful
# probes with an advertisement put into them that do not sell as a whole, two in three.
_SURE = 2.2
# From these (.99) on they are one whatever the whole is: no more of 133 useful probes, nor of 256
# articles, has a pitch then.
_CERTAIN = 4.6
# One part of a long draft makes it soft promotion from these log-odds on (a probability of .7).
# From even odds on 25 of 233 useful articles were one, from here on 14; of 180 articles with a
# hard sell put in that do not sell as a whole, 134 were and 125 are (docs/training.md).
_PART_SELLS = 0.85


@dataclass(frozen=True)
class Scores:
    """All scores of one draft, each worked out when it is first asked for.

    A draft that is not ``legible`` has the scores of an empty text.

    It is the draft ``number`` of ``sheet``; without one, the only one of its own.
    """

    document: Document
    models: Models
    sheet: Sheet | None = None
    number: int = 0

    @property
    def legible(self) -> bool:
        """False where the models cannot read the draft: hardly any Chinese, marks alone."""
        return legible(self.document)

    @property
    def reliable(self) -> bool:
        """False where so little of the draft is Chinese that its scores say little."""
        return not self.document.scripts.mixed

    @property
    def hard_sell(self) -> float:
        """Probability that the post sells hard or is spam; 0.5 is the threshold."""
        return self._probability("hard_sell")

    @property
    def spam(self) -> float:
        """Probability that the post is spam; 0.5 is the threshold. Never above hard_sell."""
        return self._probability("spam")

    @property
    def clickbait(self) -> float:
        """Probability that the title baits clicks.

        Without a title the opening line is judged: in a feed it plays that part.
        """
        return _sigmoid(self.logit("clickbait"))

    @cached_property
    def intent(self) -> Mapping[str, float]:
        """Probabilities of the six intents; they sum to 1.

        A long draft has the mean intent of its parts. Where it is useful as a whole and one
        part sells hard, it is soft promotion as far as that part does.
        """
        found = dict(zip(INTENTS, self._sheet.intents[self.number], strict=True))
        if self._part:
            for name in _USEFUL:
                found["soft_promo"] += self._part.score * found[name]
                found[name] *= 1.0 - self._part.score
        return found

    @cached_property
    def _part(self) -> Pitch | None:
        """The part of a long draft that sells hardest, where the draft as a whole does not.

        Of many parts one always looks a little like selling: under ``_PART_SELLS`` it is none.
        """
        if self.number not in self._sheet.parts or self.hard_sell >= THRESHOLD:
            return None
        column = self.models.posts.outputs.index("hard_sell")
        parts, logits = self._sheet.parts[self.number]
        odds, (start, end) = max(
            (float(ours.max()), ranges[ours.argmax()].tolist())
            for ranges, ours in (
                (parts, logits[:, column]),
                self._sheet.closings[self.number],
            )
        )
        return Pitch(Span(start, end), _sigmoid(odds)) if odds >= _PART_SELLS else None

    @cached_property
    def pitches(self) -> tuple[Pitch, ...]:
        """Where a draft sells hard that does not on the whole: reading spans, in text order.

        Each is one sentence or more that sell by themselves. Where a long draft is soft
        promotion and no sentence of it is sure enough, the one that sells hardest in the part
        that makes it so, or all of that part.
        """
        if self.number not in self._sheet.selling:
            runs: list[tuple[Span, float]] = []
        else:
            ranges, logits = self._sheet.selling[self.number]
            spans = (Span(*edges) for edges in ranges.tolist())
            runs = list(zip(spans, logits.tolist(), strict=True))
        least = min(max(_SURE, -self._odds("hard_sell")), _CERTAIN)
        found = [Pitch(span, _sigmoid(odds)) for span, odds in runs if odds >= least]
        if not found and self._part and self.label == "soft_promo":
            inside = [run for run in runs if self._part.span.overlaps(run[0]) and run[1] >= 0]
            best = max(inside, key=lambda run: run[1], default=None)
            found = [Pitch(best[0], _sigmoid(best[1])) if best else self._part]
        return tuple(self._read(pitch) for pitch in found)

    @property
    def source_pitches(self) -> tuple[Pitch, ...]:
        """The same as source spans, or as those of a title that was given beside the text."""
        return tuple(
            p if p.in_title else p._replace(span=self.document.source_span(p.span))
            for p in self.pitches
        )

    def _read(self, pitch: Pitch) -> Pitch:
        span = widened(self.document, pitch.span, self.contributions("hard_sell"))
        return pitch._replace(span=span, in_title=self.document.is_in_given_title(span))

    @property
    def label(self) -> str:
        """The one intent: spam and hard sell by their thresholds, else the likeliest other.

        A text between value and service is useful either way: soft promotion must be likelier
        than both together.
        """
        if self.spam >= THRESHOLD:
            return "spam"
        if self.hard_sell >= THRESHOLD:
            return "hard_sell"
        found = self.intent
        if found["soft_promo"] >= max(found["interaction"], found["value"] + found["service"]):
            return "soft_promo"
        return max(INTENTS[:3], key=lambda name: found[name])

    def post(self, score: str, at_least: float = 0.0) -> Judgement:
        """A score by name, with its evidence when it is ``at_least`` so high (see ``Judge``)."""
        if score.startswith("intent."):
            return Judgement(self.intent[score.removeprefix("intent.")])
        probability = self._probability(score)
        if probability < at_least:
            return Judgement(probability)
        shares = self.contributions(score)
        return Judgement(probability, self._wording.evidence(shares, score != "clickbait"))

    def sentences(self, score: str) -> list[tuple[Span, float]]:
        """Probability of ``score`` for each sentence that can be judged (see ``Sheet``).

        ``evasive`` is judged by passages; each is told by its most telling sentence.
        ``unlawful`` is judged in its draft: the less that sells, the more a
        sentence must say, for the law is about advertisements (``_SOLD_SHARE``).
        """
        if score != "evasive" and score not in self.models.posts.outputs:
            return []  # a model learned without claims knows nothing of them
        if score not in self._told and score == "evasive":
            self._told[score] = list(self._evasive())
        elif score not in self._told:
            odds = self._sheet.odds_of_sentences(score)[self.number]
            if score == "unlawful":
                odds = odds + _SOLD_SHARE * min(0.0, self._odds("hard_sell"))
            bounded = np.clip(odds, -60.0, 60.0)
            found = (1.0 / (1.0 + np.exp(-bounded))).tolist()
            self._told[score] = list(zip(self._sheet.sentences[self.number], found, strict=True))
        return self._told[score]

    def contributions(self, score: str) -> NDArray[np.float64]:
        """What each code point of the folded text adds to the score's calibrated log-odds.

        Their sum and ``base`` make ``logit``.
        """
        size = len(self.document.folded)
        if score != "clickbait":
            return self._sheet.posts.model.contributions(self._vector, self._ruling(score), size)
        start, end = headline(self.document)
        whole = np.zeros(size)
        known = self._sheet.known_of_titles[self.number]
        whole[start:end] = self._sheet.titles.model.contributions(known, score, end - start)
        return whole

    def logit(self, score: str) -> float:
        """The calibrated log-odds of a score; 0 is the threshold."""
        if score == "clickbait":
            return self._sheet.baits[self.number]
        return self._odds(self._ruling(score))

    def base(self, score: str) -> float:
        """The calibrated log-odds of a text of which the model knows nothing."""
        model = self.models.titles if score == "clickbait" else self.models.posts
        empty = model.calibrated(model.bias.astype(np.float64))
        return float(empty[model.outputs.index(self._ruling(score))])

    def _ruling(self, score: str) -> str:
        """The output that a score is read from: spam sells, so it is as low as hard_sell is."""
        low = score == "spam" and self._odds("hard_sell") < self._odds("spam")
        return "hard_sell" if low else score

    def _odds(self, output: str) -> float:
        return self._sheet.whole[self.number][self.models.posts.outputs.index(output)]

    def _probability(self, output: str) -> float:
        return _sigmoid(self.logit(output))

    @cached_property
    def _sheet(self) -> Sheet:
        return self.sheet or Sheet((self.document,), self.models)

    @cached_property
    def _vector(self) -> Vector:
        return self._sheet.posts.model.vector(self._sheet.known[self.number])

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.document)

    @cached_property
    def _told(self) -> dict[str, list[tuple[Span, float]]]:
        return {}

    def _evasive(self) -> Iterator[tuple[Span, float]]:
        sentences: list[Span] = []
        for (start, end), logit in self._sheet.passages[self.number]:
            if logit < 0:
                yield Span(start, end), _sigmoid(logit)
                continue
            sentences = sentences or spoken(self.document)
            local = self._sheet.written[self.number].occurrences(start, end)
            shares = self.models.disguise.contributions(local, "evasive", end - start)
            first, last = bisect_left(sentences, (start,)), bisect_left(sentences, (end,))
            inside = sentences[first:last]
            best = max(inside, key=lambda s: float(shares[s.start - start : s.end - start].sum()))
            yield best, _sigmoid(logit)


def _sigmoid(logit: float) -> float:
    """Logistic function, without overflow."""
    bounded = min(max(logit, -60.0), 60.0)
    return 1.0 / (1.0 + exp(-bounded))
