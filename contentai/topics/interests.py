"""Where the words of a segment stand in articles: interests met, words to avoid, needs."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from ahocorasick_rs import AhoCorasick
from numpy.typing import NDArray

from contentai.text.tokenize import words
from contentai.topics.affinity import Floats
from contentai.topics.article import Article
from contentai.topics.segments import Segment

Marks = NDArray[np.uint8]

# How sure a word makes it that the article is about it, by where it stands: not at all,
# once in the text, more often, in the title.
_SURE: Final = np.array([0.0, 0.3, 0.7, 1.0], dtype=np.float32)
_REPEATED, _IN_TITLE = 2, 3
# The parts of a compound, apart from each other.
_APART: Final = 0.8

NEED_WORDS: Final = {
    "install": ("安装", "预埋", "打孔", "上门装", "装错", "装对", "安装工", "接口", "固定"),
    "maintain": ("清洗", "保养", "维修", "更换", "滤芯", "滤网", "除垢", "没人修", "寿命", "售后"),
}


@dataclass(frozen=True)
class Mentions:
    """How plainly articles name words: ``marks`` (articles, words), indices of ``_SURE``.

    ``parts`` are the words that an interest consists of.
    """

    parts: Mapping[str, Sequence[str]]
    columns: Mapping[str, int]
    marks: Marks

    @classmethod
    def of(cls, articles: Sequence[Article], segments: Sequence[Segment]) -> Mentions:
        """The words are the interests of the segments and their parts."""
        interests = [interest for segment in segments for interest in segment.interests]
        parts = {interest: _parts(interest) for interest in interests}
        words = dict.fromkeys(word for one in interests for word in (one, *parts[one]))
        marks = np.zeros((len(articles), len(words)), dtype=np.uint8)
        automaton = AhoCorasick(list(words))
        for row, article in enumerate(articles):
            mark = marks[row]
            for word in _found(automaton, article.text):
                mark[word] = min(mark[word] + 1, _REPEATED)
            mark[_found(automaton, article.title)] = _IN_TITLE
        return cls(parts, {word: column for column, word in enumerate(words)}, marks)

    def packed(self) -> list[Any]:
        """Plain values for ``unpacked``."""
        marks = zlib.compress(self.marks.tobytes(), 1)
        return [self.parts, list(self.columns), base64.b64encode(marks).decode("ascii")]

    @classmethod
    def unpacked(cls, values: Sequence[Any], articles: int) -> Mentions:
        """The mentions, of so many articles, that were packed."""
        parts, words, marks = values
        whole = np.frombuffer(zlib.decompress(base64.b64decode(marks)), dtype=np.uint8)
        columns = {word: column for column, word in enumerate(words)}
        return cls(parts, columns, whole.reshape(articles, len(words)))

    def met(self, segment: Segment) -> Floats:
        """How plainly the articles name the interests of a segment (articles, interests), 0 to 1.

        The segment is one of those that the words are of.
        """
        found = np.zeros((len(self.marks), len(segment.interests)), dtype=np.float32)
        heaviest = max(segment.interests.values(), default=1.0)
        for column, (interest, weight) in enumerate(segment.interests.items()):
            sure = _SURE[self.marks[:, self.columns[interest]]]
            parts = [self.columns[part] for part in self.parts[interest]]
            if len(parts) > 1:
                apart = _APART * _SURE[self.marks[:, parts].min(axis=1)]
                sure = np.where(sure > 0, sure, apart)
            found[:, column] = sure * weight / heaviest
        return found


def _parts(interest: str) -> tuple[str, ...]:
    return tuple(part for part in words(interest) if len(part) > 1)


def _found(automaton: AhoCorasick, text: str) -> list[int]:
    try:
        matches = automaton.find_matches_as_indexes(text, overlapping=True)
    except UnicodeEncodeError:  # a lone surrogate
        clean = text.encode("utf-8", "replace").decode("utf-8")
        matches = automaton.find_matches_as_indexes(clean, overlapping=True)
    return [word for word, _, _ in matches]


def avoided(segment: Segment, text: str) -> str | None:
    """The first word to avoid that stands in the text."""
    return next((word for word in segment.avoid if word and word in text), None)


def needed(articles: Sequence[Article], segment: Segment) -> float:
    """Share of the articles that tell about a service the segment's products need, 0 to 1."""
    wanted = [word for need in segment.needs for word in NEED_WORDS.get(need, ())]
    if not wanted or not articles:
        return 0.0
    telling = sum(
        any(word in a.title for word in wanted) or sum(a.text.count(word) for word in wanted) >= 2
        for a in articles
    )
    return telling / len(articles)
