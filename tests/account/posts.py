"""Own posts for the tests, a line each."""

from __future__ import annotations

import datetime

from contentai.account.judged import JudgedPost
from contentai.topics.ownpost import OwnPost

DAY = datetime.date.fromisoformat


def post(
    id: str = "p",
    date: str | None = "2026-10-01",
    title: str = "空调清洗",
    text: str = "",
    channel: str | None = "wechat",
    segment: str | None = None,
    views: int | None = None,
    likes: int | None = None,
) -> OwnPost:
    day = DAY(date) if date else None
    return OwnPost(id, day, segment, channel, title, text, views, likes, None, None)


def judged(intent: str | None = "value", **more: str | int | None) -> JudgedPost:
    return JudgedPost(post(**more), intent)  # type: ignore[arg-type]
