"""What to cut out of a draft for a score to fall under the threshold, so that the rest reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from contentai.classify.acts import find_acts
from contentai.classify.clauses import Sentence, clauses, in_sentences, left_out, with_links
from contentai.classify.headline import headline
from contentai.classify.scores import THRESHOLD, Scores
from contentai.classify.sheet import SHORTEST_SENTENCE
from contentai.diagnostics import Ranges, Span
from contentai.text.document import Document

_MOST_CUTS = 40
# Where less than this share would be left, or fewer code points, it is no use to cut.
_LEAST_LEFT = 1 / 3
_SHORTEST_TEXT, _SHORTEST_TITLE = 16, 4
# What a reader is pushed with: as long as that stays, nothing is won.
_PUSHES = frozenset({"order", "click", "reply", "urgency", "scarcity"})

Rescore = Callable[[str, str | None], Scores | None]


class Cut(NamedTuple):
    """Source spans which, left out together, bring the score to ``score`` (< 0.5).

    ``title``: spans of the title that was given beside the text, to be left out with them.
    """

    spans: tuple[Span, ...]
    score: float
    title: tuple[Span, ...] = ()


class _Unit(NamedTuple):
    """Clauses that go or stay together, what they add to the score, whether they push."""

    clauses: Sentence
    weight: float
    pushes: bool


def cut(scores: Scores, score: str, rescore: Rescore) -> Cut | None:
    """Whole sentences to leave out; single clauses, where too little would be left otherwise.

    None where nothing that is worth reading would be left. ``rescore`` is that of ``explain``.
    """
    document = scores.document
    sentences = in_sentences(document.text, clauses(document))
    shares = scores.contributions(score)
    pushing = Ranges(span for span, act in find_acts(document.key).found if act.id in _PUSHES)

    def weighed(some: Sentence) -> _Unit:
        spans = [document.folded_span(clause) for clause in some]
        weight = sum(float(shares[low:high].sum()) for low, high in spans)
        # A title may push as it likes, so long as it does not bait.
        pushes = score != "clickbait" and any(map(pushing.touch, spans))
        return _Unit(some, weight, pushes)

    trial = _Trial(document, score, rescore, sentences)
    for choice in (sentences, [(clause,) for clause in chain.from_iterable(sentences)]):
        units = sorted(
            filter(lambda u: u.weight > 0, map(weighed, choice)), key=lambda u: -u.weight
        )
        if found := trial.of(units[:_MOST_CUTS]):
            return found
    return None


@dataclass(frozen=True)
class _Trial:
    """What becomes of a draft when some of it is left out."""

    document: Document
    score: str
    rescore: Rescore
    sentences: Sequence[Sentence]

    def of(self, units: Sequence[_Unit]) -> Cut | None:
        """The units left out one after another, the first first, until the score passes.

        Then each is put back if the score still passes: what is cut is needed, or it pushes.
        """
        gone: list[_Unit] = []
        for unit in units:
            gone.append(unit)
            if self._passes(gone):
                break
        else:
            return None
        for unit in gone[:-1]:
            fewer = [other for other in gone if other != unit]
            if not unit.pushes and self._passes(fewer):
                gone = fewer
        gone += [unit for unit in units if unit.pushes and unit not in gone]
        now = self._left(gone)
        if now is None or not self._passes(gone) or not self._reads(now.document):
            return None
        spans, title = (_joined(self._spans(gone, of_title=of)) for of in (False, True))
        return Cut(spans, now.post(self.score).probability, title)

    def _passes(self, gone: Sequence[_Unit]) -> bool:
        now = self._left(gone)
        return now is not None and now.post(self.score).probability < THRESHOLD

    def _left(self, gone: Sequence[_Unit]) -> Scores | None:
        text = _without(self.document.source, self._spans(gone, of_title=False))
        title = self.document.given_title
        if title is not None:
            title = _without(title, self._spans(gone, of_title=True))
        return self.rescore(text, title)

    def _spans(self, gone: Sequence[_Unit], *, of_title: bool) -> Iterator[Span]:
        document = self.document
        clauses = {clause for unit in gone for clause in unit.clauses}
        for reading in left_out(document.text, self.sentences, clauses):
            if document.is_in_given_title(reading) != of_title:
                continue
            if of_title:
                yield reading
            else:
                span = with_links(document, document.source_span(reading))
                yield _whole_line(document.source, span) if document.format == "plain" else span

    def _reads(self, after: Document) -> bool:
        """Whether what is left of what was judged is more than scraps."""
        before = self.document
        if self.score == "clickbait":
            if before.title and not after.title:
                return False  # the opening line is judged instead, which nobody asked about
            low, high = headline(after)
            return high - low >= max(_SHORTEST_TITLE, _LEAST_LEFT * _length(headline(before)))
        long = any(_length(sentence) >= SHORTEST_SENTENCE for sentence in after.sentences)
        least = max(_SHORTEST_TEXT, _LEAST_LEFT * len(before.folded))
        return long and len(after.folded) >= least


def _whole_line(source: str, span: Span) -> Span:
    """A range that is all of a line takes its end along: an empty line would be left."""
    start, end = span
    if start and source[start - 1] != "\n":
        return span
    after = 2 if source.startswith("\r\n", end) else 1 if source.startswith("\n", end) else 0
    return Span(start, end + after)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order, what touches as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _length(span: tuple[int, int]) -> int:
    return span[1] - span[0]


def _without(text: str, gone: Iterable[Span]) -> str:
    pieces, at = [], 0
    for start, end in sorted(gone):
        pieces.append(text[at:start])
        at = max(at, end)
    return "".join([*pieces, text[at:]])
