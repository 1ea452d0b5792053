"""What the calendar makes timely: festivals, solar terms, trade shows and stretches of the year.

The lunar calendar and the solar terms are those of lunar_python; which of them matter, and for
what, stands in ``seasons.yaml``.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from contentai.language import Bilingual
from contentai.topics.places import check_region, load_places
from contentai.yamlread import read_yaml
from contentai.yamlvalue import Value

if TYPE_CHECKING:
    from lunar_python import LunarYear

SHIPPED: Final = Path(__file__).with_name("seasons.yaml")
# What lunar_python counts without a gap.
_YEARS: Final = range(1900, 2100)
_LEAD: Final = 21
# On the first day of its lead an event is that timely.
_FAINTEST: Final = 0.4
_TERMS: Final = (
    "立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑 "
    "立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至 小寒 大寒"
)


class When(NamedTuple):
    """When an event is: ``kind`` is a key of ``when`` in the file, the rest its value."""

    kind: str
    first: str = ""
    last: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that comes back every year. ``lead`` and ``days`` are days.

    One of the ``words`` tells of it, or two of the ``hints``. ``name`` stands in topics, which
    are Chinese; ``called`` is for what the interface says.
    """

    name: str
    called: Bilingual
    when: When
    lead: int
    days: int
    words: tuple[str, ...]
    hints: tuple[str, ...]
    regions: tuple[str, ...]

    def is_in(self, region: str | None) -> bool:
        """True when it is anywhere in a region (None: everywhere)."""
        within = load_places().within
        return not self.regions or any(within(region, place) for place in self.regions)


@dataclass(frozen=True, slots=True)
class Timely:
    """An event near a day: ``closeness`` is 1 while it lasts and falls to 0.4 at its lead."""

    event: Event
    first: datetime.date
    last: datetime.date
    closeness: float


@dataclass(frozen=True)
class Seasons:
    """The table of events."""

    events: tuple[Event, ...]

    def near(self, on: datetime.date, region: str | None = None) -> list[Timely]:
        """The events that are timely on a day in a region (None: anywhere), nearest first."""
        found = []
        for event in self.events:
            if not event.is_in(region):
                continue
            for first, last in _around(event, *_years_near(event, on)):
                ahead = (first - on).days
                if ahead <= event.lead and on <= last:
                    share = max(ahead, 0) / event.lead if event.lead else 0.0
                    found.append(Timely(event, first, last, 1 - (1 - _FAINTEST) * share))
        return sorted(found, key=lambda t: (-t.closeness, t.first, t.event.name))

    def between(
        self, first: datetime.date, last: datetime.date, region: str | None = None
    ) -> list[Timely]:
        """The events that last on one of the days from ``first`` to ``last``, by first day.

        ``closeness`` is that on ``first``, 0 where its lead has not begun.
        """
        near = {(t.event.name, t.first): t.closeness for t in self.near(first, region)}
        found = [
            Timely(event, begins, ends, near.get((event.name, begins), 0.0))
            for event in self.events
            if event.is_in(region)
            for year in range(first.year, last.year + 1)
            for begins, ends in _around(event, year - 1, year, year + 1)
            if begins <= last and ends >= first
        ]
        by_day = {(t.event.name, t.first): t for t in found}
        return sorted(by_day.values(), key=lambda t: (t.first, t.last, t.event.name))


@cache
def load_seasons(file: Path = SHIPPED) -> Seasons:
    """The table in a file. Raises ``DataError`` with the place of a mistake."""
    root = read_yaml(file.read_text("utf-8"), str(file))
    if root is None:
        return Seasons(())
    table = root.table("events", required=("events",))
    return Seasons(tuple(map(_event, table["events"].items())))


def _event(value: Value) -> Event:
    needed = "name", "when", "words"
    table = value.table(*needed, "en", "lead", "days", "hints", "regions", required=needed)
    for place in table["regions"].items() if "regions" in table else ():
        check_region(place)
    name = table["name"].text()
    return Event(
        name=name,
        called=Bilingual(name, table["en"].text() if "en" in table else name),
        when=_when(table["when"]),
        lead=table["lead"].whole(0, 120) if "lead" in table else _LEAD,
        days=table["days"].whole(1, 60) if "days" in table else 1,
        words=table["words"].texts(),
        hints=table["hints"].texts() if "hints" in table else (),
        regions=table["regions"].texts() if "regions" in table else (),
    )


