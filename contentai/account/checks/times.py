"""When posts went out: too many at once, long silences, no rhythm."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import pairwise
from statistics import fmean, pstdev

from contentai.account.cadence import Excess, busiest, excess, quotas_of
from contentai.account.checks import Found, channel_name
from contentai.account.period import Period
from contentai.language import Bilingual
from contentai.rulebook.accountcheck import Frequency, Rhythm
from contentai.topics.ownpost import OwnPost


def find_crowds(check: Frequency, period: Period) -> Iterator[Found]:
    """The stretch of each channel in which the most posts went out, where those are too many.

    A quota counts pushes, and what is posted on one day may be one push: the days are counted.
    """
    by_channel: dict[str, list[OwnPost]] = {}
    for one in period.posts:
        if one.post.channel:
            by_channel.setdefault(one.post.channel, []).append(one.post)
    for id, posts in by_channel.items():
        days = [post.date for post in posts if post.date]
        channel = period.channels.get(id)
        if check.quotas and channel and channel.quotas:
            for quota in quotas_of(channel, period.terms.push):
                over = excess(sorted(set(days)), quota)
                if over:
                    inside = _between(posts, over.first, over.last)
                    found = _over_quota(channel.name, over)
                    yield Found(found, inside, over.posts, quota.count, id)
            continue
        most, at = busiest(days, check.days)
        if most > check.posts:
            first, last = days[at], days[at + most - 1]
            both = _day(first, last), _day(last, first)
            when = "–".join(both if first < last else both[:1])
            name = channel_name(id, period)
            found = Bilingual(
                f"{name.zh} {when} 发了 {most} 篇", f"{most} posts on {when} on {name.en}"
            )
            yield Found(found, _between(posts, first, last), most, check.posts, id)


def find_rhythm(check: Rhythm, period: Period) -> Iterator[Found]:
    """The longest silence that is too long, else gaps of very different lengths; at most one."""
    days = sorted({p.post.date.toordinal() for p in period.posts if p.post.date})
    # The silence that the period begins or ends in counts, as far as it is known to be one.
    known = [*([period.before.toordinal()] if period.before else []), *days]
    end = period.last.toordinal()
    if known and known[-1] < end:
        known.append(end + 1)
    if len(known) < 2:
        return
    length, start = max((b - a - 1, a) for a, b in pairwise(known))
    if length > check.silence:
        first = datetime.date.fromordinal(start + 1)
        last = datetime.date.fromordinal(start + length)
        # Between two windows it would else be in neither.
        early = first < period.first
        found = Bilingual(
            f"{_day(first, last)} 到 {_day(last, first)} 空了 {length} 天"
            + "（上一篇在窗口之前，从它算起）" * early,
            f"nothing for {length} days from {_day(first, last)} to {_day(last, first)}"
            + " (counted from the last post before the window)" * early,
        )
        yield Found(found, (), length, check.silence)
        return
    if len(days) < check.least:
        return
    gaps = [b - a for a, b in pairwise(days)]
    spread = pstdev(gaps) / fmean(gaps)
    if spread > check.spread:
        found = Bilingual(
            f"有时连着发，有时隔 {max(gaps)} 天（间隔的离散系数 {spread:.1f}）",
            f"some posts stand day by day, others {max(gaps)} days apart (spread {spread:.1f})",
        )
        yield Found(found, (), spread, check.spread)


def _over_quota(name: Bilingual, over: Excess) -> Bilingual:
    first, last = _day(over.first, over.last), _day(over.last, over.first)
    quota = over.quota
    return Bilingual(
        f"{name.zh} {first} 到 {last} 推送了 {over.posts} 天，"
        f"{quota.account}每 {quota.days} 天最多 {quota.count} 次",
        f"pushes on {over.posts} days from {first} to {last} on {name.en}; {quota.account} allows "
        f"{quota.count} in {quota.days} days",
    )


def _day(day: datetime.date, other: datetime.date) -> str:
    """A day as short as it can be told beside another."""
    return f"{day:%m-%d}" if day.year == other.year else day.isoformat()


def _between(posts: list[OwnPost], first: datetime.date, last: datetime.date) -> list[OwnPost]:
    return [post for post in posts if post.date and first <= post.date <= last]
