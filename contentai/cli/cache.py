"""``contentai cache``: where outcomes are kept, and getting rid of them."""

from __future__ import annotations

from pathlib import Path

import click

from contentai.cli.failure import Failure
from contentai.cli.usual import config_option
from contentai.language import Bilingual, system_reason
from contentai.lint.cache import Cache
from contentai.lint.cachetag import has_others
from contentai.report.visible import visible
from contentai.request import LintRequest, cache_folder


@click.group(
    "cache",
    help=str(
        Bilingual(
            "查过的稿件，结果存在缓存里；稿件、规则、模型、配置都没变就不再查。",
            "What drafts came to is kept until they, the rules, the models or the settings change.",
        )
    ),
)
def command() -> None:
    """The group of the cache's commands."""


@command.command("path", help=str(Bilingual("缓存在哪个目录", "the folder of the cache")))
@config_option
def path(config: Path | None) -> None:
    """Print the folder, which need not be there yet."""
    click.echo(str(cache_folder(LintRequest(config))))


@command.command("clear", help=str(Bilingual("清掉缓存", "empty the cache")))
@config_option
def clear(config: Path | None) -> None:
    """Take everything out; say how much that was."""
    cache = Cache(cache_folder(LintRequest(config)))
    folder = cache.folder
    try:
        freed = cache.clear()
        # What is written while it is cleared is none of ours to tell of.
        beside = folder.is_dir() and has_others(folder)
    except OSError as error:
        reason = system_reason(error)
        words = Bilingual(
            f"清不掉 {error.filename or folder}：{reason.zh}；没有别的程序在用它时再试",
            f"cannot empty {error.filename or folder}: {reason.en}; try again when no other "
            "program uses it",
        )
        raise Failure(visible(str(words))) from None
    if freed is None:
        words = Bilingual(f"{folder} 里没有缓存", f"there is no cache in {folder}")
        if cache.is_occupied():
            words = Bilingual(
                f"{folder} 里没有 contentai 的缓存，或它的 CACHEDIR.TAG 坏了，里面的东西没有动；"
                "确定是缓存就删掉这个目录",
                f"there is no cache of contentai in {folder}, or its CACHEDIR.TAG is damaged; what "
                "is in it was left alone: if it is the cache, delete the folder",
            )
    else:
        size = f"{freed / 1e6:.1f} MB"
        words = Bilingual(f"清掉了 {folder}（{size}）", f"emptied {folder} ({size})")
        if beside:
            words = Bilingual(
                f"清掉了 {folder} 里的缓存（{size}）；里面别的东西没有动",
                f"emptied the cache in {folder} ({size}); what else is in it was left alone",
            )
    click.echo(visible(str(words)))
