"""How kinds of posts, topics, channels and segments were received: engagement per view.

Counts of followers play no part (claims A2-02, A4-01): a thousand who answer are worth more
than a hundred thousand who do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from contentai.topics.engagement import engaged, rates
from contentai.topics.posts import OwnPost


@dataclass(frozen=True, slots=True)
class Reception:
    """How a group of posts did. ``measured`` of the ``posts`` have views and something counted.

    ``rate`` is the mean of their shrunk rates (see ``topics.engagement``), ``against`` that
    rate divided by the account's mean; both None where nothing was measured.
    """

    group: str
    posts: int
    measured: int
    rate: float | None
    against: float | None


def receptions(posts: Sequence[OwnPost], groups: Sequence[str | None]) -> list[Reception]:
    """The groups that posts belong to, one of ``groups`` each, the best received first.

    Posts of no group count for the account's mean alone. Groups without a measured post stand
    at the end.
    """
    shrunk = rates(posts)
    measured = ~np.isnan(shrunk)
    mean = float(shrunk[measured].mean()) if measured.any() else 0.0
    found = []
    for group in sorted({group for group in groups if group is not None}):
        inside = np.array([g == group for g in groups], dtype=bool)
        seen = inside & measured
        rate = float(shrunk[seen].mean()) if seen.any() else None
        against = rate / mean if rate is not None and mean > 0 else None
        found.append(Reception(group, int(inside.sum()), int(seen.sum()), rate, against))
    return sorted(found, key=lambda r: (r.rate is None, -(r.rate or 0.0), r.group))


def account_rate(posts: Iterable[OwnPost]) -> float | None:
    """Engagement per view over all posts together; None where nothing is known."""
    seen = [
        (post.views, done) for post in posts if post.views and (done := engaged(post)) is not None
    ]
    views = sum(views for views, _ in seen)
    return min(sum(done for _, done in seen) / views, 1.0) if views else None
