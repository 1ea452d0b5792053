"""``contentai rules mine``: what articles about writing ask of a writer, as proposals."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentai.cli.drafts import STDIN, find, read
from contentai.cli.output import check_spares, file_or_standard, write_report
from contentai.cli.standard import read_standard_input
from contentai.cli.text import ReadDraft, read_draft
from contentai.cli.usual import format_option
from contentai.dependencies import trees_of
from contentai.language import Bilingual
from contentai.lint.ownreports import is_report
from contentai.lint.reading import Draft, FileError, is_draft, read_data
from contentai.report.visible import visible
from contentai.workspace import Workspace

if TYPE_CHECKING:
    from contentai.diagnostics import Span
    from contentai.rulemining.mine import Article, Place, Yield


@click.command(
    "mine",
    help=str(
        Bilingual(
            "从讲写作和运营的文章里找出要求。要做的、不要做的、会有什么后果，"
            "附原句和位置，几篇都说的归在一起。按词和词性判断，见 docs/mining.md；"
            "结果交给 rules review 变成规则。",
            "Find what articles about writing ask of a writer. What to do, what not to, what "
            "follows, each with its sentence and place; what several say is put together. "
            "contentai rules review makes rules of the result.",
        )
    ),
)
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE…")
@format_option()
@click.option(
    "--output",
    metavar="FILE",
    callback=file_or_standard,
    help=str(Bilingual("写到文件（默认打印）", "write to a file instead of printing")),
)
def command(articles: tuple[str, ...], format_: str, output: Path | None) -> None:
    """Mine the articles; exit 2 when one could not be read, the others are mined all the same."""
    named = [name for name in articles if name != STDIN]
    workspace = Workspace.open()
    check_spares(
        output,
        named,
        lambda at: is_draft(at, lambda _: True) and not is_report(read_data(at)),
        trees_of(workspace),
    )
    from contentai.rulemining.mine import mine

    found, notes, broken = _read_all(articles, workspace)
    mined = mine(found, workspace.encoder)
    for copy, original in mined.copies:
        words = Bilingual(
            f"{copy} 和 {original} 是同一篇，只算一次", f"{copy} is {original} again: counted once"
        )
        notes.append(words)
    for note in notes:
        click.echo(visible(str(note)), err=True)
    write_report(_report(mined, len(found), format_, workspace), output)
    sys.exit(2 if broken else 0)


def _read_all(
    names: Sequence[str], workspace: Workspace
) -> tuple[list[Article], list[Bilingual], bool]:
    """The articles, what there is to be said of them, and whether some could not be read."""
    from contentai.rulemining.mine import Article

    notes: list[Bilingual] = []
    config = workspace.config

    def column(name: str) -> str | None:
        return config.under(config.applied(name)).text_column

    articles: list[Article] = []
    broken = False
    places = find(names, notes)
    standard = Draft(STDIN, read_standard_input()) if None in places.values() else None
    for draft in read(places.values(), standard, column, notes):
        found = read_draft(draft, workspace)
        if isinstance(found, FileError):
            broken = True
            click.echo(visible(f"contentai: {draft.name}: {found.words}"), err=True)
        else:
            articles.append(Article(found.name, found.document, _placing(found)))
    return articles, notes, broken


def _placing(draft: ReadDraft) -> Callable[[Span], Place]:
    from contentai.rulemining.mine import Place

    def place(reading: Span) -> Place:
        source = draft.document.source_span(reading)
        return Place(draft.of_source(source), *draft.position(source.start))

    return place


def _report(mined: Yield, articles: int, format_: str, workspace: Workspace) -> Iterator[str]:
    if format_ == "json":
        rows = [one.row() for one in mined.mined]
        yield json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
        return
    from contentai.report.mined import as_text
    from contentai.rulemining.cluster import Said, opposed

    said = [Said(one.polarity, one.claim) for one in mined.mined]
    pairs = opposed(said, [one.cluster for one in mined.mined], workspace.encoder)
    yield from as_text(mined.mined, pairs, articles - len(mined.copies))
