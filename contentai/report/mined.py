"""What articles ask of a writer, for people: what several of them agree on first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from contentai.language import Bilingual
from contentai.report.visible import visible
from contentai.rulemining.lexicon import Polarity
from contentai.rulemining.mine import Mined
from contentai.rulemining.proposal import surest
from contentai.rulemining.scope import Scope
from contentai.text.names import MINED_HEADING

POLARITIES: Final[Mapping[Polarity, Bilingual]] = {
    "do": Bilingual("要", "do"),
    "dont": Bilingual("不要", "don't"),
    "warn": Bilingual("当心", "warning"),
}
SCOPES: Final[Mapping[Scope, Bilingual]] = {
    "post": Bilingual("单篇", "post"),
    "account": Bilingual("账号", "account"),
    "workflow": Bilingual("做法", "workflow"),
}
_COLON: Final = Bilingual("：", ": ")
# A longer sentence is cut: its place says where the rest is.
_LONGEST: Final = 100


def by_cluster(mined: Sequence[Mined]) -> list[list[Mined]]:
    """The clusters, those of more articles first, then by how sure they are."""
    groups: dict[int, list[Mined]] = {}
    for one in mined:
        groups.setdefault(one.cluster, []).append(one)
    return sorted(groups.values(), key=lambda group: (-articles_of(group), -sure(group)))


def speaker(group: Sequence[Mined]) -> Mined:
    """The one whose claim, scope and check stand for its cluster: as in ``rules review``."""
    return max(group, key=lambda one: surest(one.check, one.confidence))


def articles_of(group: Sequence[Mined]) -> int:
    """How many articles a cluster joins."""
    return len({one.article for one in group})


def sure(group: Sequence[Mined]) -> float:
    """The confidence of the surest of a cluster."""
    return max(one.confidence for one in group)


def as_text(
    mined: Sequence[Mined], opposed: Sequence[tuple[int, int]], articles: int
) -> Iterator[str]:
    """The lines of the report; control characters are made visible.

    ``opposed`` are pairs of clusters that ask for a thing and forbid it; ``articles`` is how
    many were read.
    """
    groups = by_cluster(mined)
    agreed = [group for group in groups if articles_of(group) > 1]
    counts = Bilingual(
        f"{articles} 篇文章，{len(mined)} 条要求，{len(groups)} 类，{len(agreed)} 类不止一篇提到",
        f"{articles} articles, {len(mined)} claims in {len(groups)} clusters, "
        f"{len(agreed)} of them in several articles",
    )
    yield f"{MINED_HEADING}{counts}\n"
    if opposed:
        words = Bilingual("说法相反，请挑一边：", "These contradict each other; choose a side:")
        yield f"\n{words}\n"
        named = {group[0].cluster: group for group in groups}
        for one, other in opposed:
            sides = " ⇄ ".join(_short(named[number]) for number in (one, other))
            yield f"  {sides}\n"
    alone = [group for group in groups if articles_of(group) == 1]
    for heading, some in (
        (Bilingual("几篇文章都提到：", "In several articles:"), agreed),
        (Bilingual("只有一篇提到：", "In one article only:"), alone),
    ):
        if some:
            yield f"\n{heading}\n"
        for group in some:
            yield from _cluster(group)


def _cluster(group: Sequence[Mined]) -> Iterator[str]:
    first = speaker(group)
    sources = articles_of(group)
    parts = [str(SCOPES[first.scope]), f"{sure(group):.2f}"]
    if sources > 1:
        parts.append(str(Bilingual(f"{sources} 篇", f"{sources} articles")))
    yield visible(f"  {_short(group)}  [{', '.join(parts)}]") + "\n"
    if first.check is not None:
        words = ", ".join(f"{name}: {value}" for name, value in first.check.items())
        yield visible(f"       check: {{{words}}}") + "\n"
    for one in group:
        text = one.sentence
        text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        yield visible(f"       {one.article}:{one.line}:{one.column}  {text}") + "\n"


def _short(group: Sequence[Mined]) -> str:
    first = speaker(group)
    return visible(f"{first.cluster:>3} {POLARITIES[first.polarity]}{_COLON}{first.claim}")
