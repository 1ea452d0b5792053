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

from contentai.cli.standard import read_standard_input
from contentai.language import Bilingual
from contentai.lint.reading import Draft, Found, discover, is_table, read_data

T = TypeVar("T")

STDIN = "-"
# A run that is over so soon, in seconds, or of so few drafts needs no bar.
_SOON, _FEW = 1.0, 10


def find(
    paths: Iterable[str], notes: list[Bilingual], tables: Callable[[Path], bool] | None = None
) -> Mapping[str, Found | None]:
    """The drafts that the paths stand for by their real paths; None is standard input.

    What was passed over goes to ``notes``. ``tables`` as in ``reading.discover``.
    """
    found: dict[str, Found | None] = {}
    for name in paths:
        if name == STDIN:
            found.setdefault(name, None)
            continue
        for one in discover([Path(name)], tables):
            if one.note:
                notes.append(one.note)
            else:
                # One file may be named twice, once by a folder or a link that leads to it.
                found.setdefault(os.path.realpath(one.path), one)
    return found


def read(
    found: Iterable[Found | None],
    stdin_name: str,
    columns: Callable[[str], str | None],
    notes: list[Bilingual],
) -> Iterator[Draft]:
    """The drafts with their bytes, each read when it is its turn; of a table its rows.

    ``columns`` names the column with the text of a table, where that is known.
    """
    for one in found:
        if one is None:
            file = Draft(stdin_name, read_standard_input())
        else:
            file = Draft(str(one.path), one.error or read_data(one.path), one.path)
        yield from opened(file, columns, notes)


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
