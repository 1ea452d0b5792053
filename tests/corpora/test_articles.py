from __future__ import annotations

import datetime
import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from contentai import resources
from contentai.text.alike import NEAR, likeness, pieces
from contentai.topics.posts import load_posts
from contentai.topics.segments import load_segments

CORPORA = resources.corpora_dir()
FILES = sorted((CORPORA / "articles").glob("*.jsonl"))
KEYS = ["id", "industry", "source", "date", "title", "text"]


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]


@pytest.fixture(scope="module")
def articles() -> list[dict[str, Any]]:
    return [row for file in FILES for row in rows(file)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_line_is_an_article_of_its_industry(file: Path) -> None:
    found = rows(file)
    assert len(found) >= 20
    for row in found:
        assert list(row) == KEYS, row.get("id")
        assert all(isinstance(value, str) and value.strip() for value in row.values()), row["id"]
        assert row["industry"] == file.stem
        assert row["id"].startswith(f"{file.stem}-")
        assert 300 <= len(row["text"]) <= 900, row["id"]
        datetime.date.fromisoformat(row["date"])
    # Evidence needs voices that do not depend on each other.
    assert len({row["source"] for row in found}) >= 4


def test_there_are_enough_over_two_years(articles: list[dict[str, Any]]) -> None:
    assert len(articles) >= 160
    assert len({row["industry"] for row in articles}) == 8
    assert len({row["id"] for row in articles}) == len(articles)
    assert len({row["title"] for row in articles}) == len(articles)
    days = sorted(datetime.date.fromisoformat(row["date"]) for row in articles)
    assert 600 <= (days[-1] - days[0]).days <= 760


def test_only_a_few_are_reprints(articles: list[dict[str, Any]]) -> None:
    known = {row["id"]: pieces(row["text"]) for row in articles}
    near = {
        (one, two): like
        for one, two in combinations(known, 2)
        if (like := likeness(known[one], known[two])) > 0.03
    }
    by_id = {row["id"]: row for row in articles}
    for one, two in near:
        assert by_id[one]["industry"] == by_id[two]["industry"]
        assert by_id[one]["source"] != by_id[two]["source"]
    assert 4 <= sum(like >= NEAR for like in near.values()) <= 8
    # Between reprints and the rest lies a gap, or a threshold would be a guess.
    assert not any(0.25 < like < NEAR + 0.05 for like in near.values())


def test_the_segments_can_be_read_and_name_what_the_articles_say(
    articles: list[dict[str, Any]],
) -> None:
    segments = load_segments(CORPORA / "segments.yaml")
    assert len(segments) == 8
    everything = "".join(row["title"] + row["text"] for row in articles)
    for segment in segments.values():
        assert len(segment.interests) >= 5
        assert segment.channels
        assert segment.goals
        assert segment.avoid
        assert segment.lifecycle
        assert segment.rfm
        met = [word for word in segment.interests if word in everything]
        assert len(met) >= 3, segment.id


def test_a_year_of_posts_with_the_faults_that_the_readme_lists() -> None:
    file = CORPORA / "posts.csv"
    read = load_posts(file, datetime.date(2026, 11, 21))
    assert len(read.posts) == 120
    segments = load_segments(CORPORA / "segments.yaml")
    counts = Counter(post.segment for post in read.posts)
    assert set(counts) == {*segments, None}
    assert all(counts[id] >= 14 for id in segments)
    days = sorted(post.date for post in read.posts if post.date)
    assert 330 <= (days[-1] - days[0]).days <= 366
    assert len({post.title for post in read.posts}) == 120
    readme = (CORPORA / "README.md").read_text("utf-8")
    lines = file.read_text("utf-8").split("\n")
    faulty = {lines[notice.line - 1].partition(",")[0] for notice in read.notices}
    assert len(faulty) == 6
    for id in faulty:
        assert f"`{id}`" in readme
