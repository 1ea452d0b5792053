"""``contentai segments``: look at follower segments, make them from a list of followers."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click
import yaml

from contentai.cli.failure import Failure
from contentai.cli.library import say, workspace_of
from contentai.cli.output import CANNOT_WRITE, check_spares, file_or_standard, write_output
from contentai.cli.usual import config_option, day_option
from contentai.language import Bilingual

if TYPE_CHECKING:
    from contentai.topics.followers import Imported
    from contentai.topics.segments import Segment


@click.group(
    "segments",
    help=str(
        Bilingual(
            "查看粉丝分群；从客户系统的导出做分群。",
            "Look at follower segments; make them from what a CRM exports.",
        )
    ),
)
def command() -> None:
    """The group of segment commands."""


@command.command(
    "list",
    help=str(
        Bilingual(
            "列出分群。没给文件时看配置旁的 segments.yaml，再没有就看自带的。",
            "List the segments: of a file, else of segments.yaml beside the configuration, else "
            "those that ship.",
        )
    ),
)
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[SEGMENTS.yaml]")
@config_option
def list_segments(file: Path | None, config: Path | None) -> None:
    """One line a segment; without a file, which one was read goes to standard error."""
    from contentai.report.visible import visible
    from contentai.topics.segments import EVERYWHERE, load_segments

    place = file or workspace_of(config).segments_file
    found = load_segments(place)
    for segment in found.values():
        liked = "、".join(sorted(segment.interests, key=lambda w: -segment.interests[w])[:5])
        line = (
            f"{segment.id}  {segment.name}  {segment.region or EVERYWHERE}  "
            f"{segment.lifecycle or '-'}  {segment.rfm or '-'}  "
            f"{','.join(segment.channels) or '-'}  {liked}"
        )
        click.echo(visible(line))
    if file is None:
        say(str(Bilingual(f"分群文件：{place}", f"segments of {place}")))


@command.command(
    "import",
    help=str(
        Bilingual(
            "从粉丝表（CSV、JSONL）做分群：地区、最近购买、次数、金额 → RFM 分档。"
            "写出 YAML，兴趣来自标签列。",
            "Make segments of a table of followers (CSV, JSONL): region, last purchase, "
            "frequency, amount → RFM bands. Writes YAML; interests come from a tags column.",
        )
    ),
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FOLLOWERS.csv")
@click.option(
    "--output",
    type=click.Path(dir_okay=False),
    callback=file_or_standard,
    help=str(Bilingual("写到哪个文件（默认标准输出）", "file to write (standard output)")),
)
@click.option("--force", is_flag=True, help=str(Bilingual("覆盖已有文件", "overwrite the file")))
@day_option(Bilingual("算作今天的日期", "the day that counts as today"))
def import_followers(
    file: Path, output: Path | None, force: bool, on: datetime.date | None
) -> None:
    """Bands and problems go to standard error, segments to the output."""
    from contentai.topics.followers import group, load_followers

    check_spares(output, (file,))
    if output and output.exists() and not force:
        words = Bilingual(
            f"{output} 已经有了；要覆盖请加 --force", f"{output} is there; --force overwrites it"
        )
        raise Failure(str(words))
    imported = load_followers(file, on)
    for notice in imported.notices:
        say(str(notice))
    _say_bands(imported)
    groups = group(imported)
    if not groups:
        words = Bilingual(f"{file}：没有一行能分档", f"{file}: not one row can be put into a band")
        raise Failure(str(words))
    if bare := [segment.id for segment, _ in groups if not segment.interests]:
        names = "、".join(bare)
        words = Bilingual(
            f"{names} 没有标签：写成了注释，补上兴趣词、去掉 # 才能用",
            f"{names} without tags: written as comments; add interests and take out the #",
        )
        say(str(words))
    text = _yaml(groups)
    if output is None:
        click.echo(text, nl=False)
        return
    write_output(output, text.encode("utf-8", "backslashreplace"), CANNOT_WRITE)


def _say_bands(imported: Imported) -> None:
    from contentai.topics.followers import NAMES

    counts = Counter(imported.bands)
    for band, name in NAMES.items():
        if counts[band]:
            say(f"{band:<12} {counts[band]:>6}  {name}")
    if counts[None]:
        words = Bilingual("缺数据，分不了档", "no band: figures are missing")
        say(f"{'-':<12} {counts[None]:>6}  {words}")


def _yaml(groups: list[tuple[Segment, int]]) -> str:
    """The groups; one without interests, which nobody could load, as comments."""
    lines = ["segments:"]
    for segment, size in groups:
        words = Bilingual(f"{size} 人", f"{size} followers")
        if not segment.interests:
            words = Bilingual(
                f"{words.zh}；没有标签：请写上兴趣词，否则不能用",
                f"{words.en}; no tags: write interests here, or it cannot be used",
            )
        written = yaml.safe_dump(
            {
                str(segment.id): {
                    "name": segment.name,
                    "interests": dict(segment.interests),
                    "region": segment.region,
                    "lifecycle": segment.lifecycle,
                    "rfm": segment.rfm,
                    "channels": list(segment.channels),
                    "goals": list(segment.goals),
                    "avoid": [],
                    "needs": [],
                }
            },
            allow_unicode=True,
            sort_keys=False,
        )
        lines.append(f"  # {words}")
        mark = "  " if segment.interests else "  # "
        lines.extend(f"{mark}{line}" for line in written.splitlines())
    return "\n".join(lines) + "\n"
