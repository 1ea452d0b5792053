"""``contentai audit``: the account judged over time by its own posts."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentai.cli.account_options import account_option, mix_option, push_named, targets_named
from contentai.cli.failure import Failure
from contentai.cli.library import failing, placed, say
from contentai.cli.output import check_spares, write_report
from contentai.cli.topics_options import output_option
from contentai.cli.usual import day_option, format_option
from contentai.language import Bilingual
from contentai.lint.outcome import FAIL_ON, fails

if TYPE_CHECKING:
    from contentai.account.audit import Audit
    from contentai.topics.ground import OwnPosts

_FORMATS = ("text", "json", "html")
# Of an export with something wrong on every line.
_MOST_NOTICES = 20


@click.command(
    "audit",
    help=str(
        Bilingual(
            "看整个账号：内容比例、节奏、配额、重复、互动和取关、活动。帖子是自家的 CSV、TSV "
            "或 JSONL 文件，可以给几个；不写就看资料库里的，资料库里没有就看自带的示例。",
            "Judge the account: its mix, rhythm, quotas, repeats, engagement and unfollows, "
            "campaigns. POSTS are own posts as CSV, TSV or JSONL; without any those of the "
            "library, or the examples that ship where it has none.",
        )
    ),
)
@click.argument("files", nargs=-1, metavar="[POSTS…]", type=click.Path(path_type=Path))
@click.option(
    "--days",
    type=click.IntRange(1, 3660),
    default=84,
    show_default=True,
    help=str(Bilingual("看多少天的", "days that are looked at")),
)
@day_option(Bilingual("到哪一天（默认最后一篇那天）", "the last day (that of the last post)"))
@mix_option
@account_option
@click.option(
    "--segments",
    "segments_file",
    type=click.Path(path_type=Path),
    help=str(
        Bilingual(
            "分群文件（默认配置旁的 segments.yaml；没有就不看哪个分群没有帖子）",
            "file of segments (segments.yaml beside the configuration; without one no segment is "
            "missed)",
        )
    ),
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help=str(
        Bilingual("达到这个级别就以 1 退出（默认 error）", "exit 1 from this severity (error)")
    ),
)
@format_option(_FORMATS)
@output_option
@placed
def command(
    files: tuple[Path, ...],
    days: int,
    on: datetime.date | None,
    mix: str,
    account: str | None,
    segments_file: Path | None,
    fail_on: str | None,
    format_: str,
    output: Path | None,
    file: Path | None,
    config: Path | None,
) -> None:
    """Write the audit; exit 1 for a finding at or above ``--fail-on``."""
    from contentai.account.period import Terms
    from contentai.advice import segment_names
    from contentai.dependencies import trees_of
    from contentai.topics.ground import posts_of
    from contentai.topics.segments import load_segments
    from contentai.workspace import Workspace

    workspace = Workspace.open(config=config)
    targets = targets_named(mix, workspace)
    library = file or workspace.library_file
    inputs = (*files, segments_file or workspace.segments_file, library)
    check_spares(output, inputs, trees=trees_of(workspace))
    push = push_named(account, workspace)
    with failing():
        own = posts_of(files, library, must_exist=file is not None)
    _tell(own)
    if segments_file:
        names = {s.id: s.name for s in load_segments(segments_file).values()}
    else:
        names = dict(segment_names(workspace, own.examples))
    found = workspace.audit(own.posts, Terms(days, on, targets, push, names))
    if found is None:
        raise Failure(str(_undated(files, library, len(own.posts))))
    write_report(_written(found, format_, own.examples, output), output)
    for words in (*workspace.notes, *workspace.left_out):
        say(str(words))
    if workspace.left_out:
        sys.exit(2)
    worst = fail_on or workspace.config.fail_on
    sys.exit(int(any(fails(finding.severity, worst) for finding in found.findings)))


def _tell(own: OwnPosts) -> None:
    from contentai.report.audit import EXAMPLES

    if own.examples:
        say(str(EXAMPLES))
    for notice in own.notices[:_MOST_NOTICES]:
        say(str(notice))
    more = len(own.notices) - _MOST_NOTICES
    if more > 0:
        say(str(Bilingual(f"…… 还有 {more} 处", f"… {more} more")))


def _undated(files: Sequence[Path], library: Path, count: int) -> Bilingual:
    where = "、".join(map(str, files or (library,)))
    if not count:
        return Bilingual(
            f"{where}：里面没有帖子；资料库用 contentai corpus add --posts posts.csv 收进来",
            f"{where}: holds no posts; contentai corpus add --posts takes them into the library",
        )
    return Bilingual(
        f"{where}：{count} 篇里没有一篇有日期，没法按时间看；加一列 date（日期，如 2026-03-05）",
        f"{where}: not one of {count} posts has a date; add a column 'date', such as 2026-03-05",
    )


def _written(audit: Audit, format_: str, examples: bool, output: Path | None) -> Iterator[str]:
    if format_ == "json":
        from contentai.report.audit_json import as_json

        return iter([as_json(audit, examples=examples)])
    if format_ == "html":
        from contentai.report.audit_html import as_html

        return as_html(audit, examples=examples)
    from contentai.cli.colours import painter, screen_width, wants_colour
    from contentai.report.audit import render

    coloured = output is None and wants_colour(sys.stdout)
    return render(audit, painter(coloured), None if output else screen_width(sys.stdout))
