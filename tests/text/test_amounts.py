"""Numbers as prices are written."""

from __future__ import annotations

import pytest

from contentai.text.amounts import amounts, number_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("20", 20),
        ("二十", 20),
        ("十五", 15),
        ("一千五百", 1500),
        ("两百零三", 203),
        ("三百八", 380),
        ("两万六", 26_000),
        ("三万", 30_000),
        ("一二", 12),
        ("好", None),
        ("", None),
    ],
)
def test_numbers_are_read_in_digits_and_in_chinese(text: str, number: int | None) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("原价1,280元,现价998", [1280, 998]),
        ("超市卖九块九,我们八块五", [9.9, 8.5]),
        ("市场价2.6万,今天19800", [26_000, 19_800]),
        ("平时卖三千,今天两千六百八", [3000, 2680]),
        ("没有价格", []),
        ("...,,", []),
    ],
)
def test_prices_are_read_in_order(text: str, found: list[float]) -> None:
    assert amounts(text) == found
