"""What the score of unlawful claims learns from besides whole texts: sentences.

The score is asked of sentences. A model that has seen claims of one sentence beside whole posts
takes what is short for a claim; drawn sentences of the same posts teach it better (figures in
``docs/training.md``).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace

from contentai.classify.sheet import SHORTEST_SENTENCE
from contentai.classify.training.datasets import Sample
from contentai.text.document import Document

MOST_SENTENCES = 8
# Parts the id of a post from the number of a sentence; no other id holds it.
_MARK = "/sentence-"
_LAWFUL = frozenset({"value", "service", "interaction"})


def is_sentence(sample: Sample) -> bool:
    """True for what ``sentences`` gives."""
    return _MARK in sample.id


def known_lawful(samples: Iterable[Sample]) -> list[Sample]:
    """The samples, those of ordinary useful text marked as claiming nothing unlawful."""
    return [
        replace(sample, unlawful=False)
        if sample.intent in _LAWFUL or sample.source == "reviews"
        else sample
        for sample in samples
    ]


def sentences(samples: Iterable[Sample]) -> Iterator[Sample]:
    """Sentences of the project's own ordinary posts, which teach nothing but this score.

    Of every post of two sentences or more ``MOST_SENTENCES`` at most, drawn by its id.
    """
    for sample in samples:
        if sample.intent not in _LAWFUL:
            continue
        found = _sentences_of(sample)
        if len(found) < 2:
            continue
        drawn = random.Random(sample.id).sample(found, min(MOST_SENTENCES, len(found)))
        for number, text in enumerate(drawn, 1):
            yield _sentence(sample, number, text)


def claim_sentences(claims: Iterable[Sample]) -> Iterator[Sample]:
    """Sentences of claims of two sentences or more.

    Of a lawful claim all; of an unlawful one those that hold a wording that offends (none
    where that is not marked, for its other sentences may be as lawful as any).
    """
    for sample in claims:
        found = _sentences_of(sample)
        if len(found) < 2:
            continue
        for number, text in enumerate(found, 1):
            if not sample.unlawful or any(span in text for span in sample.spans):
                yield _sentence(sample, number, text)


def _sentences_of(sample: Sample) -> list[str]:
    document = Document.parse(sample.text, format="plain")
    found = [document.text[slice(*span)].strip() for span in document.sentences]
    return [text for text in found if len(text) >= SHORTEST_SENTENCE]


def _sentence(sample: Sample, number: int, text: str) -> Sample:
    unlawful = bool(sample.unlawful)
    id = f"{sample.id}{_MARK}{number}"
    return Sample(id, sample.source, sample.group, text, unlawful=unlawful)
