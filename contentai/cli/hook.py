"""``contentai hook``: git's hooks, installed, taken away and run."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path, PurePosixPath

import click

from contentai.cli.failure import Failure
from contentai.githooks.hookfile import TYPES, Refused, committed_folder, hook_file
from contentai.githooks.hookfile import install as write_hook
from contentai.githooks.hookfile import uninstall as remove_hook
from contentai.githooks.runs import Options
from contentai.language import Bilingual
from contentai.lint.git import NoHistory
from contentai.lint.outcome import FAIL_ON
from contentai.lint.repository import Repository
from contentai.lint.writing import Unwritable
from contentai.report.visible import visible

_VERBS = {
    "installed": Bilingual("装好了", "installed"),
    "refreshed": Bilingual("更新了", "brought up to date"),
    "chained": Bilingual(
        "装好了；原来的钩子留着，先运行它", "installed; the hook that was there is kept, runs first"
    ),
    "idle": Bilingual(
        "装好了；原来的钩子留着，它不能执行（chmod +x 之后才会），git 和这个钩子都不运行它",
        "installed; the hook that was there is kept; neither git nor this hook runs it, for it is "
        "not executable (chmod +x)",
    ),
    "removed": Bilingual("去掉了", "removed"),
    "restored": Bilingual("去掉了，原来的钩子放回了原处", "removed; the former hook is back"),
}
_WAY_OUT = Bilingual(
    "这次不查：--no-verify，或 CONTENTAI_SKIP=1",
    "to do without it once: --no-verify, or CONTENTAI_SKIP=1",
)
_TYPE = click.option(
    "--type",
    "types",
    type=click.Choice(TYPES),
    multiple=True,
    help=str(Bilingual("哪个钩子，可以写几次", "which hook; can be given several times")),
)

_FAIL_ON = click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help=str(Bilingual("达到这个级别就拦下", "stop from this severity on")),
)
_WHOLE = click.option(
    "--whole",
    is_flag=True,
    help=str(Bilingual("改动过的稿件整份查", "all of a changed draft, not its changed lines")),
)
_BASELINE = click.option(
    "--baseline",
    metavar="FILE",
    help=str(Bilingual("基线文件，相对当前目录", "baseline file, relative to this folder")),
)


@click.group(
    "hook",
    help=str(
        Bilingual("git 钩子：提交前、推送前检查。", "Git hooks: check before commits and pushes.")
    ),
)
def command() -> None:
    """The group of hook commands."""


@command.command(
    "install",
    help=str(
        Bilingual(
            "装上钩子（默认 pre-push），查当前目录。原来的钩子留着，先运行；"
            "以前装的目录和选项也留着。",
            "Install a hook (pre-push) for this folder. One that is there is kept and runs first; "
            "so are folders and options of former installs.",
        )
    ),
)
@_TYPE
@_FAIL_ON
@_WHOLE
@_BASELINE
@click.option(
    "--force",
    is_flag=True,
    help=str(
        Bilingual(
            "钩子目录别的仓库也用、或已留着一个钩子，也照写",
            "even where other repositories share the folder, or a hook is kept already",
        )
    ),
)
def install(
    types: tuple[str, ...], fail_on: str | None, whole: bool, baseline: str | None, force: bool
) -> None:
    """Write the hook files."""
    here = Path.cwd()
    repository = _repository(here)
    folder, below = Path(os.path.realpath(here)), ""
    if folder.is_relative_to(repository.top) and folder != repository.top:
        below = folder.relative_to(repository.top).as_posix()
    options = Options(fail_on, whole, baseline, below)
    for type in types or ("pre-push",):
        try:
            done = write_hook(repository, type, options, sys.executable, force)
        except (Refused, NoHistory, Unwritable) as error:
            raise Failure(str(error)) from None
        place = visible(str(hook_file(repository, type).own))
        click.echo(f"{type} {_VERBS[done.way]}{Bilingual('：', ': ')}{place}")
        for note in done.notes(type):
            click.echo(visible(str(note)), err=True)
    if baseline and (unready := _unready(repository, Path(baseline))):
        click.echo(visible(str(unready)), err=True)
    hooks = committed_folder(repository)
    if hooks:
        words = Bilingual(
            f"注意：core.hooksPath 指到仓库里的 {hooks}，钩子文件会跟着提交；"
            "里面写的是这台机器的 Python，别人那里会改用 PATH 里的 contentai",
            f"note: core.hooksPath leads to {hooks} in the repository, so the hook can be "
            "committed; it names this machine's Python, others will use contentai on their PATH",
        )
        click.echo(visible(str(words)), err=True)
    click.echo(str(_WAY_OUT), err=True)


@command.command(
    "uninstall",
    help=str(
        Bilingual(
            "去掉钩子（默认全部），原来的钩子放回原处。",
            "Remove the hooks (all); former ones go back to their place.",
        )
    ),
)
@_TYPE
def uninstall(types: tuple[str, ...]) -> None:
    """Take the hook files away."""
    repository = _repository(Path.cwd())
    done = False
    for type in types or TYPES:
        try:
            way = remove_hook(repository, type)
        except NoHistory as error:
            raise Failure(str(error)) from None
        if way:
            done = True
            click.echo(f"{type} {_VERBS[way]}")
    if not done:
        words = Bilingual("没有装 contentai 的钩子", "no hook of contentai is installed")
        click.echo(str(words), err=True)


@command.command(
    "run",
    help=str(
        Bilingual(
            "检查要提交、要推送的内容；由钩子调用。pre-push 从标准输入读 git 给的各行。",
            "Check what is committed or pushed; hooks call it. pre-push reads git's lines from "
            "standard input.",
        )
    ),
)
@click.option(
    "--type",
    "type_",
    type=click.Choice(TYPES),
    required=True,
    help=str(Bilingual("由哪个钩子调用", "the hook that calls")),
)
@_FAIL_ON
@_WHOLE
@_BASELINE
@click.option(
    "--folder",
    default="",
    metavar="FOLDER",
    help=str(
        Bilingual(
            "只查这个目录，相对仓库顶层", "look at this folder only, from the repository's top"
        )
    ),
)
@click.argument("arguments", nargs=-1, metavar="[REMOTE URL | FILE…]")
def run(
    type_: str,
    fail_on: str | None,
    whole: bool,
    baseline: str | None,
    folder: str,
    arguments: tuple[str, ...],
) -> None:
    """Exit 0, 1 for findings that fail, 2 when something could not be checked."""
    from contentai.cli.hook_run import run_hook

    folder = PurePosixPath(folder).as_posix() if folder else ""  # "s/" is s
    sys.exit(run_hook(type_, arguments, Options(fail_on, whole, baseline, folder)))


def _unready(repository: Repository, file: Path) -> Bilingual | None:
    """That a baseline that was named would stop all that the hook looks at, for it is not there."""
    make = shlex.join(["contentai", "lint", "--baseline", str(file), "--write-baseline"])
    if not file.is_file():
        return Bilingual(
            f"注意：没有基线 {file}，有它以前钩子每次都会拦下；先写一个再提交：{make}",
            f"note: there is no baseline {file}, and until there is the hook stops everything; "
            f"make one and commit it: {make}",
        )
    place = Path(os.path.realpath(file))
    if place.is_relative_to(repository.top) and not repository.knows(place, "HEAD"):
        return Bilingual(
            f"注意：基线 {file} 还没有 git add，提交里没有它，钩子会拦下；先提交它",
            f"note: the baseline {file} is not in git yet, and the hook stops what lacks it; "
            "commit it first",
        )
    return None


def _repository(folder: Path) -> Repository:
    try:
        return Repository.of(folder, bare_ok=True)
    except NoHistory as error:
        raise Failure(str(error)) from None
