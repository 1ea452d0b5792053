"""``contentai topics``: what to write next, for whom, and why."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentai.cli.failure import Failure
from contentai.cli.library import placed, print_json, say
from contentai.cli.topics_input import load_landscape
from contentai.cli.topics_map import command as map_command
from contentai.cli.topics_options import landscape_options
from contentai.cli.topics_plan import command as plan_command
from contentai.cli.usual import ChannelName, format_option
from contentai.language import Bilingual

if TYPE_CHECKING:
    from contentai.topics.suggestion import Suggestions


@click.group(
    "topics",
    help=str(
        Bilingual(
            "选题：下一篇写什么、给哪些粉丝、为什么，附出处。",
            "What to write next, for which followers, and why, with evidence.",
        )
    ),
)
def command() -> None:
    """The group of topic commands."""


@command.command(
    "suggest",
    help=str(
        Bilingual(
            "给一个分群推荐选题。没给 --corpus 时用资料库，没有资料库用自带的示例文章。",
            "Suggest topics for a segment. Without --corpus from the library, or from the "
            "articles that ship when there is none.",
        )
    ),
)
@click.option(
    "--segment",
    metavar="SEGMENT",
    required=True,
    help=str(Bilingual("分群的 id", "id of the segment")),
)
@landscape_options
@click.option(
    "-n",
    "count",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help=str(Bilingual("最多推荐几个", "at most so many")),
)
@click.option(
    "--channel",
    type=ChannelName(),
    help=str(
        Bilingual(
            "发在哪个渠道：标题照它的规矩检查，分群不在这个渠道就不推荐",
            "channel to post on: titles keep to its rules; refused for a segment not there",
        )
    ),
)
@format_option()
@placed
def suggest(
    segment: str,
    segments_file: Path | None,
    places: tuple[str, ...],
    posts_file: Path | None,
    count: int,
    on: datetime.date | None,
    channel: str | None,
    format_: str,
    file: Path | None,
    config: Path | None,
) -> None:
    """Print suggestions; exit 0, or 2 when some of the articles could not be read."""
    from contentai.embedding.static_model import EmbedderError
    from contentai.report.topics import as_json, as_text
    from contentai.topics.segments import segment_named
    from contentai.workspace import Workspace

    workspace = Workspace.open(config=config)
    day = on or datetime.date.today()
    try:
        loaded = load_landscape(workspace, segments_file, places, posts_file, file, day)
        land = loaded.land
        wanted = segment_named(segment, {found.id: found for found in land.segments})
        if channel and wanted.channels and channel not in wanted.channels:
            words = Bilingual(
                f"分群“{wanted.name}”不在渠道 {channel}；在：{'、'.join(wanted.channels)}",
                f"{wanted.id} is not on {channel} but on {', '.join(wanted.channels)}",
            )
            raise Failure(str(words))
        found = workspace.suggest(land, wanted, count=count, channel=channel)
    except EmbedderError as error:
        raise Failure(str(error)) from None
    if format_ == "json":
        print_json(as_json(found))
    else:
        click.echo(as_text(found), nl=False)
    _tell(found)
    sys.exit(loaded.status)


def _tell(found: Suggestions) -> None:
    if found.note:
        say(str(found.note))


command.add_command(plan_command)
command.add_command(map_command)
