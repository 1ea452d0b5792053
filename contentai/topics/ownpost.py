"""One post of the account with its metrics, and the id that it has without one."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnPost:
    """One published post. A metric is a count from 0 up, None where it is not known.

    ``stage`` is one of ``text.names.STAGES``; ``unfollows`` are the readers who left after it,
    ``reply_minutes`` how long those who commented waited for an answer, on an average.
    """

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
    stage: str | None = None
    campaign: str | None = None
    unfollows: int | None = None
    orders: int | None = None
    reply_minutes: float | None = None


def content_id(
    date: str | None, segment: str | None, channel: str | None, title: str, text: str
) -> str:
    """An id for a post without one, the same in every export: figures grow, a post stays.

    ``date`` as YYYY-MM-DD.
    """
    whole = "\n".join(part or "" for part in (date, segment, channel, title, text))
    return "p" + hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:12]
