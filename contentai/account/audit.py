"""The account judged over time: its figures, and what the rules on accounts find in them."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

import numpy as np

from contentai.account.cadence import Cadence, cadence, quotas_of
from contentai.account.campaigns import Campaign, campaigns
from contentai.account.checks.results import groups_by
from contentai.account.families import Families
from contentai.account.finding import Finding, findings
from contentai.account.judged import JudgedPost
from contentai.account.mix import Mix, mix_of
from contentai.account.period import Period, Terms
from contentai.account.reception import Reception, account_rate, receptions
from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.rulebook.accountcheck import Group
from contentai.rulebook.channels import Channel
from contentai.rulebook.facts import Facts
from contentai.rulebook.rule import Rule
from contentai.topics.engagement import rates
from contentai.topics.ownpost import OwnPost

GROUPS: Final[tuple[Group, ...]] = ("kind", "channel", "segment", "stage")


@dataclass(frozen=True, slots=True)
class Outside:
    """How many posts play no part: before and after the window, and without a date."""

    before: int
    after: int
    undated: int


@dataclass(frozen=True, slots=True)
class Audit:
    """An account in a period: its figures, and what was found.

    ``rate`` is engagement per view and ``reply_minutes`` the median of what is known; None where
    nothing is. ``unmeasured`` posts have no views or nothing counted. ``reception`` is by group.
    """

    period: Period
    outside: Outside
    mix: Mix
    unmeasured: int
    channels: tuple[tuple[Cadence, Mix], ...]
    rate: float | None
    reply_minutes: float | None
    reception: Mapping[Group, tuple[Reception, ...]]
    campaigns: tuple[Campaign, ...]
    findings: tuple[Finding, ...] = ()
    notes: tuple[Bilingual, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings are so severe."""
        return sum(finding.severity is severity for finding in self.findings)


@dataclass(frozen=True)
class Bench:
    """What an account is judged with. ``severities`` win over the rules' own.

    ``judge`` tells what posts are for, ``gather`` which of them say the same.
    """

    rules: Sequence[Rule]
    severities: Mapping[str, Severity]
    channels: Mapping[str, Channel]
    account: Facts
    judge: Callable[[Sequence[OwnPost]], Sequence[JudgedPost]]
    gather: Callable[[Sequence[OwnPost]], Families]


def audit(posts: Sequence[OwnPost], terms: Terms, bench: Bench) -> Audit | None:
    """The account's ``posts`` judged by the rules on accounts; None when none has a date."""
    dated = [(post.date, post) for post in posts if post.date]
    if not dated:
        return None
    last = terms.on or max(day for day, _ in dated)
    first = datetime.date.fromordinal(max(last.toordinal() - terms.days + 1, 1))
    inside = sorted((p for day, p in dated if first <= day <= last), key=lambda p: (p.date, p.id))
    earlier = [day for day, _ in dated if day < first]
    outside = Outside(
        len(earlier), sum(day > last for day, _ in dated), len(posts) - len(dated)
    )  # fmt: skip
    gathered = bench.gather(inside)
    period = Period(
        first=first,
        last=last,
        posts=bench.judge(inside),
        terms=terms,
        channels=bench.channels,
        account=bench.account,
        before=max(earlier, default=None),
        families=gathered.families,
    )
    whole = _figures(period, inside, outside)
    return replace(
        whole,
        findings=tuple(findings(bench.rules, period, bench.severities)),
        notes=tuple(_notes(whole, gathered)),
    )


def _figures(period: Period, posts: Sequence[OwnPost], outside: Outside) -> Audit:
    by = {group: tuple(receptions(posts, groups_by(group, period))) for group in GROUPS}
    used = [id for id in period.channels if any(post.channel == id for post in posts)]
    waits = [post.reply_minutes for post in posts if post.reply_minutes is not None]
    return Audit(
        period=period,
        outside=outside,
        mix=mix_of(period.posts),
        unmeasured=int(np.isnan(rates(posts)).sum()),
        channels=tuple(_on_channel(id, period) for id in used),
        rate=account_rate(posts),
        reply_minutes=median(waits) if waits else None,
        reception=by,
        campaigns=tuple(campaigns(posts)),
    )


def _on_channel(id: str, period: Period) -> tuple[Cadence, Mix]:
    quotas = quotas_of(period.channels[id], period.terms.push)
    there = period.on((id,)).posts
    return cadence(id, there, quotas, period.first, period.last), mix_of(there)


def _notes(whole: Audit, gathered: Families) -> Iterator[Bilingual]:
    out, period = whole.outside, whole.period
    if out.undated:
        yield Bilingual(
            f"{out.undated} 篇没有日期（date 列，如 2026-03-05），不知道在不在窗口里，没有算",
            f"{out.undated} posts without a date (column 'date') play no part",
        )
    sides = (
        (out.before, Bilingual(f"之前 {out.before} 篇", f"{out.before} before the window")),
        (out.after, Bilingual(f"之后 {out.after} 篇", f"{out.after} after the window")),
    )
    there = [words for count, words in sides if count]
    if there:
        zh, en = "、".join(w.zh for w in there), " and ".join(w.en for w in there)
        yield Bilingual(
            f"窗口{zh}没有算（--days、--on 可改）",
            f"{en} play no part (see --days, --on)",
        )
    if not period.posts:
        yield Bilingual(
            f"{period.first} 到 {period.last} 一篇也没有，没有可看的",
            f"no posts from {period.first} to {period.last}: nothing to judge",
        )
        return
    if whole.mix.unknown:
        yield Bilingual(
            f"{whole.mix.unknown} 篇判不出是干货还是推广（没有文字，或者没有模型），不算在比例里",
            f"the kind of {whole.mix.unknown} posts is not known (no text, or no model): they "
            "play no part in shares",
        )
    if bare := sum(not p.post.text.strip() and bool(p.post.title) for p in period.posts):
        yield Bilingual(
            f"{bare} 篇只有标题：类型只照标题判，不如看正文准；重复只按字面比。加一列 text（正文）",
            f"{bare} posts are bare titles: their kind is judged by these alone, which is less "
            "sure, and repeats are found in words alone; add a column 'text'",
        )
    if whole.unmeasured:
        none = whole.unmeasured == len(period.posts)
        yield Bilingual(
            f"{whole.unmeasured} 篇没有阅读数，或没有点赞、评论、转发数，不算在互动率里"
            + ("；表里有的话看看列名认不认得（docs/audit.md）" if none else ""),
            f"{whole.unmeasured} posts without views or reactions play no part in engagement"
            + (
                "; if the table has them, see which names of columns are known (docs/audit.md)"
                if none
                else ""
            ),
        )
    placed = Counter(bool(p.post.channel) for p in period.posts)
    if placed[False]:
        yield Bilingual(
            f"{placed[False]} 篇没写渠道，看渠道的规则不看它们；加一列 channel（渠道，如 公众号）",
            f"{placed[False]} posts without a channel: rules about channels do not look at them; "
            "add a column 'channel', such as wechat",
        )
    if gathered.left_out:
        yield Bilingual(
            f"不同的帖子太多，较早的 {gathered.left_out} 篇只找一字不差的重复",
            f"so many different posts that the {gathered.left_out} older ones were searched for "
            "literal repeats alone",
        )
    if gathered.problem:
        yield Bilingual(
            f"重复只按字面比，没有按意思比：{gathered.problem.zh}",
            f"repeats were found in words alone, not in meaning: {gathered.problem.en}",
        )
