"""Data sets from outside the project, given by hand: one adapter a file.

The adapters follow the README beside the files, and vouch for what a source really knows. The
texts never enter the project.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from contentai.classify.training.datasets import Sample, rows_of, title_of


def headlines(titles: Iterable[Sample]) -> list[Sample]:
    """News headlines as texts that sell nothing; the edited ones claim nothing unlawful either."""
    return [
        replace(
            title,
            clickbait=None,
            hard_sell=False,
            spam=False,
            unlawful=False if title.source == "titles-thucnews" else None,
        )
        for title in titles
        if title.source in _HEADLINES
    ]


def load_outside(folder: Path) -> tuple[list[Sample], list[Sample]]:
    """Posts and titles of every known data set that lies in ``folder``."""
    posts: list[Sample] = []
    titles: list[Sample] = []
    for name, adapt in _ADAPTERS.items():
        file = folder / f"{name}.jsonl"
        if file.exists():
            kept = titles if name in _TITLE_SOURCES else posts
            # A sentence stands in several pairs.
            kept.extend(dict.fromkeys(s for _, row in rows_of(file) for s in adapt(name, row)))
    numbered = [
        [_numbered(sample, index) for index, sample in enumerate(samples)]
        for samples in (posts, titles)
    ]
    return numbered[0], numbered[1]


def _numbered(sample: Sample, index: int) -> Sample:
    return replace(sample, id=f"{sample.source}-{index}")


_MASKED = re.compile("x+")
_SHORTEST_OF_PAIR = 5


def _sms_mudou(name: str, row: Mapping[str, Any]) -> Iterator[Sample]:
    # Its spam label covers brand promotions too, so it vouches for hard sell, not for spam.
    yield Sample("", name, name, row["text"], hard_sell=row["label"] == 1)


def _sms_hrwhisper(name: str, row: Mapping[str, Any]) -> Iterator[Sample]:
    # Digits were masked as x; a model must not learn the mask.
    text = _MASKED.sub(lambda m: "8" * len(m.group()), row["text"])
    promotion = row["label"] == 1
    yield Sample("", name, name, text, hard_sell=promotion, spam=None if promotion else False)


def _sms_fbs(name: str, row: Mapping[str, Any]) -> Iterator[Sample]:
    # FR and IL are fraud and unlawful trades, and loans count as spam; shops, operators
    # and developers advertise openly. AD:Other holds both.
    category = str(row.get("category", ""))
    unlawful = category.startswith(("FR", "IL")) or category == "AD:Loan"
    spam = None if category == "AD:Other" else unlawful
    yield Sample("", name, name, row["text"], hard_sell=True, spam=spam)


def _not_selling(name: str, row: Mapping[str, Any]) -> Iterator[Sample]:
    yield Sample("", name, name, row["text"], hard_sell=False, spam=False)


def _pair_plain(name: str, row: Mapping[str, Any]) -> Iterator[Sample]:
    # Questions to banks and search engines, captions, news: what people ask and tell all day.
    for text in (row["a"], row["b"]):
        if len(text) >= _SHORTEST_OF_PAIR:
            yield Sample("", name, name, text, hard_sell=False, spam=False)


def _titles_plain(name: str, row: Mapping[str, Any]) -> Iterator[Sample]:
    yield title_of("", name, name, row["text"], False)


def _headlines_plain(name: str, row: Mapping[str, Any]) -> Iterator[Sample]:
    # Some of them bait clicks and nobody marked which: they say nothing about clickbait.
    yield Sample("", name, name, row["text"])


def _titles_hancd(name: str, row: Mapping[str, Any]) -> Iterator[Sample]:
    yield title_of("", name, name, row["text"], row["label"] == 1)


_ADAPTERS: dict[str, Callable[[str, Mapping[str, Any]], Iterator[Sample]]] = {
    "sms-mudou": _sms_mudou,
    "sms-hrwhisper": _sms_hrwhisper,
    "sms-fbs": _sms_fbs,
    "copy-advertisegen": _not_selling,
    "copy-taobao": _not_selling,
    "reviews": _not_selling,
    "pairs-atec-train": _pair_plain,
    "pairs-bq-dev": _pair_plain,
    "pairs-lcqmc-dev": _pair_plain,
    "pairs-stsb-zh-train": _pair_plain,
    "titles-thucnews": _titles_plain,
    "titles-toutiao": _headlines_plain,
    "clickbait-hancd": _titles_hancd,
}
_TITLE_SOURCES = frozenset({"titles-thucnews", "titles-toutiao", "clickbait-hancd"})
_HEADLINES = frozenset({"titles-thucnews", "titles-toutiao"})
