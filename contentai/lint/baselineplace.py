"""Where the baseline is that nobody named: looked for upward, as the configuration is."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from contentai.language import Bilingual
from contentai.located import DataError

if TYPE_CHECKING:
    from contentai.lint.outcome import FileOutcome

BASELINE_NAME: Final = "contentai-baseline.json"


def nearest_baseline(config: Path | None) -> Path | None:
    """The nearest one in the current folder or above it, as seen from here; None without one.

    Up to the top of the repository, as hooks look for it, and to the configuration in force,
    ``config``: what a run in a folder accepts is what one above it does.
    """
    for folder in _folders(config):
        with suppress(OSError):
            if (folder / BASELINE_NAME).is_file():
                return Path(os.path.relpath(folder / BASELINE_NAME))
    return None


def new_baseline(config: Path | None) -> Path:
    """Where one is made that is found from all folders that the configuration holds for.

    Beside that, or at the top of the repository where there is none in it.
    """
    here, top = Path.cwd(), _repository()
    beside = _home(config)
    if beside and (top is None or beside.is_relative_to(top)):
        return Path(os.path.relpath(beside / BASELINE_NAME))
    return Path(os.path.relpath((top or here) / BASELINE_NAME))


def unused_baseline(config: Path | None, outcomes: Iterable[FileOutcome]) -> list[Bilingual]:
    """That a baseline, which hooks find by themselves, accepts some of this and was not used."""
    file = nearest_baseline(config)
    if file is None or not _accepts(file, outcomes):
        return []
    way = shlex.join(["--baseline", str(file)])
    words = Bilingual(
        f"有基线 {file}，这次没有用，里面记下的也报了；不要报就写 {way}",
        f"the baseline {file} was not used and what it accepts is reported, too; leave that out "
        f"by {way}",
    )
    return [words]


def _accepts(file: Path, outcomes: Iterable[FileOutcome]) -> bool:
    """True when the baseline takes a finding; of one that cannot be read who uses it is told."""
    from contentai.lint.baselinefile import load_baseline  # most runs have none

    with suppress(DataError):
        baseline = load_baseline(file)
        return any(len(baseline.accept(one).findings) < len(one.findings) for one in outcomes)
    return False


def _folders(config: Path | None) -> Iterator[Path]:
    here = Path.cwd()
    tops = [top for top in (_repository(), _home(config)) if top]
    yield here
    yield from (p for p in here.parents if any(p.is_relative_to(top) for top in tops))


def _home(config: Path | None) -> Path | None:
    """The folder of the configuration, where that is this one or above it.

    Of a link that is where it lies: it holds for what is there.
    """
    folder = Path(os.path.realpath(config.parent)) if config else None
    return folder if folder and Path.cwd().is_relative_to(folder) else None


def _repository() -> Path | None:
    here = Path.cwd()
    with suppress(OSError):
        return next((p for p in (here, *here.parents) if (p / ".git").exists()), None)
    return None
