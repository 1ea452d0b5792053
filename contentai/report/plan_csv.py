"""A content plan as a table that spreadsheets open as it is."""

from __future__ import annotations

import csv
import io

from contentai.account.mix import KIND_NAMES
from contentai.account.plan import Plan
from contentai.account.stages import STAGE_NAMES
from contentai.language import Bilingual
from contentai.report.plan import CHANNEL_NAMES, headline, weekday
from contentai.report.visible import visible

_HEADER = (
    Bilingual("日期", "date"),
    Bilingual("星期", "weekday"),
    Bilingual("渠道", "channel"),
    Bilingual("分群", "segment"),
    Bilingual("类型", "kind"),
    Bilingual("阶段", "stage"),
    Bilingual("标题", "title"),
    Bilingual("选题", "topic"),
    Bilingual("节令", "season"),
    Bilingual("理由", "why"),
    Bilingual("来源", "sources"),
    Bilingual("引文", "quotation"),
)
# A cell that begins so is worked out by a spreadsheet instead of shown; in East Asian versions
# the full-width signs count too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(plan: Plan) -> str:
    """UTF-8 with a byte order mark, or Excel takes it for GBK; one row a slot, by day.

    Empty slots have their reason under "why" and nothing for whom and what.
    """
    out = io.StringIO()
    # The mark must come before all else; Excel wants CRLF.
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([str(name) for name in _HEADER])
    rows = [
        (
            *(e.day, e.channel),
            [
                *(e.day.isoformat(), weekday(e), str(CHANNEL_NAMES[e.channel]), e.segment.name),
                *(str(KIND_NAMES[e.kind]), str(STAGE_NAMES[e.stage]), headline(e), e.topic),
                *(e.season.event.name if e.season else "", e.why, "、".join(e.sources)),
                " / ".join(p.excerpt or p.title for p in e.passages),
            ],
        )
        for e in plan.entries
    ]
    rows += [
        (
            *(e.day, e.channel),
            [
                *(e.day.isoformat(), "", str(CHANNEL_NAMES[e.channel]), "", "", ""),
                *(str(Bilingual("（空）", "(empty)")), "", "", str(e.why), "", ""),
            ],
        )
        for e in plan.empty
    ]
    for *_, cells in sorted(rows, key=lambda row: row[:2]):
        writer.writerow([safe(cell) for cell in cells])
    return out.getvalue()


def safe(cell: str) -> str:
    """The cell as text: an apostrophe keeps a spreadsheet from taking it for a formula."""
    bare = visible(cell.replace("\n", " ").replace("\t", " "))
    return f"'{bare}" if bare.lstrip(" \u3000").startswith(_FORMULA) else bare
