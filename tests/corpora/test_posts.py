from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from contentai import resources
from contentai.classify.training.corpus import agreement, read_labels
from contentai.diagnostics import INTENTS
from contentai.text.characters import fold_characters
from contentai.text.names import CHANNELS

FOLDER = resources.corpora_dir() / "posts"
FILES = sorted(FOLDER.glob("*.jsonl"))
# Files of a kind of text, not of a trade.
GENRES = {"chat", "guides", "mixed", "short", "sms", "spoken", "ugc"}


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
        assert len(row["text"]) >= 4, place  # 下楼了没


def test_ids_are_unique(posts: list[dict[str, Any]]) -> None:
    assert [id for id, count in Counter(post["id"] for post in posts).items() if count > 1] == []


def test_there_are_enough_posts_of_every_kind(posts: list[dict[str, Any]]) -> None:
    assert len(posts) >= 3000
    assert len({post["industry"] for post in posts} - GENRES) >= 18
    assert {post["channel"] for post in posts} == set(CHANNELS)
    assert {post["intent"] for post in posts} == set(INTENTS)
    by_industry = defaultdict(set)
    for post in posts:
        by_industry[post["industry"]].add(post["intent"])
    assert all(by_industry[name] == set(INTENTS) for name in by_industry.keys() - GENRES)


def test_about_a_tenth_is_traditional(posts: list[dict[str, Any]]) -> None:
    def traditional(text: str) -> bool:
        han = [c for c in text if "\u4e00" <= c <= "\u9fff"]
        changed = sum(
            one != two for one, two in zip(han, fold_characters("".join(han)).text, strict=True)
        )
        return changed > 0.1 * len(han)

    share = sum(traditional(post["text"]) for post in posts) / len(posts)
    assert 0.05 <= share <= 0.15


def test_every_post_was_labelled_twice_and_settled(posts: list[dict[str, Any]]) -> None:
    labels = read_labels(resources.corpora_dir() / "labels" / "posts.jsonl")
    assert labels.keys() == {post["id"] for post in posts}
    # Where the two labellers differ a third reading decides, and almost always for one of them.
    third = [post["id"] for post in posts if post["intent"] not in labels[post["id"]]]
    assert len(third) <= 15
    assert sum(one == two for one, two in labels.values()) / len(labels) > 0.9


def test_the_readme_states_the_agreement_that_the_labels_show() -> None:
    readme = (resources.corpora_dir() / "README.md").read_text("utf-8")
    for name in ("posts", "titles"):
        found = agreement(
            list(read_labels(resources.corpora_dir() / "labels" / f"{name}.jsonl").values())
        )
        assert f"{found.items} 条里 {found.same} 条一致（Cohen κ {found.kappa:.4f}）" in readme
