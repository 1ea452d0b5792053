"""contentai.rulenames: names of rules as people write them."""

from __future__ import annotations

import pytest

from contentai.rulenames import apart, plain_name


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("LAW,ART", ("LAW", "ART")),
        ("LAW，ART、MOB-001", ("LAW", "ART", "MOB-001")),
        (" LAW ， ART ", ("LAW", "ART")),
        ("，", ()),
        ("", ()),
    ],
)
def test_names_are_parted_at_any_comma(written: str, names: tuple[str, ...]) -> None:
    assert apart(written) == names


@pytest.mark.parametrize("written", ["LAW-005", " law-005 ", "ＬＡＷ－００５", "ｌａｗ-００５"])
def test_a_name_is_the_same_in_any_width(written: str) -> None:
    assert plain_name(written) == "LAW-005"
