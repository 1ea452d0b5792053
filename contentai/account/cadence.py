"""How often an account posts on a channel, against what the channel allows.

Quotas are data of ``rules/channels.yaml``: so many pushes in any so many days in a row.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from contentai.account.judged import JudgedPost
from contentai.rulebook.channels import Channel, Quota

_DAY: Final = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Excess:
    """A stretch of days, both counted, in which ``posts`` were more than the quota allows."""

    quota: Quota
    first: datetime.date
    last: datetime.date
    posts: int


@dataclass(frozen=True, slots=True)
class Cadence:
    """The rhythm of one channel in a window of days.

    ``per_week`` is a mean; ``in_day``, ``in_week`` and ``in_month`` are the most posts in any
    1, 7 and 30 days in a row; ``silence`` is the longest run of days without a post between two
    posts. ``excesses`` has the worst stretch of each quota that was broken.
    """

    channel: str
    posts: int
    per_week: float
    in_day: int
    in_week: int
    in_month: int
    silence: int
    excesses: tuple[Excess, ...]


def quotas_of(channel: Channel, account: str | None) -> tuple[Quota, ...]:
    """The channel's quotas for a kind of account, such as 服务号; without one its first.

    A channel that has quotas for other kinds of accounts alone has none for this one.
    """
    if account is None:
        return channel.quotas[:1]
    return tuple(quota for quota in channel.quotas if quota.account == account)


def cadence(
    channel: str,
    posts: Iterable[JudgedPost],
    quotas: Sequence[Quota],
    first: datetime.date,
    last: datetime.date,
) -> Cadence:
    """The rhythm of ``channel`` from ``first`` to ``last``, both counted."""
    days = sorted(
        p.post.date
        for p in posts
        if p.post.channel == channel and p.post.date and first <= p.post.date <= last
    )
    weeks = ((last - first).days + 1) / 7
    return Cadence(
        channel=channel,
        posts=len(days),
        per_week=len(days) / weeks,
        in_day=busiest(days, 1)[0],
        in_week=busiest(days, 7)[0],
        in_month=busiest(days, 30)[0],
        silence=max(((b - a).days - 1 for a, b in pairwise(days) if b > a), default=0),
        excesses=tuple(filter(None, (excess(days, quota) for quota in quotas))),
    )


def broken(
    days: Sequence[datetime.date], day: datetime.date, quotas: Sequence[Quota]
) -> Quota | None:
    """The first quota that one more post on ``day`` would break; ``days`` are sorted."""
    for quota in quotas:
        reach = (quota.days - 1) * _DAY
        near = [d for d in days if abs(d - day) <= reach]
        if busiest(sorted([*near, day]), quota.days)[0] > quota.count:
            return quota
    return None


def excess(days: Sequence[datetime.date], quota: Quota) -> Excess | None:
    """The stretch in which the sorted ``days`` exceed the quota most; None where they do not."""
    most, at = busiest(days, quota.days)
    if most <= quota.count:
        return None
    return Excess(quota, days[at], days[at + most - 1], most)


def busiest(days: Sequence[datetime.date], length: int) -> tuple[int, int]:
    """The most of the sorted ``days`` within ``length`` days in a row, and the first of them."""
    best = (0, 0)
    for day in dict.fromkeys(days):
        at = bisect_left(days, day)
        found = bisect_right(days, day + (length - 1) * _DAY) - at
        if found > best[0]:
            best = (found, at)
    return best
