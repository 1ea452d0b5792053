"""Options that several commands have."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from contentai.language import Bilingual
from contentai.text.names import CHANNELS, channel_called

_F = TypeVar("_F", bound=Callable[..., object])


if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # before click 8.2 it is not generic


class ChannelName(_Choice):
    """A channel by its id or by what people call it (公众号)."""

    def __init__(self) -> None:
        super().__init__(CHANNELS)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The id; refused with the ids where there is no such channel."""
        channel = channel_called(value)
        if channel is None:
            from contentai.text.channel import unknown_channel  # only for bad news

            self.fail(str(unknown_channel(value)), param, ctx)
        return channel


def format_option(formats: Sequence[str] = ("text", "json")) -> Callable[[_F], _F]:
    """``--format``, as ``format_``: the first of ``formats`` unless another is asked for."""
    words = Bilingual(f"输出格式（默认 {formats[0]}）", f"format of the output ({formats[0]})")
    choice = click.Choice(formats)
    return click.option("--format", "format_", type=choice, default=formats[0], help=str(words))


def config_option(function: _F) -> _F:
    """``--config``: a configuration file instead of the one that is looked for."""
    return click.option(
        "--config",
        type=click.Path(dir_okay=False, path_type=Path),
        help=str(Bilingual("配置文件（默认找 contentai.yaml）", "configuration file")),
    )(function)


def check_config_exists(config: Path | None) -> None:
    """Refuse a configuration that was named and is not there. Raises ``DataError``.

    One that is there is not opened: a pipe can be read only once.
    """
    if config is not None and not os.access(config, os.F_OK):
        from contentai.config import load_config

        load_config(config)  # it says why


def day_option(told: Bilingual) -> Callable[[_F], _F]:
    """``--on``: a day, written year-month-day; ``told`` says what it is for."""
    return click.option("--on", metavar="YYYY-MM-DD", callback=_read_day, help=str(told))


def _read_day(
    context: click.Context, option: click.Parameter, written: str | None
) -> datetime.date | None:
    if written is None:
        return None
    try:
        return datetime.datetime.strptime(written, "%Y-%m-%d").date()
    except ValueError:
        words = Bilingual(
            f"“{written}”要写成 年-月-日，如 2026-10-20，而且日历上有这一天",
            f"{written!r}: write a day of the calendar as year-month-day, such as 2026-10-20",
        )
        raise click.BadParameter(str(words), context, option) from None


def language_option(told: Bilingual) -> Callable[[_F], _F]:
    """``--lang``: the language; ``told`` says of what."""
    return click.option("--lang", type=click.Choice(["zh", "en"]), help=str(told))
