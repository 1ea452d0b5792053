"""Drafts that a sparse checkout leaves in git alone: not on the disk, and not gone either."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from contentai.lint.git import NoHistory
from contentai.lint.repository import Repository


def not_checked_out(places: Iterable[Path], folder: Path) -> frozenset[Path]:
    """Those of the places that the repository of ``folder`` has and this checkout leaves out."""
    try:
        repository = Repository.of(folder)
        listed = repository.ask("ls-files", "-z", "-t", "--full-name")
    except NoHistory:
        return frozenset()
    names = (item[2:] for item in listed.split(b"\0") if item.startswith(b"S "))
    left_out = {repository.top / os.fsdecode(name) for name in names}
    real = {place: Path(os.path.realpath(place)) for place in (places if left_out else ())}
    return frozenset(place for place, found in real.items() if found in left_out)
