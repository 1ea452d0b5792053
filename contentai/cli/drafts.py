"""Which drafts a command is given, and their bytes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

import click

from contentai.cli.failure import Failure
from contentai.cli.output import would_lose
from contentai.language import Bilingual
from contentai.lint.ignoring import GIT_FILE, OWN_FILE
from contentai.lint.ownreports import is_report
from contentai.lint.reading import Draft, is_draft, is_table, read_data
from contentai.lint.walking import Found, discover

T = TypeVar("T")

STDIN = "-"
# A run that is over so soon, in seconds, or of so few drafts needs no bar.
_SOON, _FEW = 1.0, 10


def find(
    paths: Iterable[str], notes: list[Bilingual], tables: Callable[[Path], bool] | None = None
) -> Mapping[str, Found | None]:
    """The drafts that the paths stand for by their real paths; None is standard input.

    What was passed over goes to ``notes``. ``tables`` as in ``walking.discover``.
    """
    found: dict[str, Found | None] = {}
    paths = list(paths)
    named = {os.path.realpath(name) for name in paths if is_table(name)}

    def wanted(table: Path) -> bool:
        """A table that is named is read: its folder need not say that it is passed over."""
        return os.path.realpath(table) in named or (tables is not None and tables(table))

    def files() -> Iterator[Path]:
        for name in paths:
            if name == STDIN:  # in its turn
                found.setdefault(name, None)
            else:
                yield Path(name)

    for one in discover(files(), wanted, tell_passed=True):
        if one.note:
            notes.append(one.note)
        else:
            # One file may be named twice, once by a folder or a link that leads to it.
            found.setdefault(os.path.realpath(one.path), one)
    return found


def read(
    found: Iterable[Found | None],
    standard: Draft | None,
    columns: Callable[[str], str | None],
    notes: list[Bilingual],
) -> Iterator[Draft]:
    """The drafts with their bytes, each read when it is its turn; of a table its rows.

    ``standard`` is standard input, where that is among them. ``columns`` names the column with
    the text of a table, where that is known.
    """
    for one in found:
        if one is None:
            assert standard
            yield from opened(standard, columns, notes)
        else:
            file = Draft(str(one.path), one.error or read_data(one.path), one.path)
            yield from opened_draft(file, columns, notes)


def opened_draft(
    file: Draft, columns: Callable[[str], str | None], notes: list[Bilingual]
) -> Iterator[Draft]:
    """The drafts that a file holds, as ``opened``; of a report of this program none, and a note."""
    if is_report(file.data):
        words = Bilingual(
            f"{file.name} 是 contentai 的报告，不是稿件，跳过了",
            f"{file.name} is a report of contentai, no draft: left out",
        )
        notes.append(words)
        return
    yield from opened(file, columns, notes)


def excluded(count: int) -> Bilingual:
    """That drafts changed and none of them is looked at, for their folders leave them out."""
    return Bilingual(
        f"改动的 {count} 份被 {GIT_FILE} 或 {OWN_FILE} 排除，没有检查",
        f"{count} changed, left out by {GIT_FILE} or {OWN_FILE} and not checked",
    )


def check_spares_drafts(
    output: Path, paths: Iterable[str], tables: Callable[[Path], bool] | None = None
) -> None:
    """Refuse to write a report over a draft: one of the paths, in one of them, or elsewhere.

    Whether this run would read it makes no difference: it would be lost. Former reports may be
    written over; so may, elsewhere, what is empty or has no draft's suffix. ``tables`` as in
    ``walking.discover``. Raises ``Failure``.
    """
    named = would_lose(output, paths, lambda file: is_draft(file, tables))
    if not (named or _looks_like_draft(output)) or is_report(read_data(output)):
        return
    words = Bilingual(
        f"--output {output} 是稿件，写进去会盖掉它；换个名字",
        f"--output {output} is a draft and would be lost; name another file",
    )
    if not named:
        words = Bilingual(
            f"--output {output} 已经有了，认不出是 contentai 的报告，看后缀是稿件，写进去会盖掉它；"
            "换个名字，或先删掉它",
            f"--output {output} is there, not known for a report of contentai and a draft by "
            "its suffix: it would be lost; name another file, or delete it first",
        )
    raise Failure(str(words))


def _looks_like_draft(output: Path) -> bool:
    target = Path(os.path.realpath(output))
    return target.is_file() and target.stat().st_size > 0 and is_draft(target, lambda _: True)


def opened(
    file: Draft, columns: Callable[[str], str | None], notes: list[Bilingual]
) -> Iterator[Draft]:
    """The drafts that a file holds: it alone, or the rows of a table."""
    if not is_table(file.name):
        yield file
        return
    from contentai.lint.rows import drafts_in

    yield from drafts_in(file, columns(file.name), notes)


def with_progress(items: Iterable[T], total: int | None) -> Iterator[T]:
    """The items, with a bar on standard error when that is a terminal and it takes a while.

    Without a ``total`` it counts.
    """
    if (total is not None and total < _FEW) or not sys.stderr.isatty():
        yield from items
        return
    with ExitStack() as stack:
        bar: Any = None
        started = time.monotonic()
        for done, item in enumerate(items, 1):
            yield item
            if bar is not None:
                bar.update(1)
            elif time.monotonic() - started > _SOON:
                label = str(Bilingual("检查稿件", "checking"))
                bar = stack.enter_context(
                    click.progressbar(length=total, label=label, file=sys.stderr, show_pos=True)
                )
                bar.update(done)
