"""Drafts one after the other on one sheet: what the models make of all of them together.

On a draft of ordinary length half the time of numpy goes into starting its functions; on a
sheet of ten drafts each is started once. A single draft is a sheet of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress
from typing import NamedTuple

import numpy as np

from contentai.classify import disguise
from contentai.classify.headline import headline, words_between
from contentai.classify.laid import Doubles, Laid, Ranges
from contentai.classify.linear import FrozenModel, Known
from contentai.classify.parts import LONG, PITCHED, closing, parts, runs
from contentai.diagnostics import INTENTS, Span
from contentai.text.document import Document

SHORTEST_SENTENCE = 8
# So much of a sentence stands in features longer than one character, or there is nothing to
# judge: one of no known feature has the score of the model's bias. Of 923 sentences of the
# probes none has less.
_LEAST_KNOWN = 0.5
# What is asked of sentences of most drafts: it is worked out together.
_SELLING = "hard_sell"
_ASKED = (_SELLING, "unlawful")
# So many code points of a text as it is written are looked at together: what is known of
# them takes a hundred times their size.
_TOGETHER = 40_000


class Models(NamedTuple):
    """The frozen models: of posts, of titles, and of disguises (see ``disguise``)."""

    posts: FrozenModel
    titles: FrozenModel
    disguise: FrozenModel


def legible(document: Document) -> bool:
    """True when a draft holds something that models of Chinese can judge.

    What they know of other languages comes from odd words in Chinese advertisements, and a
    lone mark, character or word weighs as much as a whole post.
    """
    return sum(document.scripts) > 1 and not document.scripts.foreign


@dataclass(frozen=True)
class Sheet:
    """Drafts under the same models; each number is worked out for all when first asked for.

    Lists have an entry a draft. A draft that is not ``legible`` has the numbers of an empty
    text.
    """

    documents: tuple[Document, ...]
    models: Models

    @cached_property
    def posts(self) -> Laid:
        """The drafts as the model of posts sees them."""
        words = [document.words if legible(document) else () for document in self.documents]
        return Laid.of(self.models.posts, self._keys, words)

    @cached_property
    def titles(self) -> Laid:
        """Their titles, or what stands for them in a feed, as the model of titles sees them."""
        places = [headline(document) for document in self.documents]
        keys = [key[slice(*at)] for key, at in zip(self._keys, places, strict=True)]
        words = [
            words_between(document, *at) if key else ()
            for document, at, key in zip(self.documents, places, keys, strict=True)
        ]
        return Laid.of(self.models.titles, keys, words)

    @cached_property
    def known(self) -> list[Known]:
        """What the model of posts knows of each draft."""
        return self.posts.each()

    @cached_property
    def known_of_titles(self) -> list[Known]:
        """What the model of titles knows of each title."""
        return self.titles.each()

    @cached_property
    def whole(self) -> list[list[float]]:
        """Calibrated log-odds (N, K) of each post as a whole."""
        return self._whole.tolist()  # type: ignore[no-any-return]

    @cached_property
    def _whole(self) -> Doubles:
        return self.posts.log_odds(self.posts.ranges)

    @cached_property
    def baits(self) -> list[float]:
        """Calibrated log-odds (N,) of each title."""
        return self.titles.log_odds(self.titles.ranges)[:, 0].tolist()  # type: ignore[no-any-return]

    @cached_property
    def intents(self) -> list[list[float]]:
        """Probabilities (N, 6) of the intents, in order; of a long draft those of its parts."""
        odds = self._whole.copy()
        for number, (ranges, of_parts) in self.parts.items():
            sizes = ranges[:, 1] - ranges[:, 0]
            odds[number] = np.average(of_parts, axis=0, weights=sizes)
        outputs = self.models.posts.outputs
        odds = odds[:, [outputs.index(f"intent.{name}") for name in INTENTS]]
        weights = np.exp(odds - odds.max(axis=1, keepdims=True))
        return (weights / weights.sum(axis=1, keepdims=True)).tolist()  # type: ignore[no-any-return]

    @cached_property
    def sentences(self) -> list[list[Span]]:
        """The sentences of eight characters or more of which the model knows enough."""
        return [spans for spans, _ in self._sentences]

    def odds_of_sentences(self, output: str) -> list[Doubles]:
        """Their calibrated log-odds (S,) of an output of the model of posts."""
        if output not in self._odds_of_sentences:
            of_model = self.models.posts.outputs
            together = [o for o in of_model if o in _ASKED] if output in _ASKED else [output]
            ranges = dict(enumerate(inside for _, inside in self._sentences))
            odds = self.posts.only(*together).of_parts(ranges)
            for column, one in enumerate(together):
                self._odds_of_sentences[one] = [odds[number][:, column] for number in ranges]
        return self._odds_of_sentences[output]

    @cached_property
    def _odds_of_sentences(self) -> dict[str, list[Doubles]]:
        return {}

    @cached_property
    def _sentences(self) -> list[tuple[list[Span], Ranges]]:
        """The sentences with their folded ranges (S, 2)."""
        spans = [
            [s for s in document.sentences if s.end - s.start >= SHORTEST_SENTENCE]
            for document in self.documents
        ]
        ranges = {
            number: _folded(document, some)
            for number, (document, some) in enumerate(zip(self.documents, spans, strict=True))
        }
        known = {n: s >= _LEAST_KNOWN for n, s in self.posts.known_shares(ranges).items()}
        return [
            ([*compress(some, known[number].tolist())], ranges[number][known[number]])
            for number, some in enumerate(spans)
        ]

    @cached_property
    def parts(self) -> dict[int, tuple[Ranges, Doubles]]:
        """Folded ranges (P, 2) and calibrated log-odds (P, K) of drafts of several parts."""
        found = {
            number: parts(_spans(document))
            for number, document in enumerate(self.documents)
            if len(document.folded) > LONG
        }
        ranges = {number: _ranges(some) for number, some in found.items() if len(some) > 1}
        odds = self.posts.of_parts(ranges)
        return {number: (inside, odds[number]) for number, inside in ranges.items()}

    @cached_property
    def closings(self) -> dict[int, tuple[Ranges, Doubles]]:
        """Ranges (1, 2) of the last sentences of each of these drafts, and log-odds (1,) of
        selling hard.
        """
        last = {number: _ranges([closing(_spans(self.documents[number]))]) for number in self.parts}
        return self._selling_hard(last)

    @cached_property
    def selling(self) -> dict[int, tuple[Ranges, Doubles]]:
        """Folded ranges (R, 2) and log-odds (R,) of selling hard of what does in some drafts.

        Those are long enough to hold more than a pitch and do not sell as a whole; what does is
        one or more neighbouring sentences that each do by themselves.
        """
        column = self.models.posts.outputs.index(_SELLING)
        found: dict[int, Ranges] = {}
        for number, document in enumerate(self.documents):
            if len(document.folded) < PITCHED or self.whole[number][column] >= 0:
                continue
            odds = self.odds_of_sentences(_SELLING)[number]
            joined = runs(self.sentences[number], (odds >= 0).tolist(), _edge(document))
            if joined:
                found[number] = _folded(document, joined)
        return self._selling_hard(found)

    def _selling_hard(self, ranges: dict[int, Ranges]) -> dict[int, tuple[Ranges, Doubles]]:
        odds = self.posts.only(_SELLING).of_parts(ranges)
        return {number: (inside, odds[number][:, 0]) for number, inside in ranges.items()}

    @cached_property
    def written(self) -> list[disguise.Written]:
        """The drafts as they are written."""
        return [disguise.Written.of(document.text) for document in self.documents]

    @cached_property
    def passages(self) -> list[list[tuple[Span, float]]]:
        """The passages of each draft with the calibrated log-odds that they hide something."""
        model = self.models.disguise
        found: list[list[tuple[Span, float]]] = [[] for _ in self.documents]
        for some in _together(self._runs()):
            stretches = [(self.written[at], run[0].start, run[-1].end) for at, run in some]
            sizes = [end - start for _, start, end in stretches]
            written = disguise.Written(
                np.concatenate([text.raw[start:end] for text, start, end in stretches]),
                np.concatenate([text.shape[start:end] for text, start, end in stretches]),
            )
            before = np.cumsum(sizes) - sizes
            spans = [(at, span) for at, run in some for span in run]
            placed = np.concatenate(
                [
                    _ranges(run) + (at - run[0].start)
                    for at, (_, run) in zip(before, some, strict=True)
                ]
            ).astype(np.int32)
            occurrences = written.occurrences(0, sum(sizes))
            odds = model.calibrated(model.raw_parts(occurrences, placed))[:, 0]
            for (at, span), one in zip(spans, odds.tolist(), strict=True):
                found[at].append((span, one))
        return found

    def _runs(self) -> Iterator[tuple[int, list[Span]]]:
        """The passages of the drafts in order, each draft's in runs of so many code points."""
        for number, document in enumerate(self.documents):
            if not legible(document):
                continue
            run: list[Span] = []
            for span in disguise.passages(spoken(document), document.text):
                if span.end - span.start < SHORTEST_SENTENCE:
                    continue  # the model has seen none so short, and takes an "ok" for a trick
                if run and span.end - run[0].start > _TOGETHER:
                    yield number, run
                    run = []
                run.append(span)
            if run:
                yield number, run

    @cached_property
    def _keys(self) -> list[str]:
        return [document.key if legible(document) else "" for document in self.documents]


