"""``contentai corpus``: the library of articles and own posts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contentai.cli import corpus_add
from contentai.cli.failure import Failure
from contentai.cli.library import failing, placed, print_json, workspace_of
from contentai.cli.usual import format_option
from contentai.language import Bilingual

if TYPE_CHECKING:
    from contentai.topics.library import Library


@click.group(
    "corpus",
    help=str(
        Bilingual(
            "管理资料库：找选题用的文章，和自家发过的帖子。",
            "The library: articles to find topics in, and the account's own posts.",
        )
    ),
)
def command() -> None:
    """The group of library commands."""


command.add_command(corpus_add.command)


@contextmanager
def _reading(file: Path | None, config: Path | None) -> Iterator[Library]:
    from contentai.topics.library import Library

    with failing(), Library.read(file or workspace_of(config).library_file) as library:
        yield library


@command.command("list", help=str(Bilingual("列出资料库里的文章。", "List the articles.")))
@click.option("--source", metavar="SOURCE", help=str(Bilingual("只看这个来源", "only this source")))
@click.option(
    "--since", metavar="YYYY-MM-DD", help=str(Bilingual("只看这一天起的", "from this day on"))
)
@click.option("--posts", "are_posts", is_flag=True, help=str(Bilingual("列帖子", "list posts")))
@click.option(
    "--duplicates",
    is_flag=True,
    help=str(Bilingual("列没收的重复文章", "list the duplicates that were left out")),
)
@format_option()
@placed
def list_articles(
    source: str | None,
    since: str | None,
    are_posts: bool,
    duplicates: bool,
    format_: str,
    file: Path | None,
    config: Path | None,
) -> None:
    """One line an article: id, date, source, title."""
    from contentai.report.visible import visible
    from contentai.topics.table import read_date

    day = read_date(since) if since else None
    if since and day is None:
        words = Bilingual(f"看不懂日期“{since}”", f"date {since!r} is not understood")
        raise Failure(str(words))
    with _reading(file, config) as library:
        rows: list[Any] = [*library.articles()]
        if are_posts:
            rows = [*library.posts()]
        elif duplicates:
            rows = [*library.duplicates()]
    if source:
        rows = [row for row in rows if getattr(row, "source", None) == source]
    if day:
        rows = [row for row in rows if row.date and row.date >= day]
    if format_ == "json":
        print_json([asdict(row) for row in rows])
        return
    for row in rows:
        by = f"{row.channel or '-'}  {row.segment or '-'}" if are_posts else row.source
        name = f"{row.of}  {row.likeness:.2f}" if duplicates else row.id
        click.echo(visible(f"{name}  {row.date or '-'}  {by}  {row.title}"))
    click.echo(str(Bilingual(f"共 {len(rows)} 条", f"{len(rows)} in all")), err=True)


@command.command("remove", help=str(Bilingual("按编号去掉文章或帖子。", "Take out by id.")))
@click.argument("ids", nargs=-1)
@click.option(
    "--source",
    metavar="SOURCE",
    help=str(Bilingual("去掉这个来源的所有文章", "all of this source")),
)
@placed
def remove(
    ids: tuple[str, ...], source: str | None, file: Path | None, config: Path | None
) -> None:
    """Exit 2, and nothing is taken out, when an id or the source is unknown."""
    from contentai.located import unknown_word
    from contentai.topics.library import Library

    if not ids and source is None:
        words = Bilingual("要给编号，或者 --source", "give ids, or --source")
        raise Failure(str(words))
    place = file or workspace_of(config).library_file
    with _reading(place, config) as library:
        articles = library.articles()
        known = {row.id for row in articles} | {row.id for row in library.posts()}
    sources = {row.source for row in articles}
    for id in ids:
        if id not in known:
            raise Failure(str(_unknown(id, known, Bilingual("编号", "id"))))
    if source is not None and source not in sources:
        raise Failure(str(unknown_word(source, sources, Bilingual("来源", "source"))))
    chosen = {*ids, *(row.id for row in articles if row.source == source)}
    with failing(), Library.write(place) as library:
        count = library.remove(sorted(chosen))
    click.echo(str(Bilingual(f"去掉了 {count} 条", f"{count} removed")))


def _unknown(id: str, known: set[str], what: Bilingual) -> Bilingual:
    """Without the list of all ids, which may be thousands."""
    from contentai.located import nearest, unknown_word

    if nearest(id, known) or len(known) <= 20:
        return unknown_word(id, known, what)
    return Bilingual(
        f"没有编号“{id}”；用 contentai corpus list 查", f"no id {id!r}; see contentai corpus list"
    )


@command.command("stats", help=str(Bilingual("资料库里有些什么。", "What the library holds.")))
@format_option()
@placed
def stats(format_: str, file: Path | None, config: Path | None) -> None:
    """Counts, dates, and vectors by model."""
    with _reading(file, config) as library:
        found = library.stats()
        place = library.file
    if format_ == "json":
        print_json({"library": str(place), **asdict(found)})
        return
    dated = found.first is not None
    span = Bilingual(f"日期 {found.first} – {found.last}", f"dates {found.first} – {found.last}")
    size = f"{found.bytes / 1e6:.1f} MB"
    lines = (
        Bilingual(f"资料库 {place}（{size}）", f"library {place}, {size}"),
        Bilingual(
            f"文章 {found.articles} 篇，{found.characters:,} 字，{found.sources} 个来源，"
            f"{found.industries} 个行业",
            f"{found.articles} articles, {found.characters:,} characters, {found.sources} sources, "
            f"{found.industries} industries",
        ),
        *((span,) if dated else ()),
        *(
            (Bilingual(f"没有日期的 {found.undated} 篇", f"{found.undated} undated"),)
            if found.undated
            else ()
        ),
        Bilingual(
            f"没收的重复文章 {found.duplicates} 篇", f"{found.duplicates} duplicates left out"
        ),
        Bilingual(f"自家帖子 {found.posts} 条", f"{found.posts} own posts"),
        *(
            Bilingual(f"向量 {count} 个（{model}）", f"{count} vectors ({model})")
            for model, count in found.vectors.items()
        ),
    )
    for line in lines:
        click.echo(str(line))
