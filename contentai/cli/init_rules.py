"""The folders for rules of one's own that ``contentai init`` makes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from contentai.cli.failure import Failure
from contentai.config.packs import installed_packs
from contentai.config.place import KEPT
from contentai.language import Bilingual, reading_reason
from contentai.lint.git import NoHistory
from contentai.lint.repository import Repository
from contentai.report.visible import visible


def make_folders(folder: Path, rules: Sequence[str]) -> None:
    """Folders of rules that are not there yet; a name that a package offers is a pack.

    Made are those in ``folder``, its repository or the current folder alone: the way to
    another is more likely a slip. Raises ``Failure``.
    """
    packs = installed_packs()
    places = [folder / name for name in rules if name not in packs]
    homes = [Path(os.path.realpath(home)) for home in _homes(folder)]
    for place in places:
        is_ours = any(Path(os.path.realpath(place)).is_relative_to(home) for home in homes)
        if not is_ours and not os.path.lexists(place):
            words = Bilingual(
                f"{place} 在 {folder.absolute()} 外面，又还没有，没有替你建；"
                "写对路径，或先自己建好这个目录",
                f"{place} is outside of {folder.absolute()} and not there: it was not made; mend "
                "the path, or make that folder first",
            )
            raise Failure(visible(str(words)))
    for place in places:
        _make(place)


def _homes(folder: Path) -> Iterator[Path]:
    yield folder
    yield Path()
    try:
        yield Repository.of(folder).top
    except (NoHistory, OSError):
        return


def _make(place: Path) -> None:
    try:
        is_new = not place.exists()
        place.mkdir(parents=True, exist_ok=True)
        # Git keeps no empty folder, and one that is missing or void is a mistake.
        if not any(place.iterdir()):
            (place / KEPT).touch()
    except (OSError, ValueError) as error:
        why = reading_reason(error)
        if place.exists() and not place.is_dir():
            why = Bilingual("那里有一个同名的文件；换个名字", "a file is there; name another")
        words = Bilingual(f"建不了目录 {place}：{why.zh}", f"cannot make {place}: {why.en}")
        raise Failure(visible(str(words))) from None
    if is_new:
        words = Bilingual(f"建了放规则的目录 {place}", f"made {place} for rules")
        click.echo(visible(str(words)))
