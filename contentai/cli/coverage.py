"""What ``contentai rules test --coverage`` prints."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any, NamedTuple

import click

from contentai.language import Bilingual
from contentai.located import unknown_word
from contentai.rulebook.coverage import Coverage, Share, measure
from contentai.rulebook.loader import Rulebook
from contentai.rulebook.mutants import Piece, Sort
from contentai.workspace import Workspace

_NOTHING = Share(0, 0)
_SORTS = {
    Sort.PART: Bilingual("没有反例靠这一支", "part no bad example needs"),
    Sort.CONDITION: Bilingual("没有好例靠这个条件", "condition no good example needs"),
    Sort.LACKED: Bilingual("没有反例缺这一样", "need no bad example lacks"),
    Sort.MET: Bilingual("没有好例靠有这一样", "need no good example meets"),
    Sort.PATTERN: Bilingual("没有例子靠这条正则", "pattern no example needs"),
    Sort.UNLESS: Bilingual("没有好例靠这个例外", "exception no good example needs"),
}


class Demand(NamedTuple):
    """The percentage that is enough, of one pack or (None) of all that is measured."""

    percent: float
    pack: str | None = None

    def met(self, coverages: Sequence[Coverage]) -> bool:
        """True when so much of the branches and exceptions is covered."""
        own = [one for one in coverages if self.pack in (None, one.rule.pack)]
        return demanded(own).percent >= self.percent


def read_demands(
    ctx: click.Context, param: click.Parameter, values: Sequence[str]
) -> tuple[Demand, ...]:
    """Percentages, 0 to 100, of all or of a pack: ``95``, ``platform=95``."""
    return tuple(_demand(value) for value in values)


def _demand(value: str) -> Demand:
    pack, _, number = value.rpartition("=")
    try:
        percent = float(number)
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        words = Bilingual(
            f"“{value}”要写成 0 到 100 的数，或 规则包=数",
            f"{value!r} is no number from 0 to 100, nor pack=number",
        )
        raise click.BadParameter(str(words))
    return Demand(percent, pack or None)


def report_coverage(
    book: Rulebook,
    workspace: Workspace,
    folder: Path | None,
    format_: str,
    demands: Sequence[Demand],
) -> int:
    """Print the coverage of the rules in ``folder`` (None: of all); give the exit status.

    1 when less of the branches and exceptions is covered than one of the demands asks for, 2
    when a rule cannot be read. Where all demands name a pack, only those are measured.
    """
    packs = {demand.pack for demand in demands}
    for pack in sorted(filter(None, packs)):
        if all(rule.pack != pack for rule in book.rules.values()):
            known = {rule.pack for rule in book.rules.values()}
            words = unknown_word(pack, known, Bilingual("规则包", "pack"))
            raise click.BadParameter(str(words), param_hint="--min")
    wanted = frozenset(filter(None, packs)) if None not in packs else None
    coverages = list(measure(book, workspace.score, workspace.config.tokenizer, folder, wanted))
    if format_ == "json":
        click.echo(coverage_json(coverages))
    else:
        for line in coverage_lines(coverages):
            click.echo(line)
    for error in book.errors:
        click.echo(f"contentai: {error}", err=True)
    return 2 if book.errors else int(not all(demand.met(coverages) for demand in demands))


def demanded(coverages: Sequence[Coverage]) -> Share:
    """The branches and exceptions of all rules together."""
    return reduce(add, (one.branches + one.exceptions for one in coverages), _NOTHING)


def coverage_lines(coverages: Sequence[Coverage]) -> Iterator[str]:
    """A head for every rule with gaps, a line for every gap, and the totals."""
    for one in coverages:
        if one.gaps:
            shares = "  ".join(f"{name} {text}" for name, text in _shares(one) if text)
            yield f"{one.rule.id}  {shares}  {one.rule.file}"
            for piece in one.gaps:
                yield f"  {piece.line:>4}  {_SORTS[piece.sort]}: {_short(piece)}"
    branches, exceptions, terms = _totals(coverages)
    whole = demanded(coverages)
    full = sum(not one.gaps for one in coverages)
    yield str(
        Bilingual(
            f"{len(coverages)} 条规则，{full} 条没有缺口；分支 {_percent(branches)}，"
            f"例外 {_percent(exceptions)}，合计 {_percent(whole)}；词 {_percent(terms)}（不要求）",
            f"{len(coverages)} rules, {full} without gaps; branches {_percent(branches)}, "
            f"exceptions {_percent(exceptions)}, together {_percent(whole)}; "
            f"terms {_percent(terms)} (not demanded)",
        )
    )


def coverage_json(coverages: Sequence[Coverage]) -> str:
    """The same as one JSON object."""
    branches, exceptions, terms = _totals(coverages)
    whole = demanded(coverages)
    answer = {
        "version": 1,
        "summary": {
            "rules": len(coverages),
            "without_gaps": sum(not one.gaps for one in coverages),
            "percent": round(whole.percent, 2),
            "branches": _share(branches),
            "exceptions": _share(exceptions),
            "terms": _share(terms),
        },
        "rules": [
            {
                "rule": one.rule.id,
                "file": one.rule.file,
                "branches": _share(one.branches),
                "exceptions": _share(one.exceptions),
                "terms": _share(one.terms),
                "uncovered": [
                    {"sort": piece.sort.value, "line": piece.line, "text": piece.text}
                    for piece in one.uncovered
                ],
            }
            for one in coverages
        ],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _totals(coverages: Sequence[Coverage]) -> tuple[Share, Share, Share]:
    return (
        reduce(add, (one.branches for one in coverages), _NOTHING),
        reduce(add, (one.exceptions for one in coverages), _NOTHING),
        reduce(add, (one.terms for one in coverages), _NOTHING),
    )


def _shares(one: Coverage) -> Iterator[tuple[Bilingual, str]]:
    named = (
        (Bilingual("分支", "branches"), one.branches),
        (Bilingual("例外", "exceptions"), one.exceptions),
        (Bilingual("词", "terms"), one.terms),
    )
    for name, share in named:
        yield name, f"{share.covered}/{share.total}" if share.total else ""


def _percent(share: Share) -> str:
    return f"{share.covered}/{share.total} ({share.percent:.1f}%)"


def _share(share: Share) -> dict[str, Any]:
    return {"covered": share.covered, "total": share.total}


def _short(piece: Piece) -> str:
    flat = " ".join(piece.text.split())
    return flat if len(flat) <= 80 else flat[:78] + "…"
