"""``contentai lint``: drafts in, findings out."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial, reduce
from pathlib import Path

import click

from contentai.cli.baselining import Baselining
from contentai.cli.changes import Changes
from contentai.cli.colours import painter, wants_colour
from contentai.cli.drafts import STDIN, Draft, drafts
from contentai.cli.failure import Failure
from contentai.cli.mending import Mending
from contentai.cli.output import write_report
from contentai.config import FAIL_ON
from contentai.diagnostics import Applicability
from contentai.language import Bilingual
from contentai.lint.baseline import DEFAULT_FILE
from contentai.lint.outcome import FileOutcome, configured_status, exit_status, summarise
from contentai.lint.reading import FileError
from contentai.report import Report
from contentai.report import text as text_report
from contentai.report.visible import visible
from contentai.text.frontmatter import CHANNELS, STAGES
from contentai.workspace import Forced, Workspace

_FORMATS = (
    *("text", "json", "jsonl", "html", "markdown"),
    *("sarif", "github", "gitlab", "junit", "checkstyle", "rdjson"),
)


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())


@click.command(
    "lint",
    help=str(
        Bilingual(
            "检查稿件。PATH 可以是文件、目录或 -（标准输入）；默认检查当前目录。",
            "Check drafts. PATH is a file, a folder or - (standard input); default: this folder.",
        )
    ),
)
@click.argument("paths", nargs=-1, metavar="[PATH… | -]")
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    default="text",
    help=str(Bilingual("报告格式", "format of the report")),
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=str(Bilingual("把报告写进文件", "write the report to a file")),
)
@click.option(
    "--select",
    help=str(
        Bilingual("只用这些规则，逗号分隔（LAW,PLAT-001）", "only these rules, comma-separated")
    ),
)
@click.option(
    "--ignore", help=str(Bilingual("不用这些规则，逗号分隔", "not these rules, comma-separated"))
)
@click.option(
    "--channel",
    type=click.Choice(CHANNELS),
    help=str(Bilingual("渠道（优先于稿件头部）", "channel (wins over front matter)")),
)
@click.option(
    "--segment", "segments", multiple=True, help=str(Bilingual("粉丝分群", "follower segment"))
)
@click.option(
    "--stage", type=click.Choice(STAGES), help=str(Bilingual("关系阶段", "stage of the relation"))
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help=str(
        Bilingual("达到这个级别就以 1 退出（默认 error）", "exit 1 from this severity (error)")
    ),
)
@click.option(
    "--fix", is_flag=True, help=str(Bilingual("改掉有把握改对的", "apply the safe fixes"))
)
@click.option(
    "--unsafe-fixes",
    is_flag=True,
    help=str(
        Bilingual("连同改前要看一遍的", "with --fix or --diff: those that need a reader, too")
    ),
)
@click.option(
    "--diff",
    is_flag=True,
    help=str(Bilingual("只显示会怎么改，不写文件", "show what --fix would change, write nothing")),
)
@click.option(
    "--baseline",
    "baseline_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help=str(Bilingual("基线文件：里面记下的问题不计", "baseline: what it holds does not count")),
)
@click.option(
    "--write-baseline",
    is_flag=True,
    help=str(
        Bilingual(
            f"把现有的问题全记进基线（默认 {DEFAULT_FILE}）",
            f"accept all findings into the baseline ({DEFAULT_FILE})",
        )
    ),
)
@click.option(
    "--shrink-baseline",
    is_flag=True,
    help=str(
        Bilingual("从基线里去掉已经没有的，只减不增", "take out of the baseline what is gone")
    ),
)
@click.option(
    "--changed-since",
    metavar="REV",
    help=str(
        Bilingual("只报从 git 版本 REV 以来的改动里的", "only what changed since the git revision")
    ),
)
@click.option(
    "--staged",
    is_flag=True,
    help=str(Bilingual("只报暂存的改动里的，看暂存的内容", "only what is staged, as it is staged")),
)
@click.option(
    "--stdin-filename",
    default="-",
    help=str(
        Bilingual("标准输入的文件名，用来判断格式", "name of standard input, tells its format")
    ),
)
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help=str(Bilingual("配置文件（默认找 contentai.yaml）", "configuration file")),
)
@click.option(
    "--color/--no-color", default=None, help=str(Bilingual("要不要颜色", "colours or not"))
)
def command(
    paths: tuple[str, ...],
    format_: str,
    output: Path | None,
    select: str | None,
    ignore: str | None,
    channel: str | None,
    segments: tuple[str, ...],
    stage: str | None,
    fail_on: str | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    baseline_file: Path | None,
    write_baseline: bool,
    shrink_baseline: bool,
    changed_since: str | None,
    staged: bool,
    stdin_filename: str,
    config: Path | None,
    color: bool | None,
) -> None:
    """Check drafts and report."""
    started = time.perf_counter()
    mending = _mending(fix, unsafe_fixes, diff)
    changes = Changes.of(changed_since, staged, fix and not diff, write_baseline)
    workspace = Workspace.open(config=config)
    forced = workspace.with_options(
        channel=channel,
        stage=stage,
        segments=segments,
        select=_names(select),
        ignore=_names(ignore),
    )
    forced.check()  # an unknown rule stops here, before any reading
    baselining = Baselining.of(baseline_file, write_baseline, shrink_baseline)
    views: list[View] = [baselining.accept] if baselining else []
    if changes:
        views.append(partial(changes.only_changed, relint=forced.lint_again))
    notes = list(workspace.config.notes)
    outcomes: list[FileOutcome] = []
    named = paths or (".",)
    given = changes.drafts(named, notes) if changes else drafts(named, stdin_filename, notes)
    for draft in given:
        outcome = _viewed(_linted(forced, draft), views)
        if mending:
            outcome = mending.mended(draft, outcome, partial(_relinted, forced, views, outcome))
        outcomes.append(outcome)
    if baselining:
        outcomes = list(baselining.finish(outcomes, forced.wanted, notes))
    if workspace.model_problem:
        notes.append(workspace.model_problem)
    broken = workspace.rulebook.errors
    notes.extend(Bilingual(f"这条规则没有用上：{e}", f"rule left out: {e}") for e in broken)
    if mending:
        notes += [*mending.notes, mending.summary()]
    summary = summarise(outcomes, time.perf_counter() - started)
    report = Report(outcomes, summary, notes, workspace.rulebook.rules, fail_on)
    if color is None:
        color = output is None and wants_colour(sys.stdout)
    shown = bool(output) or not (mending and mending.show)
    if shown:
        # A mended draft from standard input has standard output for itself.
        taken = mending is not None and STDIN in paths
        write_report(_rendered(report, format_, painter(color)), output, err=taken)
    if format_ != "text" or output or not shown:
        for note in notes:
            click.echo(visible(str(note)), err=True)
    if broken:
        sys.exit(2)
    sys.exit(exit_status(summary, fail_on) if fail_on else configured_status(outcomes))


View = Callable[[FileOutcome], FileOutcome]


def _viewed(outcome: FileOutcome, views: Iterable[View]) -> FileOutcome:
    return reduce(lambda seen, view: view(seen), views, outcome)


def _relinted(
    forced: Forced, views: Iterable[View], outcome: FileOutcome, text: str
) -> FileOutcome:
    return _viewed(forced.lint_again(outcome, text), views)


def _mending(fix: bool, unsafe: bool, diff: bool) -> Mending | None:
    if not fix and not diff:
        if unsafe:
            words = Bilingual(
                "--unsafe-fixes 要和 --fix 或 --diff 一起用", "--unsafe-fixes needs --fix or --diff"
            )
            raise Failure(str(words))
        return None
    levels = (Applicability.SAFE, Applicability.UNSAFE) if unsafe else (Applicability.SAFE,)
    return Mending(levels, show=diff)


def _linted(forced: Forced, draft: Draft) -> FileOutcome:
    if isinstance(draft.data, FileError):
        return FileOutcome(draft.name, error=draft.data)
    return forced.lint_bytes(draft.data, draft.name)


def _rendered(report: Report, format_: str, paint: text_report.Paint) -> Iterator[str]:
    if format_ == "text":
        return text_report.render(report, paint)
    # Imported by name: one run writes one format, and pays for one.
    module = importlib.import_module(
        f"contentai.report.{'json' if format_ == 'jsonl' else format_}"
    )
    render: Callable[[Report], Iterator[str]] = (
        module.render_lines if format_ == "jsonl" else module.render
    )
    return render(report)
