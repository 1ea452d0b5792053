from __future__ import annotations

from dataclasses import replace

from contentai.account.campaigns import campaigns
from contentai.topics.ownpost import OwnPost
from tests.account.posts import DAY, post


def of(id: str, campaign: str | None, **figures: int | None) -> OwnPost:
    return replace(post(id, f"2026-10-0{id}"), campaign=campaign, **figures)  # type: ignore[arg-type]


def test_campaigns_are_summed_and_the_best_seller_stands_first() -> None:
    found = campaigns(
        [
            of("1", "开春", views=1000, likes=30, orders=2),
            of("2", "开春", views=3000, likes=50),
            of("3", "店庆", views=500, orders=10),
            of("4", "双节"),
            of("5", None, views=9000, orders=900),
        ]
    )
    assert [one.name for one in found] == ["店庆", "开春", "双节"]
    sale, spring, bare = found
    assert (spring.views, spring.engaged, spring.orders, spring.posts) == (4000, 80, 2, ("1", "2"))
    assert (spring.first, spring.last) == (DAY("2026-10-01"), DAY("2026-10-02"))
    # Orders a view are those of posts that have both.
    assert (spring.orders_per_view, spring.seen, spring.rate) == (0.002, 1000, 0.02)
    assert (sale.orders_per_view, sale.rate) == (0.02, None)
    assert not bare.measured and sale.measured


def test_no_campaigns() -> None:
    assert campaigns([of("1", None, views=3)]) == []
