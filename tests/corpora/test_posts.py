from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from contentai import resources
from contentai.diagnostics import INTENTS
from contentai.text.characters import fold_characters
from contentai.text.fold import fold
from contentai.text.frontmatter import CHANNELS

FOLDER = resources.corpora_dir() / "posts"
FILES = sorted(FOLDER.glob("*.jsonl"))
GRAM = 5


@pytest.fixture(scope="module")
def posts() -> list[dict[str, Any]]:
    return [row for file in FILES for row in rows(file)]


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_line_is_a_post_of_its_industry(file: Path) -> None:
    lines = file.read_text("utf-8").split("\n")
    assert lines.pop() == ""
    for number, line in enumerate(lines, 1):
        row = json.loads(line)
        place = f"{file.name}:{number}"
        assert {"id", "intent", "industry", "channel", "text"} <= set(row), place
        assert set(row) <= {"id", "intent", "industry", "channel", "text", "title"}, place
        assert all(isinstance(value, str) and value.strip() for value in row.values()), place
        assert row["intent"] in INTENTS, place
        assert row["channel"] in CHANNELS, place
        assert row["industry"] == file.stem, place
        assert len(row["text"]) >= 5, place


def test_ids_are_unique(posts: list[dict[str, Any]]) -> None:
    assert [id for id, count in Counter(post["id"] for post in posts).items() if count > 1] == []


def test_there_are_enough_posts_of_every_kind(posts: list[dict[str, Any]]) -> None:
    assert len(posts) >= 600
    assert len({post["industry"] for post in posts}) >= 14
    assert {post["channel"] for post in posts} == set(CHANNELS)
    assert {post["intent"] for post in posts} == set(INTENTS)
    by_industry = defaultdict(set)
    for post in posts:
        by_industry[post["industry"]].add(post["intent"])
    assert all(intents == set(INTENTS) for intents in by_industry.values())


def test_about_a_tenth_is_traditional(posts: list[dict[str, Any]]) -> None:
    def traditional(text: str) -> bool:
        han = [c for c in text if "\u4e00" <= c <= "\u9fff"]
        changed = sum(one != two for one, two in zip(han, fold_characters("".join(han)).text, strict=True))
        return changed > 0.1 * len(han)

    share = sum(traditional(post["text"]) for post in posts) / len(posts)
    assert 0.05 <= share <= 0.15


def test_no_two_posts_are_nearly_the_same(posts: list[dict[str, Any]]) -> None:
    shingles = {post["id"]: grams(post["text"]) for post in posts}
    holders: dict[str, list[str]] = defaultdict(list)
    for id, found in shingles.items():
        for gram in found:
            holders[gram].append(id)
    shared: Counter[tuple[str, str]] = Counter()
    for ids in holders.values():
        shared.update((one, two) for i, one in enumerate(ids) for two in ids[:i])
    near = {
        pair: round(both / (len(shingles[pair[0]]) + len(shingles[pair[1]]) - both), 2)
        for pair, both in shared.items()
    }
    assert {pair: jaccard for pair, jaccard in near.items() if jaccard > 0.5} == {}


def grams(text: str) -> frozenset[str]:
    """Five-character pieces of the folded text: disguise and spacing make no new post."""
    folded = "".join(fold(text).text.split())
    return frozenset(folded[i : i + GRAM] for i in range(max(len(folded) - GRAM, 0) + 1))
