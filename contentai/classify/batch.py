"""Scores of many drafts at once: the same numbers, most of the overhead shared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contentai.classify.scores import Scores
from contentai.classify.sheet import Models, Sheet
from contentai.text.document import Document

# So many code points go on one sheet: the tables of more do not fit into a processor's cache.
_ROOM = 20_000


def score_all(documents: Sequence[Document], models: Models) -> list[Scores]:
    """``Scores`` of every draft, in order; equal to scoring them one by one within 1e-9."""
    return [
        Scores(document, models, sheet, number)
        for sheet in _sheets(documents, models)
        for number, document in enumerate(sheet.documents)
    ]


def _sheets(documents: Sequence[Document], models: Models) -> Iterator[Sheet]:
    some: list[Document] = []
    room = _ROOM
    for document in documents:
        if some and room < len(document.key):
            yield Sheet(tuple(some), models)
            some, room = [], _ROOM
        some.append(document)
        room -= len(document.key)
    if some:
        yield Sheet(tuple(some), models)
