"""Long drafts cut into parts of the size the models know.

The intents were learned from posts of some 150 characters. A text of 1,500 repeats its
ordinary words so often that they drown what it is about, so the intent of a long one is that
of its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contentai.diagnostics import Span

# Code points of the folded text: what is longer is judged by parts, and how long these are.
LONG = 450
PART = 100
# What is left at the end is a part of its own from this length on; a pitch often stands in the
# last sentences of so many characters.
CLOSING = 30
# From this length on a text can hold a pitch beside what it is about.
PITCHED = 120


def parts(sentences: Sequence[Span]) -> list[Span]:
    """Neighbouring sentences joined into parts of ``PART`` characters or more.

    ``sentences`` are ranges, ascending and apart; a rest shorter than ``CLOSING`` goes with
    the last one.
    """
    found: list[Span] = []
    start: int | None = None
    for sentence in sentences:
        start = sentence.start if start is None else start
        if sentence.end - start >= PART:
            found.append(Span(start, sentence.end))
            start = None
    if start is not None:
        rest = Span(start, sentences[-1].end)
        if found and rest.end - rest.start < CLOSING:
            found[-1] = Span(found[-1].start, rest.end)
        else:
            found.append(rest)
    return found


def closing(sentences: Sequence[Span]) -> Span:
    """The last sentences that are ``CLOSING`` characters together, or all of them.

    ``sentences`` are as in ``parts``, one at least.
    """
    end = sentences[-1].end
    starts = [s.start for s in sentences if end - s.start >= CLOSING]
    return Span(starts[-1] if starts else sentences[0].start, end)


def runs(sentences: Sequence[Span], chosen: Iterable[bool], edge: int) -> list[Span]:
    """Neighbours of ``sentences`` that are ``chosen``, joined; none reaches across ``edge``."""
    found: list[Span] = []
    last: Span | None = None
    for sentence, is_chosen in zip(sentences, chosen, strict=True):
        if not is_chosen:
            last = None
            continue
        if last is None or last.start < edge <= sentence.start:
            found.append(sentence)
        else:
            found[-1] = Span(found[-1].start, sentence.end)
        last = sentence
    return found
