from __future__ import annotations

import numpy as np
import pytest

from contentai.topics.affinity import Floats, unit
from contentai.topics.layout import apart, on_plane


def groups(of: int, each: int) -> Floats:
    rng = np.random.default_rng(7)
    middles = rng.normal(size=(of, 32))
    return unit(np.repeat(middles, each, axis=0) + 0.3 * rng.normal(size=(of * each, 32)))


def test_what_is_alike_lies_together() -> None:
    places = on_plane(groups(5, 12))
    far = np.linalg.norm(places[:, None] - places[None], axis=2)
    np.fill_diagonal(far, np.inf)
    neighbours = np.argsort(far, axis=1)[:, :5]
    own = (neighbours // 12) == (np.arange(60) // 12)[:, None]
    assert own.mean() > 0.95


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 30])
def test_any_number_fits_on_the_plane(count: int) -> None:
    places = on_plane(groups(max(count, 1), 1)[:count])
    assert places.shape == (count, 2)
    assert np.isfinite(places).all()
    assert ((places >= 0) & (places <= 1)).all()


def test_equal_vectors_are_no_trouble() -> None:
    same = np.ones((12, 8), dtype=np.float32) / np.sqrt(8)
    places = on_plane(unit(same)) * 100
    assert np.isfinite(places).all()
    moved = apart(places, np.full(12, 5.0), 200, 100, gap=1)
    far = np.linalg.norm(moved[:, None] - moved[None], axis=2)
    np.fill_diagonal(far, np.inf)
    assert far.min() > 10


def test_the_same_again() -> None:
    vectors = groups(4, 5)
    assert (on_plane(vectors) == on_plane(vectors.copy())).all()


def test_circles_stay_inside_and_apart() -> None:
    rng = np.random.default_rng(1)
    radii = rng.uniform(4, 30, 80)
    moved = apart(rng.uniform(0, 1, (80, 2)) * [1200, 760], radii, 1200, 760, gap=2)
    far = np.linalg.norm(moved[:, None] - moved[None], axis=2)
    np.fill_diagonal(far, np.inf)
    assert (far - radii[:, None] - radii[None]).min() > 0
    assert (moved - radii[:, None] >= 0).all()
    assert (moved + radii[:, None] <= [1200, 760]).all()
