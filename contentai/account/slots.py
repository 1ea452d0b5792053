"""The days on which a plan has something to fill: an even rhythm within the quotas."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from contentai.account.cadence import broken
from contentai.language import Bilingual
from contentai.located import error_at, unknown_word
from contentai.rulebook.channels import Quota
from contentai.text.channel import CHANNEL
from contentai.text.names import channel_called

FOUR_WEEKS: Final = 28
_MOST_A_WEEK: Final = 50


class Slot(NamedTuple):
    """A day on which something may be posted on a channel."""

    day: datetime.date
    channel: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a channel is to be filled: ``pace`` posts in four weeks, within ``quotas``."""

    channel: str
    pace: int
    quotas: tuple[Quota, ...]

    def posts(self, days: int) -> int:
        """How many posts the pace gives in so many days."""
        return round(self.pace * days / FOUR_WEEKS)


class Trimmed(NamedTuple):
    """How many posts of a channel's pace its quota does not allow."""

    channel: str
    quota: Quota
    posts: int


def slots(
    rhythms: Sequence[Rhythm],
    first: datetime.date,
    days: int,
    taken: Mapping[str, Sequence[datetime.date]],
) -> tuple[list[Slot], list[Trimmed]]:
    """The slots of ``days`` days from ``first`` on, by day; and what the quotas cost.

    ``taken`` are the days of posts that are out already, by channel. Channels take turns, so
    that not all of them post on one day; a channel keeps to its days of the week where its
    pace allows.
    """
    found, trimmed = [], []
    for number, rhythm in enumerate(rhythms):
        wanted = rhythm.posts(days)
        count = min([wanted, *(q.count * math.ceil(days / q.days) for q in rhythm.quotas)])
        known = sorted(taken.get(rhythm.channel, ()))
        refused, cause = wanted - count, min(rhythm.quotas, key=lambda q: q.count, default=None)
        phase = (number + 0.5) / len(rhythms)
        for turn in range(count):
            day = first + datetime.timedelta(days=int((turn + phase) * days / count))
            quota = broken(known, day, rhythm.quotas)
            if quota is None:
                found.append(Slot(day, rhythm.channel))
                known = sorted([*known, day])
            else:
                refused, cause = refused + 1, quota
        if refused and cause:
            trimmed.append(Trimmed(rhythm.channel, cause, refused))
    return sorted(found), trimmed


def read_paces(text: str, channels: Sequence[str]) -> dict[str, int]:
    """Posts in four weeks by channel, from posts a week: ``wechat=2,朋友圈=0.5``.

    Raises ``DataError``.
    """
    paces: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in text.replace("，", ",").split(","))):
        given, _, number = (piece.strip() for piece in part.partition("="))
        name = channel_called(given)
        if name is None or name not in channels:
            raise error_at(given, unknown_word(given, channels, CHANNEL))
        try:
            weekly = float(number)
        except ValueError:
            weekly = math.nan
        if not 0 <= weekly <= _MOST_A_WEEK or name in paces:
            words = Bilingual(
                f"“{part}”要写成 渠道=每周几篇，0 到 {_MOST_A_WEEK}，每个渠道一次",
                f"{part!r}: write channel=posts a week, 0 to {_MOST_A_WEEK}, each channel once",
            )
            raise error_at(part, words)
        # A little is not nothing.
        paces[name] = max(round(weekly * 4), 1 if weekly else 0)
    return paces
