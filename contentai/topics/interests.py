"""Where the words of a segment stand in articles: interests met, words to avoid, needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from contentai.text.tokenize import words
from contentai.topics.affinity import Floats
from contentai.topics.article import Article
from contentai.topics.segments import Segment

# How sure a word makes it that the article is about it, by where it stands.
_IN_TITLE: Final = 1.0
_REPEATED: Final = 0.7
_ONCE: Final = 0.3
# The parts of a compound, apart from each other.
_APART: Final = 0.8

NEED_WORDS: Final = {
    "install": ("安装", "预埋", "打孔", "上门装", "装错", "装对", "安装工", "接口", "固定"),
    "maintain": ("清洗", "保养", "维修", "更换", "滤芯", "滤网", "除垢", "没人修", "寿命", "售后"),
}


def met(articles: Sequence[Article], segment: Segment) -> Floats:
    """How plainly articles name the interests of a segment (articles, interests), 0 to 1."""
    found = np.zeros((len(articles), len(segment.interests)), dtype=np.float32)
    heaviest = max(segment.interests.values(), default=1.0)
    for column, (interest, weight) in enumerate(segment.interests.items()):
        parts = [part for part in words(interest) if len(part) > 1]
        for row, article in enumerate(articles):
            sure = _sure(article, interest)
            if not sure and len(parts) > 1:
                sure = _APART * min(_sure(article, part) for part in parts)
            found[row, column] = sure * weight / heaviest
    return found


def _sure(article: Article, word: str) -> float:
    if word in article.title:
        return _IN_TITLE
    at = article.text.find(word)
    if at < 0:
        return 0.0
    return _REPEATED if article.text.find(word, at + len(word)) >= 0 else _ONCE


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
