"""Finds the configuration: ``contentai.yaml``, or ``[tool.contentai]`` of a ``pyproject.toml``.

It takes neither YAML nor, as a rule, TOML: a run whose drafts are all known starts here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

FILE_NAME = "contentai.yaml"
TOML_NAME = "pyproject.toml"
SECTION: Final = ("tool", "contentai")


def find_config(start: Path, top: Path | None = None) -> Path | None:
    """The nearest configuration in ``start`` or a folder above it, up to ``top``.

    Beside a ``contentai.yaml`` a ``pyproject.toml`` does not count.
    """
    try:
        folder = start.resolve()
    except (OSError, RuntimeError):  # a folder that links to itself
        return None
    for place in (folder, *folder.parents):
        with suppress(OSError):  # a folder above that may not be searched holds none for us
            if (place / FILE_NAME).is_file():
                return place / FILE_NAME
            if configures(place / TOML_NAME):
                return place / TOML_NAME
        if place == top:
            return None
    return None


def configures(file: Path) -> bool:
    """True for a ``pyproject.toml`` with our table. Raises ``OSError``."""
    try:
        return file.is_file() and has_table(file.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        return False


def has_table(text: str) -> bool:
    """True for a ``pyproject.toml`` that holds settings; one that cannot be read may."""
    if SECTION[1] not in text:
        return False
    import tomllib

    try:
        return own_table(tomllib.loads(text)) is not None
    except (tomllib.TOMLDecodeError, RecursionError):
        return re.search(r"^[ \t]*\[tool\.contentai\b", text, re.MULTILINE) is not None


def own_table(root: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """``[tool.contentai]`` of what a ``pyproject.toml`` says."""
    tool = root.get(SECTION[0])
    table = tool.get(SECTION[1]) if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None
