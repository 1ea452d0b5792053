"""Campaigns side by side: what each was seen, answered and bought (claim A3-12)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contentai.topics.engagement import engaged
from contentai.topics.ownpost import OwnPost


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign; a figure is None where no post of it has that.

    ``rate`` is engagement per view and ``orders_per_view`` the same of orders, each over the
    posts that have both; ``seen`` are the views of posts with orders.
    """

    name: str
    posts: tuple[str, ...]
    first: datetime.date | None
    last: datetime.date | None
    views: int | None
    engaged: int | None
    orders: int | None
    rate: float | None
    seen: int
    orders_per_view: float | None

    @property
    def measured(self) -> bool:
        """True where there is any figure."""
        return (self.views, self.engaged, self.orders) != (None, None, None)


def campaigns(posts: Iterable[OwnPost]) -> list[Campaign]:
    """The campaigns that posts name, the one with the most orders a view first.

    Those of which that is not known follow by engagement, then by name.
    """
    named: dict[str, list[OwnPost]] = {}
    for post in posts:
        if post.campaign:
            named.setdefault(post.campaign, []).append(post)
    found = [_campaign(name, members) for name, members in named.items()]
    return sorted(found, key=lambda c: (-(c.orders_per_view or -1), -(c.rate or -1), c.name))


def _campaign(name: str, posts: Sequence[OwnPost]) -> Campaign:
    days = [post.date for post in posts if post.date]
    reacted = [(p.views, n) for p in posts if p.views and (n := engaged(p)) is not None]
    bought = [(p.views, p.orders) for p in posts if p.views and p.orders is not None]
    return Campaign(
        name=name,
        posts=tuple(post.id for post in posts),
        first=min(days, default=None),
        last=max(days, default=None),
        views=_sum(post.views for post in posts),
        engaged=_sum(map(engaged, posts)),
        orders=_sum(post.orders for post in posts),
        rate=_per_view(reacted),
        seen=sum(views for views, _ in bought),
        orders_per_view=_per_view(bought),
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _per_view(pairs: Sequence[tuple[int, int]]) -> float | None:
    views = sum(views for views, _ in pairs)
    return min(sum(done for _, done in pairs) / views, 1.0) if views else None
