"""How the account stands: its mix against the targets, its rhythm, how posts were received."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from contentai.account.cadence import cadence, quotas_of
from contentai.account.judged import JudgedPost, published
from contentai.account.mix import KIND_NAMES, KINDS, kind_of, mix_of, targets_of
from contentai.account.period import Terms
from contentai.account.reception import Reception, account_rate, receptions
from contentai.advice import segment_names
from contentai.language import Bilingual
from contentai.rulebook.channels import Channel
from contentai.topics.ground import OwnPosts, posts_of
from contentai.tui.advice.told import Kind
from contentai.tui.advice.wider import Account, Overview, Received, Rhythm, Verdict, Week
from contentai.workspace import Workspace

_WEEKS = 12
_MOST_NOTICES = 20


def overview(workspace: Workspace, request: Overview) -> Account:
    """The account on a day: by the posts in a file, those of the library, or those that ship.

    The window ends on that day, or on the day of the last post where that is long past: what
    an account did lately is told even of an old export. Raises ``DataError``, ``LibraryError``.
    """
    files = [request.posts] if request.posts else []
    own = posts_of(files, workspace.library_file)
    posts = own.posts
    dates = [post.date for post in posts if post.date]
    last = min(request.on, max(dates, default=request.on))
    first = last - datetime.timedelta(days=request.days - 1)
    judged = workspace.judge(posts)
    recent = published(judged, first, last)
    mix, targets = mix_of(recent), targets_of(workspace.config.mix)
    groups = list(map(kind_of, judged))
    return Account(
        posts=len(posts),
        origin=str(request.posts or ""),
        examples=own.examples,
        first=first,
        last=last,
        recent=len(recent),
        unknown=mix.unknown,
        days=request.days,
        kinds=tuple(
            Kind(KIND_NAMES[kind], mix.share(kind), mix.share(kind), targets[kind])
            for kind in KINDS
        ),
        rhythms=tuple(_rhythms(workspace.rulebook.channels, judged, first, last)),
        by_kind=tuple(
            _received(found, str(KIND_NAMES[found.group])) for found in receptions(posts, groups)
        ),
        by_channel=tuple(
            _received(found, _name(workspace.rulebook.channels, found.group))
            for found in receptions(posts, [post.channel for post in posts])
        ),
        weeks=tuple(_weeks(judged, last)),
        verdicts=_verdicts(workspace, own, Terms(on=last, targets=targets)),
        notices=tuple(
            f"{Path(n.file).name}:{n.line} {n.words}" for n in own.notices[:_MOST_NOTICES]
        ),
    )


def _verdicts(workspace: Workspace, own: OwnPosts, terms: Terms) -> tuple[Verdict, ...]:
    names = segment_names(workspace, own.examples)
    found = workspace.audit(own.posts, replace(terms, segments=names))
    every = found.findings if found else ()
    return tuple(Verdict(one.rule, one.severity, str(one.message)) for one in every)


def _rhythms(
    channels: Mapping[str, Channel],
    posts: Sequence[JudgedPost],
    first: datetime.date,
    last: datetime.date,
) -> list[Rhythm]:
    used = [id for id in channels if any(p.post.channel == id for p in posts)]
    found = []
    for id in used:
        rhythm = cadence(id, posts, quotas_of(channels[id], None), first, last)
        excess = "；".join(
            str(
                Bilingual(
                    f"{e.first:%m-%d} 到 {e.last:%m-%d} 发了 {e.posts} 次，"
                    f"{e.quota.account}每 {e.quota.days} 天最多 {e.quota.count} 次",
                    f"{e.posts} posts from {e.first:%m-%d} to {e.last:%m-%d}; "
                    f"{e.quota.account} allows {e.quota.count} in {e.quota.days} days",
                )
            )
            for e in rhythm.excesses
        )
        name = str(channels[id].name)
        found.append(Rhythm(name, rhythm.posts, rhythm.per_week, rhythm.silence, excess))
    return found


def _received(found: Reception, name: str) -> Received:
    return Received(name, found.posts, found.rate, found.against)


def _name(channels: Mapping[str, Channel], id: str) -> str:
    return str(channels[id].name) if id in channels else id


def _weeks(posts: Sequence[JudgedPost], last: datetime.date) -> list[Week]:
    """The twelve weeks up to the one of ``last``, the oldest first."""
    monday = last - datetime.timedelta(days=last.weekday())
    found = []
    for back in reversed(range(_WEEKS)):
        start = monday - datetime.timedelta(weeks=back)
        inside = published(posts, start, start + datetime.timedelta(days=6))
        mix = mix_of(inside)
        counts = tuple(mix.counts[kind] for kind in KINDS)
        found.append(Week(start, counts, account_rate(p.post for p in inside)))
    return found
