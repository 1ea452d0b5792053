"""The settings that a hook goes by: those of the commit that it looks at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from contentai.config import find_config, load_config
from contentai.githooks.runs import Options
from contentai.githooks.snapshot import Snapshot
from contentai.language import Bilingual
from contentai.lint.baseline import Baseline
from contentai.lint.baselinefile import load_baseline
from contentai.lint.baselineplace import BASELINE_NAME
from contentai.lint.ignoring import GIT_FILE, OWN_FILE
from contentai.lint.repository import Repository
from contentai.located import DataError
from contentai.workspace import Workspace

# What goes with a configuration that is not the commit's.
_BESIDES = Bilingual(
    f"；{GIT_FILE}、{OWN_FILE} 和基线也用工作目录里的",
    f"; so are {GIT_FILE}, {OWN_FILE} and the baseline of the working tree",
)


@contextmanager
def workspace_of(
    repository: Repository, settings: Snapshot, options: Options, notes: list[Bilingual]
) -> Iterator[tuple[Workspace, Path]]:
    """The workspace that judges, its folder the current one, and what stands for the top.

    The configuration is that of the commit. Where it has none, or one that leans on files
    outside of the repository, that of the working tree stands in.
    """
    inside, outside = settings.folder / options.folder, repository.top / options.folder
    inside.mkdir(parents=True, exist_ok=True)
    own = find_config(inside, settings.folder)
    spare = find_config(outside) if outside.is_dir() else None
    if own:
        with chdir(inside):
            try:
                workspace = Workspace.open(config=os.path.relpath(own))
                _bring_models(settings, workspace)
                workspace.rulebook  # noqa: B018 - packs outside of the commit are missed here
            except DataError as error:
                # Only the place can be to blame when the same settings work where they lie.
                if spare is None or not _same(own, spare):
                    raise
                problem = error
            else:
                yield workspace, settings.folder
                return
        notes.append(
            Bilingual(
                f"提交里的配置单独用不了（{problem}），改用工作目录里的 {spare}{_BESIDES.zh}",
                f"the configuration of the commit cannot be used by itself ({problem}); "
                f"that of the working tree is used: {spare}{_BESIDES.en}",
            )
        )
    elif spare:
        notes.append(
            Bilingual(
                f"提交里没有配置，用的是 {spare}{_BESIDES.zh}",
                f"no configuration is in the commit; {spare} is used{_BESIDES.en}",
            )
        )
    if spare:
        with chdir(outside):
            yield Workspace.open(config=os.path.relpath(spare)), repository.top
    else:
        with chdir(inside):
            yield Workspace(load_config(None)), settings.folder


def _same(one: Path, other: Path) -> bool:
    try:
        return one.read_bytes() == other.read_bytes()
    except OSError:
        return False


def _bring_models(settings: Snapshot, workspace: Workspace) -> None:
    models = workspace.config.models
    if models:
        place = Path(os.path.normpath(models.absolute()))
        if place.is_relative_to(settings.folder):
            settings.bring(place.relative_to(settings.folder).as_posix())


def baseline_of(settings: Snapshot, root: Path, options: Options) -> Baseline | None:
    """The baseline that was named, or the nearest of the usual name in the folder and above it.

    Raises ``DataError``.
    """
    if options.baseline:
        file = Path(options.baseline)
        _bring(settings, root, file)
    else:
        here = Path.cwd()
        above = [place for place in (here, *here.parents) if place.is_relative_to(root)]
        usual = [Path(os.path.relpath(place / BASELINE_NAME)) for place in above or [here]]
        _bring(settings, root, *usual)
        found = next((file for file in usual if file.is_file()), None)
        if found is None:
            return None
        file = found
    baseline = load_baseline(file)
    if root == settings.folder:
        # Drafts that it knows and that are still there must be seen to be there.
        kept = (os.path.normpath(baseline.folder / name) for name in baseline.files)
        settings.bring(*(os.path.relpath(path, root) for path in kept))
    return baseline


def _bring(settings: Snapshot, root: Path, *files: Path) -> None:
    """Have those of the files at hand that belong to the commit."""
    places = [Path(os.path.normpath(file.absolute())) for file in files]
    if root == settings.folder:
        settings.bring(*(p.relative_to(root).as_posix() for p in places if p.is_relative_to(root)))
