from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai.topics.engagement import performance, rates
from contentai.topics.ownpost import OwnPost
from contentai.topics.rank import diverse, evidence, novelty, recent_posts, score, season, suits
from contentai.topics.season import load_seasons
from tests.topics.press import TODAY, article


def post(
    id: str = "p",
    views: int | None = 1000,
    likes: int | None = 50,
    days_ago: int | None = 10,
    segment: str | None = None,
) -> OwnPost:
    date = None if days_ago is None else TODAY - datetime.timedelta(days=days_ago)
    return OwnPost(id, date, segment, "wechat", "标题", "正文", views, likes, None, None)


def test_evidence_counts_sources_and_recency() -> None:
    def of(*told: tuple[str, int | None]) -> float:
        return evidence(
            [article(str(n), "题", "文", source=s, days_ago=d) for n, (s, d) in enumerate(told)],
            TODAY,
        )

    assert of(("甲", 0)) == pytest.approx(0.5)
    assert of(("甲", 0), ("乙", 0)) == pytest.approx(0.75)
    assert of(("甲", 0), ("甲", 0), ("甲", 5)) == pytest.approx(0.5)
    assert of(("甲", 180)) == pytest.approx(1 - 0.5**0.5)
    assert of(("甲", 400), ("乙", 400)) < of(("甲", 100), ("乙", 100))
    assert of(("甲", None)) == of(("甲", 180))
    assert of(("", 0), ("", 0)) == pytest.approx(0.75)


def test_the_score_is_a_weighted_mean() -> None:
    assert score({"affinity": 1.0, "season": 0.0}, {"affinity": 3, "season": 1}) == 0.75
    assert score({"affinity": 1.0, "season": 0.0}, {"season": 1}) == 0.0
    assert score({"affinity": 1.0}, {}) == 0.0


def test_what_was_just_told_is_not_new() -> None:
    likeness = np.array([0.1, 0.8], dtype=np.float32)
    assert novelty(likeness) == 0.0
    assert novelty(likeness[:1]) == 1.0
    assert 0.4 < novelty(np.array([0.55], dtype=np.float32)) < 0.6
    assert novelty(likeness[:0]) == 1.0


def test_recent_posts_are_those_the_segment_has_read() -> None:
    posts = [
        post(segment="owners"),
        post(segment="parents"),
        post(segment=None),
        post(days_ago=200),
        post(days_ago=-3),
        post(days_ago=None),
    ]
    assert recent_posts(posts, "owners", TODAY) == [0, 2, 5]


def test_a_topic_is_timely_by_its_titles_more_than_by_its_texts() -> None:
    near = load_seasons().near(datetime.date(2026, 11, 7), "华北")
    in_title, event = season(["暖气不热怎么办", "供暖第一天"], ["", ""], near)
    assert in_title == 1.0
    assert event is not None
    in_text, _ = season(["客服接了九千通电话"], ["四成是暖气里有空气"], near)
    assert 0 < in_text <= 0.5
    assert season(["早教门店"], ["没有相干的话"], near) == (0.0, None)


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("猫咪换季掉毛怎么梳", "春秋两季掉毛多，三天梳一次。", None),
        ("换季脸干，先修护屏障", "洗完脸三分钟里涂。", "换季护肤"),
        ("进口辅食怎么挑", "看中文标签。", None),
        ("进博会上的辅食", "", "进口博览会"),
        ("首发的进口奶瓶", "", "进口博览会"),
        ("收到货有点小满意", "", None),
        ("小满前后，空气潮", "", "小满"),
        ("茶几怎么选", "看高度。", None),
        ("十五一斤的苹果", "", None),
        ("618大促，耳机怎么挑", "", "年中大促"),
        ("2618元的耳机值不值", "大促能再省两百。", None),
        ("618元的耳机", "音质不错。", None),
    ],
)
def test_a_general_word_or_part_of_another_makes_no_season(
    title: str, text: str, name: str | None
) -> None:
    seasons = load_seasons()
    found = {event.name for event in seasons.events if suits([title], [text], event) > 0.5}
    assert found == ({name} if name else set())


def test_few_views_are_drawn_to_the_mean() -> None:
    posts = [post(str(n), 2000, 40 + 30 * n) for n in range(6)]
    found = rates([*posts, post("lucky", 4, 4), post("none", None, 9), post("zero", 0, 0)])
    assert np.isnan(found[7:]).all()
    assert found[0] < found[3] < found[5]
    assert found[5] == pytest.approx(190 / 2000, rel=0.2)
    assert found[6] < 0.5


def test_a_likes_only_account_and_more_likes_than_views_are_taken() -> None:
    assert np.isnan(rates([post(views=None), post(views=0)])).all()
    found = rates([post(likes=None), post(views=10, likes=500)])
    # What nobody counted is not nothing: a text message has no likes to count.
    assert np.isnan(found).tolist() == [True, False]
    assert len(rates([])) == 0


def test_topics_near_posts_that_did_well_do_well() -> None:
    posts = [post(str(n), 5000, 500 if n < 5 else 50) for n in range(10)]
    shrunk = rates(posts)
    well = np.array([0.9] * 5 + [0.0] * 5, dtype=np.float32)
    assert performance(well, shrunk) > 0.55
    assert performance(1 - well, shrunk) < 0.45
    assert performance(np.zeros(10, dtype=np.float32), shrunk) == pytest.approx(0.5)
    assert performance(np.zeros(0, dtype=np.float32), rates([])) == 0.5


@given(st.lists(st.floats(0, 1), max_size=12), st.integers(1, 12))
def test_diverse_gives_different_indices_and_the_best_first(
    scores: list[float], count: int
) -> None:
    vectors = np.eye(max(len(scores), 1), dtype=np.float32)[: len(scores)]
    chosen = diverse(scores, vectors, count)
    assert len(set(chosen)) == len(chosen) == min(count, len(scores))
    # Nothing is like anything here, so the order is that of the scores.
    assert [scores[at] for at in chosen] == sorted(scores, reverse=True)[:count]


def test_of_two_alike_the_second_waits() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    assert diverse([0.9, 0.8, 0.6], vectors, 3) == [0, 2, 1]
