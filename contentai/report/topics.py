"""Suggested topics for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from contentai.language import Bilingual
from contentai.report.visible import visible
from contentai.topics.passages import Passage
from contentai.topics.suggestion import Insufficient, Suggestion, Suggestions

_PARTS = {
    "affinity": Bilingual("兴趣", "affinity"),
    "value": Bilingual("干货", "value"),
    "novelty": Bilingual("没写过", "novelty"),
    "season": Bilingual("时令", "season"),
    "evidence": Bilingual("出处", "evidence"),
    "performance": Bilingual("往绩", "performance"),
    "service": Bilingual("服务", "service"),
}

_COLON = Bilingual("：", ": ")
_NONE = Bilingual("想到的没有一个过得了规则，要自己起", "no idea passes the rules; find your own")


def as_json(found: Suggestions) -> Mapping[str, Any]:
    """The suggestions as plain values; dates are ISO or null."""
    return {
        "segment": found.segment,
        "suggestions": [_suggestion(s) for s in found.suggestions],
        "insufficient": [_insufficient(topic) for topic in found.insufficient],
        "left_out": [{"id": t.id, "topic": t.topic, "reason": t.reason} for t in found.left_out],
        "note": str(found.note) if found.note else None,
    }


def as_text(found: Suggestions) -> str:
    """The suggestions as lines to read, control characters made visible; empty for none."""
    lines: list[str] = []
    for rank, one in enumerate(found.suggestions, 1):
        parts = "  ".join(f"{_PARTS[name]} {value:.2f}" for name, value in one.parts.items())
        lines += [f"{rank}. {one.topic}  {one.score:.2f}  [{one.id}]", f"   {one.why}"]
        lines.append(f"   {parts}")
        if one.why_not_higher:
            lines.append(f"   {Bilingual('没排更前', 'why not higher')}: {one.why_not_higher}")
        lines += [f"   {Bilingual('标题', 'title')}: {title}" for title in one.titles or (_NONE,)]
        lines += [f"   “{p.excerpt or p.title}”—— {_origin(p)}" for p in one.passages]
        if one.nearest_post:
            words = Bilingual("最像的自家帖子", "nearest own post")
            lines.append(f"   {words}: {one.nearest_post.told}")
        lines.append("")
    if found.insufficient:
        lines.append(str(Bilingual("证据不够，先不推荐：", "Too little evidence:")))
        lines += [f"  {topic.topic}{_COLON}{topic.reason}" for topic in found.insufficient]
    if found.left_out:
        lines.append(str(Bilingual("按分群的要求略去：", "Left out for this segment:")))
        lines += [f"  {topic.topic}{_COLON}{topic.reason}" for topic in found.left_out]
    text = "\n".join(visible(line) for line in lines).rstrip("\n")
    return f"{text}\n" if text else ""


def _suggestion(one: Suggestion) -> Mapping[str, Any]:
    post = one.nearest_post
    return {
        "id": one.id,
        "topic": one.topic,
        "titles": list(one.titles),
        "score": one.score,
        "parts": dict(one.parts),
        "terms": list(one.terms),
        "passages": passages_json(one.passages),
        "why": one.why,
        "why_not_higher": one.why_not_higher,
        "nearest_post": post
        and {
            "id": post.id,
            "title": post.title,
            "date": post.date.isoformat() if post.date else None,
            "likeness": post.likeness,
        },
        "sources": list(one.sources),
        "trend": one.trend,
        "season": one.season,
    }


def _insufficient(topic: Insufficient) -> Mapping[str, Any]:
    return {
        "id": topic.id,
        "topic": topic.topic,
        "sources": list(topic.sources),
        "passages": passages_json(topic.passages),
        "reason": topic.reason,
    }


def passages_json(passages: Sequence[Passage]) -> list[Mapping[str, Any]]:
    """Passages as plain values."""
    return [
        {
            "article": p.article,
            "title": p.title,
            "source": p.source,
            "start": p.start,
            "end": p.end,
            "excerpt": p.excerpt,
            "date": p.date.isoformat() if p.date else None,
        }
        for p in passages
    ]


def _origin(passage: Passage) -> str:
    named = [passage.source, f"《{passage.title}》" if passage.excerpt else "", passage.date]
    return " ".join(str(part) for part in named if part) or "?"
