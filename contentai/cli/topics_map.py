"""``contentai topics map``: what is being told, how it changes, and what the account covers."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from contentai.cli.failure import Failure
from contentai.cli.library import placed
from contentai.cli.output import write_report
from contentai.cli.topics_input import check_output, load_landscape
from contentai.cli.topics_options import landscape_options, output_option
from contentai.language import Bilingual


@click.command(
    "map",
    help=str(
        Bilingual(
            "选题地图：有哪些选题、多大、走势如何、自家账号写过没有。--html 生成一个离线网页。",
            "The topics there are, their size and trend, and what the account covers. --html "
            "makes a page that needs no network.",
        )
    ),
)
@click.option("--html", "is_page", is_flag=True, help=str(Bilingual("生成网页", "make a page")))
@landscape_options
@output_option
@placed
def command(
    is_page: bool,
    segments_file: Path | None,
    places: tuple[str, ...],
    posts_file: Path | None,
    on: datetime.date | None,
    output: Path | None,
    file: Path | None,
    config: Path | None,
) -> None:
    """Write the page, or a line a topic; exit 2 when some articles could not be read."""
    from contentai.advice import chart
    from contentai.embedding.static_model import EmbedderError
    from contentai.report.topics_map import as_html, as_lines
    from contentai.workspace import Workspace

    workspace = Workspace.open(config=config)
    check_output(workspace, output, segments_file, places, posts_file, file)
    day = on or datetime.date.today()
    try:
        loaded = load_landscape(workspace, segments_file, places, posts_file, file, day)
        land = loaded.land
        drawn = chart(workspace, land)
    except EmbedderError as error:
        raise Failure(str(error)) from None
    if is_page:
        write_report(as_html(drawn, land.segments, len(land.articles), day), output)
    else:
        write_report(as_lines(drawn, len(land.articles)), output)
    sys.exit(loaded.status)
