"""What the embedder learns from: sentences without labels, and labelled pairs of sentences.

The adapters follow the README beside the data sets; the texts never enter the project.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from contentai.language import Bilingual
from contentai.located import DataError
from contentai.malformed import not_json

_END: Final = re.compile(r"[。！？!?\n；;]+")
# How many sentences of each source, so that none drowns the others.
_TITLES: Final = (("titles-thucnews", 8000), ("titles-toutiao", 10000), ("clickbait-hancd", 900))
_POSTS: Final = (
    ("reviews", 8000),
    ("copy-advertisegen", 3500),
    ("copy-taobao", 3500),
    ("sms-mudou", 2500),
    ("sms-hrwhisper", 2500),
)
_PAIRS: Final = (
    ("pairs-stsb-zh-train", 9000),
    ("pairs-lcqmc-dev", 8000),
    ("pairs-bq-dev", 7000),
    ("pairs-atec-train", 7000),
)
_MOST_OWN: Final = 9000
_SEED: Final = 7
# Share of each set's pairs that nothing is learned from. STS-B has a part of its own for that.
_HELD: Final = {"lcqmc": 0.2, "bq": 0.2, "atec": 0.1}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences and how alike they are: 0–5 in STS-B, else 0 or 1."""

    a: str
    b: str
    label: float


@dataclass(frozen=True, slots=True)
class PairSet:
    """The pairs of one source to learn from, and those held out to measure by."""

    learned: tuple[Pair, ...]
    held: tuple[Pair, ...]


def read_sentences(data: Path, corpora: Path) -> list[str]:
    """Sentences of 4–80 characters from every source, drawn and mixed by a fixed seed.

    A source that is not there gives none. Raises ``DataError`` for a line that is no JSON.
    """
    drawn = random.Random(_SEED)
    mixed: list[str] = []

    def draw(texts: Iterable[str], most: int) -> None:
        kept = [t.strip() for t in dict.fromkeys(texts) if 4 <= len(t.strip()) <= 80]
        drawn.shuffle(kept)
        mixed.extend(kept[:most])

    for name, most in _TITLES:
        draw([row["text"] for row in _rows(data, name)], most)
    for name, most in _POSTS:
        draw([part for row in _rows(data, name) for part in _END.split(row["text"])], most)
    for name, most in _PAIRS:
        draw([row[side] for row in _rows(data, name) for side in ("a", "b")], most)
    draw(
        [
            part
            for folder in ("posts", "claims", "titles")
            for file in (corpora / folder).glob("*.jsonl")
            for row in _read(file)
            for part in _END.split(row["text"])
        ],
        _MOST_OWN,
    )
    sentences = list(dict.fromkeys(mixed))
    drawn.shuffle(sentences)
    return sentences


def read_pairs(data: Path) -> dict[str, PairSet]:
    """The pairs of each source by its name.

    No sentence stands on both sides of a split. Raises ``DataError`` when a source lacks.
    """
    sets = {
        "sts": PairSet(
            tuple(_pairs(data, "pairs-stsb-zh-train")), tuple(_pairs(data, "pairs-stsb-zh-dev"))
        )
    }
    for name, file in (("lcqmc", "lcqmc-dev"), ("bq", "bq-dev"), ("atec", "atec-train")):
        sets[name] = split(tuple(_pairs(data, f"pairs-{file}")), _HELD[name])
    for name, pairs in sets.items():
        if not pairs.learned or not pairs.held:
            raise DataError(
                str(data), 0, 0, Bilingual(f"缺少句对数据 {name}", f"no pairs of {name} here")
            )
    return sets


def split(pairs: tuple[Pair, ...], held: float) -> PairSet:
    """Sides of a split: pairs that share a sentence, at first or second hand, stay together.

    ``held`` is the share that is held out, by the hash of a text: the same in every run.
    """
    above: dict[str, str] = {}

    def top(text: str) -> str:
        while above.setdefault(text, text) != text:
            above[text] = above[above[text]]
            text = above[text]
        return text

    for pair in pairs:
        above[top(pair.a)] = top(pair.b)
    sides: tuple[list[Pair], list[Pair]] = ([], [])
    for pair in pairs:
        place = int.from_bytes(hashlib.sha256(top(pair.a).encode()).digest()[:4], "big") / 2**32
        sides[place < held].append(pair)
    return PairSet(tuple(sides[0]), tuple(sides[1]))


def every_text(data: Path, corpora: Path) -> Iterator[str]:
    """All texts, for counting words."""
    for file in (*sorted(data.glob("*.jsonl")), *sorted(corpora.rglob("*.jsonl"))):
        for row in _read(file):
            for key in ("title", "text", "a", "b"):
                if isinstance(row.get(key), str):
                    yield row[key]


def _pairs(data: Path, name: str) -> Iterator[Pair]:
    for row in _rows(data, name):
        yield Pair(str(row["a"]), str(row["b"]), float(row["label"]))


def _rows(data: Path, name: str) -> Iterator[Mapping[str, Any]]:
    file = data / f"{name}.jsonl"
    return _read(file) if file.exists() else iter(())


def _read(file: Path) -> Iterator[Mapping[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
            except ValueError as error:
                raise DataError(str(file), number, 1, not_json(error)) from None
            if not isinstance(row, dict):
                raise DataError(str(file), number, 1, Bilingual("不是 JSON 对象", "no JSON object"))
            yield row
