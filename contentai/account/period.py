"""The posts of a stretch of days, and what the account is measured by in it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from contentai.account.families import Family
from contentai.account.judged import JudgedPost
from contentai.account.mix import USUAL, kind_of
from contentai.rulebook.channels import Channel
from contentai.rulebook.facts import USUAL as USUAL_ACCOUNT
from contentai.rulebook.facts import Facts

WINDOW: Final = 84


@dataclass(frozen=True, slots=True)
class Terms:
    """What an account is judged by: ``days`` up to ``on`` (None: up to the last post).

    ``targets`` are shares by kind that sum to 1. ``push`` is the kind of WeChat account, such as
    服务号, whose quotas hold. ``segments`` are the names of those that the account has, by id;
    none where they are not known.
    """

    days: int = WINDOW
    on: datetime.date | None = None
    targets: Mapping[str, float] = field(default_factory=lambda: dict(USUAL))
    push: str | None = None
    segments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Period:
    """The dated posts from ``first`` to ``last``, both counted, the oldest first.

    ``before`` is the day of the last post before them, None where that is not known.
    ``families`` are the posts that say the same.
    """

    first: datetime.date
    last: datetime.date
    posts: Sequence[JudgedPost]
    terms: Terms
    channels: Mapping[str, Channel]
    account: Facts = USUAL_ACCOUNT
    before: datetime.date | None = None
    families: Sequence[Family] = ()

    @cached_property
    def kinds(self) -> Sequence[str | None]:
        """What each post is for; None where no model could tell."""
        return list(map(kind_of, self.posts))

    def on(self, channels: Sequence[str]) -> Period:
        """What of it was on some channels; all of it for none."""
        if not channels:
            return self
        families = [family.on(channels) for family in self.families]
        return replace(
            self,
            posts=[p for p in self.posts if p.post.channel in channels],
            before=None,
            families=[family for family in families if len(family.posts) > 1],
        )

    def segment(self, written: str | None) -> str | None:
        """The id of the segment that a post names by id or name; None for none that is known."""
        return self._segments.get(written) if written else None

    @cached_property
    def _segments(self) -> Mapping[str, str]:
        names = {name: id for id, name in self.terms.segments.items()}
        return {**names, **{id: id for id in self.terms.segments}}
