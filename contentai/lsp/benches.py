"""Workspaces that stand ready to judge, one for each configuration that open drafts have.

A draft's configuration is the nearest one above it, as it is for ``contentai lint`` in its
folder, or the one that the editor's settings name. Whether a workspace still stands for what
lies on the disk is looked at whenever it is asked for.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from contentai.config import find_config, load_config
from contentai.config.packs import empty_packs, pack_folders
from contentai.config.place import KEPT
from contentai.language import Bilingual
from contentai.lint.stamps import Tree, state
from contentai.linter import Linter
from contentai.located import DataError
from contentai.lsp.places import Place
from contentai.workspace import Workspace

_RULES = (".yaml", ".yml", ".json", KEPT)


@dataclass(frozen=True, slots=True)
class Options:
    """What the settings of an editor say; they win over front matter and configuration.

    ``config`` is relative to the draft's workspace folder.
    """

    config: str | None = None
    channel: str | None = None
    stage: str | None = None
    segments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bench:
    """A workspace under the options of an editor, or the fault that keeps it from being one.

    ``config`` is the file of the configuration, ``trees`` what the workspace was made from and
    ``state`` what that was like. ``notes`` is what a writer should know besides: a pack without
    rules, no model and so no scores.
    """

    linter: Linter | DataError
    config: Path | None
    trees: tuple[Tree, ...]
    state: str
    notes: tuple[Bilingual, ...] = ()

    @property
    def faults(self) -> tuple[DataError, ...]:
        """What is wrong with the configuration and with rule files."""
        if isinstance(self.linter, DataError):
            return (self.linter,)
        return self.linter.workspace.rulebook.errors

    def holds(self) -> bool:
        """True when no file that it was made from has been touched."""
        return state(self.trees)[0] == self.state


_Key = tuple[Path | None, Options]


@dataclass
class Benches:
    """The benches by configuration and options. Not for several threads at once."""

    config: Path | None = None
    _open: dict[_Key, Bench] = field(default_factory=dict)

    def at(self, place: Place, options: Options) -> Bench:
        """The bench for a draft, set up anew where its files have changed. Never raises."""
        config = self._config(place, options)
        key = config, replace(options, config=None)
        bench = self._open.get(key)
        if bench is None or not bench.holds():
            bench = self._open[key] = _bench(config, options)
        return bench

    def hold(self) -> bool:
        """True when every bench that stands is whole and up to date."""
        return all(not bench.faults and bench.holds() for bench in self._open.values())

    def forget(self) -> None:
        """Set up all of them anew when they are next asked for."""
        self._open.clear()

    def faults_of(self, config: Path | None) -> tuple[DataError, ...]:
        """What is wrong with a configuration as it lies on the disk; nothing once it is gone."""
        if config is not None and not os.path.lexists(config):
            return ()
        return _bench(config, Options()).faults

    def _config(self, place: Place, options: Options) -> Path | None:
        if options.config:
            return (place.root or Path()) / options.config
        if self.config:
            return self.config
        start = place.path.parent if place.path else place.root
        return find_config(start) if start else None


def _bench(config: Path | None, options: Options) -> Bench:
    trees = _trees(config)
    with suppress(DataError):
        trees = _trees(config, Workspace(load_config(config)))
    at_rest = state(trees)[0]  # before they are read: what changes meanwhile is seen later
    try:
        workspace = Workspace(load_config(config))
        if _trees(config, workspace) != trees:
            at_rest = ""
        linter = workspace.with_options(
            channel=options.channel, stage=options.stage, segments=options.segments
        )
        linter.check()
        return Bench(linter, config, trees, at_rest, _notes(workspace))
    except DataError as error:
        if error.file and Tree(error.file) not in trees:
            trees = (*trees, Tree(error.file))
            at_rest = state(trees)[0]
        return Bench(error, config, trees, at_rest)


def _notes(workspace: Workspace) -> tuple[Bilingual, ...]:
    problem, packs = workspace.model_problem, workspace.config.packs
    void = (Bilingual(str(e.told), str(e.told)) for e in empty_packs(packs) if not e.begun)
    # A run fails without scores; here it is told like any other.
    return (*workspace.notes, *void, *((problem,) if problem else ()))


def _trees(config: Path | None, workspace: Workspace | None = None) -> tuple[Tree, ...]:
    if workspace is None:
        return (Tree(str(config)),) if config else ()
    read = workspace.config
    return (
        *(Tree(str(file)) for file in read.files),
        *(Tree(str(folder), _RULES) for folder in pack_folders(read.packs)),
        *((Tree(str(read.models)),) if read.models else ()),
    )
