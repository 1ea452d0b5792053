"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from contentai.language import Bilingual

_F = TypeVar("_F", bound=Callable[..., object])


def config_option(function: _F) -> _F:
    """``--config``: a configuration file instead of the one that is looked for."""
    return click.option(
        "--config",
        type=click.Path(dir_okay=False, path_type=Path),
        help=str(Bilingual("配置文件（默认找 contentai.yaml）", "configuration file")),
    )(function)


def language_option(told: Bilingual) -> Callable[[_F], _F]:
    """``--lang``: the language; ``told`` says of what."""
    return click.option("--lang", type=click.Choice(["zh", "en"]), help=str(told))
