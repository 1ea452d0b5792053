"""What the checks of rules on an account find in a period, a module a matter.

Each takes what a rule's file says (``contentai.rulebook.accountcheck``) and a ``Period`` of posts
on the rule's channels, and yields what it finds. Names of channels are those of ``channels.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from contentai.account.period import Period
from contentai.language import Bilingual
from contentai.topics.ownpost import OwnPost


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a check found: in words, the posts concerned, a figure and its limit.

    ``values`` fill the places of the rule's message besides ``{found}`` and ``{channel}``.
    """

    found: Bilingual
    posts: Sequence[OwnPost] = ()
    value: float | None = None
    limit: float | None = None
    channel: str | None = None
    values: Mapping[str, Bilingual] = field(default_factory=dict)


def same(text: str) -> Bilingual:
    """Words that are alike in both languages."""
    return Bilingual(text, text)


def percent(share: float) -> Bilingual:
    """A share as people read it; one digit more where it is small."""
    return same(f"{share:.0%}" if share >= 0.1 or share == 0 else f"{share:.1%}")


def listed(names: Sequence[Bilingual], most: int = 6) -> Bilingual:
    """Names in a row, at ``most`` so many of them."""
    zh, en = "、".join(n.zh for n in names[:most]), ", ".join(n.en for n in names[:most])
    more = len(names) - most
    return Bilingual(f"{zh} 等 {len(names)} 个", f"{en} and {more} more") if more > 0 else (
        Bilingual(zh, en)
    )  # fmt: skip


def channel_name(id: str, period: Period) -> Bilingual:
    """What a channel is called."""
    return period.channels[id].name if id in period.channels else same(id)


def called(post: OwnPost, most: int = 16) -> str:
    """What a post is called: its title, or how its text begins."""
    words = " ".join((post.title or post.text).split())
    return words if len(words) <= most else words[:most] + "…"
