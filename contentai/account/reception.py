"""How kinds of posts, topics, channels and segments were received: engagement per view.

Counts of followers play no part (claims A2-02, A4-01): a thousand who answer are worth more
than a hundred thousand who do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from contentai.topics.engagement import Doubles, engaged, rates, shrunk
from contentai.topics.ownpost import OwnPost

# Measured posts from which a channel's own mean says something.
_ENOUGH = 5


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


def receptions(
    posts: Sequence[OwnPost], groups: Sequence[str | None], known: Doubles | None = None
) -> list[Reception]:
    """The groups that posts belong to, one of ``groups`` each, the best received first.

    ``known`` (posts,) are the rates to go by, those of engagement where nothing is said. Posts
    of no group count for the account's mean alone. Groups without a measured post stand at the
    end.
    """
    given = rates(posts) if known is None else known
    measured = ~np.isnan(given)
    mean = float(given[measured].mean()) if measured.any() else 0.0
    members: dict[str, list[int]] = {}
    for at, group in enumerate(groups):
        if group is not None:
            members.setdefault(group, []).append(at)
    found = []
    for group, inside in members.items():
        seen = given[inside][measured[inside]]
        rate = float(seen.mean()) if len(seen) else None
        against = rate / mean if rate is not None and mean > 0 else None
        found.append(Reception(group, len(inside), len(seen), rate, against))
    return sorted(found, key=lambda r: (r.rate is None, -(r.rate or 0.0), r.group))


def unfollow_rates(posts: Sequence[OwnPost]) -> Doubles:
    """Shrunk unfollows per view of each post, 0 to 1; NaN where they are not known."""
    return shrunk([post.views for post in posts], [post.unfollows for post in posts])


def beside_their_channel(posts: Sequence[OwnPost], known: Doubles) -> Doubles:
    """Each rate over the mean of its channel; NaN where the channel has too few to have one.

    What is usual differs more between channels than between kinds of posts: without this a kind
    would be blamed for where it is posted.
    """
    found = np.full(len(posts), np.nan)
    members: dict[str | None, list[int]] = {}
    for at, post in enumerate(posts):
        if not np.isnan(known[at]):
            members.setdefault(post.channel, []).append(at)
    for inside in members.values():
        mean = float(known[inside].mean())
        if len(inside) >= _ENOUGH and mean > 0:
            found[inside] = known[inside] / mean
    return found


def account_rate(posts: Iterable[OwnPost]) -> float | None:
    """Engagement per view over all posts together; None where nothing is known."""
    seen = [
        (post.views, done) for post in posts if post.views and (done := engaged(post)) is not None
    ]
    views = sum(views for views, _ in seen)
    return min(sum(done for _, done in seen) / views, 1.0) if views else None
