"""An example of a rule on an account: posts told in groups, and what is known of the account.

posts:
  - {times: 6, every: 3, kind: promotion, channel: wechat, views: 800, likes: 20}
  - {times: 4, day: 2, every: 7, kind: value, text: 同一段话}
account: {brand: known}      # the facts that the rule asks for hold without being said
push: 服务号                  # the kind of WeChat account
segments: [new-parents]      # those that the account has
mix: {promotion: 20}         # per cent, the usual ones where nothing is said
days: 84                     # of the window, which begins on the first day
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from contentai.language import Bilingual
from contentai.rulebook.facts import ANY, Facts, read_facts
from contentai.text.channel import read_channel
from contentai.text.names import POST_KINDS, STAGES
from contentai.yamlvalue import Value

CASE_KEYS: Final = ("posts", "account", "push", "segments", "mix", "days")
_COUNTS: Final = ("views", "likes", "comments", "shares", "unfollows", "orders")
_COUNTED: Final = dict(zip(_COUNTS, ("阅读", "点赞", "评论", "分享", "取关", "成交"), strict=True))
_KINDS: Final = dict(zip(POST_KINDS, ("干货", "服务", "互动", "推广"), strict=True))
_WORDS: Final = ("text", "segment", "campaign")
_MOST: Final = 400


class Group(NamedTuple):
    """``times`` posts, the first on ``day`` (from 1), then one ``every`` so many days.

    ``kind`` is None for posts that no model can judge. ``counts`` are those of ``OwnPost``.
    """

    times: int
    day: int
    every: int
    kind: str | None
    channel: str | None
    stage: str | None
    words: Mapping[str, str]
    counts: Mapping[str, int]

    def __str__(self) -> str:
        """The group on one line, for people; in Chinese, as all examples are."""
        kind = _KINDS[self.kind] if self.kind else "看不出类型的"
        named = {"渠道": self.channel, "阶段": self.stage, "正文": self.words.get("text")}
        named |= {"分群": self.words.get("segment"), "活动": self.words.get("campaign")}
        told = [f"{kind} {self.times} 篇"]
        if self.times > 1:
            told += [f"每 {self.every} 天一篇" if self.every else "同一天"]
        told += [f"第 {self.day} 天{'起' if self.times > 1 else ''}"] if self.day > 1 else []
        told += [f"{name} {value}" for name, value in named.items() if value]
        told += [f"{_COUNTED[name]} {value}" for name, value in self.counts.items()]
        return "，".join(told)


class Case(NamedTuple):
    """The posts of an account; see the module."""

    groups: tuple[Group, ...]
    account: Facts
    push: str | None
    segments: tuple[str, ...]
    mix: Mapping[str, float]
    days: int

    def lines(self) -> Iterator[str]:
        """The case as people read it."""
        yield from map(str, self.groups)
        if self.push:
            yield f"号的类型：{self.push}"
        if self.segments:
            yield f"有的分群：{'、'.join(self.segments)}"
        if self.account != ANY:
            yield f"账号的情况：{self.account.wording().zh}"
        if self.mix:
            yield f"目标：{'、'.join(f'{_KINDS[k]} {share:g}%' for k, share in self.mix.items())}"


def read_case(table: Mapping[str, Value]) -> Case:
    """The case in an example's ``CASE_KEYS``. Raises ``DataError`` at the first mistake."""
    groups = tuple(map(_group, table["posts"].items()))
    if not groups:
        raise table["posts"].error("里面没有帖子", "holds no posts")
    mix = table["mix"].table(*POST_KINDS) if "mix" in table else {}
    return Case(
        groups=groups,
        account=read_facts(table["account"]) if "account" in table else ANY,
        push=table["push"].text() if "push" in table else None,
        segments=table["segments"].texts() if "segments" in table else (),
        mix={kind: share.number(0, 100) for kind, share in mix.items()},
        days=table["days"].whole(1, _MOST) if "days" in table else 84,
    )


def _group(value: Value) -> Group:
    table = value.table("times", "day", "every", "kind", "channel", "stage", *_WORDS, *_COUNTS)
    kind, stage = Bilingual("内容类型", "kind of post"), Bilingual("阶段", "stage")
    return Group(
        times=table["times"].whole(1, _MOST) if "times" in table else 1,
        day=table["day"].whole(1, _MOST) if "day" in table else 1,
        every=table["every"].whole(0, _MOST) if "every" in table else 2,
        kind=table["kind"].one_of(POST_KINDS, kind) if "kind" in table else None,
        channel=read_channel(table["channel"]) if "channel" in table else None,
        stage=table["stage"].one_of(STAGES, stage) if "stage" in table else None,
        words={name: table[name].text() for name in _WORDS if name in table},
        counts={name: table[name].whole(0) for name in _COUNTS if name in table},
    )
