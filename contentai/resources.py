"""Finds the data contentai ships with, in an installed wheel and in a checkout alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """``contentai/_data/name`` of a wheel, else ``name`` beside the package (a checkout)."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.exists() else _PACKAGE.parent / name


def rules_dir() -> Path:
    """The folder of the built-in rule packs."""
    return _shipped("rules")


def corpora_dir() -> Path:
    """The folder of text written for this project."""
    return _shipped("corpora")


def model_dir() -> Path:
    """The folder of the frozen classifier that ships with the package."""
    return _PACKAGE / "classify" / "frozen"


def embedder_dir() -> Path:
    """The folder of the embedder that ships with the package."""
    return _PACKAGE / "embedding" / "static"
