"""Options that say which segments, articles and own posts, which day, which mix and account."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentai.cli.output import file_or_standard
from contentai.cli.usual import day_option
from contentai.language import Bilingual

if TYPE_CHECKING:
    from contentai.workspace import Workspace

_OPTIONS = (
    click.option(
        "--segments",
        "segments_file",
        type=click.Path(path_type=Path),
        help=str(
            Bilingual(
                "分群文件（默认配置旁的 segments.yaml，再默认自带的）",
                "file of segments (segments.yaml beside the configuration, else the one that "
                "ships)",
            )
        ),
    ),
    click.option(
        "--corpus",
        "places",
        multiple=True,
        help=str(
            Bilingual(
                "文章所在的目录或 JSONL，可以给几个",
                "a folder of articles or a JSONL; may be repeated",
            )
        ),
    ),
    click.option(
        "--posts",
        "posts_file",
        type=click.Path(path_type=Path),
        help=str(Bilingual("自家帖子的 CSV 或 JSONL", "the account's own posts, CSV or JSONL")),
    ),
    day_option(Bilingual("按哪一天算（默认今天）", "the day to judge by (today)")),
)


def landscape_options(function: Callable[..., None]) -> Callable[..., None]:
    """``--segments``, ``--corpus``, ``--posts`` and ``--on``."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


output_option = click.option(
    "--output",
    type=click.Path(dir_okay=False),
    callback=file_or_standard,
    help=str(Bilingual("写到哪个文件（默认标准输出）", "file to write (standard output)")),
)

mix_option = click.option(
    "--mix",
    default="",
    help=str(
        Bilingual(
            "内容比例，如 value=50,service=20；没写的按默认分剩下的；不写就用配置的 mix",
            "shares of the kinds, such as value=50,service=20; the others share the rest; "
            "without it `mix` of the configuration",
        )
    ),
)

account_option = click.option(
    "--account",
    help=str(
        Bilingual(
            "公众号的类型（订阅号、服务号），决定每月能发几次",
            "kind of WeChat account (订阅号, 服务号), whose quota holds",
        )
    ),
)


def push_named(account: str | None, workspace: Workspace) -> str | None:
    """The kind of WeChat account asked for. Raises ``DataError`` where no channel knows it."""
    from contentai.located import error_at, unknown_word

    kinds = [q.account for c in workspace.rulebook.channels.values() for q in c.quotas]
    if account is not None and account not in kinds:
        what = Bilingual("账号类型", "kind of account")
        raise error_at(account, unknown_word(account, kinds, what))
    return account
