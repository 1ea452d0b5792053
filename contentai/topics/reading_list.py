"""Ranks bare titles for a segment: nothing to quote yet, so affinity alone decides."""

from __future__ import annotations

import numpy as np

from contentai.language import Bilingual
from contentai.topics.admit import content_hash
from contentai.topics.engagement import performance
from contentai.topics.interests import avoided, needed
from contentai.topics.landscape import Landscape
from contentai.topics.passages import Passage
from contentai.topics.rank import evidence, novelty, recent_posts, season
from contentai.topics.segments import Segment
from contentai.topics.suggestion import (
    Cause,
    LeftOut,
    Suggestion,
    Suggestions,
    named,
    nearest_post,
)


def rank_titles(land: Landscape, segment: Segment, count: int) -> Suggestions:
    """Up to ``count`` different titles for a segment, by affinity; other parts are only told.

    Each is a topic of its own that has a title to look up and no passage to quote.
    """
    column = land.column(segment)
    order = np.argsort(-land.affinities[:, column], kind="stable")
    chosen: list[Suggestion] = []
    left_out: list[LeftOut] = []
    seen: set[str] = set()
    for at in map(int, order):
        article = land.articles[at]
        title = article.title or article.text
        if len(chosen) == count:
            break
        if title in seen or (article.date is not None and article.date > land.on):
            continue
        seen.add(title)
        id = "t-" + content_hash(article.title, article.text).hex()[:10]
        if word := avoided(segment, title):
            left_out.append(LeftOut(id, title, f"标题里有要避开的“{word}”", Cause.AVOIDED))
            continue
        chosen.append(_suggestion(land, segment, at, id))
    note = Bilingual(
        "只有标题，没有正文：按和兴趣的远近排列，写之前先找原文",
        "titles without texts: ranked by affinity alone; find the articles before writing",
    )
    return Suggestions(segment.id, tuple(chosen), (), tuple(left_out), note)


def _suggestion(land: Landscape, segment: Segment, at: int, id: str) -> Suggestion:
    article, centre = land.articles[at], land.vectors[at]
    title = article.title or article.text
    recent = recent_posts(land.posts, segment.id, land.on)
    likeness = land.post_vectors @ centre
    near = land.seasons.near(land.on, segment.region)
    timely, cause = season([title], [""], near)
    affinity = float(land.affinities[at, land.column(segment)])
    source = article.source.strip() or f"?{article.id}"
    return Suggestion(
        id=id,
        topic=title,
        titles=(title,),
        score=round(affinity, 6),
        parts={
            "affinity": round(affinity, 6),
            "value": 0.5,
            "novelty": round(novelty(likeness[recent]), 4),
            "season": round(timely, 4),
            "evidence": round(evidence([article], land.on), 4),
            "performance": round(performance(likeness, land.rates), 4),
            "service": needed([article], segment),
        },
        terms=(),
        passages=(Passage(article.id, article.title, article.source, 0, 0, "", article.date),),
        why=str(
            Bilingual(
                f"这条标题和{segment.name}关心的事相近，只有标题，要先读到原文再写。",
                f"The title is near to what “{segment.name}” care for; there is nothing but the "
                "title, so find and read the article before you write.",
            )
        ),
        why_not_higher="",
        nearest_post=nearest_post(land, centre, recent),
        sources=named([source]),
        trend=None,
        season=cause.event.name if cause else None,
    )
