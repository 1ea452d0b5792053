"""``contentai corpus add``: read articles and own posts into the library."""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contentai.cli.failure import Failure
from contentai.cli.library import failing, placed, print_json, say, workspace_of
from contentai.cli.usual import format_option
from contentai.language import Bilingual

if TYPE_CHECKING:
    from contentai.topics.admit import Added
    from contentai.topics.article import Article
    from contentai.topics.found import Found, Refused
    from contentai.topics.library import Library
    from contentai.workspace import Workspace

# Encoded at a time, so that memory does not grow with what is added.
_ENCODED = 256
# When a tenth or more of so many articles is new, what to suggest is worked out ahead: few take
# no time later, and many more memory than adding them does.
_AHEAD = range(500, 20_001)
_LARGE_PART = 10
# More duplicates are counted, not named; those of before are never named again.
_TOLD = 50
_COUNTS = {
    "added": Bilingual("新加", "added"),
    "updated": Bilingual("更新", "updated"),
    "unchanged": Bilingual("原有", "unchanged"),
    "duplicate": Bilingual("重复", "duplicates left out"),
    "refused": Bilingual("没收", "refused"),
}


@click.command(
    "add",
    help=str(
        Bilingual(
            "加文章：文件、目录、网页、JSONL、RSS/Atom/OPML 文件或网址。"
            "加过的不再加；改写转载的不收，说明像哪一篇。",
            "Add articles: files, folders, pages, JSONL, RSS/Atom/OPML as files or addresses. "
            "What is there is not added again; near-duplicates are left out and named.",
        )
    ),
)
@click.argument("places", nargs=-1, required=True, metavar="PATH|URL…")
@click.option(
    "--posts",
    "are_posts",
    is_flag=True,
    help=str(
        Bilingual(
            "这些文件（CSV、JSONL）是自家发过的帖子和数据",
            "the files (CSV, JSONL) are own posts with their metrics",
        )
    ),
)
@click.option(
    "--keep-duplicates",
    is_flag=True,
    help=str(Bilingual("改写转载的也收", "keep near-duplicates too")),
)
@click.option(
    "--no-pages",
    is_flag=True,
    help=str(
        Bilingual(
            "订阅源只有摘要时不去抓原网页", "do not fetch the pages of feeds that carry summaries"
        )
    ),
)
@format_option()
@placed
def command(
    places: tuple[str, ...],
    are_posts: bool,
    keep_duplicates: bool,
    no_pages: bool,
    format_: str,
    file: Path | None,
    config: Path | None,
) -> None:
    """Exit 0 when all could be read, 2 when something could not (the rest is stored)."""
    from contentai.topics.library import Library
    from contentai.topics.store import is_there

    workspace = workspace_of(config)
    target = file or workspace.library_file
    if are_posts:
        _add_posts(target, places)
        return
    report = _Report(format_)
    with ExitStack() as stack:
        stack.enter_context(failing())
        library: Library | None = None
        if is_there(target):
            library = stack.enter_context(Library.write(target))

        def knows(url: str) -> bool:
            return library is not None and library.knows(url)

        try:
            incoming = stack.enter_context(closing(_incoming(knows, places, no_pages, report)))
            # What cannot be read must leave no empty library behind.
            first = next(incoming, None)
            if first is not None:
                library = library or stack.enter_context(Library.write(target))
                embedding = _Embedding(workspace, library)
                for one in library.add(chain([first], incoming), keep_duplicates):
                    report.tell(one)
                    if one.status in ("added", "updated"):
                        embedding.take(one.found.article)
                embedding.finish()
        except KeyboardInterrupt:
            words = Bilingual(
                "中断了；读完的都存好了，再运行一次接着加",
                "interrupted; what was read is stored, run it again to go on",
            )
            raise Failure(str(words)) from None
    report.sum_up()
    fresh = report.counts["added"] + report.counts["updated"]
    if fresh:
        _work_ahead(workspace, target, fresh)
    sys.exit(2 if report.counts["refused"] else 0)


def _incoming(
    knows: Callable[[str], bool], places: tuple[str, ...], no_pages: bool, report: _Report
) -> Generator[Found]:
    from contentai.topics.fetch import Fetcher
    from contentai.topics.found import Found
    from contentai.topics.intake import Intake

    with Fetcher() as fetcher:
        for one in Intake(fetcher, knows, not no_pages).read(places):
            if isinstance(one, Found):
                yield one
            else:
                report.refuse(one)


