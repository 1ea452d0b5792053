"""An audit of the account as one page that needs no network and runs no script.

Whatever a post, a segment or a campaign is called is escaped (see ``page``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from contentai.account.audit import GROUPS, Audit
from contentai.account.checks import called, channel_name
from contentai.account.finding import Finding
from contentai.account.mix import KIND_NAMES, KINDS
from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.report import source_words
from contentai.report.audit import (
    EXAMPLES,
    GROUP_WORDS,
    NOTHING_FOUND,
    heading,
    told_reception,
    whole_account,
)
from contentai.report.bars import Bar, bars
from contentai.report.page import closing, opening, safe
from contentai.scorenames import SEVERITY_NAMES
from contentai.topics.ownpost import OwnPost

# The classes of the style that colour the kinds of posts.
_COLOURS: Final = dict(zip(KINDS, ("good", "info", "plain", "error"), strict=True))
# Rows of a table, posts of a finding; --format json has all.
_ROWS, _POSTS = 30, 20


def as_html(audit: Audit, *, examples: bool = False) -> Iterator[str]:
    """The page, piece by piece. ``examples``: of the posts that ship, which it says."""
    title = str(heading(audit))
    yield opening(title, "report", has_script=False)
    yield f"<header><h1>{safe(title)}</h1>\n"
    yield from _totals(audit)
    for note in (*((EXAMPLES,) if examples else ()), *audit.notes):
        yield f"<p class=note>{safe(str(note))}</p>\n"
    yield "</header>\n<main>\n"
    yield from _charts(audit)
    yield f"<section id=findings><h2>{Bilingual('发现的', 'Findings')}</h2>\n"
    posts = {p.post.id: p.post for p in audit.period.posts}
    for finding in audit.findings:
        yield from _finding(finding, posts)
    if not audit.findings:
        yield f"<p class=quiet>{NOTHING_FOUND}</p>\n"
    yield "</section>\n"
    yield from _tables(audit)
    yield f"</main>\n{closing()}"


def _totals(audit: Audit) -> Iterator[str]:
    yield "<ul class=totals>"
    cards = [("", f"{len(audit.period.posts):,}", str(Bilingual("帖子", "posts")))]
    for severity in reversed(Severity):
        count = audit.count(severity)
        name = str(SEVERITY_NAMES[severity])
        cards.append((severity.value if count else "", str(count), name))
    cards += [("", told, str(name)) for name, told in whole_account(audit)]
    for kind, told, name in cards:
        yield f'<li class="{kind}"><b>{safe(told)}</b> {safe(name)}</li>'
    yield "</ul>\n"


def _charts(audit: Audit) -> Iterator[str]:
    period, mix = audit.period, audit.mix
    yield "<section id=charts>\n"
    if mix.total:
        rows = [
            Bar(
                f"{KIND_NAMES[k]} {mix.share(k):.0%} / {period.terms.targets[k]:.0%}",
                [(_COLOURS[k], mix.counts[k])],
            )
            for k in KINDS
        ]
        yield bars(str(Bilingual("内容比例（现在 / 目标）", "mix (now / target)")), rows)
    channels = [
        Bar(
            str(channel_name(rhythm.channel, period)),
            [*((_COLOURS[k], own.counts[k]) for k in KINDS), ("", own.unknown)],
        )
        for rhythm, own in audit.channels
    ]
    yield bars(str(Bilingual("各渠道的帖子", "posts by channel")), channels)
    yield "</section>\n"


def _finding(finding: Finding, posts: dict[str, OwnPost]) -> Iterator[str]:
    severity, rule = finding.severity.value, safe(finding.rule)
    yield f'<article class="draft {severity}" id="{rule}"><div class=findings><p>'
    yield f"<b>{SEVERITY_NAMES[finding.severity]}</b> <span class=id>{rule}</span> "
    yield f"{safe(str(finding.message))}</p>\n"
    yield f"<p class=advice>{safe(str(finding.advice))}</p>\n"
    if finding.posts:
        words = Bilingual(f"{len(finding.posts)} 篇帖子", f"{len(finding.posts)} posts")
        yield f"<details><summary>{words}</summary><ul>"
        for id in finding.posts[:_POSTS]:
            post = posts[id]
            yield f"<li>{safe(f'{post.date} {id} {called(post, 40)}')}</li>"
        more = len(finding.posts) - _POSTS
        yield f"<li>{Bilingual(f'还有 {more} 篇', f'{more} more')}</li>" if more > 0 else ""
        yield "</ul></details>\n"
    sources = source_words(finding.sources)
    yield f"<p class=quiet>{Bilingual('出处：', 'source: ')}{safe(sources)}</p></div></article>\n"


def _tables(audit: Audit) -> Iterator[str]:
    period = audit.period
    rhythms = [
        (
            *(channel_name(r.channel, period), r.posts, f"{r.per_week:.1f}"),
            *(r.in_day, r.in_week, r.silence),
        )
        for r, _ in audit.channels
    ]
    heads: tuple[Bilingual, ...] = (
        *(Bilingual("渠道", "channel"), Bilingual("篇", "posts"), Bilingual("每周", "a week")),
        *(Bilingual("一天最多", "most in a day"), Bilingual("七天最多", "most in a week")),
        Bilingual("最长隔几天", "longest silence, days"),
    )
    yield from _table(Bilingual("节奏", "Rhythm"), heads, rhythms)
    for by in GROUPS:
        rows = [
            (name, one.posts, one.measured, f"{one.rate:.2%}", f"×{one.against:.2f}")
            for name, one in told_reception(audit, by)
        ]
        heads = (
            *(GROUP_WORDS[by], Bilingual("篇", "posts"), Bilingual("有数字的", "measured")),
            *(Bilingual("每次阅读的互动", "engagement per view"), Bilingual("比平均", "mean = 1")),
        )
        name = Bilingual(f"互动{GROUP_WORDS[by].zh}", f"Engagement {GROUP_WORDS[by].en}")
        yield from _table(name, heads, rows)
    campaigns = [
        (
            *(one.name, len(one.posts), _known(one.views), _known(one.engaged)),
            *(_known(one.orders), _percent(one.rate), _percent(one.orders_per_view)),
        )
        for one in audit.campaigns
    ]
    heads = (
        *(Bilingual("活动", "campaign"), Bilingual("篇", "posts"), Bilingual("阅读", "views")),
        *(Bilingual("互动", "reactions"), Bilingual("成交", "orders")),
        *(Bilingual("每次阅读的互动", "engagement per view"),),
        Bilingual("每次阅读成交", "orders per view"),
    )
    yield from _table(Bilingual("活动", "Campaigns"), heads, campaigns)
    repeats = [
        (called(f.posts[0], 40), len(f.posts), _channels(f.channels, audit))
        for f in period.families
    ]
    heads = (Bilingual("第一篇", "first"), Bilingual("次", "times"), Bilingual("渠道", "channels"))
    yield from _table(Bilingual("重复的", "Repeats"), heads, repeats)


def _table(
    name: Bilingual, heads: Sequence[Bilingual], rows: Sequence[Iterable[object]]
) -> Iterator[str]:
    if not rows:
        return
    yield f"<h2>{name}</h2>\n<div class=wide><table><thead><tr>"
    yield "".join(f"<th scope=col>{safe(str(head))}</th>" for head in heads)
    yield "</tr></thead><tbody>\n"
    for first, *cells in rows[:_ROWS]:
        yield f"<tr><th scope=row>{safe(str(first))}</th>"
        yield "".join(f"<td>{safe(str(cell))}</td>" for cell in cells)
        yield "</tr>\n"
    yield "</tbody></table></div>\n"
    more = len(rows) - _ROWS
    if more > 0:
        words = Bilingual(
            f"还有 {more} 行，全部用 --format json", f"{more} more rows; --format json has all"
        )
        yield f"<p class=note>{words}</p>\n"


def _channels(ids: Sequence[str], audit: Audit) -> str:
    return str(Bilingual("、", ", ")).join(str(channel_name(id, audit.period)) for id in ids)


def _known(count: int | None) -> str:
    return "—" if count is None else f"{count:,}"


def _percent(rate: float | None) -> str:
    return "—" if rate is None else f"{rate:.2%}"
