"""A content plan for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from contentai.account.mix import KIND_NAMES, KINDS, Mix
from contentai.account.plan import Entry, Plan
from contentai.account.stages import STAGE_NAMES
from contentai.language import Bilingual
from contentai.report.topics import passages_json
from contentai.report.visible import visible
from contentai.topics.season import Timely

DAYS = Bilingual("一二三四五六日", "Mon Tue Wed Thu Fri Sat Sun")
CHANNEL_NAMES: Mapping[str, Bilingual] = {
    "wechat": Bilingual("公众号", "WeChat"),
    "moments": Bilingual("朋友圈", "Moments"),
    "group": Bilingual("微信群", "group"),
    "weibo": Bilingual("微博", "Weibo"),
    "weitao": Bilingual("微淘", "Weitao"),
    "xiaohongshu": Bilingual("小红书", "Xiaohongshu"),
    "sms": Bilingual("短信", "SMS"),
}


def headline(entry: Entry) -> str:
    """The first title idea; the topic where no idea passed the rules."""
    return entry.titles[0] if entry.titles else entry.topic


def as_json(plan: Plan) -> str:
    """The plan as JSON with a final newline; dates are ISO."""
    answer = {
        "version": 1,
        "on": plan.on.isoformat(),
        "first": plan.first.isoformat(),
        "last": plan.last.isoformat(),
        "segments": [segment.id for segment in plan.segments],
        "mix": {
            "target": {kind: round(plan.targets[kind], 4) for kind in KINDS},
            "planned": _mix(plan.planned),
            "recent": _mix(plan.recent),
        },
        "entries": [_entry(entry) for entry in plan.entries],
        "empty": [
            {"date": empty.day.isoformat(), "channel": empty.channel, "why": str(empty.why)}
            for empty in plan.empty
        ],
        "events": [{**_season(event.timely), "entries": event.entries} for event in plan.events],
        "notes": [str(note) for note in plan.notes],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def as_text(plan: Plan) -> str:
    """The plan as lines to read, control characters made visible."""
    return "\n".join(visible(line) for line in _lines(plan)) + "\n"


def mix_words(mix: Mix) -> str:
    """The shares of a mix, such as 干货 50%."""
    return "  ".join(f"{KIND_NAMES[kind]} {mix.share(kind):.0%}" for kind in KINDS)


def _lines(plan: Plan) -> Iterator[str]:
    zh = Bilingual("排上 {} 篇，空着 {} 处", "{} planned, {} left empty")
    counts = str(zh).format(len(plan.entries), len(plan.empty))
    yield f"{plan.first} – {plan.last}  {counts}"
    goal = "  ".join(f"{KIND_NAMES[kind]} {plan.targets[kind]:.0%}" for kind in KINDS)
    yield f"{Bilingual('目标', 'target')}  {goal}"
    if plan.entries:
        yield f"{Bilingual('排出', 'planned')}  {mix_words(plan.planned)}"
    if plan.recent.total:
        yield f"{Bilingual('近四周', 'last four weeks')}  {mix_words(plan.recent)}"
    for entry in plan.entries:
        yield ""
        names = (entry.segment.name, KIND_NAMES[entry.kind], STAGE_NAMES[entry.stage])
        season = f"  [{entry.season.event.called}]" if entry.season else ""
        day = f"{entry.day} {weekday(entry)}  {CHANNEL_NAMES[entry.channel]}"
        yield f"{day}  {' · '.join(map(str, names))}{season}"
        yield f"  {headline(entry)}"
        yield f"  {Bilingual('选题', 'topic')}: {entry.topic}  {entry.score:.2f}"
        yield f"  {entry.why}"
        if entry.passages:
            passage = entry.passages[0]
            yield f"  “{passage.excerpt or passage.title}”—— {passage.source or '?'}"
    if plan.empty:
        yield from ("", str(Bilingual("空着的日子：", "Left empty:")))
        yield from (f"  {line}" for line in empty_lines(plan))
    missed = [event.timely for event in plan.events if not event.entries]
    if missed:
        words = Bilingual("没有选题对得上的节令：", "Events that no topic is about: ")
        named = (f"{timely.event.called} {timely.first:%m-%d}" for timely in missed)
        yield from ("", f"{words}{str(Bilingual('、', ', ')).join(named)}")
    yield from ([""] if plan.notes else [])
    yield from map(str, plan.notes)


def weekday(entry: Entry) -> str:
    """The day of the week, in words."""
    at = entry.day.weekday()
    return str(Bilingual("周" + DAYS.zh[at], DAYS.en.split()[at]))


def empty_lines(plan: Plan) -> Iterator[str]:
    """The empty slots, those of one channel and for one reason on one line."""
    groups: dict[tuple[str, Bilingual], list[str]] = {}
    for empty in plan.empty:
        groups.setdefault((empty.channel, empty.why), []).append(f"{empty.day:%m-%d}")
    for (channel, why), days in groups.items():
        yield f"{CHANNEL_NAMES[channel]} {'、'.join(days)}{Bilingual('：', ': ')}{why}"


def _mix(mix: Mix) -> Mapping[str, Any]:
    return {
        "posts": mix.total,
        "unknown": mix.unknown,
        "shares": {kind: round(mix.share(kind), 4) for kind in KINDS},
    }


def _season(timely: Timely) -> Mapping[str, str]:
    return {
        "name": timely.event.name,
        "first": timely.first.isoformat(),
        "last": timely.last.isoformat(),
    }


def _entry(entry: Entry) -> Mapping[str, Any]:
    post = entry.nearest_post
    return {
        "date": entry.day.isoformat(),
        "channel": entry.channel,
        "segment": entry.segment.id,
        "segment_name": entry.segment.name,
        "stage": entry.stage,
        "kind": entry.kind,
        "topic_id": entry.topic_id,
        "topic": entry.topic,
        "title": headline(entry),
        "titles": list(entry.titles),
        "why": entry.why,
        "score": entry.score,
        "season": _season(entry.season) if entry.season else None,
        "sources": list(entry.sources),
        "passages": passages_json(entry.passages),
        "nearest_post": post and {"id": post.id, "title": post.title, "likeness": post.likeness},
    }