def _add_posts(target: Path, places: tuple[str, ...]) -> None:
    from contentai.topics.library import Library
    from contentai.topics.posts import load_posts

    for place in places:
        read = load_posts(Path(place))
        with failing(), Library.write(target) as library:
            count = library.add_posts(read.posts)
        for notice in read.notices:
            say(str(notice))
        words = Bilingual(
            f"{place}：{count} 条帖子，{len(read.notices)} 处有问题",
            f"{place}: {count} posts, {len(read.notices)} problems",
        )
        click.echo(str(words))


def _work_ahead(workspace: Workspace, target: Path, fresh: int) -> None:
    """Suggest for all segments what the library will remember; stopped or in vain, that is all."""
    from contentai.cli.topics_input import load_landscape
    from contentai.embedding.static_model import EmbedderError
    from contentai.located import DataError
    from contentai.topics.library import Library

    with suppress(KeyboardInterrupt, Failure, DataError, EmbedderError):
        with failing(), Library.read(target) as library:
            count = library.stats().articles
        if count not in _AHEAD or fresh * _LARGE_PART < count:
            return
        words = Bilingual(
            "都存好了；再为各分群把选题找好，以后问得快（可以 Ctrl-C）",
            "all is stored; finding topics ahead, so that asking is quick (Ctrl-C to leave it)",
        )
        say(str(words))
        land = load_landscape(workspace, None, (), None, target, datetime.date.today()).land
        for segment in () if land.only_titles else land.segments:
            workspace.suggest(land, segment)


class _Embedding:
    """Encodes what is new while it is added, so that the first suggestion need not."""

    def __init__(self, workspace: Workspace, library: Library) -> None:
        self._workspace, self._library = workspace, library
        self._waiting: list[Article] = []
        self._failed = False

    def take(self, article: Article) -> None:
        self._waiting.append(article)
        if len(self._waiting) >= _ENCODED:
            self.finish()

    def finish(self) -> None:
        from contentai.embedding.static_model import EmbedderError

        waiting, self._waiting = self._waiting, []
        if self._failed or not waiting:
            return
        try:
            self._library.vectors(waiting, self._workspace.encoder)
        except EmbedderError as error:
            self._failed = True
            words = Bilingual(
                f"文章存好了，但没有算向量：{error}", f"stored, but not embedded: {error}"
            )
            say(str(words))


class _Report:
    """What became of everything, as lines while it happens or as JSON at the end."""

    def __init__(self, format_: str) -> None:
        self.counts: Counter[str] = Counter()
        self._is_json = format_ == "json"
        self._articles: list[dict[str, Any]] = []
        self._refusals: list[dict[str, str]] = []
        self._told = 0

    def refuse(self, one: Refused) -> None:
        self.counts["refused"] += one.is_error
        say(str(one))
        self._refusals.append({"where": one.where, "message": str(one.words)})

    def tell(self, one: Added) -> None:
        self.counts[one.status] += 1
        where, title = one.found.where, one.found.article.title
        if self._is_json:
            self._articles.append(
                {
                    "id": one.id,
                    "status": one.status,
                    "where": where,
                    "title": title,
                    "of": one.of,
                    "likeness": round(one.likeness, 4) if one.of else None,
                    "notes": [str(note) for note in one.found.notes],
                }
            )
            return
        if one.status == "duplicate" and not one.is_known and self._told < _TOLD:
            self._told += 1
            words = Bilingual(
                f"和 {one.of} 重复（相似度 {one.likeness:.2f}），没有收：{title}",
                f"repeats {one.of} (likeness {one.likeness:.2f}), left out: {title}",
            )
            say(f"{where}: {words}")
        for note in one.found.notes:
            say(f"{where}: {note}")

    def sum_up(self) -> None:
        if self._is_json:
            counts = {name: self.counts[name] for name in _COUNTS}
            print_json({**counts, "articles": self._articles, "refusals": self._refusals})
            return
        if self._told < self.counts["duplicate"]:
            words = Bilingual(
                "重复的没有全部列出来，看 contentai corpus list --duplicates",
                "not all duplicates are named here: see contentai corpus list --duplicates",
            )
            say(str(words))
        parts = [
            f"{words} {self.counts[name]}" for name, words in _COUNTS.items() if self.counts[name]
        ]
        nothing = str(Bilingual("没有文章", "no articles"))
        click.echo(str(Bilingual("，", ", ")).join(parts) or nothing)
