"""``contentai config``: the settings that hold, and the schema of their file."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from contentai.cli.failure import Failure
from contentai.cli.lint_options import settings_options
from contentai.cli.output import CANNOT_WRITE, check_spares, file_or_standard, write_output
from contentai.cli.usual import config_option, format_option
from contentai.config.effective import Origin, Plain, Row, as_object, rows
from contentai.config.json_schema import rendered
from contentai.config.packs import empty_packs
from contentai.config.place import unused
from contentai.language import Bilingual
from contentai.lint.directives import directives
from contentai.lint.reading import FileError, read_file
from contentai.report.visible import visible
from contentai.rulenames import apart
from contentai.text.width import display_width, padded
from contentai.workspace import Workspace


@click.group(
    "config", help=str(Bilingual("看生效的配置、配置的格式。", "Look at the settings in force."))
)
def command() -> None:
    """The group of configuration commands."""


@command.command(
    "show",
    help=str(
        Bilingual(
            "对一份稿件或一个目录（默认当前目录）生效的配置，各从哪里来。选项同 lint，优先于配置。",
            "The settings in force for a draft or a folder (this one), and where each comes from. "
            "Options as of lint win.",
        )
    ),
)
@click.argument("path", default=".", type=click.Path(path_type=Path))
@format_option()
@settings_options
@config_option
def show(
    path: Path,
    format_: str,
    channel: str | None,
    stage: str | None,
    segments: tuple[str, ...],
    select: str | None,
    ignore: str | None,
    fail_on: str | None,
    config: Path | None,
) -> None:
    """One line a setting, or one JSON object."""
    workspace = Workspace.open(config=config)
    said = _of_draft(workspace, path)
    selected, ignored = apart(select or ""), apart(ignore or "")
    options: dict[str, Sequence[Plain]] = {
        **{"channel": [channel] if channel else [], "stage": [stage] if stage else []},
        **{"segment": segments, "select": selected, "ignore": ignored},
        **{"fail_on": [fail_on] if fail_on else []},
    }
    for key, values in options.items():
        if values:
            # What the header ignores is ignored besides.
            kept = said.get(key, ()) if key == "ignore" else ()
            said[key] = [*(Row(key, value, Origin("option")) for value in values), *kept]
    # A rule that does not exist is told here as lint would tell it.
    workspace.with_options(select=selected, ignore=ignored).check()
    settings = workspace.config
    found = list(rows(settings, settings.applied(path), said))
    folder = path if path.is_dir() else path.parent
    unread = () if config else unused([folder], settings.file)
    packs = (empty.told for empty in empty_packs(settings.packs))
    notes = [*settings.notes, *packs, *unread, *_missing(path)]
    file = str(settings.file) if settings.file else None
    if format_ == "json":
        whole = {
            "version": 1,
            "path": str(path),
            "file": file,
            "settings": as_object(found),
            "notes": [str(note) for note in notes],
        }
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
        return
    none = str(Bilingual("没有配置文件，全是默认", "no configuration file: all defaults"))
    click.echo(visible(f"{path}  {file or none}"))
    for line in _lines(found):
        click.echo(visible(line))
    for note in notes:
        click.echo(visible(f"contentai: {note}"), err=True)


@command.command(
    "schema",
    help=str(
        Bilingual(
            "打印配置的 JSON Schema，给编辑器用。--check 只看文件是否过时。",
            "Print the JSON Schema of the configuration, for editors. --check tells whether a "
            "file is up to date.",
        )
    ),
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False),
    callback=file_or_standard,
    help=str(Bilingual("写到哪个文件（默认打印）", "file to write instead of printing")),
)
@click.option(
    "--check",
    type=click.Path(dir_okay=False, path_type=Path),
    help=str(Bilingual("这个文件过时就以 1 结束，什么也不写", "exit 1 if this file is stale")),
)
def schema(output: Path | None, check: Path | None) -> None:
    """Print or write the schema; with --check, exit 1 when the file is stale."""
    text = rendered()
    check_spares(output, ())
    if check:
        try:
            same = check.read_text("utf-8") == text
        except (OSError, UnicodeDecodeError) as error:
            words = Bilingual(f"读不了 {check}：{error}", f"cannot read {check}: {error}")
            raise Failure(str(words)) from None
        if not same:
            click.echo(str(Bilingual(f"过时：{check}", f"out of date: {check}")))
            sys.exit(1)
    elif output:
        write_output(output, text.encode(), CANNOT_WRITE)
    else:
        click.echo(text, nl=False)


def _of_draft(workspace: Workspace, path: Path) -> dict[str, Sequence[Row]]:
    """What the header of a draft says itself, or the channel that its form tells."""
    if not path.is_file():
        return {}
    read = read_file(path)
    if isinstance(read, FileError):
        raise Failure(f"{path}: {read.words}")
    document = workspace.read(read, str(path))
    origin = Origin("front_matter", str(path))
    front = document.front
    found: dict[str, Sequence[Row]] = {}
    if document.channel:
        found["channel"] = [Row("channel", document.channel, origin)]
    if front.stage:
        found["stage"] = [Row("stage", front.stage, origin)]
    if front.segments:
        found["segment"] = [Row("segment", name, origin) for name in front.segments]
    known = [d for d in directives(document) if d.in_header and d.problem is None]
    if known:
        found["ignore"] = [Row("ignore", name, origin) for one in known for name in one.names]
    return found


def _missing(path: Path) -> Iterator[Bilingual]:
    if not os.path.lexists(path):
        yield Bilingual(
            f"没有 {path}；这里说的是按这个名字会生效的配置，头部要有稿件才知道",
            f"there is no {path}: these are the settings for a draft of that name, without what "
            "its header says",
        )


def _lines(found: Iterable[Row]) -> list[str]:
    """Key, value and origin in columns."""
    cells = [(row.key, _shown(row.value), str(row.origin)) for row in found]
    keys = max(display_width(key) for key, _, _ in cells)
    values = min(max(display_width(value) for _, value, _ in cells), 32)
    return [
        f"  {padded(key, keys)}  {padded(value, values)}  {origin}" for key, value, origin in cells
    ]


def _shown(value: Plain) -> str:
    if value is None:
        return "—"
    return f"{value:g}" if isinstance(value, float) else str(value)
