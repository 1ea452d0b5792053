"""An article somebody else has written, from which topics are mined."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One article. ``source`` is who published it; ``text`` excludes the title."""

    id: str
    title: str
    text: str
    source: str
    date: datetime.date | None
    url: str | None = None
    industry: str | None = None
