"""Draws up a content plan: what to ask for, and what to say about the outcome."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from contentai.account.cadence import quotas_of
from contentai.account.candidates import Candidate, candidates
from contentai.account.fill import Brief, fill, on_channel, stage_of
from contentai.account.judged import JudgedPost, published
from contentai.account.mix import KIND_NAMES, KINDS, USUAL, Mix, mix_of
from contentai.account.openings import is_sold
from contentai.account.plan import Coming, Entry, Plan
from contentai.account.slots import FOUR_WEEKS, Rhythm, slots
from contentai.language import Bilingual
from contentai.rulebook.channels import Channel
from contentai.topics.landscape import Landscape
from contentai.topics.season import Timely
from contentai.topics.segments import Segment
from contentai.topics.suggest import nothing_to_mine
from contentai.topics.suggestion import Suggestions
from contentai.topics.titles import Fits

_DAY: Final = datetime.timedelta(days=1)
# Text messages are for service: selling by them needs the reader's consent.
_SMS: Final = ("service",)
# So many topics are named in a note.
_TOLD: Final = 4
_NO_SELLING: Final = ("value", "service", "interaction")


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. ``targets`` are shares by kind that sum to 1.

    ``paces`` are posts in four weeks by channel where the usual ones are not wanted;
    ``channels`` the only ones to plan for, all when empty; ``account`` the kind of account,
    such as 服务号, whose quotas hold.
    """

    weeks: int = 4
    targets: Mapping[str, float] = field(default_factory=lambda: dict(USUAL))
    paces: Mapping[str, int] = field(default_factory=dict)
    channels: tuple[str, ...] = ()
    account: str | None = None


def draw_up(
    land: Landscape,
    segments: Sequence[Segment],
    order: Order,
    *,
    channels: Mapping[str, Channel],
    weights: Mapping[str, float],
    moments_selling: bool,
    judged: Sequence[JudgedPost],
    suggest: Callable[[Segment, int], Suggestions],
    fits: Callable[[str], Fits],
) -> Plan:
    """A plan for ``segments``, from the day after that of ``land`` on.

    ``suggest`` gives so many topics for a segment, ``fits`` for a channel what tells which
    titles may be used there. ``judged`` are the account's own posts.
    """
    first, days = land.on + _DAY, 7 * order.weeks
    last = first + (days - 1) * _DAY
    rhythms = [
        Rhythm(id, order.paces.get(id, channel.pace), quotas_of(channel, order.account))
        for id, channel in channels.items()
        if any(on_channel(segment, id) for segment in segments)
        and (id in order.channels or not order.channels)
    ]
    past = [p for p in judged if p.post.date is not None and p.post.date <= land.on]
    taken = {
        r.channel: [p.post.date for p in past if p.post.channel == r.channel and p.post.date]
        for r in rhythms
    }
    wanted, trimmed = slots(rhythms, first, days, taken)
    asked = [
        segment
        for segment in segments
        if any(on_channel(segment, slot.channel) for slot in wanted) and not land.only_titles
    ]
    each = 6 + 2 * math.ceil(len(wanted) / max(len(asked), 1))
    found = {segment.id: suggest(segment, each) for segment in asked}
    brief = Brief(
        targets=order.targets,
        weights=weights,
        kinds={"sms": _SMS} if moments_selling else {"sms": _SMS, "moments": _NO_SELLING},
    )
    every = [c for segment in asked for c in candidates(land, segment, found[segment.id])]
    entries, empty = fill(
        land,
        wanted,
        every,
        {
            id: {topic.id: topic.cause.value for topic in answer.insufficient}
            | {topic.id: topic.cause.value for topic in answer.left_out}
            for id, answer in found.items()
        },
        brief,
        fits,
    )
    plan = Plan(
        on=land.on,
        first=first,
        last=last,
        segments=tuple(segments),
        entries=tuple(entries),
        empty=tuple(empty),
        targets=order.targets,
        recent=mix_of(published(past, first - FOUR_WEEKS * _DAY, land.on)),
        events=tuple(coming(land, segments, first, last, entries)),
        trimmed=tuple(trimmed),
        notes=(),
    )
    quiet = [
        *_quiet(segments, rhythms, channels),
        *_too_slow(rhythms, order, channels),
        *_not_sold(every, plan),
    ]
    return _with_notes(plan, quiet, land, found)


def _quiet(
    segments: Sequence[Segment], rhythms: Sequence[Rhythm], channels: Mapping[str, Channel]
) -> Iterator[Bilingual]:
    """The segments that are on none of the channels to plan for."""
    away = [
        (segment.name, [channels[id].name for id in segment.channels])
        for segment in segments
        if not any(on_channel(segment, rhythm.channel) for rhythm in rhythms)
    ]
    if away:
        zh = "、".join(f"{name}（在{'、'.join(at.zh for at in others)}）" for name, others in away)
        en = ", ".join(f"{name} (on {', '.join(at.en for at in others)})" for name, others in away)
        yield Bilingual(f"不在要排的渠道上：{zh}", f"on none of the channels to plan for: {en}")


