"""How posts near a topic were received: engagement per view, never counts of followers.

Few views say little: a post's rate is drawn to the account's own mean by empirical Bayes, a
beta prior whose strength comes from how much the rates of the account differ (method of
moments). A topic with few near posts is drawn there too.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from contentai.topics.affinity import Floats
from contentai.topics.ownpost import OwnPost

Doubles = NDArray[np.float64]

# A post less like a topic than this says nothing about it.
_NEAR = 0.35
# Near posts that weigh as much as what is known of the whole account.
_PRIOR_POSTS = 2.0
_WEAKEST, _STRONGEST = 20.0, 100_000.0


def engaged(post: OwnPost) -> int | None:
    """Likes, comments and shares together; None where not one of them was counted.

    One that is missing beside others counts as none. A text message has views alone.
    """
    counts = [n for n in (post.likes, post.comments, post.shares) if n is not None]
    return sum(counts) if counts else None


def rates(posts: Sequence[OwnPost]) -> Doubles:
    """Shrunk engagement per view of each post, 0 to 1; NaN where it is not known."""
    return shrunk([post.views for post in posts], list(map(engaged, posts)))


def shrunk(views: Sequence[int | None], done: Sequence[int | None]) -> Doubles:
    """What was ``done`` per view of each post, drawn to the mean of all; NaN where not known."""
    found = np.full(len(views), np.nan)
    usable = [at for at, n in enumerate(views) if n and done[at] is not None]
    if not usable:
        return found
    seen = np.array([views[at] for at in usable], dtype=np.float64)
    counted = np.minimum(np.array([done[at] for at in usable], dtype=np.float64), seen)
    mean = counted.sum() / seen.sum()
    spread = float(np.var(counted / seen)) - float(np.mean(mean * (1 - mean) / seen))
    strength = mean * (1 - mean) / spread - 1 if spread > 0 else _STRONGEST
    strength = float(np.clip(strength, _WEAKEST, _STRONGEST))
    found[usable] = (counted + strength * mean) / (seen + strength)
    return found


def performance(likeness: Floats, known_rates: Doubles) -> float:
    """How a topic's kind was received, 0 to 1, where 0.5 is the account's mean.

    ``likeness`` (posts,) of the topic to the posts; ``known_rates`` (posts,) of ``rates``.
    """
    known = ~np.isnan(known_rates)
    if not known.any():
        return 0.5
    mean = float(known_rates[known].mean())
    weights = np.clip((likeness[known].astype(np.float64) - _NEAR) / (1 - _NEAR), 0, 1)
    rate = (weights @ known_rates[known] + _PRIOR_POSTS * mean) / (weights.sum() + _PRIOR_POSTS)
    return float(rate / (rate + mean)) if rate + mean > 0 else 0.5
