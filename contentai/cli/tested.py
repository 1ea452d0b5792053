"""Which rules ``contentai rules test`` runs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from contentai import resources
from contentai.cli.failure import Failure
from contentai.config.packs import pack_folders
from contentai.language import Bilingual
from contentai.rulebook.loader import Rulebook, covers, load_rulebook, rule_files
from contentai.rulenames import plain_name
from contentai.workspace import Workspace


def tested(workspace: Workspace, path: Path | None) -> Rulebook:
    """The built-in rules with those in ``path``, or without it those of the configuration.

    What is no path may be the name of a rule (see ``covers``) or a pack: then it is these alone.
    A path in a configured pack is read with all that are configured: its rules may build on
    theirs. Raises ``Failure`` for a folder without rules, and ``DataError``.
    """
    if path is None:
        return workspace.rulebook
    if not path.exists() and (named := _named(workspace.rulebook, str(path))):
        return named
    own = resources.rules_dir()
    if path.is_dir() and not rule_files(path):
        words = Bilingual(f"{path} 里没有规则文件", f"{path} holds no rule files")
        raise Failure(str(words))
    packs = list(pack_folders(workspace.config.packs))
    if path.is_dir() and any(_lies_in(path, pack) for pack in packs):
        return _part(workspace.rulebook, (own, path))
    return load_rulebook([own] if _lies_in(path, own) else [own, path])


def _named(book: Rulebook, name: str) -> Rulebook | None:
    """The rules that a name stands for; None where it stands for none."""
    rules = {
        id: rule
        for id, rule in book.rules.items()
        if covers(plain_name(name), id) or rule.pack == name
    }
    return replace(book, rules=rules, errors=()) if rules else None


def _part(book: Rulebook, folders: Sequence[Path]) -> Rulebook:
    """The rules in the folders and what is wrong there; the other rules they may build on."""

    def is_in(file: str) -> bool:
        return any(_lies_in(Path(file), folder) for folder in folders)

    rules = {id: rule for id, rule in book.rules.items() if is_in(rule.file)}
    return replace(book, rules=rules, errors=tuple(e for e in book.errors if is_in(e.file)))


def _lies_in(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
