"""``contentai rules budget``: how often the rules fire on innocent texts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import click

from contentai import resources
from contentai.cli.failure import Failure
from contentai.cli.usual import format_option
from contentai.language import Bilingual
from contentai.lint.budget import PER, Tally, tally
from contentai.lint.innocent import OUTSIDE, OWN, outside_texts, own_texts
from contentai.scorenames import SEVERITY_NAMES
from contentai.workspace import Workspace

_SOURCES = {"posts": Bilingual("帖子", "posts"), "titles": Bilingual("标题", "titles")}


@click.command(
    "budget",
    help=str(
        Bilingual(
            "在不推销、不夸大的文字上跑全部规则，报告每万字误报几处。超出预算以 1 结束；"
            "写了规则，还逐处列出它们的误报。",
            "Run all rules over innocent texts, report findings per 10,000 characters. "
            "Exit 1 when a rule exceeds its budget. The findings of rules named are listed.",
        )
    ),
)
@click.argument("names", nargs=-1, metavar="[RULES…]")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=str(
        Bilingual("外部数据集目录，只报告不判定", "folder of outside data sets, only reported")
    ),
)
@click.option(
    "--corpora",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=str(Bilingual("语料目录（默认用自带的）", "folder of the corpora")),
)
@format_option()
def command(names: tuple[str, ...], data: Path | None, corpora: Path | None, format_: str) -> None:
    """Exit 1 when a rule fires too often on the project's own texts, 2 on unusable data."""
    workspace = Workspace.open()
    if workspace.model_problem:
        raise Failure(str(workspace.model_problem))
    book = workspace.rulebook
    named = book.expand(names)
    texts = own_texts(corpora or resources.corpora_dir())
    tallies = tally(
        chain(texts, outside_texts(data)) if data else texts,
        book,
        lambda text: workspace.parse(text.text, title=text.title),
        workspace.score,
    )
    if format_ == "json":
        click.echo(_json(tallies))
    else:
        for line in _lines(tallies, named):
            click.echo(line)
    for error in book.errors:
        click.echo(f"contentai: {error}", err=True)
    sys.exit(2 if book.errors else 1 if any(one.exceeded for one in tallies) else 0)


def _lines(tallies: Sequence[Tally], named: frozenset[str]) -> Iterator[str]:
    sources = _sources(tallies)
    header = str(Bilingual("每万字误报", "findings per 10,000 characters"))
    colon, comma = Bilingual("：", ": "), Bilingual("、", ", ")
    yield f"{header}{colon}{str(comma).join(_named(source) for source in sources)}"
    width = max(len(str(name)) for name in SEVERITY_NAMES.values())
    for one in tallies:
        if one.hits:
            rates = "  ".join(f"{_rate(one.rate(source)):>7}" for source in sources)
            severity = f"{SEVERITY_NAMES[one.rule.severity]!s:<{width}}"
            yield f"{one.rule.id}  {severity}  {rates}  {one.rule.name}"
    for one in tallies:
        if one.exceeded or one.rule.id in named:
            yield from _hits(one)
    exceeded = sum(one.exceeded for one in tallies)
    quiet = sum(not one.hits for one in tallies)
    size = max((sum(one.characters.values()) for one in tallies), default=0)
    yield str(
        Bilingual(
            f"{len(tallies)} 条规则，{size} 字，{quiet} 条一处没报，{exceeded} 条超出预算",
            f"{len(tallies)} rules, {size} characters, {quiet} silent, {exceeded} over budget",
        )
    )


def _hits(one: Tally) -> Iterator[str]:
    yield ""
    allowed = "" if one.allowed is None else f" > {one.allowed:g}" if one.exceeded else ""
    yield f"{one.rule.id}  {one.rule.name}  {_rate(one.against)}{allowed}"
    for hit in one.hits:
        if not one.exceeded or (hit.text.source in OWN and one.counted(hit)):
            whole = "" if hit.found == hit.sentence else f"  ← {_short(hit.sentence)}"
            place = f"{_named(hit.text.source)} {hit.text.id}"
            yield f"  {place}{Bilingual('：', ': ')}{_short(hit.found)}{whole}"


def _json(tallies: Sequence[Tally]) -> str:
    rules: list[dict[str, Any]] = [
        {
            "rule": one.rule.id,
            "severity": one.rule.severity.value,
            "budget": one.allowed,
            "rate": _rounded(one.rate(*OWN)),
            "exceeded": one.exceeded,
            "sources": {
                source: {
                    "hits": one.count(source),
                    "characters": one.characters[source],
                    "rate": _rounded(one.rate(source)),
                }
                for source in _sources(tallies)
                if source in one.characters
            },
            "hits": [
                {
                    "source": hit.text.source,
                    "id": hit.text.id,
                    "found": hit.found,
                    "sentence": hit.sentence,
                }
                for hit in one.hits
                if hit.text.source in OWN
            ],
        }
        for one in tallies
    ]
    return json.dumps({"version": 1, "per": PER, "rules": rules}, ensure_ascii=False, indent=2)


def _sources(tallies: Sequence[Tally]) -> list[str]:
    seen = {source for one in tallies for source in one.characters}
    return [source for source in (*OWN, *OUTSIDE) if source in seen]


def _named(source: str) -> str:
    """What a source of texts is called; outside data sets by their files."""
    return str(_SOURCES.get(source, source))


def _rate(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:.2f}"


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 4)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:58] + "…"
