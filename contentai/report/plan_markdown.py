"""A content plan as Markdown: a table a week, then what it rests on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import groupby

from contentai.account.mix import KIND_NAMES
from contentai.account.plan import Entry, Plan
from contentai.language import Bilingual
from contentai.report.plan import CHANNEL_NAMES, empty_lines, headline, mix_words, weekday
from contentai.report.visible import visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&:$^=@])")


def as_markdown(plan: Plan) -> str:
    """The plan; every word of articles and segments is escaped."""
    return "\n".join(_lines(plan)) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    yield f"# {Bilingual('内容计划', 'Content plan')} {plan.first} – {plan.last}"
    if plan.entries:
        yield from ("", f"{Bilingual('比例', 'Mix')}: {mix_words(plan.planned)}")
    head = Bilingual("日期 | 渠道 | 分群 | 类型 | 标题", "Day | Channel | Segment | Kind | Title")
    for week, entries in groupby(plan.entries, lambda e: (e.day - plan.first).days // 7):
        monday = plan.first + datetime.timedelta(days=7 * week)
        yield from ("", f"## {Bilingual('第', 'Week')} {week + 1} {Bilingual('周', '')} ({monday})")
        several = list(entries)
        yield from ("", f"| {head} |", "|---|---|---|---|---|")
        yield from (_row(entry) for entry in several)
        for entry in several:
            yield from _details(entry)
    if plan.empty:
        yield from ("", f"## {Bilingual('空着的日子', 'Left empty')}", "")
        yield from (f"- {escaped(line)}" for line in empty_lines(plan))
    if plan.notes:
        yield from ("", f"## {Bilingual('说明', 'Notes')}", "")
        yield from (f"- {escaped(str(note))}" for note in plan.notes)


def _row(entry: Entry) -> str:
    cells = (
        f"{entry.day:%m-%d} {weekday(entry)}",
        str(CHANNEL_NAMES[entry.channel]),
        escaped(entry.segment.name),
        str(KIND_NAMES[entry.kind]),
        escaped(headline(entry)),
    )
    return f"| {' | '.join(cells)} |"


def _details(entry: Entry) -> Iterator[str]:
    season = f" [{entry.season.event.called}]" if entry.season else ""
    day = f"{entry.day:%m-%d}"
    yield from (
        "",
        f"### {day} {escaped(headline(entry))}{escaped(season)}",
        "",
        escaped(entry.why),
    )
    for passage in entry.passages:
        yield from ("", f"> {escaped(passage.excerpt or passage.title)}")
        origin = " ".join(
            str(part) for part in (passage.source, f"《{passage.title}》", passage.date) if part
        )
        yield from (">", f"> —— {escaped(origin)}")


def escaped(text: str) -> str:
    """Text that no Markdown reader takes for markup, on one line."""
    return _SPECIAL.sub(r"\\\1", visible(" ".join(text.split())))
