"""The plan of a small press, of which every outcome can be followed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

import pytest

from contentai import resources
from contentai.account.draw_up import Order, draw_up, off_target
from contentai.account.fill import ALIKE, APART
from contentai.account.judged import JudgedPost
from contentai.account.mix import KINDS, USUAL, Mix
from contentai.account.plan import Plan
from contentai.cli.topics_input import load_landscape
from contentai.config.settings import TOPIC_WEIGHTS
from contentai.rulebook.channels import load_channels
from contentai.topics.affinity import background, unit
from contentai.topics.article import Article
from contentai.topics.landscape import Landscape
from contentai.topics.mine import embed
from contentai.topics.ownpost import OwnPost
from contentai.topics.segments import Segment
from contentai.topics.suggest import suggest
from contentai.topics.suggestion import Suggestions
from contentai.topics.titles import Fits
from contentai.workspace import Workspace
from tests.account.posts import judged
from tests.topics.press import ARTICLES, TODAY, article, segment

CHANNELS = load_channels(resources.rules_dir() / "channels.yaml")
USUALLY = Order()
OWNERS = segment(interests={"空调清洗": 1.0, "净水器滤芯": 0.8, "冷泡茶": 0.5}, goals=())


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace.open(resources.corpora_dir())


@pytest.fixture(scope="module")
def shipped(workspace: Workspace) -> Plan:
    day = datetime.date(2026, 10, 20)
    land = load_landscape(workspace, None, (), None, None, day).land
    return workspace.plan(land, land.segments, Order())


def planned(
    workspace: Workspace,
    order: Order = USUALLY,
    segments: Sequence[Segment] = (OWNERS,),
    articles: Sequence[Article] = ARTICLES,
    posts: Sequence[OwnPost] = (),
    history: Sequence[JudgedPost] = (),
    moments_selling: bool = False,
    value: float = 0.8,
    fits: Fits = lambda titles: [True] * len(titles),
    counts: list[int] | None = None,
) -> Plan:
    encoder = workspace.encoder
    land = Landscape(articles, embed(articles, encoder), posts, segments, encoder, TODAY)

    def suggested(one: Segment, count: int) -> Suggestions:
        if counts is not None:
            counts.append(count)
        return suggest(
            land,
            one,
            weights=TOPIC_WEIGHTS,
            value_of=lambda texts: [value] * len(texts),
            fits=lambda titles: [False] * len(titles),
            count=count,
        )

    return draw_up(
        land,
        segments,
        order,
        channels=CHANNELS,
        weights=TOPIC_WEIGHTS,
        moments_selling=moments_selling,
        judged=history,
        suggest=suggested,
        fits=lambda channel: fits,
    )


def test_the_shipped_data_make_a_full_plan_in_the_usual_mix(shipped: Plan) -> None:
    assert len(shipped.entries) >= 25
    planned = shipped.planned
    for kind in KINDS:
        assert abs(planned.counts[kind] - USUAL[kind] * planned.total) <= 1.5, kind
    assert {e.segment.id for e in shipped.entries} == {s.id for s in shipped.segments}
    assert [e.day for e in shipped.entries] == sorted(e.day for e in shipped.entries)
    for entry in shipped.entries:
        assert shipped.first <= entry.day <= shipped.last
        assert entry.channel in entry.segment.channels
        assert entry.stage in entry.segment.goals
        assert len(entry.sources) >= 2
        assert entry.passages
        assert entry.titles
    tagged = [entry for entry in shipped.entries if entry.season]
    assert tagged
    for entry in tagged:
        assert entry.season
        lead = datetime.timedelta(days=entry.season.event.lead)
        assert entry.season.first - lead <= entry.day <= entry.season.last
        assert entry.season.event.name in entry.why


def test_no_near_equal_topics_close_together(workspace: Workspace, shipped: Plan) -> None:
    land = load_landscape(workspace, None, (), None, None, shipped.on).land
    shared = background(land.vectors)
    found = [workspace.suggest(land, one, count=20) for one in land.segments]
    seen = [one.seen for some in found for one in some.suggestions if one.seen]
    centres = {topic.id: unit(topic.centre - shared) for topic in (*land.topics, *seen)}
    pairs = 0
    for at, one in enumerate(shipped.entries):
        for other in shipped.entries[:at]:
            if (one.day - other.day).days < APART:
                pairs += 1
                assert one.topic_id != other.topic_id
                assert float(centres[one.topic_id] @ centres[other.topic_id]) < ALIKE
    assert pairs > 100


def test_titles_pass_the_rules_of_their_channel(workspace: Workspace, shipped: Plan) -> None:
    def found(title: str, channel: str) -> set[str]:
        return {f.rule for f in workspace.lint_text("", title=title, channel=channel)}

    assert [title for entry in shipped.entries[::4] for title in entry.titles]
    for entry in shipped.entries[::4]:
        for title in entry.titles:
            # What is said of the empty text is said under any title.
            assert found(title, entry.channel) <= found("茶叶怎么存", entry.channel)


def test_posts_without_a_title_are_told(workspace: Workspace) -> None:
    assert not any("标题" in note.zh for note in planned(workspace).notes)
    plan = planned(workspace, fits=lambda titles: [False] * len(titles))
    assert plan.entries
    (note,) = [note.zh for note in plan.notes if "标题没有一个过得了规则" in note.zh]
    assert all(f"{entry.day:%m-%d}" in note for entry in plan.entries)


def test_the_same_again(workspace: Workspace) -> None:
    assert planned(workspace) == planned(workspace, articles=ARTICLES[::-1])


def test_a_slot_that_stays_empty_says_why(workspace: Workspace) -> None:
    plan = planned(workspace, Order(paces={"wechat": 28}))
    assert len(plan.entries) + len(plan.empty) == 28
    assert plan.empty
    whys = {str(empty.why) for empty in plan.empty}
    assert any("14 天里排过" in why for why in whys)
    seats = segment("parents", interests={"安全座椅": 1.0})
    plan = planned(workspace, segments=(seats,))
    assert plan.entries == ()
    assert {empty.why.zh for empty in plan.empty} == {"1 个选题只有一个独立来源，证据不够"}
    assert plan.notes


def test_advertisements_and_what_was_told_are_not_planned(workspace: Workspace) -> None:
    plan = planned(workspace, value=0.1)
    assert plan.entries == ()
    assert all("广告" in empty.why.zh for empty in plan.empty)
    same = [
        OwnPost(a.id, TODAY, None, "wechat", a.title, a.text, None, None, None, None)
        for a in ARTICLES
    ]
    plan = planned(workspace, posts=same)
    assert plan.entries == ()
    assert all("近半年写过" in empty.why.zh for empty in plan.empty)


def test_who_has_just_come_is_sold_nothing(workspace: Workspace) -> None:
    order = Order(targets={"value": 0, "service": 0, "interaction": 0, "promotion": 1})
    assert planned(workspace, order).entries
    newcomers = replace(OWNERS, goals=("follow", "engage"))
    assert planned(workspace, order, (newcomers,)).entries == ()


def test_what_nobody_buys_is_not_promoted(workspace: Workspace) -> None:
    told = (
        ("冒充客服退款，老人转走六万", "骗子冒充快递客服，电信诈骗先让人下载软件。"),
        ("冒充客服的诈骗，老人怎么防", "电信诈骗的骗子冒充快递客服，老人先挂断电话。"),
    )
    frauds = [article(str(n), *both, source=str(n)) for n, both in enumerate(told)]
    articles = [*ARTICLES, *frauds]
    seniors = replace(OWNERS, interests={"诈骗": 1.0})
    order = Order(targets={"value": 0, "service": 0, "interaction": 0.5, "promotion": 0.5})
    plan = planned(workspace, order, (seniors,), articles)
    assert {entry.kind for entry in plan.entries} == {"interaction"}
    assert "不拿来推广" in "".join(note.zh for note in plan.notes)
    for entry in plan.entries:
        assert any("诈骗" in title for title in entry.titles)
        assert not any(word in "".join(entry.titles) for word in ("经验", "怎么做", "使用"))


def test_what_is_sold_with_a_contract_is_promoted(workspace: Workspace) -> None:
    told = (
        ("婚纱照定金能不能退", "婚纱照合同里要写清楚底片全送几张，婚纱照定金多少。"),
        ("婚纱照投诉一年一百七十件", "婚纱照投诉多在选片加价，婚纱照合同里写明违约怎么算。"),
    )
    photos = [article(str(n), *both, source=str(n)) for n, both in enumerate(told)]
    brides = replace(OWNERS, interests={"婚纱照": 1.0})
    order = Order(targets={"value": 0, "service": 0, "interaction": 0, "promotion": 1})
    plan = planned(workspace, order, (brides,), [*ARTICLES, *photos])
    assert plan.entries
    assert not any("怎么用" in title for title in plan.entries[0].titles)
    assert any("婚纱照" in title for title in plan.entries[0].titles)


def test_service_is_offered_for_what_is_served(workspace: Workspace) -> None:
    order = Order(targets={"value": 0, "service": 1, "interaction": 0, "promotion": 0})
    filters = replace(OWNERS, interests={"滤芯": 1.0})
    (entry, *_) = planned(workspace, order, (filters,)).entries
    assert any("滤芯怎么换" in title or "怎么换滤芯" in title for title in entry.titles)


def test_moments_take_no_selling_unless_the_account_allows_it(workspace: Workspace) -> None:
    order = Order(targets={"value": 0, "service": 0, "interaction": 0, "promotion": 1})
    friends = replace(OWNERS, channels=("moments",))
    assert planned(workspace, order, (friends,)).entries == ()
    assert planned(workspace, order, (friends,), moments_selling=True).entries
    texted = replace(OWNERS, channels=("sms",))
    assert planned(workspace, order, (texted,), moments_selling=True).entries == ()


def test_promotion_never_goes_over_its_share(workspace: Workspace) -> None:
    order = Order(weeks=8, targets={**dict.fromkeys(KINDS, 0.0), "value": 0.8, "promotion": 0.2})
    plan = planned(workspace, order)
    counts = plan.planned.counts
    assert counts["value"] >= 2
    assert counts["service"] == counts["interaction"] == 0
    assert counts["promotion"] <= 0.2 * plan.planned.total + 0.5


def test_quotas_hold_and_count_what_is_out_already(workspace: Workspace) -> None:
    order = Order(account="服务号", paces={"wechat": 8})
    plan = planned(workspace, order)
    assert len(plan.entries) + len(plan.empty) == 4
    assert any("服务号每 30 天最多 4 次，少排 4 篇" in note.zh for note in plan.notes)
    out = [judged(id=str(n), date=f"2026-10-{15 + n}") for n in range(3)]
    later = planned(workspace, order, history=out)
    days = [slot.day for slot in (*later.entries, *later.empty)]
    assert len(days) < 4
    assert sum(day < datetime.date(2026, 11, 14) for day in days) <= 1


def test_a_plan_leans_to_the_season_of_its_days(workspace: Workspace) -> None:
    spring = tuple(
        replace(a, date=a.date - datetime.timedelta(days=200) if a.date else None) for a in ARTICLES
    )
    plan = planned(workspace, articles=spring, order=Order(weeks=26))
    assert plan.last == TODAY + datetime.timedelta(days=182)
    named = [event.timely.event.name for event in plan.events]
    assert "春节" in named and "立冬" in named
    assert "中秋" not in named
    tagged = [e for e in plan.entries if e.season]
    for entry in tagged:
        assert entry.season and entry.season.event.name in entry.why
    assert sum(event.entries for event in plan.events) <= len(tagged)


def test_a_festival_is_planned_for_no_later_day(workspace: Workspace) -> None:
    day = datetime.date(2026, 9, 20)
    land = load_landscape(workspace, None, (), None, None, day).land
    cooks = next(one for one in land.segments if one.id == "home-cooks")
    plan = workspace.plan(land, [cooks], Order())
    moon = [entry.day for entry in plan.entries if "月饼" in entry.topic]
    assert moon and max(moon) <= datetime.date(2026, 9, 25)
    assert any("说的是中秋，那天不是时候" in empty.why.zh for empty in plan.empty)


def test_only_the_channels_that_are_asked_for(workspace: Workspace) -> None:
    both = replace(OWNERS, channels=("wechat", "weibo"))
    plan = planned(workspace, Order(channels=("weibo",)), (both,))
    assert {slot.channel for slot in (*plan.entries, *plan.empty)} == {"weibo"}
    plan = planned(workspace, Order(channels=("sms",)), (both,))
    assert (plan.entries, plan.empty) == ((), ())
    assert plan.notes[0].zh == "不在要排的渠道上：家电老用户（在微信公众号、微博）"
    slow = planned(workspace, Order(weeks=1), (replace(OWNERS, channels=("sms",)),))
    assert (slow.entries, slow.empty) == ((), ())
    assert slow.notes[0].zh.startswith("短信四周 1 篇，1 周里轮不到")


def test_a_channel_whose_turn_does_not_come_is_told_beside_others(workspace: Workspace) -> None:
    both = replace(OWNERS, channels=("wechat", "sms"))
    plan = planned(workspace, Order(weeks=1), (both,))
    assert plan.entries
    assert [note.zh for note in plan.notes if "轮不到" in note.zh] == [
        "短信四周 1 篇，1 周里轮不到；写勤一点，或者多排几周"
    ]


def test_neither_a_full_quota_nor_a_pace_of_none_is_called_too_slow(workspace: Workspace) -> None:
    out = [judged(id=str(n), date=f"2026-10-{17 + n}") for n in range(4)]
    full = planned(workspace, Order(weeks=1, account="服务号"), history=out)
    none = planned(workspace, Order(paces={"wechat": 0}))
    for plan in (full, none):
        assert (plan.entries, plan.empty) == ((), ())
        assert not any("轮不到" in note.zh for note in plan.notes)
    assert any("服务号每 30 天最多 4 次" in note.zh for note in full.notes)


def test_segments_that_nothing_is_planned_for_leave_more_topics_to_the_others(
    workspace: Workspace,
) -> None:
    away = [replace(OWNERS, id=f"away-{n}", channels=("weibo",)) for n in range(7)]
    counts: list[int] = []
    for segments in ((OWNERS,), (OWNERS, *away)):
        planned(workspace, Order(channels=("wechat",)), segments, counts=counts)
    assert len(counts) == 2
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "articles", [(), tuple(replace(a, text="") for a in ARTICLES)], ids=["none", "titles"]
)
def test_without_texts_nothing_is_planned(
    workspace: Workspace, articles: tuple[Article, ...]
) -> None:
    plan = planned(workspace, articles=articles)
    assert plan.entries == ()
    assert len(plan.empty) == 8
    assert plan.notes


def test_the_recent_mix_is_that_of_four_weeks(workspace: Workspace) -> None:
    history = [
        judged("hard_sell", id="1", date="2026-10-20"),
        judged("value", id="2", date="2026-09-23"),
        judged("value", id="3", date="2026-09-22"),
        judged("value", id="4", date="2026-10-21"),
    ]
    plan = planned(workspace, history=history)
    assert plan.recent.counts == {"value": 1, "service": 0, "interaction": 0, "promotion": 1}


def test_what_is_off_the_mix_is_told() -> None:
    assert (
        off_target(Mix({"value": 5, "service": 2, "interaction": 2, "promotion": 1}), USUAL) is None
    )
    words = off_target(Mix({"value": 9, "interaction": 1}), USUAL)
    assert words is not None
    assert "干货排了 9 篇，照目标是 5.0 篇" in words.zh
    assert off_target(Mix({}), USUAL) is None
