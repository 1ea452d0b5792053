"""What the calendar holds for the next weeks, as plain values."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

WEEKS = 4


@dataclass(frozen=True, slots=True)
class Happening:
    """A festival, solar term or stretch of the year as the interface calls it, and its days."""

    name: str
    first: datetime.date
    last: datetime.date


def next_weeks(today: datetime.date, region: str | None = None) -> list[Happening]:
    """What lasts on one of the days of the four weeks from ``today`` on, by first day.

    Empty outside the years of the calendar. Loads the lunar calendar: call it from a thread.
    """
    from contentai.topics.season import load_seasons

    last = today + datetime.timedelta(days=7 * WEEKS - 1)
    found = load_seasons().between(today, last, region)
    return [Happening(str(t.event.called), t.first, t.last) for t in found]
