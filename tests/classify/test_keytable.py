from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from contentai.classify.keytable import KeyTable

KEYS = st.integers(0, 2**50)
CLOSE = st.integers(10, 90)


@given(
    st.sampled_from([KEYS, CLOSE]).flatmap(
        lambda keys: hnp.arrays(np.int64, st.integers(1, 60), elements=keys, unique=True)
    ),
    hnp.arrays(np.int64, st.integers(0, 60), elements=st.one_of(KEYS, st.integers(0, 100))),
)
def test_a_key_is_found_where_it_stands_and_no_other_is(
    keys: np.ndarray, others: np.ndarray
) -> None:
    keys.sort()
    table = KeyTable(keys)
    wanted = np.concatenate([keys[::-1], others])
    # A few keys are searched for by halves, all of them in the table that is made then.
    for some in (wanted[: len(keys) // 2], wanted):
        position = table.find(some)
        known = np.isin(some, keys)
        assert (keys[position[known]] == some[known]).all()
        assert (position[~known] == -1).all()


def test_keys_that_want_one_slot_are_all_found() -> None:
    """Keys 2**58 apart differ in no bit that the hash keeps: they share a slot."""
    keys = np.arange(32, dtype=np.int64) << 58
    table = KeyTable(keys)
    table.find(keys[:1])
    assert table.find(keys).tolist() == list(range(32))
    assert (table.find(keys + 1) == -1).all()


def test_of_no_keys_none_is_found() -> None:
    assert KeyTable(np.zeros(0, dtype=np.int64)).find(np.arange(3)).tolist() == [-1, -1, -1]
