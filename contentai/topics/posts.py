"""The account's own posts, with what they brought."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnPost:
    """One post of the account; a count is None where the figure is missing or absurd."""

    id: str
    date: datetime.date | None
    segment: str | None
    channel: str | None
    title: str
    text: str
    views: int | None
    likes: int | None
    comments: int | None
    shares: int | None
