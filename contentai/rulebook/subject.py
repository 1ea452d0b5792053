"""What a matcher is shown: a draft, where it is meant to go, and its scores on demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from contentai.diagnostics import Judgement, Ranges, Span
from contentai.rulebook.channels import Channel
from contentai.rulebook.facts import USUAL, Facts
from contentai.rulebook.lexicon import Lexicon, Search
from contentai.rulebook.menus import Entry, menu_entries
from contentai.text import lazy
from contentai.text.document import Document
from contentai.text.tokenize import is_word

_CONTEXT = 200
_LONG = 4
# Of what a hit cuts, at most so much is added.
_LONGEST_WORD = 8
_LONGEST_RUN = 100
# A number or an address: letters and digits, with marks between them.
_RUN = lazy.pattern(r"[a-z0-9]+(?:(?:://|[-_./@?=&%#]{1,3}|(?<=\d):(?=\d))[a-z0-9]+)*/?")


class Judge(Protocol):
    """The classifiers' view of one draft, as rules see it."""

    def post(self, score: str, at_least: float = 0.0) -> Judgement:
        """The whole post's ``score`` ("hard_sell", "spam", "clickbait", "intent.value", …).

        Its evidence is there when it is ``at_least`` so high.
        """
        ...

    def sentences(self, score: str) -> list[tuple[Span, float]]:
        """The score of every sentence (reading span) that is long enough to be judged."""
        ...


@dataclass(frozen=True)
class Subject:
    """One draft under one rulebook. All scans are done at most once.

    ``searched`` is its text where that is looked at together with others.
    """

    document: Document
    lexicon: Lexicon
    channel: Channel | None = None
    stage: str | None = None
    segments: tuple[str, ...] = ()
    judge: Judge | None = None
    account: Facts = USUAL
    searched: Search | None = None

    @cached_property
    def term_hits(self) -> Mapping[int, list[Span]]:
        """Occurrences (folded spans) of all terms of the rulebook, by term id."""
        return self.lexicon.scan_terms(self.document.key)

    @cached_property
    def menu(self) -> tuple[Entry, ...]:
        """The entries of the draft's reply-keyword menus."""
        return menu_entries(self.document)

    @cached_property
    def search(self) -> Search:
        """The folded text, to look for the patterns of the rulebook in."""
        return self.searched or self.lexicon.search(self.document.key)

    @cached_property
    def _judged(self) -> dict[str, tuple[Ranges, list[float]]]:
        return {}

    def judged(self, score: str, span: Span) -> list[float]:
        """The ``score`` of every judged sentence that a reading span touches."""
        if self.judge is None:
            return []
        if score not in self._judged:
            sentences = self.judge.sentences(score)
            self._judged[score] = Ranges(s for s, _ in sentences), [p for _, p in sentences]
        ranges, found = self._judged[score]
        return [found[number] for number in ranges.touched(span)]

    @cached_property
    def _known_patterns(self) -> dict[int, bool]:
        return {}

    def has_pattern(self, pattern: int) -> bool:
        """True when a scanned pattern matches somewhere in the draft; told once a pattern."""
        known = self._known_patterns
        if pattern not in known:
            known[pattern] = self.search.occurs(pattern)
        return known[pattern]

    @cached_property
    def _word_ends(self) -> NDArray[np.int64]:
        """Folded offsets of the ends of the words (W,)."""
        words = self.document.words
        return np.cumsum(np.fromiter(map(len, words), np.int64, len(words)))

    def _word_cut(self, at: int) -> Span | None:
        """The dictionary word that a folded offset cuts in two."""
        number = int(self._word_ends.searchsorted(at, side="right"))
        if number == len(self._word_ends):
            return None
        word, end = self.document.words[number], int(self._word_ends[number])
        cut = Span(end - len(word), end)
        return cut if cut.start < at and is_word(word, self.document.engine) else None

    def on_word_edges(self, span: Span) -> bool:
        """True when neither end of a folded span cuts a dictionary word in two."""
        return not (self._word_cut(span.start) or self._word_cut(span.end))

    def whole_words(self, span: Span) -> Span:
        """A folded span, wider where it cuts a word, a number or an address in two.

        A word at the end of a long one alone: what a pattern begins with is no chance, a short
        one says what it means, and word boundaries are guesses (上百 in 穿上百邪不侵).
        """
        start, end = span
        if end - start >= _LONG and (cut := self._word_cut(end)):
            end = min(cut.end, end + _LONGEST_WORD)
        key = self.document.key
        return Span(_run_around(key, start).start, _run_around(key, end).end)

    def folded_sentence(self, span: Span) -> tuple[Span, str]:
        """The folded range and key text of the sentence around a folded span.

        At most ``_CONTEXT`` code points to either side: a line without full stops, however
        long, must not make every hit in it cost its whole length.
        """
        reading = self.document.unfold(*span)
        sentence = self.document.sentence_at(reading.start)
        around = Span(sentence.start, max(sentence.end, reading.end))
        low, high = self.document.folded_span(around)
        low = min(max(low, span.start - _CONTEXT), span.start)
        high = max(min(high, span.end + _CONTEXT), span.end)
        return Span(low, high), self.document.key[low:high]


def _run_around(key: str, at: int) -> Span:
    """The number or address that an offset cuts in two, or nothing there."""
    for run in _RUN.finditer(key, max(0, at - _LONGEST_RUN), at + _LONGEST_RUN):
        if run.start() < at < run.end():
            return Span(*run.span())
    return Span(at, at)
