"""An audit of the account for people: its figures, then what was found, the worst last read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contentai.account.audit import GROUPS, Audit
from contentai.account.campaigns import Campaign
from contentai.account.checks import called, channel_name
from contentai.account.checks.results import group_name
from contentai.account.finding import Finding
from contentai.account.mix import KIND_NAMES, KINDS
from contentai.account.reception import Reception
from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.report import source_words
from contentai.report.text import Paint, plain
from contentai.report.visible import visible
from contentai.rulebook.accountcheck import Group
from contentai.scorenames import SEVERITY_NAMES
from contentai.text.width import display_width

GROUP_WORDS = {
    "kind": Bilingual("按类型", "by kind"),
    "channel": Bilingual("按渠道", "by channel"),
    "segment": Bilingual("按分群", "by segment"),
    "stage": Bilingual("按阶段", "by stage"),
}
EXAMPLES = Bilingual(
    "这是自带的示例帖子；contentai audit posts.csv 看你们的，"
    "corpus add --posts 收进资料库以后可以不写文件",
    "these are the example posts that ship; contentai audit posts.csv looks at yours, and once "
    "they are in the library (corpus add --posts) no file need be named",
)
NOTHING_FOUND = Bilingual("没有发现问题", "nothing found")
# Of long lists; --format json has all.
_MOST = 8
_IDS = 6


def render(audit: Audit, paint: Paint = plain, screen: int | None = None) -> Iterator[str]:
    """The report, piece by piece; ``paint`` and ``screen`` as in ``report.text``."""
    yield paint(str(heading(audit)), "path") + "\n"
    for line in _figures(audit):
        yield _cut(visible(line), screen) + "\n"
    yield "\n"
    names = {p.post.id: called(p.post) for p in audit.period.posts}
    for finding in audit.findings:
        yield from _finding(finding, names, paint, screen)
    for note in audit.notes:
        yield paint(str(Bilingual("注意：", "note: ")), "warning") + visible(str(note)) + "\n"
    if not audit.findings and audit.period.posts:
        yield paint(str(NOTHING_FOUND), "good") + "\n"
    yield summary(audit, paint) + "\n"


def heading(audit: Audit) -> Bilingual:
    """The window and how many posts are in it."""
    period = audit.period
    days, count = (period.last - period.first).days + 1, len(period.posts)
    return Bilingual(
        f"账号体检  {period.first} – {period.last}（{days} 天）  {count} 篇",
        f"audit of the account  {period.first} – {period.last} ({days} days)  {count} posts",
    )


def summary(audit: Audit, paint: Paint = plain) -> str:
    """How many findings of each severity, on one line."""
    e, w, i = (audit.count(s) for s in (Severity.ERROR, Severity.WARNING, Severity.INFO))
    counts = (
        (e, "error", Bilingual(f"{e} 个错误", f"{e} errors")),
        (w, "warning", Bilingual(f"{w} 个警告", f"{w} warnings")),
        (i, "info", Bilingual(f"{i} 个提示", f"{i} infos")),
    )
    return str(Bilingual("、", ", ")).join(
        paint(str(words), style if count else "quiet") for count, style, words in counts
    )


def whole_account(audit: Audit) -> Iterator[tuple[Bilingual, str]]:
    """The figures of the account as a whole that are known, each with its name."""
    if audit.rate is not None:
        yield Bilingual("每次阅读的互动", "engagement per view"), f"{audit.rate:.1%}"
    if audit.reply_minutes is not None:
        words = Bilingual(f"{audit.reply_minutes:g} 分钟", f"{audit.reply_minutes:g} minutes")
        yield Bilingual("回复（中位）", "reply (median)"), str(words)


def told_reception(audit: Audit, by: Group) -> list[tuple[str, Reception]]:
    """The groups that were measured, with their names, the best received first."""
    return [
        (str(group_name(by, one.group, audit.period)), one)
        for one in audit.reception[by]
        if one.rate is not None and one.against is not None
    ]


def campaign_words(one: Campaign) -> Bilingual:
    """The figures of a campaign; what is not known is left out."""
    zh, en = [f"{len(one.posts)} 篇"], [f"{len(one.posts)} posts"]
    if one.views is not None:
        zh, en = [*zh, f"阅读 {one.views:,}"], [*en, f"{one.views:,} views"]
    if one.rate is not None:
        zh, en = [*zh, f"互动 {one.rate:.1%}"], [*en, f"engagement {one.rate:.1%}"]
    if one.orders is not None:
        zh, en = [*zh, f"成交 {one.orders:,}"], [*en, f"{one.orders:,} orders"]
    if one.orders_per_view is not None:
        per = f"{100 * one.orders_per_view:.2g}"
        zh, en = [*zh, f"每百次阅读 {per} 单"], [*en, f"{per} per 100 views"]
    if not one.measured:
        zh, en = [*zh, "没有数字"], [*en, "no figures"]
    return Bilingual("，".join(zh), ", ".join(en))


def _figures(audit: Audit) -> Iterator[str]:
    period = audit.period
    if not period.posts:
        return
    for what, figure in whole_account(audit):
        yield f"  {what}  {figure}"
    mix = audit.mix
    if mix.total:
        goal = period.terms.targets
        shares = (f"{KIND_NAMES[k]} {mix.share(k):.0%}/{goal[k]:.0%}" for k in KINDS)
        yield f"  {Bilingual('内容比例/目标', 'mix/target')}  {'  '.join(shares)}"
    names = [str(channel_name(rhythm.channel, period)) for rhythm, _ in audit.channels]
    width = max(map(display_width, names), default=0)
    for name, (rhythm, own) in zip(names, audit.channels, strict=True):
        kinds = " ".join(f"{KIND_NAMES[k]} {own.counts[k]}" for k in KINDS if own.counts[k])
        words = Bilingual(
            f"{rhythm.posts:>4} 篇  每周 {rhythm.per_week:.1f}  最长隔 {rhythm.silence} 天",
            f"{rhythm.posts:>4} posts  {rhythm.per_week:.1f} a week  silence {rhythm.silence} d",
        )
        yield f"  {_padded(name, width)}{words}  {kinds}"
    for by in GROUPS:
        told_of = told_reception(audit, by)
        if len(told_of) > 1:
            groups = "  ".join(
                f"{group} ×{one.against:.2f} ({one.measured})" for group, one in told_of[:_MOST]
            )
            yield f"  {Bilingual('互动', 'engagement')} {GROUP_WORDS[by]}  {groups}"
    for one in audit.campaigns[:_MOST]:
        yield f"  {Bilingual('活动', 'campaign')} {one.name}  {campaign_words(one)}"
    for family in period.families[:_MOST]:
        copy = called(family.posts[0])
        times = Bilingual(f"{len(family.posts)} 次", f"{len(family.posts)} times")
        yield f"  {Bilingual('重复', 'repeated')} “{copy}” {times}"
    for count in (len(audit.campaigns), len(period.families)):
        if count > _MOST:
            more = Bilingual(
                f"…… 还有 {count - _MOST} 个，全部用 --format json",
                f"… {count - _MOST} more; --format json has all",
            )
            yield f"  {more}"


def _finding(
    finding: Finding, names: dict[str, str], paint: Paint, screen: int | None
) -> Iterator[str]:
    style = finding.severity.value
    yield f"{paint(str(SEVERITY_NAMES[finding.severity]), style)} {paint(finding.rule, 'mark')}"
    yield f" {visible(str(finding.message))}\n"
    yield f"  {paint(str(Bilingual('建议：', 'advice: ')), 'good')}{visible(str(finding.advice))}\n"
    if finding.posts:
        yield _cut(f"  {posts_words(finding.posts, names)}", screen) + "\n"
    sources = source_words(finding.sources)
    yield f"  {paint(str(Bilingual('出处：', 'source: ')) + visible(sources), 'quiet')}\n\n"


def posts_words(ids: Sequence[str], names: dict[str, str]) -> str:
    """Some posts by id and title on one line, and how many there are if those are not all."""
    told = str(Bilingual("、", ", ")).join(f"{id}《{names[id]}》" for id in ids[:_IDS])
    more = Bilingual(f" 等 {len(ids)} 篇", f" and {len(ids) - _IDS} more")
    return visible(f"{Bilingual('帖子：', 'posts: ')}{told}{more if len(ids) > _IDS else ''}")


def _padded(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def _cut(line: str, screen: int | None) -> str:
    """A line in so many columns; a list of figures that wraps cannot be read."""
    if screen is None or display_width(line) <= screen:
        return line
    taken, kept = 1, []
    for character in line:
        taken += display_width(character)
        if taken > screen:
            break
        kept.append(character)
    return "".join(kept) + "…"
