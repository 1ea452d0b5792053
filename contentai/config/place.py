"""Finds the configuration."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

FILE_NAME = "contentai.yaml"


def find_config(start: Path) -> Path | None:
    """The nearest ``contentai.yaml`` in ``start`` or a folder above it."""
    try:
        folder = start.resolve()
    except (OSError, RuntimeError):  # a folder that links to itself
        return None
    for place in (folder, *folder.parents):
        with suppress(OSError):  # a folder above that may not be searched holds none for us
            if (place / FILE_NAME).is_file():
                return place / FILE_NAME
    return None
