"""What an account's posts are for: the shares of value, service, interaction and promotion.

The articles ask for much that is of use, for service after the sale and for talk with readers,
and for little selling (claims A0-05, A0-07, A2-04, A3-04); none of them gives numbers. The
usual targets are ours.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from contentai.account.judged import JudgedPost
from contentai.language import Bilingual
from contentai.located import DataError, error_at, unknown_word
from contentai.text.names import POST_KINDS

KINDS: Final = POST_KINDS
KIND_NAMES: Final[Mapping[str, Bilingual]] = {
    "value": Bilingual("干货", "value"),
    "service": Bilingual("服务", "service"),
    "interaction": Bilingual("互动", "interaction"),
    "promotion": Bilingual("推广", "promotion"),
}
KIND_OF: Final[Mapping[str, str]] = {
    **{"value": "value", "service": "service", "interaction": "interaction"},
    **dict.fromkeys(("soft_promo", "hard_sell", "spam"), "promotion"),
}
USUAL: Final[Mapping[str, float]] = {
    **{"value": 0.5, "service": 0.2, "interaction": 0.2, "promotion": 0.1},
}


@dataclass(frozen=True, slots=True)
class Mix:
    """How many posts were of each kind; ``unknown`` are those that no model has judged."""

    counts: Mapping[str, int]
    unknown: int = 0

    @property
    def total(self) -> int:
        """The posts whose kind is known."""
        return sum(self.counts.values())

    def share(self, kind: str) -> float:
        """The kind's share of the posts whose kind is known, 0 to 1; 0 when there are none."""
        return self.counts.get(kind, 0) / self.total if self.total else 0.0

    def after(self, kind: str) -> Mix:
        """The mix after one more post of that kind."""
        return Mix({**self.counts, kind: self.counts.get(kind, 0) + 1}, self.unknown)

    def ahead(self, kind: str, targets: Mapping[str, float]) -> float:
        """How many posts the kind would be over its target after one more of it.

        Below 0: that one is due. ``targets`` are shares that sum to 1.
        """
        return self.counts.get(kind, 0) + 1 - targets.get(kind, 0.0) * (self.total + 1)

    def due(self, targets: Mapping[str, float]) -> list[str]:
        """The kinds with a target above 0, the one most behind first."""
        wanted = [kind for kind in KINDS if targets.get(kind, 0.0) > 0]
        return sorted(wanted, key=lambda kind: round(self.ahead(kind, targets), 9))


def kind_of(post: JudgedPost) -> str | None:
    """What a post is for, one of ``KINDS``; None where no model could tell."""
    return KIND_OF[post.intent] if post.intent else None


def mix_of(posts: Iterable[JudgedPost]) -> Mix:
    """The mix of some posts."""
    counts = Counter(map(kind_of, posts))
    return Mix({kind: counts[kind] for kind in KINDS}, counts[None])


def read_targets(text: str) -> dict[str, float]:
    """Shares by kind, summing to 1, from ``value=50,service=20`` (per cent).

    What is not named shares the rest as it does in ``USUAL``. Raises ``DataError``.
    """
    given: dict[str, float] = {}
    for part in filter(None, (part.strip() for part in text.replace("，", ",").split(","))):
        name, equals, number = (piece.strip() for piece in part.partition("="))
        kind = next((k for k in KINDS if name in (k, KIND_NAMES[k].zh)), None)
        if kind is None:
            raise error_at(name, unknown_word(name, KINDS, Bilingual("内容类型", "kind of post")))
        if kind in given:
            raise error_at(part, Bilingual(f"{kind} 写了两次", f"{kind} is given twice"))
        share = _percent(number.removesuffix("%")) if equals else None
        if share is None:
            words = Bilingual(
                f"“{part}”要写成 {kind}=百分数，0 到 100",
                f"{part!r}: write {kind}=per cent, 0 to 100",
            )
            raise error_at(part, words)
        given[kind] = share
    return _whole(text, given)


def targets_of(mix: Mapping[str, float]) -> dict[str, float]:
    """Shares by kind, summing to 1, from those that a configuration names (per cent)."""
    return _whole("", {kind: share / 100 for kind, share in mix.items()})


def _percent(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number / 100 if math.isfinite(number) and 0 <= number <= 100 else None


def _whole(text: str, given: Mapping[str, float]) -> dict[str, float]:
    rest = 1 - sum(given.values())
    others = {kind: USUAL[kind] for kind in KINDS if kind not in given}
    if rest < -1e-9 or (rest > 1e-9 and not others):
        total = round(100 * sum(given.values()), 2)
        raise _error(text, f"加起来是 {total:g}，不是 100", f"sums to {total:g}, not to 100")
    scale = max(rest, 0.0) / sum(others.values()) if others else 0.0
    return {kind: given.get(kind, USUAL[kind] * scale) for kind in KINDS}


def _error(text: str, zh: str, en: str) -> DataError:
    return error_at(text, Bilingual(f"比例“{text}”{zh}", f"mix {text!r} {en}"))
