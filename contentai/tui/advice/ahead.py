"""A plan of four weeks for the topics board."""

from __future__ import annotations

from contentai.account.draw_up import Order
from contentai.account.mix import KIND_NAMES, targets_of
from contentai.account.plan import Entry
from contentai.language import Bilingual
from contentai.topics.landscape import Landscape
from contentai.tui.advice.told import Idea, Quote
from contentai.tui.advice.wider import Planned, PlannedPost
from contentai.workspace import Workspace

_NO_SEGMENTS = Bilingual("分群文件里没有分群", "The segments file holds no segments")


def planned(workspace: Workspace, land: Landscape, segment: str | None) -> Planned:
    """The plan for one segment, or for all of ``land``. Raises ``DataError``."""
    segments = [one for one in land.segments if segment in (None, one.id)]
    if not segments:
        return Planned(problem=_NO_SEGMENTS)
    plan = workspace.plan(land, segments, Order(targets=targets_of(workspace.config.mix)))
    return Planned(
        plan.first,
        plan.last,
        tuple(map(_post, plan.entries)),
        tuple((one.day, one.channel, one.why) for one in plan.empty),
        plan.notes,
    )


def _post(entry: Entry) -> PlannedPost:
    near = entry.nearest_post
    idea = Idea(
        id=entry.topic_id,
        topic=entry.topic,
        titles=entry.titles,
        score=entry.score,
        parts=(),
        why=entry.why,
        why_not_higher="",
        quotes=tuple(
            Quote(p.excerpt, p.title, p.source, p.date.isoformat() if p.date else "")
            for p in entry.passages
        ),
        nearest=near.told if near else "",
    )
    return PlannedPost(
        entry.day,
        entry.channel,
        str(entry.segment.id),
        str(entry.segment.name),
        KIND_NAMES[entry.kind],
        str(entry.season.event.called) if entry.season else "",
        idea,
    )
