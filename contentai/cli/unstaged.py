"""Settings that ``--staged`` goes by and that are not what a commit would hold."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from contentai.config.place import FILE_NAME
from contentai.language import Bilingual
from contentai.lint.ignoring import GIT_FILE, OWN_FILE
from contentai.lint.repository import Repository
from contentai.lint.stamps import Tree
from contentai.report.visible import visible

_MOST_NAMED = 4
_ALWAYS = frozenset({FILE_NAME, GIT_FILE, OWN_FILE})
# Of what lies in a folder of rules, and beside them in the program's own.
_SUFFIXES = (".yaml", ".yml", ".toml")


def unstaged_settings(
    repository: Repository, staged: Iterable[str], trees: Iterable[Tree], baseline: Path | None
) -> list[Bilingual]:
    """Words about settings that the working tree has otherwise than they are staged.

    ``staged`` are the names of what was looked at, ``trees`` the files that the run goes by (see
    ``dependencies.trees_of``). Drafts are read as they are staged, settings as they lie there: a
    hook, which reads both as staged, may find something else. Raises ``NoHistory``.
    """
    used = {name for tree in trees if (name := _inside(repository, tree.path))}
    accepted = _inside(repository, str(baseline)) if baseline else None
    names = sorted(
        name
        for name in {*_changed(repository), *_unknown(repository, staged, used, accepted)}
        if name == accepted
        or PurePosixPath(name).name in _ALWAYS
        or (name.endswith(_SUFFIXES) and _is_of(name, used))
    )
    if not names:
        return []
    more = "…" if len(names) > _MOST_NAMED else ""
    some = [visible(name) for name in names[:_MOST_NAMED]]
    return [
        Bilingual(
            f"{'、'.join(some)}{more} 用的是工作目录里的，和暂存的不一样；要按提交以后的样子查，"
            "先 git add 它，或运行 contentai hook run --type pre-commit",
            f"{', '.join(some)}{more}: read as in the working tree, which is not what is staged; "
            "to check what the commit will hold, git add it first, or run contentai hook run "
            "--type pre-commit",
        )
    ]


def _inside(repository: Repository, path: str) -> str | None:
    """A path as the repository names it; None for one that lies elsewhere."""
    place = os.path.realpath(path)
    below = Path(place).is_relative_to(repository.top)
    return Path(place).relative_to(repository.top).as_posix() if below else None


def _changed(repository: Repository) -> Iterator[str]:
    """What git tracks and the working tree has otherwise, or not at all."""
    listed = repository.ask("diff", "--name-only", "-z", "--no-ext-diff", "--ignore-submodules")
    return (os.fsdecode(name) for name in listed.split(b"\0") if name)


def _unknown(
    repository: Repository, staged: Iterable[str], used: Iterable[str], accepted: str | None
) -> Iterator[str]:
    """What is used and git does not track; ignore files count where what is staged lies."""
    folders = {folder for name in staged for folder in PurePosixPath(name).parents}
    named = {(folder / name).as_posix() for folder in folders for name in (GIT_FILE, OWN_FILE)}
    named.update(name for name in (*used, accepted) if name and name != ".")
    # Most folders have none, and a command line takes only so many names.
    named = {name for name in named if os.path.lexists(repository.top / name)}
    if not named:  # git would take it for everything
        return iter(())
    places = (f":(top,literal){name}" for name in sorted(named))
    listed = repository.ask("ls-files", "-z", "--others", "--full-name", "--", *places)
    return (os.fsdecode(name) for name in listed.split(b"\0") if name)


def _is_of(name: str, used: Iterable[str]) -> bool:
    return any(one in (name, ".") or name.startswith(f"{one}/") for one in used)
