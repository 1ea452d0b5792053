"""What suggestions stand on: a library, or what ships; topics keep their ids while it grows."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from contentai import resources
from contentai.embedding.encoder import Encoder, open_encoder
from contentai.topics.found import Found, LibraryError
from contentai.topics.ground import Ground, ground, own_posts
from contentai.topics.intake import Intake
from contentai.topics.library import Library
from contentai.topics.ownpost import OwnPost
from tests.topics.press import segment

TODAY = datetime.date(2026, 11, 20)  # after the last of the articles
SHIPPED = [
    found
    for found in Intake(pages=False).read([str(resources.corpora_dir() / "articles")])
    if isinstance(found, Found)
]
POST = OwnPost("p", TODAY, None, "wechat", "空调滤网怎么洗", "拔了电再拆。", 9, 1, 0, 0)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def add(file: Path, articles: Iterable[Found]) -> None:
    with Library.write(file) as library:
        assert list(library.add(articles))


def stand(
    encoder: Encoder,
    file: Path,
    on: datetime.date = TODAY,
    must_exist: bool = True,
    posts: list[OwnPost] | None = None,
) -> Ground:
    return ground(
        encoder, on, library=file, segments=(segment(),), posts=posts, must_exist=must_exist
    )


def cores(found: Ground) -> dict[str, frozenset[str]]:
    return {topic.id: topic.core for topic in found.land.topics}


def test_topics_keep_their_ids_when_a_tenth_is_added(encoder: Encoder, file: Path) -> None:
    """The tenth is the oldest of the articles: without memory every topic it joins is renamed."""
    by_date = sorted(SHIPPED, key=lambda f: (f.article.date or TODAY, f.article.id))
    tenth = len(by_date) // 10
    add(file, by_date[tenth:])
    before = cores(stand(encoder, file))
    add(file, by_date[:tenth])
    after = cores(stand(encoder, file))
    assert len(set(after)) == len(after)
    grown = {id: core for id, core in before.items() if any(core <= now for now in after.values())}
    assert len(grown) >= 0.9 * len(before)
    # Of topics that became one, one id goes on.
    joined = [id for id, core in grown.items() if not (id in after and core <= after[id])]
    for id in joined:
        home = next(now for now, core in after.items() if grown[id] <= core)
        assert home in before and before[home] <= after[home]
    assert len(joined) <= 3
    moved = [id for id, core in grown.items() if id in after and core < after[id]]
    assert moved, "some topic grew"
    assert cores(stand(encoder, file)) == after, "asked again, the ids are the same"


def test_an_earlier_day_ends_no_topic(encoder: Encoder, file: Path) -> None:
    add(file, SHIPPED[::2])
    now = cores(stand(encoder, file))
    stand(encoder, file, on=TODAY - datetime.timedelta(days=400))
    with Library.read(file) as library:
        assert library.topics() == now


def test_an_article_dated_ahead_keeps_no_topic_from_being_remembered(
    encoder: Encoder, file: Path
) -> None:
    ahead = datetime.date.today() + datetime.timedelta(days=400)
    late = replace(SHIPPED[0], article=replace(SHIPPED[0].article, date=ahead))
    add(file, [late, *SHIPPED[1:41]])
    now = cores(stand(encoder, file, on=datetime.date.today()))
    assert now
    with Library.read(file) as library:
        assert library.topics() == now


def test_a_library_that_cannot_be_written_to_still_tells(encoder: Encoder, file: Path) -> None:
    add(file, SHIPPED[:20])
    before = cores(stand(encoder, file))
    add(file, SHIPPED[20:24])
    file.chmod(0o400)
    file.parent.chmod(0o500)
    try:
        if os.access(file, os.W_OK):
            pytest.skip("this user may write to everything")
        found = stand(encoder, file)
        assert len(found.land.articles) == 24
    finally:
        file.parent.chmod(0o700)
    assert before


def test_what_ships_stands_in_for_an_empty_library(encoder: Encoder, file: Path) -> None:
    none = stand(encoder, file, must_exist=False)
    assert none.examples and len(none.land.articles) == len(SHIPPED) and none.posts == ()
    assert not file.exists(), "asking makes no library"
    with Library.write(file) as library:
        library.add_posts([POST])
    own = stand(encoder, file, must_exist=False)
    assert own.examples and own.land.posts == own.posts == [POST]
    assert own_posts(file) == [POST]
    empty = stand(encoder, file)
    assert not empty.examples and not empty.land.articles and empty.land.topics == []
    assert stand(encoder, file, posts=[]).posts == []


def test_a_library_that_must_exist_and_does_not(encoder: Encoder, file: Path) -> None:
    with pytest.raises(LibraryError):
        stand(encoder, file)
    assert own_posts(file) == []