def _too_slow(
    rhythms: Sequence[Rhythm], order: Order, channels: Mapping[str, Channel]
) -> Iterator[Bilingual]:
    """The channels whose pace gives no post in so few weeks."""
    for rhythm in rhythms:
        if rhythm.pace and not rhythm.posts(7 * order.weeks):
            name = channels[rhythm.channel].name
            yield Bilingual(
                f"{name.zh}四周 {rhythm.pace} 篇，{order.weeks} 周里轮不到；写勤一点，或者多排几周",
                f"{name.en}: {rhythm.pace} posts in four weeks give none in {order.weeks}; "
                "post more often or plan for more weeks",
            )


def _not_sold(every: Sequence[Candidate], plan: Plan) -> Iterator[Bilingual]:
    """The topics that nothing can be sold by, where too little of that is planned."""
    planned = plan.planned
    if planned.counts["promotion"] + 0.5 > plan.targets["promotion"] * planned.total:
        return
    names = {c.topic.id: c.label.name for c in every if stage_of(c, "promotion")}
    sold = {c.topic.id for c in every if c.topic.id in names and is_sold(c)}
    unsold = [name for id, name in names.items() if id not in sold]
    if unsold:
        some = "".join(f"“{name}”" for name in unsold[:_TOLD])
        more = len(unsold) > _TOLD
        yield Bilingual(
            f"{len(unsold)} 个选题的原文里没有人买它、选它，不拿来推广：{some}{'等' * more}",
            f"{len(unsold)} topics of which no source speaks of buying are not promoted: "
            f"{some}{' …' * more}",
        )


def coming(
    land: Landscape,
    segments: Sequence[Segment],
    first: datetime.date,
    last: datetime.date,
    entries: Sequence[Entry],
) -> list[Coming]:
    """The events that begin in the window where a segment is, by day, with their entries."""
    found: dict[tuple[str, datetime.date], Timely] = {}
    for region in dict.fromkeys(segment.region for segment in segments):
        for number in range((last - first).days + 1):
            day = first + number * _DAY
            for timely in land.seasons.near(day, region):
                if timely.first == day:
                    found[timely.event.name, timely.first] = timely
    told = Counter((e.season.event.name, e.season.first) for e in entries if e.season)
    return [
        Coming(timely, told[key])
        for key, timely in sorted(found.items(), key=lambda item: (item[1].first, item[0]))
    ]


def off_target(planned: Mix, targets: Mapping[str, float]) -> Bilingual | None:
    """The kinds that are a post or more off their target, in a sentence; None for none."""
    wanted = {kind: targets[kind] * planned.total for kind in KINDS}
    off = [kind for kind in KINDS if abs(planned.counts.get(kind, 0) - wanted[kind]) >= 1]
    if not off:
        return None
    parts = [(KIND_NAMES[kind], planned.counts.get(kind, 0), wanted[kind]) for kind in off]
    zh = "，".join(f"{name.zh}排了 {n} 篇，照目标是 {want:.1f} 篇" for name, n, want in parts)
    en = ", ".join(f"{name.en} has {n}, the target is {want:.1f}" for name, n, want in parts)
    return Bilingual(f"没有凑到目标比例：{zh}", f"off the mix: {en}")


def _with_notes(
    plan: Plan, quiet: Sequence[Bilingual], land: Landscape, found: Mapping[str, Suggestions]
) -> Plan:
    notes = [*quiet]
    if not land.topics:
        notes.append(nothing_to_mine(land))
    elif land.only_titles:
        words = Bilingual(
            "文章只有标题，没有正文，证据不够排计划",
            "titles without texts are no evidence to plan by",
        )
        notes.append(words)
    for segment in plan.segments if land.topics else ():
        if segment.id in found and (note := found[segment.id].note):
            words = Bilingual(f"{segment.name}：{note.zh}", f"{segment.name}: {note.en}")
            notes.append(words)
    for channel, quota, posts in plan.trimmed:
        words = Bilingual(
            f"{channel}：{quota.account}每 {quota.days} 天最多 {quota.count} 次，少排 {posts} 篇",
            f"{channel}: {quota.account} allows {quota.count} in {quota.days} days, "
            f"{posts} fewer planned",
        )
        notes.append(words)
    if bare := [entry.day for entry in plan.entries if not entry.titles]:
        days = "、".join(f"{day:%m-%d}" for day in bare)
        words = Bilingual(
            f"{days} 的标题没有一个过得了规则，先写着选题名，标题要自己起",
            f"no title idea for {days} passes the rules: the topic stands in for one",
        )
        notes.append(words)
    if off := off_target(plan.planned, plan.targets):
        notes.append(off)
    return replace(plan, notes=tuple(notes))
