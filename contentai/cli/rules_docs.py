"""``contentai rules docs``: a folder of pages, one a rule, and never a page of anybody else's.

Which pages of a folder are its own is told by its index, which names them all.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from contentai.cli.failure import Failure
from contentai.cli.output import CANNOT_WRITE, write_output
from contentai.language import Bilingual, several
from contentai.report.visible import visible
from contentai.rulebook.explain import INDEX_PAGE, documentation, pages_of
from contentai.workspace import Workspace

# So many pages are named; the others are counted.
_NAMED = 5


@click.command(
    "docs",
    help=str(
        Bilingual(
            "把规则说明页写进目录。配置里的规则包也写；目录里别的文件不动。",
            "Write the rule pages into a folder. Those of configured packs too; other files in "
            "the folder are left alone.",
        )
    ),
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--check",
    is_flag=True,
    help=str(Bilingual("什么也不写，有过时的就以 1 结束", "write nothing; exit 1 if any is stale")),
)
def command(folder: Path, check: bool) -> None:
    """Write one page a rule and an index; pages of rules that are gone are removed.

    With --check exit 1 when a page is out of date. 2 when a rule or the folder cannot be read.
    """
    book = Workspace.open().rulebook
    if book.errors:
        raise Failure("\n".join(map(str, book.errors)))
    pages = documentation(book)
    if check and not folder.is_dir():
        name = visible(str(folder))
        words = Bilingual(
            f"没有目录 {name}；先写出来：contentai rules docs {name}",
            f"there is no folder {name}; write it first: contentai rules docs {name}",
        )
        raise Failure(str(words))
    own = pages_of(_text(folder / INDEX_PAGE) or "")
    stale = [name for name in pages if _text(folder / name) != pages[name]]
    gone = sorted(name for name in own - pages.keys() if _text(folder / name) is not None)
    if check:
        for name in sorted((*stale, *gone)):
            page = visible(str(folder / name))
            click.echo(str(Bilingual(f"过时：{page}", f"out of date: {page}")))
        sys.exit(1 if stale or gone else 0)
    _refuse_others(folder, [name for name in stale if name not in own])
    for name in gone:
        (folder / name).unlink()
    # The index comes first: were the rest cut short, the next run would still know its pages.
    for name in sorted(stale, key=lambda name: name != INDEX_PAGE):
        write_output(folder / name, pages[name].encode(), CANNOT_WRITE)
    click.echo(str(_done(visible(str(folder)), len(pages), len(stale), gone)), err=True)


def _text(file: Path) -> str | None:
    """What is in a page; None where there is none, "" for what cannot be a page of ours."""
    if not file.is_file():
        return "" if file.exists() else None
    return file.read_text("utf-8", errors="replace")


def _refuse_others(folder: Path, names: list[str]) -> None:
    """Raises ``Failure`` where something of somebody else's stands in a page's place."""
    there = sorted(name for name in names if (folder / name).exists())
    if not there:
        return
    some, place = _some(there), visible(str(folder))
    words = Bilingual(
        f"{place} 里的 {some.zh} 不是这个命令写的，写下去会盖掉；"
        "换一个空目录，或者先把它移走、改名",
        f"{some.en} in {place} was not written by this command and would be lost; "
        "name an empty folder, or move the file away first",
    )
    raise Failure(str(words))


def _done(folder: str, all_: int, written: int, gone: list[str]) -> Bilingual:
    some = _some(gone)
    zh, en = (f"，删了 {some.zh}", f", removed {some.en}") if gone else ("", "")
    return Bilingual(
        f"{folder}：共 {all_} 页，写了 {written} 页{zh}",
        f"{folder}: {several(all_, 'page')}, {written} written{en}",
    )


def _some(names: list[str]) -> Bilingual:
    """Some names, the first few and how many there are."""
    first, more = names[:_NAMED], len(names) - _NAMED
    zh, en = "、".join(first), ", ".join(first)
    if more > 0:
        return Bilingual(f"{zh} 等 {len(names)} 个", f"{en} and {more} more")
    return Bilingual(zh, en)
