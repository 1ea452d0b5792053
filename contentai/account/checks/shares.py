"""Shares of sorts of posts, sorts that are missing, and channels that have nearly all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from contentai.account.checks import Found, channel_name, listed, percent, same
from contentai.account.judged import JudgedPost
from contentai.account.mix import KIND_NAMES, kind_of
from contentai.account.period import Period
from contentai.account.stages import STAGE_NAMES
from contentai.language import Bilingual
from contentai.rulebook.accountcheck import Concentration, Gap, Share, Which
from contentai.text.names import STAGES

# Shares are sums of decimals: 0.1 + 0.15 is more than 0.25.
_SLIGHT = 1e-9


def find_share(check: Share, period: Period) -> Iterator[Found]:
    """A share that is too large or too small; at most one."""
    known = [p for p in period.posts if _is(p, check.among) and _is_known(p, check.of)]
    if len(known) < check.least:
        return
    inside = [p for p in known if _is(p, check.of)]
    share = len(inside) / len(known)
    target = period.terms.targets.get(check.of.kinds[0], 0.0) if check.of.kinds else 0.0
    limit = {
        "above": check.limit,
        "below": check.limit,
        "over_target": target + check.limit,
        "under_target": target * check.limit,
    }[check.bound]
    if check.bound in ("above", "over_target"):
        is_wrong = share > limit + _SLIGHT
    else:
        is_wrong = share < limit - _SLIGHT
    if is_wrong:
        yield Found(
            Bilingual(
                f"{len(known)} 篇里有 {len(inside)} 篇（{share:.0%}）",
                f"{len(inside)} of {len(known)} posts ({share:.0%})",
            ),
            [p.post for p in inside],
            share,
            limit,
            values={"target": percent(target), "limit": percent(limit)},
        )


def find_gap(check: Gap, period: Period) -> Iterator[Found]:
    """What no post is of; at most one finding for each thing that is looked for."""
    if check.every:
        for what in check.every:
            yield from _missing(what, check.least, period)
        return
    known = [p for p in period.posts if _is_known(p, check.of)]
    if len(known) >= check.least and not any(_is(p, check.of) for p in known):
        names = [
            *(KIND_NAMES[k] for k in check.of.kinds),
            *(STAGE_NAMES[s] for s in check.of.stages),
        ]
        yield Found(
            Bilingual(
                f"{len(known)} 篇里没有一篇{listed(names).zh}",
                f"none of {len(known)} posts is {listed(names).en}",
            ),
            value=0,
            limit=1,
        )


def _missing(what: str, least: int, period: Period) -> Iterator[Found]:
    wanted: Mapping[str, Bilingual]
    if what == "stage":
        wanted, name = {id: STAGE_NAMES[id] for id in STAGES}, Bilingual("阶段", "stage")
        given: Sequence[str | None] = [p.post.stage for p in period.posts]
    else:
        wanted = {id: same(name) for id, name in period.terms.segments.items()}
        name = Bilingual("分群", "segment")
        given = [period.segment(p.post.segment) for p in period.posts]
    counts = Counter(one for one in given if one)
    total = counts.total()
    missing = [words for id, words in wanted.items() if not counts[id]]
    if missing and total >= least:
        names = listed(missing)
        yield Found(
            Bilingual(
                f"写了{name.zh}的 {total} 篇里没有一篇是{names.zh}",
                f"none of {total} posts with a {name.en} is for {names.en}",
            ),
            value=len(missing),
            limit=0,
        )


def find_concentration(check: Concentration, period: Period) -> Iterator[Found]:
    """The channel that has nearly all posts; at most one."""
    known = [p.post for p in period.posts if p.post.channel]
    if len(known) < check.least:
        return
    ((channel, count),) = Counter(post.channel for post in known).most_common(1)
    share = count / len(known)
    if channel and share > check.above + _SLIGHT:
        name = channel_name(channel, period)
        yield Found(
            Bilingual(
                f"{len(known)} 篇里有 {count} 篇（{share:.0%}）在{name.zh}",
                f"{count} of {len(known)} posts ({share:.0%}) are on {name.en}",
            ),
            [post for post in known if post.channel == channel],
            share,
            check.above,
            channel,
            {"limit": percent(check.above)},
        )


def _is(post: JudgedPost, which: Which) -> bool:
    return (not which.kinds or kind_of(post) in which.kinds) and (
        not which.stages or post.post.stage in which.stages
    )


def _is_known(post: JudgedPost, which: Which) -> bool:
    return not (which.kinds and post.intent is None) and not (
        which.stages and post.post.stage is None
    )
