"""The scores of one draft: hard sell, spam, clickbait, intent, sentence by sentence too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from contentai.classify.features import Occurrences
from contentai.classify.linear import FrozenModel
from contentai.diagnostics import INTENTS, Evidence, Judgement, Span
from contentai.text.document import Document
from contentai.text.tokenize import words as cut

THRESHOLD = 0.5
_SHORTEST_SENTENCE = 8
_MOST_EVIDENCE = 8
# A word is part of a reason when it adds more than this share of all that pushes up.
_CLEAR_SHARE = 0.01
_SHORTEST_OPENING = 4
_LONGEST_OPENING = 60


@dataclass(frozen=True)
class Models:
    """The two frozen models: one reads posts, one reads titles."""

    posts: FrozenModel
    titles: FrozenModel


@dataclass(frozen=True)
class Scores:
    """All scores of one draft, each worked out when it is first asked for."""

    document: Document
    models: Models

    @property
    def hard_sell(self) -> float:
        """Probability that the post sells hard or is spam; 0.5 is the threshold."""
        return self._probability("hard_sell")

    @property
    def spam(self) -> float:
        """Probability that the post is spam; 0.5 is the threshold. Never above hard_sell."""
        return min(self._probability("spam"), self.hard_sell)

    @property
    def clickbait(self) -> float:
        """Probability that the title baits clicks.

        Without a title the opening sentence is judged: in a feed it plays that part.
        """
        return _sigmoid(float(self._title_logits[0]))

    @cached_property
    def intent(self) -> Mapping[str, float]:
        """Probabilities of the six intents; they sum to 1."""
        columns = [self.models.posts.outputs.index(f"intent.{name}") for name in INTENTS]
        logits = self._logits[columns]
        weights = np.exp(logits - logits.max())
        return dict(zip(INTENTS, (weights / weights.sum()).tolist(), strict=True))

    @property
    def label(self) -> str:
        """The one intent: spam and hard sell by their thresholds, else the likeliest other."""
        if self.spam >= THRESHOLD:
            return "spam"
        if self.hard_sell >= THRESHOLD:
            return "hard_sell"
        return max(INTENTS[:4], key=lambda name: self.intent[name])

    def post(self, score: str) -> Judgement:
        """A score by name with its evidence (see ``Judge``)."""
        if score.startswith("intent."):
            return Judgement(self.intent[score.removeprefix("intent.")])
        if score == "clickbait":
            return Judgement(self.clickbait, tuple(self._title_evidence()))
        probability = self.spam if score == "spam" else self._probability(score)
        return Judgement(probability, tuple(self._evidence(score)))

    def sentences(self, score: str) -> list[tuple[Span, float]]:
        """Probability of ``score`` for each sentence of eight characters or more."""
        column = self.models.posts.outputs.index(score)
        sentences, logits = self._sentence_logits
        return [
            (sentence, _sigmoid(float(row[column])))
            for sentence, row in zip(sentences, logits, strict=True)
        ]

    def contributions(self, score: str) -> NDArray[np.float64]:
        """What each code point of the folded text adds to the score's calibrated log-odds."""
        return self.models.posts.contributions(self._occurrences, score, len(self.document.folded))

    def _probability(self, output: str) -> float:
        return _sigmoid(float(self._logits[self.models.posts.outputs.index(output)]))

    @cached_property
    def _occurrences(self) -> Occurrences:
        return self.models.posts.alphabet.occurrences(self.document.key, self.document.words)

    @cached_property
    def _sentence_logits(self) -> tuple[list[Span], NDArray[np.float64]]:
        """The sentences that are long enough, and their calibrated log-odds (S, K)."""
        document, model = self.document, self.models.posts
        sentences = [s for s in document.sentences if s.end - s.start >= _SHORTEST_SENTENCE]
        bounds = np.array([document.folded_span(s) for s in sentences], dtype=np.int32)
        raw = model.raw_parts(self._occurrences, bounds.reshape(-1, 2))
        return sentences, model.calibrated(raw)

    @cached_property
    def _logits(self) -> NDArray[np.float64]:
        return self.models.posts.calibrated(self.models.posts.raw(self._occurrences))

    @property
    def _opening(self) -> Span | None:
        """The first sentence that is whole and long enough to be judged."""
        garbled = self.document.garbled
        for sentence in self.document.sentences:
            place = self.document.source_span(sentence)
            if sentence.end - sentence.start >= _SHORTEST_OPENING and not any(
                place.overlaps(span) for span in garbled
            ):
                return sentence
        return None

    @cached_property
    def _headline(self) -> Span:
        """Folded range of the title, else of the opening sentence."""
        document = self.document
        if document.title:
            span = document.title.span
        elif first := self._opening:
            span = Span(first.start, min(first.end, first.start + _LONGEST_OPENING))
        else:
            return Span(0, 0)
        return document.folded_span(span)

    @cached_property
    def _title_occurrences(self) -> Occurrences:
        key = self.document.key[self._headline.start : self._headline.end]
        return self.models.titles.alphabet.occurrences(key, cut(key, self.document.engine))

    @cached_property
    def _title_logits(self) -> NDArray[np.float64]:
        return self.models.titles.calibrated(self.models.titles.raw(self._title_occurrences))

    def _title_evidence(self) -> Iterator[Evidence]:
        start, end = self._headline
        shares = self.models.titles.contributions(self._title_occurrences, "clickbait", end - start)
        whole = np.zeros(len(self.document.folded))
        whole[start:end] = shares
        yield from self._spans(whole)

    def _evidence(self, score: str) -> Iterator[Evidence]:
        yield from self._spans(self.contributions(score))

    def _spans(self, shares: NDArray[np.float64]) -> Iterator[Evidence]:
        """The runs of words that pushed the score up most, in text order, as reading spans."""
        runs = sorted(self._runs(shares), key=lambda run: -run[1])[:_MOST_EVIDENCE]
        for span, weight in sorted(runs):
            yield Evidence(self.document.unfold(*span), round(weight, 4))

    def _runs(self, shares: NDArray[np.float64]) -> Iterator[tuple[Span, float]]:
        """Neighbouring words that each add clearly, joined; folded spans and their sums."""
        words = self.document.words
        total = float(shares[shares > 0].sum())
        if not total or not words:
            return
        edges = np.zeros(len(words) + 1, dtype=np.int64)
        np.cumsum(np.fromiter(map(len, words), np.int64, len(words)), out=edges[1:])
        sums = np.concatenate([[0.0], np.cumsum(shares)])
        clear = np.diff(sums[edges]) > _CLEAR_SHARE * total
        turns = np.flatnonzero(np.diff(np.concatenate([[False], clear, [False]])))
        for first, after in turns.reshape(-1, 2):
            span = Span(int(edges[first]), int(edges[after]))
            yield span, float(sums[span.end] - sums[span.start])


def _sigmoid(logit: float) -> float:
    """Logistic function, without overflow."""
    bounded = min(max(logit, -60.0), 60.0)
    return 1.0 / (1.0 + float(np.exp(-bounded)))
