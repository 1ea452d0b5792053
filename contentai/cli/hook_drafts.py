"""The drafts that a hook looks at: what a commit or a push changes, less what is left out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from contentai.cli.drafts import opened, opened_draft
from contentai.cli.failure import Failure
from contentai.config import Config
from contentai.githooks.snapshot import Snapshot
from contentai.language import Bilingual
from contentai.lint.changed import Former, changed_rows, former_of
from contentai.lint.picking import pick, unresolved
from contentai.lint.reading import Draft, is_table, read_data
from contentai.lint.repository import Change, Repository
from contentai.report.visible import visible

# By their names from the top: what changed, and the blobs that it held in each place before.
Changes = Mapping[str, tuple[Change, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Given:
    """A draft and what it held in each place that it is compared with.

    One that ``is_beside`` others is a row of a table that did not change, and no news: the rows
    share what a baseline accepts, and it has its part of that first.
    """

    draft: Draft
    before: tuple[Former, ...] = ()
    is_beside: bool = False


def from_top(repository: Repository, names: Sequence[str]) -> list[str]:
    """Files and folders as somebody in the current folder names them, by their names from the top.

    The top itself is ``.``. Raises ``Failure`` for what lies outside of the repository.
    """
    found = []
    for name in names:
        path = Path(name)
        place = unresolved(path)
        # A link to a file that is committed is meant itself, not what it leads to.
        if path.is_dir() or (path.is_symlink() and not repository.knows(place, "HEAD")):
            place = Path(os.path.realpath(path))
        if not place.is_relative_to(repository.top):
            words = Bilingual(
                f"{name} 不在仓库 {repository.top} 里，没有检查；给仓库里的文件或目录",
                f"{name} is not in the repository {repository.top} and was not checked; name what "
                "lies in it",
            )
            raise Failure(visible(str(words)))
        found.append(place.relative_to(repository.top).as_posix())
    return found


def among(changes: Changes, names: Iterable[str], settings: Snapshot) -> Changes:
    """Of the changes those of files and folders that are named from the top.

    A named file that did not change is among them too: whoever names it wants to know. A link
    that is committed is not.
    """
    found: dict[str, tuple[Change, tuple[str, ...]]] = {}
    for name in names:
        if name in settings.links:
            continue
        below = "" if name == "." else f"{name}/"
        if name in changes or name in settings.blobs:
            new = Change(name, None, settings.blobs.get(name))
            found[name] = changes.get(name, (new, ()))
        elif (
            any(one.startswith(below) for one in settings.blobs)
            or (settings.repository.top / name).is_dir()
        ):
            found |= {one: change for one, change in changes.items() if one.startswith(below)}
        else:
            found[name] = Change(name, None), ()
    return found


def drafts(
    repository: Repository,
    changes: Changes,
    root: Path,
    config: Config,
    notes: list[Bilingual],
    ignored: list[Path],
    accepts: Callable[[str], bool] = lambda _: False,
) -> Iterator[Given]:
    """The changed drafts, of tables the changed rows, each with what it is compared with.

    ``root`` stands for the top; ``accepts`` as for ``compared``. Drafts that folders leave out go
    to ``ignored``, also those that were named: whoever calls a hook names whatever was committed.
    """

    def columns(path: str) -> str | None:
        return config.under(config.applied(path)).text_column

    def is_wanted(path: Path) -> bool:
        return columns(str(path)) is not None

    by_place = {root / name: one for name, one in changes.items()}
    for name, place in pick(Path(), by_place, is_wanted, ignored, notes):
        change, bases = by_place[place]
        if change.blob is None:
            data = read_data(repository.top / change.name)
        else:
            data = repository.content(change.blob, change.name)
        file = Draft(str(name), data)
        held = [repository.content(blob, change.name) for blob in bases]
        now = opened_draft(file, columns, notes)
        yield from compared(now, file.name, held, columns, accepts)


def compared(
    now: Iterable[Draft],
    name: str,
    held: Iterable[bytes],
    columns: Callable[[str], str | None],
    accepts: Callable[[str], bool] = lambda _: False,
) -> Iterator[Given]:
    """The drafts of a file beside what it held in each place, of a table the rows new to all.

    Of a table of which a baseline ``accepts`` something the others come before them.
    """
    if is_table(name):
        rows = new = list(now)
        for data in held:
            new = list(changed_rows(new, list(opened(Draft(name, data), columns, []))))
        if new and accepts(name):
            ids = set(map(id, new))
            yield from (Given(row, is_beside=True) for row in rows if id(row) not in ids)
        yield from map(Given, new)
    else:
        # A picture that became a draft is all new.
        known = tuple(filter(None, (former_of(data, name) for data in held)))
        yield from (Given(draft, known) for draft in now)
