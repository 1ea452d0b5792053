from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from contentai.topics.affinity import Floats, unit
from contentai.topics.cluster import k_means, topics_of


def scattered(seed: int, count: int, dim: int = 12) -> Floats:
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(5, dim))
    return unit((centres[rng.integers(5, size=count)] + rng.normal(size=(count, dim))).astype("f4"))


def as_sets(groups: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(groups == g).tolist()) for g in set(groups.tolist())}


@given(st.integers(0, 10_000), st.integers(2, 60), st.sampled_from([0.1, 0.3, 0.6]))
def test_groups_are_those_of_average_linkage(seed: int, count: int, alike: float) -> None:
    vectors = scattered(seed, count)
    expected = fcluster(linkage(vectors, "average", metric="cosine"), 1 - alike, "distance")
    assert as_sets(topics_of(vectors, alike)) == as_sets(expected)


def test_the_order_of_vectors_decides_nothing_even_over_several_cells() -> None:
    vectors = scattered(3, 1500)
    order = np.random.default_rng(0).permutation(1500)
    before, after = topics_of(vectors)[order], topics_of(vectors[order])
    assert as_sets(before) == as_sets(after)


def test_cells_are_found_and_there_are_no_more_than_asked() -> None:
    rng = np.random.default_rng(1)
    truth = np.repeat(np.arange(4), 50)
    vectors = unit((np.eye(4, 16)[truth] + rng.normal(size=(200, 16)) * 0.1).astype("f4"))
    assert as_sets(k_means(vectors, 4)) == as_sets(truth)
    assert len(as_sets(k_means(scattered(0, 300), 7))) <= 7


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_and_one(count: int) -> None:
    assert topics_of(scattered(0, 3)[:count]).tolist() == [0] * count


def test_vectors_of_zeros_and_equal_ones_are_taken() -> None:
    vectors = np.zeros((6, 4), dtype=np.float32)
    vectors[2:, 0] = 1
    groups = topics_of(vectors)
    assert len(set(groups[2:].tolist())) == 1
    assert len(set(groups[:3].tolist())) == 3
