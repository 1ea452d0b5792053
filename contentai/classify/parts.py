"""Long drafts cut into parts of the size the models know.

The intents were learned from posts of some 150 characters. A text of 1,500 repeats its
ordinary words so often that they drown what it is about, so the intent of a long one is that
of its parts.
"""

from __future__ import annotations

from collections.abc import Sequence

from contentai.diagnostics import Span

# Code points of the folded text: what is longer is judged by parts, and how long these are.
LONG = 450
PART = 100


def parts(sentences: Sequence[Span]) -> list[Span]:
    """Neighbouring sentences joined into parts of ``PART`` characters or more.

    ``sentences`` are ranges, ascending and apart; a rest of less than half a part goes with
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
        if found and rest.end - rest.start < PART / 2:
            found[-1] = Span(found[-1].start, rest.end)
        else:
            found.append(rest)
    return found
