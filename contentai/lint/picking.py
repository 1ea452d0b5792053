"""Which of some files a path stands for, by the rules by which folders are walked.

For files that need not lie on the disk, such as staged ones.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from contentai.language import Bilingual
from contentai.lint.ignoring import Ignoring, ignoring_at
from contentai.lint.reading import is_draft, is_hidden


def pick(
    path: Path,
    places: Iterable[Path],
    tables: Callable[[Path], bool] | None,
    ignored: list[Path],
    problems: list[Bilingual],
) -> Iterator[tuple[Path, Path]]:
    """Of absolute, link-free places those that ``path`` stands for, in name order.

    Each comes with its name as ``path`` would give it. A file named directly is always taken;
    of a folder, see ``walking.discover``. Drafts that are left out go to ``ignored``, lines of
    ignore files that cannot be used to ``problems``.
    """
    here = Path(os.path.realpath(path))
    found = problems if path.is_dir() else []
    known = {here: ignoring_at(path, found)}
    for place in sorted(places):
        if place == here or place == unresolved(path):
            yield path, place
        elif place.is_relative_to(here) and is_draft(place, tables):
            inside = place.relative_to(here)
            if any(is_hidden(part) for part in inside.parts):
                continue
            if _ignored(here, inside, known, found):
                ignored.append(place)
            else:
                yield path / inside, place


def left_out(root: Path, file: Path) -> bool:
    """True when a walk of the folder ``root`` would not come upon a draft of this path.

    Only folders and names count, not the suffix. What does not lie in ``root`` is not left out.
    """
    here, place = Path(os.path.realpath(root)), unresolved(file)
    if not place.is_relative_to(here):
        return False
    inside = place.relative_to(here)
    hidden = any(is_hidden(part) for part in inside.parts)
    return hidden or _ignored(here, inside, {here: ignoring_at(root, [])}, [])


def unresolved(path: Path) -> Path:
    """Where a file named directly lies, when it is a link itself."""
    return Path(os.path.realpath(path.absolute().parent)) / path.name


def _ignored(
    root: Path, inside: Path, known: dict[Path, Ignoring], problems: list[Bilingual]
) -> bool:
    folder = root
    for part in inside.parts[:-1]:
        if known[folder].ignores(part, True):
            return True
        below = folder / part
        if below not in known:
            known[below] = known[folder].inside(below, part, problems)
        folder = below
    return known[folder].ignores(inside.name, False)
