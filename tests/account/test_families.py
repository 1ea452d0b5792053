from __future__ import annotations

import pytest

from contentai import resources
from contentai.account import families as module
from contentai.account.families import families
from contentai.embedding.encoder import Encoder
from contentai.workspace import Workspace
from tests.account.posts import post

TEXT = "油网和油杯自己洗，叶轮和风道找师傅。师傅来之前把灶台清空，能省二十分钟。"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Workspace.open(resources.corpora_dir()).encoder


def test_copies_in_words_and_in_meaning_are_one_family(encoder: Encoder) -> None:
    posts = [
        post("1", "2026-10-01", "办健身卡先看合同", "能按月付就按月付。年卡先看转卡费和停卡次数。"),
        post("2", "2026-10-02", "油烟机清洗", TEXT),
        post("3", "2026-10-03", "油烟机清洗（转）", TEXT, channel="weibo"),
        post("4", "2026-10-04", "油烟机清洗", TEXT, channel="weibo"),
        post(
            *("5", "2026-10-05", "健身卡合同怎么看"),
            "年卡要看清转卡费和停卡的次数，能按月付款就不要办年卡，合同先拿回家看。",
        ),
    ]
    found = families(posts, encoder).families
    assert [[p.id for p in family.posts] for family in found] == [["2", "3", "4"], ["1", "5"]]
    assert found[0].channels == ("wechat", "weibo")
    assert [p.id for p in found[0].on(("weibo",)).posts] == ["3", "4"]
    in_words = families(posts).families
    assert [[p.id for p in family.posts] for family in in_words] == [["2", "3", "4"]]


def test_what_is_like_the_next_need_not_be_like_the_last() -> None:
    parts = (
        *("春茶上市以后先别急着买，", "看干茶的条索是不是匀整，", "再闻有没有青草的生味道，"),
        *("水温八十度左右最合适泡，", "盖子不要一直盖着闷叶底，", "第二泡比第一泡多等十秒，"),
        *(
            "喝不完的密封好放进冰箱，",
            "取出来回到室温再打开罐。",
        ),
    )
    # Three of four parts are those of the post before, two those of the one before that.
    posts = [post(str(n), f"2026-10-0{n + 1}", "", "".join(parts[n : n + 4])) for n in range(5)]
    found = families(posts).families
    assert [[p.id for p in family.posts] for family in found] == [["0", "1"], ["2", "3"]]


def test_bare_titles_are_no_copies_for_being_about_one_matter(encoder: Encoder) -> None:
    titles = ("卫生间镜前灯怎么选", "玄关灯怎么选", "灯带颜色怎么选", "灯带颜色怎么选？")
    posts = [post(str(n), title=title) for n, title in enumerate(titles)]
    found = families(posts, encoder).families
    assert [[p.id for p in family.posts] for family in found] == [["2", "3"]]


def test_posts_without_a_word_are_no_family(encoder: Encoder) -> None:
    posts = [
        post("1", title="", text="。。"),
        post("2", title="", text="。。"),
        post("3", title=""),
    ]
    assert families(posts, encoder).families == ()
    assert families([], encoder).families == ()


def test_of_very_many_the_older_ones_are_compared_to_the_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    posts = [
        *(post("1", title="", text=TEXT), post("2", title="", text=TEXT)),
        *(post("3", title="", text=TEXT + "啊"), post("4", title="", text="第一泡水凉到八十度")),
    ]
    found = families(posts)
    assert found.left_out == 2
    assert [[p.id for p in family.posts] for family in found.families] == [["1", "2"]]


def test_a_great_many_copies_take_no_time() -> None:
    posts = [post(str(n), title="", text=TEXT + str(n % 50)) for n in range(20_000)]
    (family,) = families(posts).families
    assert len(family.posts) == 20_000
