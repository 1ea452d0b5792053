"""Repair: take out what is not the author's, mark what cannot be read.

Pinyin annotations are removed (``annotations`` says which); mojibake is found and marked, never
changed (``garbled``, ``shifted``). Everything keeps pointing into the source.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from contentai.diagnostics import Span
from contentai.text.annotations import annotation_spans, has_annotation
from contentai.text.garbled import garbled, merged
from contentai.text.mapped import MappedText, identity, without
from contentai.text.shifted import torn


class Repaired(NamedTuple):
    """A text less its pinyin annotations, and where it is damaged.

    ``text`` is mapped onto the source. ``removed`` are the source spans of the annotations, one
    each, sorted; ``pinyin`` counts them. ``garbled`` are source spans, sorted and merged;
    ``mojibake`` counts them.
    """

    text: MappedText
    pinyin: int
    garbled: tuple[Span, ...]
    mojibake: int
    removed: tuple[Span, ...]


def repair(source: str) -> Repaired:
    """Repair ``source``, the text of one draft. Any string will do; nothing is raised.

    Repairing the repaired text removes nothing more. Takes time linear in ``source``.
    """
    damages = torn(source, has_annotation(source))
    recovered = {damage.span.end: damage.last for damage in damages if damage.last}
    removed = annotation_spans(source, recovered)
    marked = tuple(merged([*garbled(source), *(damage.span for damage in damages)]))
    text = without(source, removed) if removed else identity(source)
    return Repaired(text, len(removed), marked, len(marked), removed)


def between(source: str, span: Span, removed: Sequence[Span]) -> str:
    """What is left of ``source[span]`` without the ``removed`` ranges, sorted and apart."""
    pieces: list[str] = []
    at = span.start
    first = bisect_right(removed, (span.start, -1))
    if first and removed[first - 1].end > span.start:
        first -= 1
    for gone in removed[first:]:
        if gone.start >= span.end:
            break
        pieces.append(source[at : max(at, gone.start)])
        at = max(at, gone.end)
    pieces.append(source[at : span.end] if at < span.end else "")
    return "".join(pieces)
