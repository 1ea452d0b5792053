"""An own post together with what it is for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from contentai.topics.ownpost import OwnPost


class JudgedPost(NamedTuple):
    """A post and its intent (see ``diagnostics.INTENTS``), None where no model could tell."""

    post: OwnPost
    intent: str | None


def published(
    posts: Iterable[JudgedPost], first: datetime.date, last: datetime.date
) -> list[JudgedPost]:
    """The posts of the days from ``first`` to ``last``, both counted; undated ones are not."""
    return [p for p in posts if p.post.date is not None and first <= p.post.date <= last]
