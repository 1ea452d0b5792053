from __future__ import annotations

import pytest

from contentai import resources
from contentai.account.repeats import Shelf
from contentai.embedding.encoder import Encoder
from contentai.topics.posts import load_posts
from contentai.workspace import Workspace
from tests.account.posts import post


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Workspace.open(resources.corpora_dir()).encoder


@pytest.fixture(scope="module")
def shelf(encoder: Encoder) -> Shelf:
    return Shelf.of(load_posts(resources.corpora_dir() / "posts.csv").posts, encoder)


def test_a_post_told_in_other_words_is_found_by_its_meaning(shelf: Shelf) -> None:
    found = shelf.near(
        "年底办健身卡先看这个：合同签多久",
        "能按月付就按月付。年卡先看转卡费和停卡次数，合同拿回家看完再签字。",
    )
    assert [(r.post.id, r.by) for r in found] == [("zm-017", "meaning")]


def test_a_post_with_a_few_words_changed_is_found_by_its_words(shelf: Shelf) -> None:
    original = next(p for p in shelf.posts if p.id == "zm-017")
    (found,) = shelf.near(original.title, original.text.replace("可以先", "先"))
    assert (found.post.id, found.by) == ("zm-017", "words")
    assert 0.4 <= found.likeness <= 1


def test_another_post_on_the_same_thing_is_no_repeat(shelf: Shelf) -> None:
    assert shelf.near("净水器滤芯怎么换", "先关进水阀，放掉压力，拧下旧滤芯，再装新的。") == []
    assert shelf.near("", "") == []
    assert shelf.near("。，！", "……") == []


def test_pairs_name_the_earlier_post(encoder: Encoder) -> None:
    text = "油网和油杯自己洗，叶轮和风道找师傅。师傅来之前把灶台清空，能省二十分钟。"
    posts = [
        post("1", title="油烟机清洗", text=text),
        post("2", title="明前龙井", text="第一泡水凉到八十度再冲，盖子不要盖。"),
        post("3", title="油烟机清洗（转）", text=text),
    ]
    shelf = Shelf.of(posts, encoder)
    assert [(p.id, r.post.id, r.by) for p, r in shelf.pairs()] == [("3", "1", "words")]
    assert list(Shelf.of([], encoder).pairs()) == []
    assert Shelf.of([], encoder).near("题", "文") == []


def test_the_account_that_ships_repeats_nothing(shelf: Shelf) -> None:
    assert list(shelf.pairs()) == []
