"""What the commands of the library share: which one is meant, and how they fail."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contentai.cli.failure import Failure
from contentai.cli.usual import config_option
from contentai.language import Bilingual

if TYPE_CHECKING:
    from contentai.workspace import Workspace


def placed(function: Callable[..., None]) -> Callable[..., None]:
    """The options that say which library."""
    library = click.option(
        "--library",
        "file",
        type=click.Path(dir_okay=False, path_type=Path),
        help=str(
            Bilingual(
                "资料库文件（默认看配置 library，再默认 .contentai/library.db）",
                "the library file (library of the configuration, else .contentai/library.db)",
            )
        ),
    )
    return library(config_option(function))


@contextmanager
def failing() -> Iterator[None]:
    """A ``LibraryError`` inside ends the command with its words."""
    from contentai.topics.found import LibraryError

    try:
        yield
    except LibraryError as error:
        raise Failure(str(error)) from None


def workspace_of(config: Path | None) -> Workspace:
    """The workspace of a configuration file, or of this folder."""
    from contentai.workspace import Workspace

    return Workspace.open(config=config)


def print_json(answer: Any) -> None:
    """Print JSON; a lone surrogate is escaped."""
    text = json.dumps(answer, ensure_ascii=False, indent=2, default=str)
    click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def say(text: str) -> None:
    """Print one line to standard error, whatever is in it."""
    from contentai.report.visible import visible

    click.echo(visible(text), err=True)