def _when(value: Value) -> When:
    table = value.table("solar", "lunar", "term", "weekday", "span")
    if len(table) != 1:
        raise value.error("只能写一种日期", "give exactly one kind of date")
    ((kind, rule),) = table.items()
    if kind == "weekday":
        parts = rule.table("month", "nth", "day", required=("month", "nth", "day"))
        limits = {"month": 12, "nth": 4, "day": 7}
        return When(kind, numbers=tuple(parts[k].whole(1, most) for k, most in limits.items()))
    if kind == "span":
        days = rule.items()
        if len(days) != 2:
            raise rule.error("要写起止两天", "give a first and a last day")
        first, last = (_month_day(day, 31) for day in days)
        return When(kind, first, last)
    if kind == "term":
        return When(kind, rule.one_of(_TERMS.split(), Bilingual("节气", "solar term")))
    return When(kind, _month_day(rule, 31 if kind == "solar" else 30))


def _month_day(value: Value, longest: int) -> str:
    month, _, day = value.text().partition("-")
    try:
        if 1 <= int(month) <= 12 and 1 <= int(day) <= longest:
            return f"{int(month):02}-{int(day):02}"
    except ValueError:
        pass
    raise value.error("日期要写成 月-日", "a date is written month-day")


def _years_near(event: Event, on: datetime.date) -> Iterator[int]:
    """The years in which the event may be near the day: lunar ones take long to work out.

    The twelfth lunar month ends before March of the next year.
    """
    day = on.toordinal()
    for year in (on.year - 1, on.year, on.year + 1):
        if year not in _YEARS:
            continue
        first = datetime.date(year, 1, 1).toordinal()
        last = first + 366 + 60 + event.days
        if event.when.kind == "span" or first - event.lead <= day <= last:
            yield year


def _around(event: Event, *years: int) -> Iterator[tuple[datetime.date, datetime.date]]:
    """First and last day of the event in these years."""
    for each in years:
        if each not in _YEARS:
            continue
        if event.when.kind == "span":
            first = _solar(each, event.when.first)
            ends = each + (event.when.last < event.when.first)
            last = _solar(ends, event.when.last)
        else:
            first = _day(event.when, each)
            last = first + datetime.timedelta(days=event.days - 1)
        yield first, last


@cache
def _day(when: When, year: int) -> datetime.date:
    if when.kind == "solar":
        return _solar(year, when.first)
    if when.kind == "weekday":
        month, nth, day = when.numbers
        before = (day - datetime.date(year, month, 1).isoweekday()) % 7
        return datetime.date(year, month, 1 + before + 7 * (nth - 1))
    if when.kind == "term":
        return _terms(year)[when.first]
    return _lunar(year, when.first)


def _solar(year: int, month_day: str) -> datetime.date:
    month, day = map(int, month_day.split("-"))
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _lunar(year: int, month_day: str) -> datetime.date:
    month, day = map(int, month_day.split("-"))
    first, length = _months(year)[month]
    return first + datetime.timedelta(days=min(day, length) - 1)


@cache
def _lunar_year(year: int) -> LunarYear:
    # Working out a lunar year takes some 10 ms, and the library keeps only the last one.
    from lunar_python import LunarYear

    return LunarYear(year)


def _months(year: int) -> Mapping[int, tuple[datetime.date, int]]:
    """First day and length of the months of a lunar year, leap months aside."""
    return {
        month.getMonth(): (_date(month.getFirstJulianDay()), month.getDayCount())
        for month in _lunar_year(year).getMonthsInYear()
        if month.getMonth() > 0
    }


@cache
def _terms(year: int) -> Mapping[str, datetime.date]:
    """The solar terms whose days are in a year of the Gregorian calendar."""
    from lunar_python import Lunar

    # A lunar year's table begins in the December before: two make a whole year.
    days = [
        (name, _date(day))
        for table in (_lunar_year(year), _lunar_year(year + 1))
        for name, day in zip(Lunar.JIE_QI_IN_USE, table.getJieQiJulianDays(), strict=True)
    ]
    wanted = set(_TERMS.split())
    return {name: day for name, day in days if name in wanted and day.year == year}


def _date(julian_day: float) -> datetime.date:
    from lunar_python import Solar

    return datetime.date.fromisoformat(Solar.fromJulianDay(julian_day).toYmd())
