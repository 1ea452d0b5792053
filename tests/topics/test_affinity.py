from __future__ import annotations

import numpy as np
import pytest

from contentai.embedding.encoder import Encoder, open_encoder
from contentai.topics.affinity import affinities, nearness, profiles
from tests.topics.press import segment

SPORTS = ["国足主场两球取胜", "篮球联赛总决赛今晚开打", "球队签下新前锋", "马拉松冠军刷新纪录"]
HOMES = ["二手房成交量连续三月回升", "新楼盘开盘当天售罄", "房贷利率下调", "公积金可以提取付首付"]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder()


def test_titles_of_a_segments_own_field_come_first(encoder: Encoder) -> None:
    segments = [
        segment("fans", interests={"足球": 1.0, "篮球": 1.0, "比赛": 0.5}),
        segment("buyers", interests={"房价": 1.0, "楼盘": 1.0}),
    ]
    found = affinities(encoder.encode(SPORTS + HOMES), profiles(segments, encoder))
    assert found.shape == (8, 2)
    assert set(np.argsort(-found[:, 0])[:4]) == {0, 1, 2, 3}
    assert set(np.argsort(-found[:, 1])[:4]) == {4, 5, 6, 7}


def test_the_order_of_the_articles_makes_no_difference(encoder: Encoder) -> None:
    own = profiles([segment(interests={"足球": 1.0}), segment(interests={"房价": 1})], encoder)
    vectors = encoder.encode(SPORTS + HOMES)
    order = np.array([5, 0, 7, 2, 1, 6, 3, 4])
    shuffled = affinities(vectors[order], own)
    np.testing.assert_allclose(shuffled, affinities(vectors, own)[order], atol=1e-5)


def test_a_heavier_interest_draws_the_profile(encoder: Encoder) -> None:
    even, drawn = profiles(
        [
            segment(interests={"足球": 1.0, "房价": 1.0}),
            segment(interests={"足球": 1.0, "房价": 0.1}),
        ],
        encoder,
    )
    ball = encoder.encode(["足球"])[0]
    assert drawn @ ball > even @ ball
    np.testing.assert_allclose(np.linalg.norm([even, drawn], axis=1), 1, atol=1e-5)


def test_what_no_interest_touches_has_no_nearness(encoder: Encoder) -> None:
    own = profiles([segment(interests={"航天": 1.0, "卫星": 1.0})], encoder)
    found = nearness(encoder.encode([*HOMES, "卫星成功发射入轨"]), own)[:, 0]
    assert found[-1] > 0.6
    assert found[:4].max() < 0.2


@pytest.mark.parametrize("count", [0, 1])
def test_no_articles_and_one(encoder: Encoder, count: int) -> None:
    own = profiles([segment()], encoder)
    found = affinities(encoder.encode(SPORTS[:count]), own)
    assert found.shape == (count, 1)
    assert np.isfinite(found).all()
