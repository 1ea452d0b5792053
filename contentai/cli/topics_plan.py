"""``contentai topics plan``: a calendar of what to post, for whom, and why."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentai.cli.account_options import account_option, mix_option, push_named, targets_named
from contentai.cli.failure import Failure
from contentai.cli.library import placed, say
from contentai.cli.output import write_report
from contentai.cli.topics_input import check_output, load_landscape
from contentai.cli.topics_options import landscape_options, output_option
from contentai.cli.usual import ChannelName, format_option
from contentai.language import Bilingual
from contentai.text.names import CHANNELS

if TYPE_CHECKING:
    from contentai.account.plan import Plan
    from contentai.topics.segments import Segment

_FORMATS = ("text", "json", "csv", "ical", "markdown")
_ALL = "all"


@click.command(
    "plan",
    help=str(
        Bilingual(
            "排内容日历：哪天在哪个渠道给谁写什么、为什么；没排上的日子说明原因。",
            "Fill a calendar: what to post when, where and for whom, and why; days that stay "
            "empty say why.",
        )
    ),
)
@click.option(
    "--weeks",
    type=click.IntRange(1, 26),
    default=4,
    show_default=True,
    help=str(Bilingual("排几周，从第二天起", "so many weeks, from tomorrow on")),
)
@click.option(
    "--segment",
    "wanted",
    metavar="SEGMENT",
    multiple=True,
    help=str(Bilingual("分群的 id，可以给几个；默认 all", "id of a segment; repeatable (all)")),
)
@click.option(
    "--channel",
    "channels",
    multiple=True,
    type=ChannelName(),
    help=str(Bilingual("只排这些渠道", "plan for these channels only")),
)
@mix_option
@click.option(
    "--pace",
    metavar="PACE",
    default="",
    help=str(
        Bilingual(
            "每周几篇，如 wechat=2,moments=0.5；没写的按默认",
            "posts a week, such as wechat=2,moments=0.5; the usual pace for others",
        )
    ),
)
@account_option
@landscape_options
@format_option(_FORMATS)
@output_option
@placed
def command(
    weeks: int,
    wanted: tuple[str, ...],
    channels: tuple[str, ...],
    mix: str,
    pace: str,
    account: str | None,
    segments_file: Path | None,
    places: tuple[str, ...],
    posts_file: Path | None,
    on: datetime.date | None,
    format_: str,
    output: Path | None,
    file: Path | None,
    config: Path | None,
) -> None:
    """Write the plan; notes go to standard error where the format has no place for them."""
    from contentai.account.draw_up import Order
    from contentai.account.slots import read_paces
    from contentai.embedding.static_model import EmbedderError
    from contentai.workspace import Workspace

    workspace = Workspace.open(config=config)
    targets = targets_named(mix, workspace)
    push = push_named(account, workspace)
    order = Order(weeks, targets, read_paces(pace, CHANNELS), channels, push)
    check_output(workspace, output, segments_file, places, posts_file, file)
    day = on or datetime.date.today()
    if not datetime.date(1901, 1, 1) <= day <= datetime.date(2098, 12, 31):
        words = Bilingual("日期要在 1901 到 2098 年之间", "the day must be from 1901 to 2098")
        raise Failure(str(words))
    try:
        loaded = load_landscape(workspace, segments_file, places, posts_file, file, day)
        land = loaded.land
        plan = workspace.plan(land, _chosen(wanted, land.segments), order)
    except EmbedderError as error:
        raise Failure(str(error)) from None
    write_report([_written(plan, format_)], output)
    for note in plan.notes if format_ != "text" or output else ():
        say(str(note))
    sys.exit(loaded.status)


def _chosen(wanted: Sequence[str], segments: Sequence[Segment]) -> list[Segment]:
    from contentai.topics.segments import segment_named

    if not wanted or _ALL in wanted:
        return list(segments)
    known = {segment.id: segment for segment in segments}
    ids = (id.strip() for given in wanted for id in given.split(","))
    return [segment_named(id, known) for id in dict.fromkeys(filter(None, ids))]


def _written(plan: Plan, format_: str) -> str:
    if format_ == "json":
        from contentai.report.plan import as_json

        return as_json(plan)
    if format_ == "csv":
        from contentai.report.plan_csv import as_csv

        return as_csv(plan)
    if format_ == "ical":
        from contentai.report.plan_ical import as_ical

        return as_ical(plan)
    if format_ == "markdown":
        from contentai.report.plan_markdown import as_markdown

        return as_markdown(plan)
    from contentai.report.plan import as_text

    return as_text(plan)
