"""What a rule on an account (``scope: account``) looks for among its posts, as a value.

Like a matcher's ``check`` of a rule on drafts, but of many posts and their figures. What is
read here is measured in ``contentai.account.checks``; ``docs/audit.md`` describes each kind.

check: {kind: share, of: {kind: promotion}, among: {stage: follow}, above: 0.25, least: 8}
check: {kind: share, of: {kind: promotion}, over_target: 0.15, least: 10}
check: {kind: gap, of: {kind: service}, least: 10}
check: {kind: gap, every: [stage, segment], least: 10}
check: {kind: concentration, above: 0.9, least: 12}
check: {kind: frequency, quotas: true, posts: 3, days: 1}
check: {kind: rhythm, silence: 21, spread: 1.5, least: 8}
check: {kind: repeats, times: 3, channels: 2}
check: {kind: reception, by: kind, measure: unfollows, above: 1.8, least: 5}
check: {kind: campaigns, below: 0.5, views: 500}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, cast, get_args

from contentai.language import Bilingual
from contentai.text.names import POST_KINDS, STAGES
from contentai.yamlvalue import Value

Group = Literal["kind", "channel", "segment", "stage"]
Bound = Literal["above", "below", "over_target", "under_target"]
Measure = Literal["engagement", "unfollows"]

_EVERY: Final = ("stage", "segment")
_BOUNDS: Final = get_args(Bound)


class Which(NamedTuple):
    """The posts meant: of one of these kinds and stages; nothing said is every one."""

    kinds: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """Too large or small a share of the posts ``among`` which at ``least`` so many are known.

    ``limit`` is a share itself, or with ``over_target`` so much more than the share that the
    account aims at, with ``under_target`` such a part of it.
    """

    of: Which
    among: Which
    bound: Bound
    limit: float
    least: int


@dataclass(frozen=True, slots=True)
class Gap:
    """No post ``of`` a sort, or of one of ``every`` stage or segment, among ``least`` posts."""

    of: Which
    every: tuple[str, ...]
    least: int


@dataclass(frozen=True, slots=True)
class Concentration:
    """One channel has more than ``above`` of the posts, of which there are ``least``."""

    above: float
    least: int


@dataclass(frozen=True, slots=True)
class Frequency:
    """More than ``posts`` in some ``days`` in a row on one channel, or than its quotas allow.

    Where the channel has quotas those are what counts, if ``quotas`` says so.
    """

    quotas: bool
    posts: int
    days: int


@dataclass(frozen=True, slots=True)
class Rhythm:
    """More than ``silence`` days without a post, or gaps that spread more than ``spread``.

    The spread is the standard deviation of the days between posting days over their mean.
    """

    silence: int
    spread: float
    least: int


@dataclass(frozen=True, slots=True)
class Repeats:
    """One copy that was posted ``times`` times, or on so many ``channels``; 0: do not look."""

    times: int
    channels: int


@dataclass(frozen=True, slots=True)
class Reception:
    """A group of posts whose rate is ``above`` or ``below`` so many times that of the others.

    ``least`` posts of the group and as many others must have been measured.
    """

    by: Group
    measure: Measure
    bound: Bound
    limit: float
    least: int


@dataclass(frozen=True, slots=True)
class Campaigns:
    """Campaigns without a figure, or with less than ``below`` of the orders a view of the others.

    Those with fewer than ``views`` are not compared.
    """

    below: float
    views: int


AccountCheck = Share | Gap | Concentration | Frequency | Rhythm | Repeats | Reception | Campaigns


def read_account_check(value: Value) -> AccountCheck:
    """The ``check`` of a rule on an account. Raises ``DataError`` at the first mistake."""
    table = value.table()
    if "kind" not in table:
        raise value.error("缺少键“kind”", "missing key 'kind'")
    kind = table["kind"].one_of(_KINDS, Bilingual("账号检查的种类", "kind of account check"))
    return _KINDS[kind](value)


def _share(value: Value) -> Share:
    keys = ("kind", "of", "among", "least", *_BOUNDS)
    table = value.table(*keys, required=("of", "least"))
    of = _which(table["of"])
    bound, limit = _bound(value, table, _BOUNDS, 1)
    if bound in ("over_target", "under_target") and len(of.kinds) != 1:
        raise table["of"].error(
            "和目标比的只能是一种类型，如 {kind: promotion}",
            "only one kind has a target, such as {kind: promotion}",
        )
    among = _which(table["among"]) if "among" in table else Which()
    return Share(of, among, bound, limit, table["least"].whole(1))


def _gap(value: Value) -> Gap:
    table = value.table("kind", "of", "every", "least", required=("least",))
    if ("of" in table) == ("every" in table):
        raise value.error("of 和 every 写一个", "give either of or every")
    what = Bilingual("分组", "grouping")
    every = tuple(item.one_of(_EVERY, what) for item in table["every"].items()) if (
        "every" in table
    ) else ()  # fmt: skip
    of = _which(table["of"]) if "of" in table else Which()
    return Gap(of, every, table["least"].whole(1))


def _concentration(value: Value) -> Concentration:
    table = value.table("kind", "above", "least", required=("above", "least"))
    return Concentration(table["above"].number(0, 1), table["least"].whole(1))


def _frequency(value: Value) -> Frequency:
    table = value.table("kind", "quotas", "posts", "days", required=("posts", "days"))
    quotas = table["quotas"].flag() if "quotas" in table else False
    return Frequency(quotas, table["posts"].whole(1), table["days"].whole(1))


def _rhythm(value: Value) -> Rhythm:
    keys = ("silence", "spread", "least")
    table = value.table("kind", *keys, required=keys)
    return Rhythm(table["silence"].whole(1), table["spread"].number(0), table["least"].whole(3))


def _repeats(value: Value) -> Repeats:
    table = value.table("kind", "times", "channels")
    times, channels = (table[k].whole(2) if k in table else 0 for k in ("times", "channels"))
    if not times and not channels:
        raise value.error("times 和 channels 至少写一个", "give times or channels")
    return Repeats(times, channels)


def _reception(value: Value) -> Reception:
    keys = ("by", "measure", "least")
    table = value.table("kind", "above", "below", *keys, required=keys)
    by = table["by"].one_of(get_args(Group), Bilingual("分组", "grouping"))
    measure = table["measure"].one_of(get_args(Measure), Bilingual("指标", "measure"))
    bound, limit = _bound(value, table, ("above", "below"), 100)
    least = table["least"].whole(2)
    return Reception(cast("Group", by), cast("Measure", measure), bound, limit, least)


def _campaigns(value: Value) -> Campaigns:
    table = value.table("kind", "below", "views", required=("below", "views"))
    return Campaigns(table["below"].number(0, 1), table["views"].whole(1))


def _bound(
    value: Value, table: Mapping[str, Value], names: tuple[str, ...], most: float
) -> tuple[Bound, float]:
    given = [name for name in names if name in table]
    if len(given) != 1:
        raise value.error(f"{'、'.join(names)} 写一个", f"give one of {', '.join(names)}")
    return cast("Bound", given[0]), table[given[0]].number(0, most)


def _which(value: Value) -> Which:
    table = value.table("kind", "stage")
    kind, stage = Bilingual("内容类型", "kind of post"), Bilingual("阶段", "stage")
    which = Which(
        tuple(i.one_of(POST_KINDS, kind) for i in table["kind"].items()) if "kind" in table else (),
        tuple(i.one_of(STAGES, stage) for i in table["stage"].items()) if "stage" in table else (),
    )
    if which == Which():
        raise value.error("要写 kind 或 stage", "give a kind or a stage")
    return which


_KINDS: Final[Mapping[str, Callable[[Value], AccountCheck]]] = {
    "share": _share,
    "gap": _gap,
    "concentration": _concentration,
    "frequency": _frequency,
    "rhythm": _rhythm,
    "repeats": _repeats,
    "reception": _reception,
    "campaigns": _campaigns,
}
