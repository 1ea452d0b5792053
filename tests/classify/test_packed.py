from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from contentai.classify.packed import (
    pack_numbers,
    pack_values,
    pack_weights,
    rounded,
    unpack_numbers,
    unpack_values,
    unpack_weights,
)

_shapes = st.tuples(st.integers(0, 20), st.integers(1, 6))
_weights = st.one_of(
    st.just(0.0), st.floats(-30, 30, width=32), st.floats(-(2**-13), 2**-13, width=32)
)


@given(st.lists(st.one_of(st.integers(0, 300), st.integers(0, 2**47))))
def test_numbers_come_back(numbers: list[int]) -> None:
    packed = pack_numbers(np.array(numbers, dtype=np.int64), "n")
    assert unpack_numbers(packed, "n").tolist() == numbers


def test_a_few_large_numbers_do_not_make_the_others_wide() -> None:
    numbers = np.full(1000, 200, dtype=np.int64)
    numbers[[3, 700]] = 2**46
    packed = pack_numbers(numbers, "n")
    assert packed["n"].shape == (1000, 1)
    assert packed["n.where"].tolist() == [3, 700]


@given(arrays(np.float32, st.integers(0, 40), elements=st.floats(0, 9, width=32)))
def test_values_come_back(values: NDArray[np.float32]) -> None:
    assert np.array_equal(unpack_values(pack_values(values, "v"), "v"), values)


@given(arrays(np.float32, _shapes, elements=_weights))
def test_a_weight_moves_by_half_a_step_at_most(weights: NDArray[np.float32]) -> None:
    near = rounded(weights).astype(np.float64)
    most = np.abs(weights).max(axis=1, initial=0.0).astype(np.float64)
    # Half a step of at most a 63.75th of the largest; the smallest step is 2**-126.
    allowed = np.maximum(most / 63.75, 2.0**-126) / 2
    assert (np.abs(near - weights) <= allowed[:, None]).all()


@given(arrays(np.float32, _shapes, elements=_weights))
def test_rounding_twice_is_rounding_once(weights: NDArray[np.float32]) -> None:
    once = rounded(weights)
    assert np.array_equal(rounded(once), once)
    assert np.array_equal(unpack_weights(pack_weights(once, "w"), "w"), once)


@pytest.mark.parametrize(
    "change",
    [
        {"n.where": np.array([7], np.int32)},
        {"n.where": np.array([-1], np.int32)},
        {"n.large": np.array([1, 2, 3])},
    ],
)
def test_numbers_that_do_not_fit_together_are_refused(change: dict[str, NDArray[Any]]) -> None:
    packed = pack_numbers(np.array([1, 2, 2**40]), "n")
    with pytest.raises(ValueError, match=r"n\.where|shape"):
        unpack_numbers({**packed, **change}, "n")


def test_tensors_of_another_kind_are_refused() -> None:
    packed = pack_numbers(np.array([1, 2, 2**40]), "n")
    for change in ({"n": np.array([1, 2, 3], np.uint8)}, {"n.where": np.array([0.5])}):
        with pytest.raises((LookupError, ValueError)):
            unpack_numbers({**packed, **change}, "n")


def test_a_place_outside_the_list_is_refused() -> None:
    packed = pack_values(np.array([1, 1, 2, 3], np.float32), "v")
    with pytest.raises(ValueError, match=r"v\.list"):
        unpack_values({**packed, "v.list": packed["v.list"][:2]}, "v")
