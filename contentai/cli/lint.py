"""``contentai lint``: drafts in, findings out."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from contentai.cli.failure import Failure
from contentai.cli.standard import read_standard_input
from contentai.config import FAIL_ON
from contentai.language import Bilingual
from contentai.lint.outcome import FileOutcome, configured_status, exit_status, summarise
from contentai.lint.reading import Found, discover
from contentai.report import Report
from contentai.report import html as html_report
from contentai.report import json as json_report
from contentai.report import text as text_report
from contentai.report.visible import visible
from contentai.text.frontmatter import CHANNELS, STAGES
from contentai.workspace import Forced, Workspace

_FORMATS = ("text", "json", "jsonl", "html")
_COLOURS = {
    "path": {"bold": True},
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow"},
    "info": {"fg": "cyan"},
    "quiet": {"dim": True},
    "mark": {"bold": True},
    "good": {"fg": "green"},
}


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
    stdin_filename: str,
    config: Path | None,
    color: bool | None,
) -> None:
    """Check drafts and report."""
    started = time.perf_counter()
    workspace = Workspace.open(config=config)
    forced = workspace.with_options(
        channel=channel,
        stage=stage,
        segments=segments,
        select=_names(select),
        ignore=_names(ignore),
    )
    forced.check()  # an unknown rule stops here, before any reading
    notes: list[Bilingual] = []
    outcomes = list(_outcomes(forced, paths or (".",), stdin_filename, notes))
    if workspace.model_problem:
        notes.append(workspace.model_problem)
    broken = workspace.rulebook.errors
    notes.extend(Bilingual(f"这条规则没有用上：{e}", f"rule left out: {e}") for e in broken)
    summary = summarise(outcomes, time.perf_counter() - started)
    report = Report(outcomes, summary, notes)
    _write(_rendered(report, format_, _painter(output, color)), output)
    if format_ != "text" or output:
        for note in notes:
            click.echo(visible(str(note)), err=True)
    if broken:
        sys.exit(2)
    sys.exit(exit_status(summary, fail_on) if fail_on else configured_status(outcomes))


def _outcomes(
    forced: Forced, paths: Iterable[str], stdin_name: str, notes: list[Bilingual]
) -> Iterator[FileOutcome]:
    files: dict[str, Found | None] = {}
    for name in paths:
        if name == "-":
            files.setdefault(name, None)
            continue
        for found in discover([Path(name)]):
            if found.note:
                notes.append(found.note)
            else:
                # One file may be named twice, once by a folder or a link that leads to it.
                files.setdefault(os.path.realpath(found.path), found)
    with click.progressbar(
        list(files.values()),
        label=str(Bilingual("检查稿件", "checking")),
        file=sys.stderr,
        hidden=not sys.stderr.isatty() or len(files) < 20,
    ) as bar:
        for found_file in bar:
            if found_file is None:
                yield forced.lint_bytes(read_standard_input(), stdin_name)
            elif found_file.error:
                yield FileOutcome(str(found_file.path), error=found_file.error)
            else:
                yield forced.lint_file(found_file.path)


def _rendered(report: Report, format_: str, paint: text_report.Paint) -> Iterator[str]:
    renderers: dict[str, Callable[[Report], Iterator[str]]] = {
        "json": json_report.render,
        "jsonl": json_report.render_lines,
        "html": html_report.render,
    }
    if format_ == "text":
        return text_report.render(report, paint)
    return renderers[format_](report)


def _painter(output: Path | None, color: bool | None) -> text_report.Paint:
    """Colours on a terminal that wants them: not when piped, to a file, or with NO_COLOR."""
    if color is None:
        color = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    if not color:
        return text_report.plain
    return lambda text, style: click.style(text, **_COLOURS[style])  # type: ignore[arg-type]


def _write(pieces: Iterable[str], output: Path | None) -> None:
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False, color=True)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        if output.exists() and not output.is_file():
            # A pipe or a device such as /dev/stdout is written to, never replaced.
            _write_file(output, pieces)
            return
        target = Path(os.path.realpath(output))
        temporary = target.with_name(f".{target.name}.{os.getpid()}.new")
        try:
            _write_file(temporary, pieces)
            temporary.replace(target)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Failure(
            str(
                Bilingual(
                    f"写不了报告 {output}：{error.strerror}",
                    f"cannot write the report {output}: {error.strerror}",
                )
            )
        ) from None


def _write_file(file: Path, pieces: Iterable[str]) -> None:
    # File names may hold bytes that are no UTF-8; they come out as backslash escapes.
    with file.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as opened:
        opened.writelines(pieces)
