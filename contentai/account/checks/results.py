"""How groups of posts and campaigns did, against the others of the same account.

Never against counts of followers (claims A2-02, A4-01).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np

from contentai.account.campaigns import campaigns
from contentai.account.checks import Found, channel_name, listed, same
from contentai.account.mix import KIND_NAMES
from contentai.account.period import Period
from contentai.account.reception import beside_their_channel, unfollow_rates
from contentai.account.stages import STAGE_NAMES
from contentai.language import Bilingual
from contentai.rulebook.accountcheck import Campaigns, Group, Reception
from contentai.topics.engagement import Doubles, rates

# Standard errors that two means must lie apart: by chance 1 of 20 does.
_APART = 2.0
_MOST = 20


def find_reception(check: Reception, period: Period) -> Iterator[Found]:
    """The groups whose mean rate is far off that of the other posts.

    Rates are shrunk (see ``topics.engagement``), and of other groups than channels taken against
    the mean of their channel. What may well be chance is left alone.
    """
    posts = [p.post for p in period.posts]
    known = unfollow_rates(posts) if check.measure == "unfollows" else rates(posts)
    if check.by != "channel":
        known = beside_their_channel(posts, known)
    measured = np.flatnonzero(~np.isnan(known))
    members: dict[str, list[int]] = {}
    for at, group in enumerate(groups_by(check.by, period)):
        if group is not None and not np.isnan(known[at]):
            members.setdefault(group, []).append(at)
    whole = _Sums.of(known[measured])
    for group, inside in members.items():
        own = _Sums.of(known[inside])
        others = whole.without(own)
        if min(own.many, others.many) < check.least or others.mean <= 0:
            continue
        times = own.mean / others.mean
        is_off = times > check.limit if check.bound == "above" else times < check.limit
        if is_off and _lie_apart(own, others):
            name = group_name(check.by, group, period)
            found = Bilingual(
                f"{name.zh}（{own.many} 篇）是其他的 {times:.2f} 倍",
                f"{name.en} ({own.many} posts): {times:.2f} times that of the others",
            )
            channel = group if check.by == "channel" else None
            yield Found(found, [posts[at] for at in inside], times, check.limit, channel)


class _Sums(NamedTuple):
    """Some rates: how many, their sum and the sum of their squares."""

    many: int
    total: float
    squares: float

    @classmethod
    def of(cls, known: Doubles) -> _Sums:
        return cls(len(known), float(known.sum()), float(known @ known))

    def without(self, other: _Sums) -> _Sums:
        return _Sums(self.many - other.many, self.total - other.total, self.squares - other.squares)

    @property
    def mean(self) -> float:
        return self.total / self.many

    @property
    def error(self) -> float:
        """The variance of the mean."""
        return max(self.squares / self.many - self.mean**2, 0.0) / self.many


def _lie_apart(own: _Sums, others: _Sums) -> bool:
    return abs(own.mean - others.mean) > _APART * sqrt(own.error + others.error)


def groups_by(by: Group, period: Period) -> Sequence[str | None]:
    """The group of each post of a period; None where it has none."""
    if by == "kind":
        return period.kinds
    if by == "channel":
        return [p.post.channel for p in period.posts]
    if by == "stage":
        return [p.post.stage for p in period.posts]
    return [period.segment(p.post.segment) or p.post.segment for p in period.posts]


def group_name(by: Group, group: str, period: Period) -> Bilingual:
    """What a group is called."""
    if by == "channel":
        return channel_name(group, period)
    names = {"kind": KIND_NAMES, "stage": STAGE_NAMES}.get(by, {})
    return names[group] if group in names else same(period.terms.segments.get(group, group))


def find_campaigns(check: Campaigns, period: Period) -> Iterator[Found]:
    """The campaigns without a figure, and each that sold far less by view than the others did."""
    every = campaigns(p.post for p in period.posts)
    by_id = {p.post.id: p.post for p in period.posts}
    bare = [campaign for campaign in every if not campaign.measured]
    if bare:
        names = listed([same(f"“{campaign.name}”") for campaign in bare])
        found = Bilingual(f"{names.zh}没有任何数字", f"{names.en} without any figures")
        posts = [by_id[id] for campaign in bare for id in campaign.posts]
        yield Found(found, posts, len(bare), 0)
    sold = [(c, c.orders_per_view) for c in every if c.orders_per_view is not None]
    seen = sum(c.seen for c, _ in sold)
    orders = sum(rate * c.seen for c, rate in sold)
    # The worst of them stand last.
    for one, own in sold[: -_MOST - 1 : -1]:
        left = seen - one.seen
        if one.seen < check.views or left < check.views:
            continue
        others = (orders - own * one.seen) / left
        if own < check.below * others:
            found = Bilingual(
                f"“{one.name}”每百次阅读成交 {100 * own:.2g} 单，别的活动 {100 * others:.2g} 单",
                f"“{one.name}” sold {100 * own:.2g} per 100 views, the others {100 * others:.2g}",
            )
            yield Found(found, [by_id[id] for id in one.posts], own / others, check.below)
