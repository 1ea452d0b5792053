"""Days that are known from almanacs, and what the table must hold."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from contentai.language import Bilingual
from contentai.located import DataError
from contentai.topics.rank import suits
from contentai.topics.season import Seasons, Timely, load_seasons

DAY = datetime.date.fromisoformat


def named(seasons: Seasons, name: str, on: str, region: str | None = None) -> Timely | None:
    found = [t for t in seasons.near(DAY(on), region) if t.event.name == name]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("春节", "2025-01-29"),
        ("春节", "2026-02-17"),
        ("除夕", "2026-02-16"),
        ("除夕", "2025-01-28"),  # the last month of that year has 29 days
        ("元宵", "2026-03-03"),
        ("端午", "2026-06-19"),
        ("七夕", "2025-08-29"),  # after a leap sixth month
        ("中秋", "2025-10-06"),
        ("重阳", "2026-10-18"),
        ("腊八", "2026-01-26"),
        ("冬至", "2025-12-21"),
        ("小寒", "2026-01-05"),
        ("清明", "2026-04-05"),
        ("立冬", "2026-11-07"),
        ("母亲节", "2026-05-10"),
        ("父亲节", "2026-06-21"),
        ("双十一", "2026-11-11"),
    ],
)
def test_the_day_of_an_event(name: str, day: str) -> None:
    found = named(load_seasons(), name, day)
    assert found is not None
    assert (found.first, found.closeness) == (DAY(day), 1.0)


# What the calendar library calls the festivals that it knows.
CALLED = {
    **{"元旦": "元旦节", "腊八": "腊八节", "元宵": "元宵节", "端午": "端午节", "七夕": "七夕节"},
    **{"中元": "中元节", "中秋": "中秋节", "国庆": "国庆节", "重阳": "重阳节"},
}
# Days of trade and of schools, which no calendar keeps; and the eve of the kitchen god's day,
# which the library gives under the name of the south.
NOT_KEPT = {"小年", "高考", "双十一", "双十二", "年中大促"}


def beginning_in(year: int) -> dict[str, Timely]:
    """The events that begin in a year: a look every week sees all, each is told ten days before."""
    weeks = (datetime.date(year, 1, 1) + datetime.timedelta(days=7 * n) for n in range(53))
    near = (timely for day in weeks for timely in load_seasons().near(day))
    return {timely.event.name: timely for timely in near if timely.first.year == year}


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_every_festival_and_term_is_on_the_day_of_the_calendar(year: int) -> None:
    from lunar_python import Solar

    found = beginning_in(year)
    assert len(found) == len(load_seasons().events)
    checked = 0
    for name, timely in found.items():
        if timely.event.when.kind == "span" or name in NOT_KEPT:
            continue
        solar = Solar.fromYmd(year, timely.first.month, timely.first.day)
        lunar = solar.getLunar()
        kept = {*solar.getFestivals(), *lunar.getFestivals(), *lunar.getOtherFestivals()}
        assert CALLED.get(name, name) in {*kept, lunar.getJieQi()}, (name, timely.first)
        checked += 1
    assert checked >= 24 + 18


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_long_holidays_last_as_long_as_people_are_off(year: int) -> None:
    from lunar_python.util import HolidayUtil

    found = beginning_in(year)
    for name in ("春节", "国庆", "劳动节"):
        first, last = found[name].first, found[name].last
        assert (last - first).days >= 4
        for number in range((last - first).days + 1):
            day = first + datetime.timedelta(days=number)
            holiday = HolidayUtil.getHoliday(day.year, day.month, day.day)
            assert holiday is not None and not holiday.isWork(), (name, day)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    # The only ones whose days the organisers fix for every year.
    [
        ("春季广交会", "04-15", "05-05"),
        ("秋季广交会", "10-15", "11-04"),
        ("进口博览会", "11-05", "11-10"),
    ],
)
def test_the_weeks_of_trade_shows(name: str, first: str, last: str) -> None:
    for year in (2025, 2026, 2027):
        found = named(load_seasons(), name, f"{year}-{first}")
        assert found
        assert (found.first, found.last) == (DAY(f"{year}-{first}"), DAY(f"{year}-{last}"))


def test_other_shows_are_weeks_not_days() -> None:
    shows = [e for e in load_seasons().events if e.name.endswith(("博览会", "展", "广交会"))]
    assert len(shows) >= 12
    for event in shows:
        assert event.when.kind == "span", event.name


def test_an_event_is_timely_before_it_and_not_after() -> None:
    seasons = load_seasons()
    assert named(seasons, "立冬", "2026-10-16") is None
    faint, nearer = named(seasons, "立冬", "2026-10-17"), named(seasons, "立冬", "2026-11-01")
    assert faint and nearer
    assert 0.39 < faint.closeness < nearer.closeness < 1
    assert named(seasons, "立冬", "2026-11-08") is None


def test_an_event_at_the_turn_of_the_year_is_seen_from_both_sides() -> None:
    seasons = load_seasons()
    assert named(seasons, "元旦", "2026-12-20") is not None
    assert named(seasons, "供暖季", "2027-01-10", "华北") is not None
    assert named(seasons, "供暖季", "2026-12-31", "华北") is not None


def test_a_season_of_a_region_is_only_there() -> None:
    seasons = load_seasons()
    assert named(seasons, "回南天", "2026-03-20", "华南") is not None
    assert named(seasons, "回南天", "2026-03-20", "广州") is not None
    assert named(seasons, "回南天", "2026-03-20", "华北") is None
    assert named(seasons, "回南天", "2026-03-20") is not None


def test_all_solar_terms_and_some_trade_shows_are_there() -> None:
    events = load_seasons().events
    assert len({event.when.first for event in events if event.when.kind == "term"}) == 24
    assert sum("博览会" in event.name or "展" in event.name for event in events) >= 8
    assert all(event.words for event in events)


@pytest.mark.parametrize(
    ("name", "on", "region"),
    [
        ("冬季取暖", "2026-12-10", "江苏省"),
        ("冬季取暖", "2026-12-10", "苏州市"),
        ("冬季取暖", "2026-12-10", "广西壮族自治区"),
        ("冬季取暖", "2026-12-10", "河北、江苏"),
        ("供暖季", "2026-12-10", "内蒙古自治区"),
    ],
)
def test_the_season_of_a_region_as_people_write_it(name: str, on: str, region: str) -> None:
    assert named(load_seasons(), name, on, region) is not None


def test_frost_alone_is_no_heating() -> None:
    (heating,) = (e for e in load_seasons().events if e.name == "供暖季")
    oil = "入冬给拖拉机换防冻液", "防冻液按最低气温选，换之前把旧的放干净。"
    assert suits(*([part] for part in oil), heating) == 0
    pipes = "停暖以后水管怎么防冻", "水管防冻先关总阀。"
    assert suits(*([part] for part in pipes), heating) > 0


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("{solar: 13-01}", "月-日"),
        ("{solar: soon}", "月-日"),
        ("{term: 立东}", "立冬"),
        ("{solar: 01-01, term: 立冬}", "一种"),
        ("{span: [01-01]}", "起止"),
        ("{weekday: {month: 5, nth: 2, day: 8}}", "范围"),
        ("{lnar: 1-1}", "lunar"),
    ],
)
def test_a_mistake_has_its_place(tmp_path: Path, when: str, said: str) -> None:
    file = tmp_path / "seasons.yaml"
    file.write_text(f"events:\n  # 试\n  - {{name: 试, words: [试], when: {when}}}\n", "utf-8")
    with pytest.raises(DataError) as caught:
        load_seasons(file)
    assert caught.value.line == 3
    assert said in str(caught.value)


def test_a_region_of_an_event_must_be_known(tmp_path: Path) -> None:
    file = tmp_path / "seasons.yaml"
    event = "{name: 试, words: [试], when: {solar: 01-01}, regions: [火星]}"
    file.write_text(f"events:\n  - {event}\n", "utf-8")
    with pytest.raises(DataError, match="火星"):
        load_seasons(file)


@pytest.mark.parametrize("day", ["1901-01-01", "2099-12-31", "0001-01-01", "9999-12-31"])
def test_far_days_are_taken(day: str) -> None:
    assert isinstance(load_seasons().near(DAY(day)), list)


def test_every_event_has_an_english_name_of_its_own() -> None:
    names = [event.called.en for event in load_seasons().events]
    assert all(name.isascii() and name for name in names)
    assert len(set(names)) == len(names)


def test_without_an_english_name_the_name_stands(tmp_path: Path) -> None:
    file = tmp_path / "seasons.yaml"
    file.write_text("events:\n  - {name: 试, words: [试], when: {solar: 01-02}}\n", "utf-8")
    (event,) = load_seasons(file).events
    assert event.called == Bilingual("试", "试")