def spoken(document: Document) -> list[Span]:
    """The sentences that are more than blanks."""
    return [s for s in document.sentences if document.text[slice(*s)].strip()]


def _together(runs: Iterator[tuple[int, list[Span]]]) -> Iterator[list[tuple[int, list[Span]]]]:
    """The runs in lists of so many code points, or of one."""
    some: list[tuple[int, list[Span]]] = []
    size = 0
    for number, run in runs:
        length = run[-1].end - run[0].start
        if some and size + length > _TOGETHER:
            yield some
            some, size = [], 0
        some.append((number, run))
        size += length
    if some:
        yield some


def _edge(document: Document) -> int:
    """The reading offset where a title that was given beside the text ends; 0 without one."""
    title = document.title
    return title.span.end if title and document.is_in_given_title(title.span) else 0


def _folded(document: Document, spans: Sequence[Span]) -> Ranges:
    """The folded ranges of reading ranges."""
    return document.folded.starts.searchsorted(_ranges(spans)).astype(np.int32)


def _spans(document: Document) -> list[Span]:
    """The folded ranges of the sentences."""
    return [Span(*edges) for edges in _folded(document, document.sentences).tolist()]


def _ranges(spans: Sequence[Span]) -> Ranges:
    edges = np.fromiter(chain.from_iterable(spans), np.int32, 2 * len(spans))
    return edges.reshape(-1, 2)
