"""Scores of many drafts at once: the same numbers, most of the overhead shared."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from contentai.classify.headline import headline
from contentai.classify.linear import FrozenModel
from contentai.classify.scores import Models, Scores, shown
from contentai.text.document import Document
from contentai.text.tokenize import words as cut

# Between two texts. It is in no alphabet, so no feature reaches across it.
_GAP = "\0"


def score_all(documents: Sequence[Document], models: Models) -> list[Scores]:
    """``Scores`` of every draft, in order; equal to scoring them one by one within 1e-9."""
    if not documents:
        return []
    keys, words = zip(*map(shown, documents), strict=True)
    titles = [key[slice(*headline(d))] for key, d in zip(keys, documents, strict=True)]
    posts = _logits(models.posts, keys, words)
    engine = documents[0].engine
    heads = _logits(models.titles, titles, [cut(title, engine) for title in titles])
    return [
        Scores(document, models, (post, title))
        for document, post, title in zip(documents, posts, heads, strict=True)
    ]


def _logits(
    model: FrozenModel, keys: Sequence[str], words: Sequence[Sequence[str]]
) -> NDArray[np.float64]:
    """Calibrated log-odds (texts, outputs)."""
    sizes = np.fromiter(map(len, keys), np.int32, len(keys))
    ends = np.cumsum(sizes + len(_GAP), dtype=np.int32) - len(_GAP)
    bounds = np.stack([ends - sizes, ends], axis=1)
    gapless = chain.from_iterable((*text, _GAP) for text in words)
    found = model.alphabet.occurrences(_GAP.join([*keys, ""]), list(gapless))
    return model.calibrated(model.raw_parts(found, bounds))
