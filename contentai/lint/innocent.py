"""Texts that sell nothing and lure nobody: what a rule finds in them is mostly a false alarm.

The project's own are the posts of its corpora that inform, serve or talk, and its honest
titles. Outside data sets, where given, are headlines and reviews; a few of those do offend,
so they are a measure and no proof.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from contentai.classify.training.datasets import load_corpus, load_titles
from contentai.language import Bilingual
from contentai.located import DataError

OWN = ("posts", "titles")
OUTSIDE = {"titles-thucnews": True, "titles-toutiao": True, "reviews": False}
MOST = 3000

_HONEST = frozenset({"value", "service", "interaction"})


@dataclass(frozen=True, slots=True)
class Innocent:
    """One text; a bare title has an empty ``text``. ``id`` is its line in outside data."""

    source: str
    id: str
    text: str
    title: str | None = None
    channel: str | None = None


def own_texts(corpora: Path) -> Iterator[Innocent]:
    """The project's own innocent texts, in file order. Raises ``DataError`` on a bad line."""
    for post in load_corpus(corpora):
        if post.intent in _HONEST:
            yield Innocent("posts", post.id, post.text, post.title, post.channel)
    for title in load_titles(corpora):
        if not title.clickbait:
            yield Innocent("titles", title.id, "", title.text)


def outside_texts(folder: Path) -> Iterator[Innocent]:
    """At most ``MOST`` texts of each known data set in ``folder``, spread over its lines.

    Raises ``DataError`` on a bad line, or when the folder holds no known data set.
    """
    files = [folder / f"{name}.jsonl" for name in OUTSIDE]
    present = [file for file in files if file.exists()]
    if not present:
        names = ", ".join(file.name for file in files)
        words = Bilingual(f"里面没有 {names}", f"holds none of {names}")
        raise DataError(str(folder), 0, 0, words)
    for file in present:
        for number, text in _sample(file):
            bare = OUTSIDE[file.stem]
            yield Innocent(
                file.stem, str(number), "" if bare else text, title=text if bare else None
            )


def _sample(file: Path) -> Iterator[tuple[int, str]]:
    with file.open(encoding="utf-8") as stream:
        lines = [(number, line) for number, line in enumerate(stream, 1) if line.strip()]
    chosen = min(MOST, len(lines))
    for index in range(chosen):
        number, line = lines[index * len(lines) // chosen]
        try:
            text = json.loads(line)["text"]
        except (ValueError, KeyError, TypeError):
            text = None
        if not isinstance(text, str):
            words = Bilingual("要有字符串“text”", "a string 'text' is needed")
            raise DataError(str(file), number, 1, words)
        yield number, text
