"""Reads the configuration and joins it with the files it extends.

It is a ``contentai.yaml``, or the table ``[tool.contentai]`` of a ``pyproject.toml``.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from contentai.config.contradictions import check_layer, check_settings
from contentai.config.place import FILE_NAME, TOML_NAME, configures
from contentai.config.read import read_layer
from contentai.config.settings import Config, overlaid
from contentai.language import Bilingual, reading_reason
from contentai.located import DataError, Word, error_at
from contentai.yamlread import read_yaml
from contentai.yamlvalue import Value


def load_config(file: Path | None) -> Config:
    """The settings in ``file`` and those it extends; the defaults for None or an empty file.

    Raises ``DataError``.
    """
    if file is None:
        return Config()
    config = _extended(Config(file=file), file, _root(file), ())
    beside = file.parent / TOML_NAME
    if file.name == FILE_NAME:
        with suppress(OSError):
            extended = any(beside.samefile(read) for read in config.files[1:])
            if not extended and configures(beside):
                notes = (_passed_over(file, beside),)
                config = replace(config, notes=notes, files=(*config.files, beside))
    return config


def config_of(text: str, file: Path) -> Config:
    """The settings of ``file`` if it held ``text``. Raises ``DataError``."""
    return _extended(Config(file=file), file, read_yaml(text, str(file)), ())


def _extended(config: Config, file: Path, root: Value | None, above: tuple[Path, ...]) -> Config:
    """``config`` under what ``file`` extends, then under ``file`` itself."""
    config = replace(config, files=(*config.files, file))
    if root is None or root.is_empty:  # "null" says as little as nothing
        return config
    layer, bases = read_layer(root, file.parent)
    for base in bases:
        target = _plain(file.parent / base)
        below, chain = _root(target, base), (*above, file)
        if any(os.path.realpath(target) == os.path.realpath(seen) for seen in chain):
            way = " → ".join(str(seen) for seen in (*chain, target))
            raise error_at(
                base, Bilingual(f"extends 绕成了圈：{way}", f"extends goes in a circle: {way}")
            )
        config = _extended(config, target, below, chain)
    check_layer(layer, config)
    config = overlaid(config, layer)
    check_settings(config)
    return config


def _plain(file: Path) -> Path:
    """Without ``..``, where that leads to the same file: behind a link it may not."""
    straight = Path(os.path.normpath(file))
    with suppress(OSError, ValueError):
        if straight.samefile(file):
            return straight
    return file


def _root(file: Path, named: Word | None = None) -> Value | None:
    """The YAML of ``file``, which the configuration named at ``named``."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = reading_reason(error)
        if named is not None:
            raise error_at(
                named,
                Bilingual(f"读不了 {file}：{reason.zh}", f"cannot read {file}: {reason.en}"),
            ) from None
        words = Bilingual(f"读不了配置：{reason.zh}", f"cannot read the config: {reason.en}")
        raise DataError(str(file), 0, 0, words) from None
    if file.name == TOML_NAME:
        from contentai.config import toml  # it reads YAML's nodes, which few runs need

        return toml.read_toml(text, str(file))
    return read_yaml(text, str(file))


def _passed_over(file: Path, beside: Path) -> Bilingual:
    return Bilingual(
        f"{beside} 里的 [tool.contentai] 没有用：旁边有 {file.name}，只用它；请留一处",
        f"[tool.contentai] in {beside} is not used: {file.name} beside it is; keep one of them",
    )
