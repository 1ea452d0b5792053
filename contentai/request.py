"""What a command asks of judging drafts, as a plain value that worker processes can be sent."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from contentai.config.place import find_config
from contentai.lint.stamps import Tree, state

if TYPE_CHECKING:
    from contentai.linter import Linter


@dataclass(frozen=True, slots=True)
class LintRequest:
    """What a command asks for: a configuration (None: find it) and options that win over it."""

    config: Path | None = None
    channel: str | None = None
    stage: str | None = None
    segments: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def open(self) -> Linter:
        """The workspace under these options. Raises ``DataError`` for what cannot be meant."""
        from contentai.workspace import Workspace

        options = asdict(self)
        linter = Workspace.open(config=options.pop("config")).with_options(**options)
        linter.check()
        return linter


def cache_folder(request: LintRequest) -> Path:
    """Where outcomes under a request are kept.

    ``contentai`` in ``CONTENTAI_CACHE_DIR``, which others may use too, else
    ``.contentai/cache`` beside the configuration, else the user's folder for caches.
    """
    named = os.environ.get("CONTENTAI_CACHE_DIR")
    if named:
        return Path(named) / "contentai"
    file = request.config or find_config(Path())
    if file:
        return file.absolute().parent / ".contentai" / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("contentai", appauthor=False)


def configuration(request: LintRequest) -> str:
    """Which file it is, and what it is like."""
    file = request.config or find_config(Path())
    return state([Tree(str(file.absolute()))])[0] if file else ""
