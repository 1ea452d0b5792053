"""A content plan as an iCalendar file (RFC 5545): one all-day event an entry."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from contentai.account.mix import KIND_NAMES
from contentai.account.plan import Entry, Plan
from contentai.account.stages import STAGE_NAMES
from contentai.language import Bilingual
from contentai.report.plan import CHANNEL_NAMES, headline

_OCTETS = 75


def as_ical(plan: Plan) -> str:
    """The calendar, lines ended by CRLF and folded at 75 octets.

    Empty slots are left out: nothing happens then. Ids say day and channel, so a plan that is
    imported again replaces what it had there.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//contentai//content plan//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    seen: dict[str, int] = {}
    for entry in plan.entries:
        key = f"{entry.day:%Y%m%d}-{entry.channel}"
        seen[key] = seen.get(key, 0) + 1
        lines += _event(entry, f"{key}-{seen[key]}", plan.on)
    lines.append("END:VCALENDAR")
    return "".join(piece + "\r\n" for line in lines for piece in _folded(line))


def _event(entry: Entry, id: str, on: datetime.date) -> list[str]:
    channel, kind = CHANNEL_NAMES[entry.channel], KIND_NAMES[entry.kind]
    after = entry.day + datetime.timedelta(days=1)
    told = [
        f"{Bilingual('分群', 'segment')}: {entry.segment.name}",
        f"{Bilingual('类型', 'kind')}: {kind} · {STAGE_NAMES[entry.stage]}",
        f"{Bilingual('选题', 'topic')}: {entry.topic}",
        entry.why,
        *entry.titles[1:],
        *(f"“{p.excerpt or p.title}”—— {p.source or '?'}" for p in entry.passages),
    ]
    tags = [str(kind), str(channel), *([entry.season.event.name] if entry.season else [])]
    return [
        "BEGIN:VEVENT",
        f"UID:{id}@contentai",
        # The day the plan was made for, so that the same plan is the same file.
        f"DTSTAMP:{on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{_text(f'{channel}: {headline(entry)}')}",
        f"DESCRIPTION:{_text(chr(10).join(told))}",
        f"CATEGORIES:{','.join(_text(tag) for tag in tags)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(value: str) -> str:
    """A TEXT value: RFC 5545, 3.3.11; other control characters are not allowed at all."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = "\\n".join(escaped.splitlines())
    return "".join(c for c in lines if c >= " " and c != "\x7f" and not "\ud800" <= c <= "\udfff")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, those after the first begun by a space (3.1)."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > _OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield piece
