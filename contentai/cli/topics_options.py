"""Options that say which segments, articles and own posts, and which day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from contentai.cli.output import file_or_standard
from contentai.cli.usual import day_option
from contentai.language import Bilingual

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
        metavar="PATH|URL",
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
