"""The file that git runs: written, refreshed and taken away; a hook that was there is kept.

The file is plain ``sh``. It runs the hook that was there before first, with the same input,
arguments and, if that is a shell script, name, for some look up by it what they are to do; and
then contentai, once for each folder that it was installed for: that of the Python that wrote the
file, else that of the PATH.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from contentai.githooks.runs import Installed, Options, joined, read_runs, written
from contentai.language import Bilingual
from contentai.lint.repository import Repository
from contentai.lint.writing import replace_file

TYPES: Final = ("pre-push", "pre-commit")
_MARK: Final = b"# contentai-hook"
_CHAINED: Final = ".contentai-chained"
# Where pre-commit puts a hook that it finds and goes on to run.
_BEHIND: Final = ".legacy"

_SCRIPT = """\
#!/bin/sh
# contentai-hook: {type}, written by `contentai hook install`, which also changes it.
# To do without it once: git {verb} --no-verify, or CONTENTAI_SKIP=1 git {verb}.
here=$(cd -- "$(dirname -- "$0")" && pwd -P)
chained="$here/{chained}"
# The hook that was here before led back to this one, which is running already.
if [ "$CONTENTAI_CHAINED" = "$chained" ]; then exit 0; fi
{read}if [ -x "$chained" ]; then
  IFS= read -r first < "$chained" 2>/dev/null
  case "${{first%% -*}}" in
    '#!'*/sh|'#!'*' sh'|'#!'*/bash|'#!'*' bash'|'#!'*/dash|'#!'*/ksh)
      export CONTENTAI_CHAINED="$chained"
      {give}${{first#'#!'}} -c '. "$CONTENTAI_CHAINED"' "$here/{type}" "$@" || exit $?
      unset CONTENTAI_CHAINED ;;
    *) {give}CONTENTAI_CHAINED="$chained" "$chained" "$@" || exit $? ;;
  esac
fi
case "${{CONTENTAI_SKIP:-0}}" in
  0) ;;
  *) echo 'contentai: CONTENTAI_SKIP, 没有检查 not checked' >&2; exit 0 ;;
esac
python={python}
if [ -x "$python" ] && "$python" -P -c 'import contentai' 2>/dev/null; then
  contentai() {{ "$python" -P -m contentai "$@"; }}
elif ! command -v contentai >/dev/null 2>&1; then
  echo "contentai: 找不到 contentai（$python 和 PATH 里都没有），没有检查，已拦下" >&2
  echo "  装好后再跑 contentai hook install；这次不查：git {verb} --no-verify" >&2
  echo "contentai: not found by $python nor on the PATH; nothing was checked, stopped" >&2
  echo "  install it and run contentai hook install, or git {verb} --no-verify" >&2
  exit 1
fi
status=0
{calls}exit $status
"""
_CALL = """\
{give}{command} "$@" || status=$?
if [ $status -ge 128 ]; then exit $status; fi
"""


class Refused(Exception):  # noqa: N818 - it says why
    """Why a hook was not written, and what to do."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return str(self.words)


@dataclass(frozen=True, slots=True)
class HookFile:
    """The hook of one type in a repository, whether it is there or not.

    ``own`` is our file: the hook itself, or one that pre-commit runs on behalf of it.
    """

    type: str
    path: Path
    own: Path | None

    @property
    def chained(self) -> Path:
        """Where a hook that was there before is kept, beside ours."""
        place = self.own or self.path
        return place.with_name(f"{self.type}{_CHAINED}")


def hooks_folder(repository: Repository) -> Path:
    """Where git looks for hooks: ``core.hooksPath``, else with what all worktrees share."""
    named = os.fsdecode(repository.ask("rev-parse", "--git-path", "hooks").rstrip(b"\n"))
    return Path(os.path.normpath(repository.top / named))


def hook_file(repository: Repository, type: str) -> HookFile:
    """The hook of a type, one of ``TYPES``. Raises ``NoHistory``, ``OSError``."""
    path = hooks_folder(repository) / type
    places = (path, path.with_name(f"{type}{_BEHIND}"))
    return HookFile(type, path, next((place for place in places if _is_ours(place)), None))


