from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentai import resources
from contentai.account.cadence import broken, cadence, quotas_of
from contentai.account.slots import Rhythm, read_paces, slots
from contentai.located import DataError
from contentai.rulebook.channels import Quota, load_channels
from contentai.text.names import CHANNELS
from tests.account.posts import DAY, judged

DAILY = Quota("订阅号", 1, 1)
MONTHLY = Quota("服务号", 4, 30)
FIRST = DAY("2026-10-01")
days = st.lists(st.integers(0, 80).map(lambda n: FIRST + datetime.timedelta(days=n)), max_size=12)


def test_the_quotas_are_those_of_the_data() -> None:
    channels = load_channels(resources.rules_dir() / "channels.yaml")
    assert quotas_of(channels["wechat"], None) == (DAILY,)
    assert quotas_of(channels["wechat"], "服务号") == (MONTHLY,)
    assert quotas_of(channels["weibo"], "服务号") == ()
    assert all(channels[id].pace > 0 for id in CHANNELS)


def test_the_rhythm_of_a_channel() -> None:
    dates = ("10-01", "10-01", "10-02", "10-20", "10-21", "10-22", "10-23", "11-30")
    posts = [judged(id=str(n), date=f"2026-{date}") for n, date in enumerate(dates)]
    posts += [judged(channel="weibo", date="2026-10-05"), judged(date=None)]
    found = cadence("wechat", posts, (DAILY, MONTHLY), FIRST, DAY("2026-10-28"))
    assert (found.posts, found.per_week) == (7, 1.75)
    assert (found.in_day, found.in_week, found.in_month, found.silence) == (2, 4, 7, 17)
    assert [(e.quota, e.first, e.last, e.posts) for e in found.excesses] == [
        (DAILY, FIRST, FIRST, 2),
        (MONTHLY, FIRST, DAY("2026-10-23"), 7),
    ]


def test_a_silent_channel() -> None:
    found = cadence("sms", [], (DAILY,), FIRST, FIRST)
    assert (found.posts, found.in_week, found.silence, found.excesses) == (0, 0, 0, ())


@given(days, days.filter(bool))
def test_a_quota_is_broken_when_some_window_holds_too_many(
    before: list[datetime.date], more: list[datetime.date]
) -> None:
    day = more[0]
    after = sorted([*before, day])
    windows = [FIRST + datetime.timedelta(days=n) for n in range(-40, 90)]
    month = datetime.timedelta(days=30)
    worst = max(sum(w <= d < w + month for d in after) for w in windows if w <= day < w + month)
    assert (broken(sorted(before), day, (MONTHLY,)) is not None) == (worst > 4)


@given(
    st.integers(0, 60), st.integers(0, 60), st.integers(7, 84), days, st.sampled_from(["a", "b"])
)
def test_slots_keep_to_the_pace_the_window_and_the_quota(
    pace: int, other: int, length: int, taken: list[datetime.date], where: str
) -> None:
    rhythms = [Rhythm("a", pace, (MONTHLY,)), Rhythm("b", other, ())]
    out = [d - datetime.timedelta(days=81) for d in taken]
    found, trimmed = slots(rhythms, FIRST, length, {where: out})
    assert found == sorted(found)
    last = FIRST + datetime.timedelta(days=length - 1)
    assert all(FIRST <= slot.day <= last for slot in found)
    own = [slot.day for slot in found if slot.channel == "a"]
    assert sum(s.channel == "b" for s in found) == round(other * length / 28)
    assert len(own) + sum(t.posts for t in trimmed) == round(pace * length / 28)
    posted = sorted([*own, *(out if where == "a" else [])])
    for day in own:
        month = [d for d in posted if day - datetime.timedelta(days=30) < d <= day]
        assert len(month) <= 4


def test_a_channel_keeps_to_its_days_of_the_week_and_channels_to_their_own() -> None:
    rhythms = [Rhythm("wechat", 8, (DAILY,)), Rhythm("weibo", 4, ())]
    found, trimmed = slots(rhythms, FIRST, 28, {})
    assert not trimmed
    for channel, count in (("wechat", 2), ("weibo", 1)):
        assert len({s.day.weekday() for s in found if s.channel == channel}) == count
    assert len({s.day for s in found}) == len(found) == 12


def test_paces_are_read() -> None:
    found = read_paces("wechat=2, moments=0.5，weibo=0,sms=0.01", CHANNELS)
    assert found == {"wechat": 8, "moments": 2, "weibo": 0, "sms": 1}
    assert read_paces("公众号=2,朋友圈=1", CHANNELS) == {"wechat": 8, "moments": 4}


@pytest.mark.parametrize(
    "text",
    [
        "wechta=2",
        "wechat",
        "wechat=x",
        "wechat=-1",
        "wechat=nan",
        "wechat=1,wechat=2",
        "wechat=1,公众号=2",
    ],
)
def test_wrong_paces_are_told(text: str) -> None:
    with pytest.raises(DataError, match=r"wechat|公众号"):
        read_paces(text, CHANNELS)
