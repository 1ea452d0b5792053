"""What findings depend on: the files of this program, its rules, its models and its settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from contentai import __version__, resources
from contentai.config.place import KEPT
from contentai.lint.conditions import Conditions, digest
from contentai.lint.stamps import Tree, installed_packages, state

if TYPE_CHECKING:
    from contentai.workspace import Workspace

_RULES = (".yaml", ".yml", KEPT)
#: The folder of this program.
PACKAGE = str(Path(__file__).resolve().parent)


def conditions_of(workspace: Workspace) -> Conditions:
    """Open everything, so that what is wrong with it is known. Raises ``DataError``."""
    return Conditions(
        by_path=bool(workspace.config.overrides),
        columns=workspace.config.names_columns,
        notes=workspace.notes,
        left_out=workspace.left_out,
    )


def made_by(workspace: Workspace) -> str:
    """What stands for this program, its rules, models and settings; "" while they change.

    Raises ``DataError`` for a missing pack.
    """
    at_rest, settled = state(trees_of(workspace))
    return digest("made by", __version__, installed_packages(), at_rest) if settled else ""


def trees_of(workspace: Workspace) -> tuple[Tree, ...]:
    """All files that findings depend on. Raises ``DataError`` for a missing pack."""
    from contentai.config.packs import pack_folders

    config = workspace.config
    return (
        Tree(PACKAGE, without=("__pycache__", "static", "corpora")),
        Tree(str(resources.rules_dir()), (*_RULES, ".json")),
        *(Tree(str(folder.absolute()), _RULES) for folder in pack_folders(config.packs)),
        *([Tree(str(config.models.absolute()))] if config.models else []),
        *(Tree(str(file.absolute())) for file in config.files),
    )
