from __future__ import annotations

import numpy as np
import pytest

from contentai.topics.affinity import nearest, unit
from contentai.topics.headlines import read_words, title_affinities

# Two segments with an axis each; the third axis is what neither cares for.
OWN = np.eye(3, dtype=np.float32)[:2]
ABOUT = {"空调": 0, "足球": 1, "天气": 2}


def press(count: int) -> tuple[list[str], np.ndarray]:
    """Titles on each matter in turn, a little apart from each other."""
    rng = np.random.default_rng(0)
    words = list(ABOUT) * count
    titles = [f"{word}的第{n}条消息" for n, word in enumerate(words)]
    axes = np.eye(3)[[ABOUT[word] for word in words]]
    return titles, unit((axes + rng.normal(0, 0.2, axes.shape)).astype(np.float32))


def test_the_words_of_the_nearest_titles_speak_for_another_one() -> None:
    titles, vectors = press(60)
    nowhere = np.tile(unit(np.ones((1, 3), dtype=np.float32)), (2, 1))
    found = title_affinities(
        [*titles, "空调怎么样", "天气怎么样"], np.concatenate([vectors, nowhere]), OWN
    )
    assert found.shape == (182, 2)
    assert found[-2, 0] > found[-1, 0]
    assert found[-2, 1] <= found[-1, 1]
    assert found.min() >= 0
    assert found.max() <= 1


def test_own_matters_come_first_in_any_order() -> None:
    titles, vectors = press(30)
    order = np.random.default_rng(1).permutation(len(titles))
    found = title_affinities(titles, vectors, OWN)
    shuffled = title_affinities([titles[at] for at in order], vectors[order], OWN)
    np.testing.assert_allclose(shuffled, found[order], atol=1e-5)
    for column, word in enumerate(("空调", "足球")):
        assert all(word in titles[at] for at in np.argsort(-found[:, column])[:30])


@pytest.mark.parametrize("titles", [[], [""], ["？！", "……"], ["空调", "空调", "空调"]])
def test_few_titles_and_titles_without_words(titles: list[str]) -> None:
    vectors = np.tile(np.array([[0, 0, 1]], dtype=np.float32), (len(titles), 1))
    found = title_affinities(titles, vectors, OWN)
    assert found.shape == (len(titles), 2)
    assert np.isfinite(found).all()


def test_a_word_counts_once_a_title() -> None:
    said = read_words(["空调空调空调", "的", "足球和空调"])
    assert said.rows.tolist() == [0, 2, 2]
    assert sorted(said.ids.tolist()) == [0, 0, 1]


def test_a_profile_is_grown_from_what_is_near_alone() -> None:
    likeness = np.zeros(1000, dtype=np.float32)
    likeness[[3, 500, 999]] = 0.6, 0.5, 0.7
    likeness[:200:7] += 0.05
    assert set(nearest(likeness)) == {3, 500, 999}
    assert len(nearest(np.linspace(0.8, 1, 1000, dtype=np.float32))) == 25
    assert len(nearest(np.full(9, -0.2, dtype=np.float32))) == 1
