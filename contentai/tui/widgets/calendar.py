"""The calendar strip: festivals, solar terms and stretches of the next four weeks."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from contentai.language import Bilingual, current
from contentai.tui.weeks import WEEKS, Happening

_DAYS = WEEKS * 7
_CELLS = 3
_TODAY = Bilingual("今天", "today")
_ON = Bilingual("已经开始，到 {last}", "on until {last}")
_LAST_DAY = Bilingual("今天最后一天", "last day today")
_NOTHING = Bilingual("接下来四周没有节日和节气", "No festival or term in the next four weeks")
_PLANNED = Bilingual("本稿发布", "this post")


class CalendarStrip(Static):
    """Four weeks on one line: what is near, soonest first; with ``days`` a line of days too."""

    HELP_WORDS = Bilingual(
        "日历：接下来四周的节日、节气和时令，离现在几天；已经开始的写到哪天为止。",
        "Calendar: festivals, solar terms and seasons of the next four weeks, how far off, and "
        "to which day what is on already.",
    )

    def __init__(self, *, days: bool = False, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._days = days
        self._today: datetime.date | None = None
        self._happenings: Sequence[Happening] = ()
        self._planned: datetime.date | None = None

    def show(
        self,
        today: datetime.date,
        happenings: Sequence[Happening],
        planned: datetime.date | None = None,
    ) -> None:
        """Show what lies in the four weeks from ``today``; ``planned``: when the post goes out."""
        end = today + datetime.timedelta(days=_DAYS - 1)
        self._today, self._planned = today, planned
        near = [h for h in happenings if h.first <= end and h.last >= today]
        self._happenings = sorted(near, key=lambda h: (max(h.first, today), h.last, h.name))
        self._draw()

    def on_resize(self, _: Resize) -> None:
        """The line of days fills the width there is."""
        self._draw()

    def _draw(self) -> None:
        if self._today is None:
            return
        told = self._told(self.content_size.width)
        self.update(Content("\n").join([self._line(), told] if self._wide else [told]))

    @property
    def _wide(self) -> bool:
        return self._days and self.content_size.width >= _CELLS * _DAYS

    def _line(self) -> Content:
        """Three cells a day: the number on a Monday or where a month begins, marks elsewhere."""
        assert self._today
        short = {h.first for h in self._happenings if (h.last - h.first).days < 10}
        cells: list[tuple[str, str]] = []
        for n in range(_DAYS):
            day = self._today + datetime.timedelta(days=n)
            style = "$text-muted" if day.weekday() >= 5 else ""
            if day in short:
                style = "$text-warning bold"
            if day == self._planned:
                style = "reverse"
            numbered = day.weekday() == 0 or day.day == 1 or day in short or n == 0
            cells.append((f"{day.day:>3}" if numbered else "  ·", style))
        return Content.assemble(*cells)

    def _told(self, width: int) -> Content:
        """The happenings on one line, as many as fit whole."""
        assert self._today
        words = [self._words(happening) for happening in self._happenings]
        ahead = (self._planned - self._today).days if self._planned else -1
        if ahead >= 0:
            words.insert(0, Content.styled(f"{_PLANNED} {_ahead(ahead)}", "bold"))
        line = Content("")
        for one in words or [Content(str(_NOTHING))]:
            longer = Content.assemble(line, "  " if line.plain else "", one)
            if line.plain and longer.cell_length > width:
                return line if line.cell_length + 2 > width else Content.assemble(line, " …")
            line = longer
        return line

    def _words(self, happening: Happening) -> Content:
        assert self._today
        ahead = (happening.first - self._today).days
        style = "$text-warning" if ahead <= 7 else ""
        when = f"{_date(happening.first)} {_ahead(ahead)}"
        if ahead < 0 or (ahead == 0 and happening.last > self._today):
            when = _until(happening.last, self._today)
        return Content.assemble((happening.name, f"{style} bold"), f" {when}")


def _date(day: datetime.date) -> str:
    return f"{day.month}-{day.day}"


def _ahead(days: int) -> str:
    if days == 0:
        return str(_TODAY)
    if current() == "zh":
        return f"{days} 天后"
    return f"in {days} day{'s' if days > 1 else ''}"


def _until(last: datetime.date, today: datetime.date) -> str:
    """That it is on, and to which day."""
    if last == today:
        return str(_LAST_DAY)
    return str(_ON).format(last=_date(last))
