"""Where the words of a segment stand in articles: interests met, words to avoid, needs."""

from __future__ import annotations

import base64
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from ahocorasick_rs import AhoCorasick
from numpy.typing import NDArray

from contentai.text.tokenize import tag, words
from contentai.topics.affinity import Floats
from contentai.topics.article import Article
from contentai.topics.segments import Segment
from contentai.topics.standing import Stands

Marks = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
# Words, or for what is written the word that it is counted as.
Forms = Iterable[str] | Mapping[str, str]

_REPEATED, _IN_TITLE = 2, 4
# How sure a word makes it that the article is about it, by its mark: not at all, once in the
# text, more often; in the title.
_SURE: Final = np.array([0.0, 0.3, 0.7, 0.7, 1.0, 1.0, 1.0, 1.0], dtype=np.float32)
# The parts of a compound, apart from each other.
_APART: Final = 0.8

NEED_WORDS: Final = {
    "install": ("安装", "预埋", "打孔", "上门装", "装错", "装对", "安装工", "接口", "固定"),
    "maintain": ("清洗", "保养", "维修", "更换", "滤芯", "滤网", "除垢", "没人修", "寿命", "售后"),
}


@dataclass(frozen=True)
class Mentions:
    """Where words stand in articles.

    ``marks`` (articles, words): how often in the text, up to 2, and 4 more for the title.
    ``columns`` are the words' places in it.
    """

    columns: Mapping[str, int]
    marks: Marks
    _known: dict[tuple[int, tuple[str, ...]], Flags] = field(default_factory=dict, compare=False)

    @classmethod
    def of(
        cls, articles: Sequence[Article], words: Forms, stands: Stands | None = None
    ) -> Mentions:
        """All places of all words in one go; those may overlap.

        With ``stands`` of what stands there as a word, which is looked for once in a text.
        """
        forms = words if isinstance(words, Mapping) else {word: word for word in words}
        written = [form for form in forms if form]
        columns = {word: at for at, word in enumerate(dict.fromkeys(forms[f] for f in written))}
        of = [columns[forms[form]] for form in written]
        marks = np.zeros((len(articles), len(columns)), dtype=np.uint8)
        automaton = AhoCorasick(written)
        for row, article in enumerate(articles):
            for text, most, mark in (
                (article.text, _REPEATED if stands is None else 1, 1),
                (article.title, 1, _IN_TITLE),
            ):
                counts: Counter[int] = Counter()
                for form, start, _ in _matches(automaton, text):
                    column = of[form]
                    if counts[column] < most and (
                        stands is None or stands(written[form], text, start)
                    ):
                        counts[column] += 1
                        marks[row, column] += mark
        return cls(columns, marks)

    def in_titles(self, words: Sequence[str]) -> Flags:
        """Which articles (articles,) hold one of these words in their title."""
        return self._flags(0, tuple(words))

    def held(self, at: int) -> list[str]:
        """The words that one article holds, by their columns."""
        return [word for word, column in self.columns.items() if self.marks[at, column]]

    def in_texts(self, words: Sequence[str], times: int = 1) -> Flags:
        """Which articles (articles,) hold these words in their text, once or twice together."""
        return self._flags(times, tuple(words))

    def kinds(self, words: Sequence[str], rows: Sequence[int]) -> Counts:
        """How many different ones of these words the texts of some articles (rows,) hold."""
        marks = self.marks[np.ix_(rows, [self.columns[word] for word in words])]
        return np.asarray((marks % _IN_TITLE > 0).sum(axis=1, dtype=np.int64))

    def _flags(self, times: int, words: tuple[str, ...]) -> Flags:
        if (times, words) not in self._known:
            marks = self.marks[:, [self.columns[word] for word in words if word]]
            if times:
                found = (marks % _IN_TITLE).sum(axis=1, dtype=np.int64) >= times
            else:
                found = (marks >= _IN_TITLE).any(axis=1)
            self._known[times, words] = np.asarray(found)
        return self._known[times, words]

    def met(self, segment: Segment, parts: Mapping[str, Sequence[str]]) -> Floats:
        """How plainly the articles name the interests of a segment (articles, interests), 0 to 1.

        ``parts`` are the ``parts_of`` the interests.
        """
        found = np.zeros((len(self.marks), len(segment.interests)), dtype=np.float32)
        heaviest = max(segment.interests.values(), default=1.0)
        for column, (interest, weight) in enumerate(segment.interests.items()):
            sure = _SURE[self.marks[:, self.columns[interest]]]
            apart = [_SURE[self.marks[:, self.columns[part]]] for part in parts[interest]]
            if len(apart) > 1:
                sure = np.where(sure > 0, sure, _APART * np.min(apart, axis=0))
            found[:, column] = sure * weight / heaviest
        return found

    def packed(self) -> list[Any]:
        """Plain values for ``unpacked``."""
        marks = zlib.compress(self.marks.tobytes(), 1)
        return [list(self.columns), base64.b64encode(marks).decode("ascii")]

    @classmethod
    def unpacked(cls, values: Sequence[Any], articles: int) -> Mentions:
        """The mentions, of so many articles, that were packed."""
        words, marks = values
        whole = np.frombuffer(zlib.decompress(base64.b64decode(marks)), dtype=np.uint8)
        columns = {word: column for column, word in enumerate(words)}
        return cls(columns, whole.reshape(articles, len(words)))


def parts_of(interest: str) -> tuple[str, ...]:
    """The words that an interest consists of, single characters aside."""
    return tuple(part for part in words(interest) if len(part) > 1)


def kind_of(interest: str) -> str:
    """The kind of thing a compound names: its last word, a noun (衣柜 of 定制衣柜), or empty."""
    tokens = tag(interest)
    last = tokens[-1] if len(tokens) > 1 else None
    return last.text if last and len(last.text) > 1 and last.pos.startswith("n") else ""


def _matches(automaton: AhoCorasick, text: str) -> list[tuple[int, int, int]]:
    try:
        return automaton.find_matches_as_indexes(text, overlapping=True)
    except UnicodeEncodeError:  # a lone surrogate
        clean = text.encode("utf-8", "replace").decode("utf-8")
        return automaton.find_matches_as_indexes(clean, overlapping=True)


def avoided(segment: Segment, text: str) -> str | None:
    """The first word to avoid that stands in the text."""
    return next((word for word in segment.avoid if word and word in text), None)


def need_words(segment: Segment) -> list[str]:
    """The words by which articles tell about a service that the segment's products need."""
    return [word for need in segment.needs for word in NEED_WORDS.get(need, ())]


def needed(articles: Sequence[Article], segment: Segment) -> float:
    """Share of the articles that tell about a service the segment's products need, 0 to 1."""
    wanted = need_words(segment)
    if not wanted or not articles:
        return 0.0
    telling = sum(
        any(word in a.title for word in wanted) or sum(a.text.count(word) for word in wanted) >= 2
        for a in articles
    )
    return telling / len(articles)
