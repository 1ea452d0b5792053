"""The account judged: which posts count, what is told besides, what rules make of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from contentai import resources
from contentai.account.audit import Audit, Bench, audit
from contentai.account.families import families
from contentai.account.judged import JudgedPost
from contentai.account.period import Terms
from contentai.account.reception import beside_their_channel, receptions, unfollow_rates
from contentai.diagnostics import Severity
from contentai.rulebook.facts import USUAL, Facts
from contentai.rulebook.loader import load_rulebook
from contentai.topics.ownpost import OwnPost
from contentai.workspace import Workspace
from tests.account.posts import DAY, post

BOOK = load_rulebook([resources.rules_dir()])


def judged(posts: Sequence[OwnPost]) -> list[JudgedPost]:
    """By the beginning of an id: v is value, p promotion, s service, ? unknown."""
    kinds = {"v": "value", "p": "hard_sell", "s": "service"}
    return [JudgedPost(post, kinds.get(post.id[0])) for post in posts]


def run(
    posts: Sequence[OwnPost],
    terms: Terms | None = None,
    account: Facts = USUAL,
    severities: Mapping[str, Severity] | None = None,
) -> Audit:
    bench = Bench(BOOK.on_account, severities or {}, BOOK.channels, account, judged, families)
    found = audit(posts, terms or Terms(), bench)
    assert found is not None
    return found


def some(kinds: str, first: str = "2026-10-01", every: int = 2, **more: str | int) -> list[OwnPost]:
    start = DAY(first)
    return [
        post(f"{kind}{first}-{n}", str(start + datetime.timedelta(days=n * every)), "", **more)  # type: ignore[arg-type]
        for n, kind in enumerate(kinds)
    ]


def rules(found: Audit) -> dict[str, Severity]:
    return {finding.rule: finding.severity for finding in found.findings}


def test_what_lies_outside_is_told_and_plays_no_part() -> None:
    posts = [
        *some("pppppppppp", "2026-01-01"),
        *some("vvvvvvvvvv?", channel="weibo"),
        *some("ppp", "2026-12-01"),
        replace(post("pu"), date=None),
    ]
    found = run(posts, Terms(days=30, on=DAY("2026-10-22")))
    assert (found.period.first, found.period.last) == (DAY("2026-09-23"), DAY("2026-10-22"))
    assert found.outside == type(found.outside)(before=10, after=3, undated=1)
    assert found.mix.counts["promotion"] == 0
    told = " ".join(note.zh for note in found.notes)
    for words in ("1 篇没有日期", "之前 10 篇、之后 3 篇", "1 篇判不出", "11 篇没有阅读数"):
        assert words in told
    assert "ACC-001" not in rules(found)


def test_what_an_export_lacks_is_told_with_the_way_out() -> None:
    bare = [replace(one, title="甲", channel=None) for one in some("vv")]
    told = " ".join(note.zh for note in run(bare).notes)
    for words in ("2 篇只有标题", "加一列 channel", "列名认不认得"):
        assert words in told
    known = replace(bare[0], text="乙", channel="wechat", views=9, likes=1)
    told = " ".join(note.zh for note in run([known, bare[1]]).notes)
    assert "1 篇只有标题" in told and "列名" not in told


def test_the_window_ends_on_the_last_post() -> None:
    found = run(some("vvv", every=10))
    assert (found.period.first, found.period.last) == (DAY("2026-07-30"), DAY("2026-10-21"))
    assert found.period.before is None


def test_posts_without_a_date_cannot_be_judged() -> None:
    bench = Bench(BOOK.on_account, {}, BOOK.channels, USUAL, judged, families)
    assert audit([replace(post("v"), date=None)], Terms(), bench) is None
    assert audit([], Terms(), bench) is None


def test_an_empty_window_is_told_and_a_silence_is_one() -> None:
    found = run(some("vv"), Terms(days=30, on=DAY("2026-12-31")))
    assert not found.period.posts
    assert any("一篇也没有" in note.zh for note in found.notes)
    assert rules(found) == {"ACC-009": Severity.INFO}
    (silence,) = found.findings
    assert silence.value == 89  # from the last post before the window on
    assert rules(run(some("vv"), Terms(days=30, on=DAY("2026-01-31")))) == {}


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_too(on: str) -> None:
    found = run(some("vvv"), Terms(days=3660, on=DAY(on)))
    assert not found.period.posts and found.period.last == DAY(on)


def test_a_known_brand_is_relaxed_and_the_configuration_wins() -> None:
    posts = some("vvvvvvpppppp", channel="weibo")
    assert rules(run(posts))["ACC-001"] is Severity.WARNING
    known = USUAL._replace(brand=("known",))
    relaxed = run(posts, account=known)
    assert rules(relaxed)["ACC-001"] is Severity.INFO
    assert "知名品牌" in relaxed.findings[0].message.zh
    error = {"ACC-001": Severity.ERROR}
    assert rules(run(posts, account=known, severities=error))["ACC-001"] is Severity.ERROR


def test_a_finding_yields_to_one_that_says_more() -> None:
    on_wechat = some("vvvvvvpppppp", channel="wechat")
    assert "ACC-002" in rules(run(on_wechat))
    assert "ACC-001" not in rules(run(on_wechat))
    elsewhere = [*on_wechat, *some("pppppp", "2026-10-02", channel="weibo")]
    assert {"ACC-001", "ACC-002"} <= rules(run(elsewhere)).keys()
    # What yields to a milder finding would be told too mildly.
    mild = run(on_wechat, severities={"ACC-002": Severity.INFO})
    assert {"ACC-001", "ACC-002"} <= rules(mild).keys()
    needs = USUAL._replace(product_needs=("install",))
    without_service = rules(run(on_wechat, account=needs))
    assert "ACC-006" in without_service and "ACC-005" not in without_service


def test_targets_are_those_of_the_terms() -> None:
    posts = some("vvvvvvpppppp", channel="weibo")
    half = {"value": 0.5, "service": 0.0, "interaction": 0.0, "promotion": 0.5}
    assert "ACC-001" not in rules(run(posts, Terms(targets=half)))


def test_a_quota_counts_pushes_not_articles() -> None:
    articles = [post(f"v{d}{n}", f"2026-10-{d:02}", "") for d in (1, 8, 15, 22) for n in range(4)]
    assert "ACC-008" not in rules(run(articles, Terms(push="服务号")))
    more = [*articles, post("v29", "2026-10-29", "")]
    (found,) = [f for f in run(more, Terms(push="服务号")).findings if f.rule == "ACC-008"]
    assert (found.value, found.limit, found.channel, len(found.posts)) == (5, 4, "wechat", 17)
    assert "ACC-008" not in rules(run(more))


def test_a_silence_between_windows_counts_from_the_post_before() -> None:
    posts = [*some("v", "2026-08-01"), *some("vvv", "2026-09-10")]
    found = run(posts, Terms(days=20))
    (silence,) = (f for f in found.findings if f.rule == "ACC-009")
    assert silence.value == 39
    assert "（上一篇在窗口之前，从它算起）" in str(silence)
    (inside,) = (f for f in run(posts, Terms(days=60)).findings if f.rule == "ACC-009")
    assert inside.value == 39
    assert "窗口" not in str(inside)


def test_a_kind_is_not_blamed_for_its_channel() -> None:
    posts = [
        *(replace(p, views=1000, unfollows=2) for p in some("v" * 12, channel="wechat")),
        *(replace(p, views=1000, unfollows=30) for p in some("p" * 12, channel="weibo")),
    ]
    assert "ACC-012" not in rules(run(posts))
    rates = unfollow_rates(posts)
    assert rates[-1] > 5 * rates[0]
    assert beside_their_channel(posts, rates) == pytest.approx(1)
    assert [r.group for r in receptions(posts, [p.channel for p in posts], rates)] == [
        "weibo",
        "wechat",
    ]


def test_segments_are_missed_only_where_they_are_known() -> None:
    posts = some("v" * 12, segment="甲群")
    assert "ACC-007" not in rules(run(posts))
    names = {"a": "甲群", "b": "乙群"}
    (found,) = [f for f in run(posts, Terms(segments=names)).findings if f.rule == "ACC-007"]
    assert "乙群" in found.message.zh and "甲群" not in found.message.zh
    by_group = run(posts, Terms(segments=names)).reception["segment"]
    assert [one.group for one in by_group] == ["a"]


def test_the_shipped_account_is_a_decent_one() -> None:
    from contentai.topics.ground import shipped_posts

    found = Workspace.open(resources.corpora_dir()).audit(shipped_posts())
    assert found is not None
    assert len(found.period.posts) == 30
    assert found.count(Severity.ERROR) == 0
    assert len(found.findings) <= 4
    assert found.period.families == ()
