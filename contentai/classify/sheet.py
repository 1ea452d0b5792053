"""Drafts one after the other on one sheet: what the models make of all of them together.

On a draft of ordinary length half the time of numpy goes into starting its functions; on a
sheet of ten drafts each is started once. A single draft is a sheet of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contentai.classify import disguise
from contentai.classify.headline import headline
from contentai.classify.linear import FrozenModel, Known
from contentai.classify.parts import LONG, closing, parts
from contentai.diagnostics import Span
from contentai.text.document import Document
from contentai.text.tokenize import words as cut

SHORTEST_SENTENCE = 8
# Between two texts. It is in no alphabet, so no feature reaches across it.
_GAP = "\0"
# So many code points of a text as it is written are looked at together: what is known of
# them takes a hundred times their size.
_TOGETHER = 40_000

Ranges = NDArray[np.int32]
Doubles = NDArray[np.float64]


class Models(NamedTuple):
    """The frozen models: of posts, of titles, and of disguises (see ``disguise``)."""

    posts: FrozenModel
    titles: FrozenModel
    disguise: FrozenModel


def legible(document: Document) -> bool:
    """True when a draft holds something that models of Chinese can judge.

    What they know of other languages comes from odd words in Chinese advertisements, and a
    lone mark weighs as much as a whole post.
    """
    return any(document.scripts) and not document.scripts.foreign


class Laid(NamedTuple):
    """Texts one after the other as a model sees them; ``ranges`` (N, 2) says where each is."""

    model: FrozenModel
    found: Known
    ranges: Ranges

    @classmethod
    def of(cls, model: FrozenModel, keys: Sequence[str], words: Sequence[Sequence[str]]) -> Laid:
        """The texts, each folded and lower-case, and cut into words without gaps."""
        sizes = np.fromiter(map(len, keys), np.int32, len(keys))
        ends = np.cumsum(sizes + len(_GAP), dtype=np.int32) - len(_GAP)
        gapless = chain.from_iterable((*text, _GAP) for text in words)
        found = model.alphabet.occurrences(_GAP.join([*keys, ""]), list(gapless))
        return cls(model, model.known(found), np.stack([ends - sizes, ends], axis=1))

    def log_odds(self, ranges: Ranges) -> Doubles:
        """Calibrated log-odds (P, K) of what lies in ranges (P, 2), ascending and apart."""
        return self.model.calibrated(self.model.raw_parts(self.found, ranges))

    def of_parts(self, ranges: Sequence[Ranges]) -> list[Doubles]:
        """The same of parts of each text, given as ranges of that text alone."""
        # A text that the model is not shown is empty here, and so are all its parts.
        placed = [
            np.minimum(inside + start, end)
            for inside, (start, end) in zip(ranges, self.ranges, strict=True)
        ]
        edges = np.cumsum([len(inside) for inside in ranges])
        return np.split(self.log_odds(np.concatenate(placed)), edges[:-1])

    def known(self, number: int) -> Known:
        """The features of one text, with ranges of that text."""
        if len(self.ranges) == 1:
            return self.found
        start, end = self.ranges[number]
        index, starts, ends = self.found
        inside = (starts >= start) & (ends <= end)
        return Known(index[inside], starts[inside] - start, ends[inside] - start)


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
        engines = [document.engine for document in self.documents]
        keys = [
            key[slice(*headline(document))]
            for key, document in zip(self._keys, self.documents, strict=True)
        ]
        words = [cut(key, engine) for key, engine in zip(keys, engines, strict=True)]
        return Laid.of(self.models.titles, keys, words)

    @cached_property
    def whole(self) -> Doubles:
        """Calibrated log-odds (N, K) of each post as a whole."""
        return self.posts.log_odds(self.posts.ranges)

    @cached_property
    def baits(self) -> Doubles:
        """Calibrated log-odds (N, 1) of each title."""
        return self.titles.log_odds(self.titles.ranges)

    @cached_property
    def sentences(self) -> list[tuple[list[Span], Doubles]]:
        """The sentences of eight characters or more, and their calibrated log-odds (S, K)."""
        spans = [
            [s for s in document.sentences if s.end - s.start >= SHORTEST_SENTENCE]
            for document in self.documents
        ]
        ranges = [
            document.folded.starts.searchsorted(_ranges(some)).astype(np.int32)
            for document, some in zip(self.documents, spans, strict=True)
        ]
        return list(zip(spans, self.posts.of_parts(ranges), strict=True))

    @cached_property
    def parts(self) -> list[tuple[Ranges, Doubles]]:
        """Sizes (P,) and calibrated log-odds (P, K) of the parts; a short text is one."""
        ranges = [
            _ranges(parts(_folded(document)) if len(document.folded) > LONG else ())
            for document in self.documents
        ]
        found = self.posts.of_parts(ranges)
        return [
            (inside[:, 1] - inside[:, 0], odds)
            if len(inside) > 1
            else (np.ones(1, dtype=np.int32), whole[None, :])
            for inside, odds, whole in zip(ranges, found, self.whole, strict=True)
        ]

    @cached_property
    def closings(self) -> list[Doubles]:
        """Calibrated log-odds (1, K) of the last sentences of each draft of several parts."""
        last = [
            _ranges([closing(_folded(document))] if len(sizes) > 1 else ())
            for document, (sizes, _) in zip(self.documents, self.parts, strict=True)
        ]
        return self.posts.of_parts(last)

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


def _folded(document: Document) -> list[Span]:
    """The folded ranges of the sentences."""
    edges = document.folded.starts.searchsorted(_ranges(document.sentences))
    return [Span(start, end) for start, end in edges.tolist()]


def _ranges(spans: Sequence[Span]) -> Ranges:
    return np.array(spans, dtype=np.int32).reshape(-1, 2)
