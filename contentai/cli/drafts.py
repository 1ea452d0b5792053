"""Which drafts a command is given, and their bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from contentai.cli.standard import read_standard_input
from contentai.language import Bilingual
from contentai.lint.reading import FileError, Found, discover, read_data

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft by the name that reports use. ``file`` is None for standard input."""

    name: str
    data: bytes | FileError
    file: Path | None = None


def drafts(paths: Iterable[str], stdin_name: str, notes: list[Bilingual]) -> Iterator[Draft]:
    """The drafts that the paths stand for, each once; what was passed over goes to ``notes``."""
    found: dict[str, Found | None] = {}
    for name in paths:
        if name == STDIN:
            found.setdefault(name, None)
            continue
        for one in discover([Path(name)]):
            if one.note:
                notes.append(one.note)
            else:
                # One file may be named twice, once by a folder or a link that leads to it.
                found.setdefault(os.path.realpath(one.path), one)
    for one_found in _progress(list(found.values())):
        if one_found is None:
            yield Draft(stdin_name, read_standard_input())
        else:
            data = one_found.error or read_data(one_found.path)
            yield Draft(str(one_found.path), data, one_found.path)


def _progress(items: list[Found | None]) -> Iterator[Found | None]:
    """The items, with a bar on a terminal when there are many."""
    with click.progressbar(
        items,
        label=str(Bilingual("检查稿件", "checking")),
        file=sys.stderr,
        hidden=not sys.stderr.isatty() or len(items) < 20,
    ) as bar:
        yield from bar