def install(
    repository: Repository, type: str, options: Options, python: str, force: bool
) -> Installed:
    """Write the hook, beside what it was installed for before; the way it was done.

    ``python`` is the interpreter to use. With ``force`` a folder of hooks that other
    repositories use too will do, and a hook that was kept before makes way for the one that is
    there now. Raises ``Refused``, ``OSError``, ``NoHistory``.
    """
    hook = hook_file(repository, type)
    if _is_there(hook.path.parent) and not hook.path.parent.is_dir():
        way = "git config --unset core.hooksPath"
        raise Refused(
            Bilingual(
                f"{hook.path.parent} 不是目录，git 在那里找不到钩子；先 {way}",
                f"{hook.path.parent} is no folder, and git finds no hooks there; first {way}",
            )
        )
    if not force and not _is_of(repository, hook.path.parent):
        raise Refused(
            Bilingual(
                f"core.hooksPath 指到 {hook.path.parent}，别的仓库也会用；"
                "确实要写在那里就加 --force",
                f"core.hooksPath leads to {hook.path.parent}, which other repositories may use; "
                "--force writes there all the same",
            )
        )
    if not force and _is_of_husky(hook.path.parent):
        mine = hook.path.parent.parent / type
        line = f'{written(type, options)} "$@"'
        raise Refused(
            Bilingual(
                f"{hook.path.parent} 是 husky 自己生成的，会被它重写；在 {mine} 里加一行：{line}",
                f"husky makes {hook.path.parent} and will write it anew; add a line to {mine}: "
                f"{line}",
            )
        )
    hook.path.parent.mkdir(parents=True, exist_ok=True)
    former = _former(hook)
    runs = joined(former or (), options)
    tree, own = _homes(repository)
    # A bare repository has no folders; those of its working trees cannot be told here.
    gone = [r for r in runs if tree != own and is_gone(repository, r.folder)]
    runs = [run for run in runs if run not in gone]
    script = _script(type, runs, python)
    done = Installed(
        "installed", options, tuple(runs), tuple(run.folder for run in gone), former is None
    )
    if hook.own:
        _write(hook.own, script)
        return done._replace(way="refreshed")
    if not _is_there(hook.path):
        _write(hook.path, script)
        return done
    if _is_there(hook.chained) and not force:
        raise Refused(
            Bilingual(
                f"{hook.path} 是别的钩子，而 {hook.chained.name} 已经留着一个；"
                "先看看两个各是什么，或用 --force：后一个换成前一个",
                f"{hook.path} is another hook and {hook.chained.name} keeps one already; look at "
                "both, or have --force put the former in the place of the latter",
            )
        )
    does_run = os.access(hook.path, os.X_OK)
    hook.path.replace(hook.chained)
    try:
        _write(hook.path, script)
    except BaseException:
        hook.chained.replace(hook.path)
        raise
    return done._replace(way="chained" if does_run else "idle")


def is_gone(repository: Repository, folder: str) -> bool:
    """True for a folder that a hook looks at in vain: it is not here, and not of other branches.

    They share the hook. Raises ``NoHistory``.
    """
    if (repository.top / folder).is_dir():
        return False
    return repository.had("HEAD", folder) or not repository.had("--all", folder)


def uninstall(repository: Repository, type: str) -> str | None:
    """Take the hook away: ``removed``, ``restored`` when another is back; None without one.

    Raises ``OSError``, ``NoHistory``.
    """
    hook = hook_file(repository, type)
    if hook.own is None:
        return None
    if _is_there(hook.chained):
        hook.chained.replace(hook.own)
        return "restored"
    hook.own.unlink()
    return "removed"


def _former(hook: HookFile) -> list[Options] | None:
    """What our file runs; nothing without one, None where it makes no sense."""
    if hook.own is None:
        return []
    try:
        return read_runs(hook.own.read_bytes().decode("utf-8", "surrogateescape")) or None
    except ValueError:
        return None


def _script(type: str, runs: Sequence[Options], python: str) -> bytes:
    # Git tells a pre-push hook what is pushed on its standard input, which two are to read.
    reads = type == "pre-push"
    give = "printf '%s' \"$input\" | " if reads else ""
    calls = "".join(_CALL.format(give=give, command=written(type, run)) for run in runs)
    text = _SCRIPT.format(
        type=type,
        verb=type.removeprefix("pre-"),
        chained=f"{type}{_CHAINED}",
        python=shlex.quote(python.replace("\\", "/") if os.name == "nt" else python),
        read="input=$(cat; echo x)\ninput=${input%x}\n" if reads else "",
        give=give,
        calls=calls,
    )
    return text.encode("utf-8", "surrogateescape")


def _write(path: Path, script: bytes) -> None:
    replace_file(path, script)
    path.chmod(0o755)


def _is_there(path: Path) -> bool:
    return os.path.lexists(path)


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _MARK in file.read(200)
    except (FileNotFoundError, NotADirectoryError):
        return False


def committed_folder(repository: Repository) -> Path | None:
    """The folder of hooks when it lies in the working tree, where it can be committed."""
    folder = Path(os.path.realpath(hooks_folder(repository)))
    tree, own = _homes(repository)
    return folder if folder.is_relative_to(tree) and not folder.is_relative_to(own) else None


def _is_of(repository: Repository, folder: Path) -> bool:
    """True for a folder among git's files of this repository, or in its working tree."""
    real = Path(os.path.realpath(folder))
    return any(real.is_relative_to(home) for home in _homes(repository))


def _is_of_husky(folder: Path) -> bool:
    return folder.name == "_" and (folder / "h").is_file()


def _homes(repository: Repository) -> tuple[Path, Path]:
    """The working tree, and git's own files that all working trees share."""
    common = os.fsdecode(repository.ask("rev-parse", "--git-common-dir").rstrip(b"\n"))
    return Path(os.path.realpath(repository.top)), Path(os.path.realpath(repository.top / common))
