"""Drafts one after the other on one sheet: what the models make of all of them together.

On a draft of ordinary length half the time of numpy goes into starting its functions; on a
sheet of ten drafts each is started once. A single draft is a sheet of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress
from typing import NamedTuple

import numpy as np

from contentai.classify import disguise
from contentai.classify.headline import headline, words_between
from contentai.classify.laid import Doubles, Laid, Ranges
from contentai.classify.linear import FrozenModel
from contentai.classify.parts import LONG, PITCHED, closing, parts, runs
from contentai.diagnostics import INTENTS, Span
from contentai.text.document import Document

SHORTEST_SENTENCE = 8
# So much of a sentence stands in features longer than one character, or there is nothing to
# judge: one of no known feature has the score of the model's bias. Of 923 sentences of the
# probes none has less.
_LEAST_KNOWN = 0.5
# So far beside a pitch what is too short to be judged belongs to it: 冲！链接在评论区。
_BESIDE = 24
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
    def sentences(self) -> list[tuple[list[Span], Doubles]]:
        """The sentences of eight characters or more, and their calibrated log-odds (S, K).

        Those that the model knows too little of are left out.
        """
        spans = [
            [s for s in document.sentences if s.end - s.start >= SHORTEST_SENTENCE]
            for document in self.documents
        ]
        ranges = {
            number: _folded(document, some)
            for number, (document, some) in enumerate(zip(self.documents, spans, strict=True))
        }
        known = {n: s >= _LEAST_KNOWN for n, s in self.posts.known_shares(ranges).items()}
        odds = self.posts.of_parts({number: ranges[number][known[number]] for number in ranges})
        return [
            ([*compress(some, known[number].tolist())], odds[number])
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
        """The same (1, 2) and (1, K) of the last sentences of each of these drafts."""
        last = {number: _ranges([closing(_spans(self.documents[number]))]) for number in self.parts}
        odds = self.posts.of_parts(last)
        return {number: (inside, odds[number]) for number, inside in last.items()}

    @cached_property
    def selling(self) -> dict[int, tuple[Ranges, Doubles]]:
        """Folded ranges (R, 2) and log-odds (R,) of selling hard of what does in some drafts.

        Those are long enough to hold more than a pitch and do not sell as a whole; what does is
        one or more neighbouring sentences that each do by themselves.
        """
        column = self.models.posts.outputs.index("hard_sell")
        found: dict[int, Ranges] = {}
        for number, document in enumerate(self.documents):
            if len(document.folded) < PITCHED or self.whole[number][column] >= 0:
                continue
            sentences, odds = self.sentences[number]
            joined = runs(sentences, (odds[:, column] >= 0).tolist(), _edge(document))
            if joined:
                found[number] = _folded(document, joined)
        odds_of = self.posts.of_parts(found)
        return {number: (inside, odds_of[number][:, column]) for number, inside in found.items()}

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
