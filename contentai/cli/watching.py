"""``contentai lint --watch``: look again at whatever changes, until told to stop."""

from __future__ import annotations

import os
import select
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from contentai.cli.drafts import STDIN, find
from contentai.cli.failure import Failure
from contentai.cli.lint_options import Asked
from contentai.cli.tables import Columns
from contentai.diagnostics import Severity
from contentai.language import Bilingual, several
from contentai.lint.outcome import FileOutcome
from contentai.report.visible import visible
from contentai.runner import Runner

Lint = Callable[[Sequence[str], Runner, Callable[[FileOutcome], None]], int]

# How soon q is heard, in milliseconds, and how often rules are looked at, in seconds.
_POLL, _RULES = 200, 1.0
# What contentai and git write themselves, and what holds no drafts.
_OWN = frozenset({".contentai", ".git", "node_modules", "__pycache__"})


def watch(
    asked: Asked, paths: Sequence[str], open_runner: Callable[[], Runner], lint: Lint
) -> None:
    """Check ``paths``, then what changes among them, until q, Ctrl-C or the end of the input.

    All is checked again when rules, models or the configuration change. Raises ``Failure``.
    """
    asked.check_watch()
    if STDIN in paths:
        words = Bilingual("--watch 不能看标准输入", "--watch cannot watch standard input")
        raise Failure(str(words))
    with suppress(KeyboardInterrupt), _stop_key() as stop:
        changes = _changes(paths, stop)
        next(changes, None)  # from now on nothing is missed, whatever is written meanwhile
        runner = open_runner()
        drafts, tally = _drafts(paths, Columns(asked.text_column, runner), {}), _Tally()
        works = _look(paths, runner, lint, tally)
        looked = time.monotonic()
        for changed in changes:
            if not changed and time.monotonic() - looked < _RULES:
                continue
            looked = time.monotonic()
            anew = runner.has_changed() or (changed and not works)
            if not anew and not changed:
                continue
            runner = open_runner() if anew else runner
            before, drafts = drafts, _drafts(paths, Columns(asked.text_column, runner), drafts)
            gone = [draft for real, draft in before.items() if real not in drafts]
            if anew:
                tally = _Tally()
                works = _look(paths, runner, lint, tally, gone)
                continue
            # Of a folder that was moved here, or is ignored no more, only the drafts are new.
            again = [d for real, d in drafts.items() if real in changed or real not in before]
            if again or gone:
                _look(again, runner, lint, tally, gone)


class _Tally:
    """What was found last in every file that was looked at."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[Severity | bool]] = {}  # booleans: drafts read or not

    def forget(self, file: str) -> None:
        self._counts.pop(file, None)

    def add(self, outcome: FileOutcome) -> None:
        counts = self._counts.setdefault(outcome.file, Counter())
        counts.update(finding.severity for finding in outcome.findings)
        counts[outcome.is_read] += 1

    def words(self) -> Bilingual:
        found: Counter[Severity | bool] = sum(self._counts.values(), Counter())
        error, warning, info = (found[severity] for severity in reversed(Severity))
        read, unread = found[True], found[False]
        return Bilingual(
            f"所有 {read} 份稿件：{error} 个错误、{warning} 个警告、{info} 个提示"
            + (f"，{unread} 份没有读成" if unread else ""),
            f"all {several(read, 'draft')}: {several(error, 'error')}, "
            f"{several(warning, 'warning')}, {several(info, 'info')}"
            + (f"; {unread} could not be read" if unread else ""),
        )


def _look(
    names: Sequence[str], runner: Runner, lint: Lint, tally: _Tally, gone: Sequence[str] = ()
) -> bool:
    """Check and report; False when that could not be done at all."""
    from contentai.located import DataError

    click.clear() if sys.stdout.isatty() else click.echo()
    for name in gone:
        there = Path(name).exists()
        words = Bilingual(f"{name} 没有了", f"{name} is gone")
        left_out = Bilingual(f"{name} 不再检查", f"{name} is no longer checked")
        click.echo(visible(str(left_out if there else words)))
    works = True
    for name in (*names, *gone):
        tally.forget(name)
    try:
        if names:
            lint(names, runner, tally.add)
    except (DataError, click.ClickException) as error:
        works = False
        told = error.format_message() if isinstance(error, click.ClickException) else str(error)
        click.echo(visible(f"contentai: {told}"))  # where the rest is looked for
    if works:  # else nothing was looked at, which is not the same as clean
        click.echo(str(tally.words()))
    now = time.strftime("%H:%M:%S")
    words = Bilingual(f"{now} 等着改动；按 q 结束", f"{now} waiting for changes; q ends this")
    click.echo(str(words))
    sys.stdout.flush()
    return works


def _changes(paths: Sequence[str], stop: threading.Event) -> Iterator[set[str]]:
    """Full names of files that were written, moved or deleted; now and then of none.

    The system tells of a folder, not of a name: one that is made anew (git checkout, unzip) is
    watched anew, and all that it holds may have changed.
    """
    from watchfiles import Change
    from watchfiles import watch as watched

    folders = [path for path in paths if Path(path).is_dir()]
    files = [path for path in paths if not Path(path).is_dir()]
    around = (str(Path(path).absolute().parent) for path in files)
    roots = list(dict.fromkeys((*folders, *around)))
    anew = False
    while not stop.is_set():
        there = _there(roots)
        if anew and not there:
            stop.wait(_POLL / 1000)
            yield set()
            continue
        try:
            for found in watched(
                *(there or roots),
                watch_filter=lambda _, name: _OWN.isdisjoint(Path(name).parts),
                debounce=400,
                step=50,
                stop_event=stop,
                rust_timeout=_POLL,
                yield_on_timeout=True,
                recursive=bool(folders),
            ):
                names = {os.path.realpath(name) for _, name in found}
                if anew:
                    names |= _inside(folders) | set(map(os.path.realpath, files))
                yield names
                # The number of a folder that is gone may be given to the one that follows it.
                gone = {os.path.realpath(name) for kind, name in found if kind is Change.deleted}
                anew = _there(roots) != there or not gone.isdisjoint(map(os.path.realpath, roots))
                if anew:
                    break
        except (OSError, RuntimeError) as error:
            if anew and isinstance(error, FileNotFoundError):
                continue  # gone again
            words = Bilingual(f"没法盯着改动：{error}", f"changes cannot be watched: {error}")
            raise Failure(str(words)) from None


def _there(folders: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Those of some folders that there are, with what the system knows them by."""
    found = {}
    for folder in folders:
        with suppress(OSError):
            about = os.stat(folder)  # noqa: PTH116 - five times a second
            found[folder] = about.st_dev, about.st_ino
    return found


def _inside(folders: Sequence[str]) -> set[str]:
    return {
        os.path.realpath(os.path.join(place, name))  # noqa: PTH118 - of all files
        for folder in folders
        for place, _, names in os.walk(folder)
        for name in names
    }


def _drafts(paths: Sequence[str], columns: Columns, before: Mapping[str, str]) -> Mapping[str, str]:
    """The drafts among ``paths`` that there are: by real path their names in reports.

    Those of ``before`` where the configuration cannot say which tables are drafts.
    """
    from contentai.located import DataError

    try:
        found = find(paths, [], columns.wants)
    except (DataError, click.ClickException):
        return before  # ``_look`` meets the same mistake and tells it
    return {real: str(one.path) for real, one in found.items() if one and one.path.exists()}


@contextmanager
def _stop_key() -> Iterator[threading.Event]:
    """An event that the key q sets, where there is a keyboard."""
    stop = threading.Event()
    if sys.stdin is None or not sys.stdin.isatty() or os.name != "posix":
        yield stop  # Ctrl-C ends it
        return
    import termios
    import tty

    keys = sys.stdin.fileno()
    before = termios.tcgetattr(keys)
    tty.setcbreak(keys)
    threading.Thread(target=_listen, args=(keys, stop), daemon=True).start()
    try:
        yield stop
    finally:
        stop.set()
        termios.tcsetattr(keys, termios.TCSADRAIN, before)


def _listen(keys: int, stop: threading.Event) -> None:
    while not stop.is_set():
        if select.select([keys], [], [], 0.2)[0] and os.read(keys, 1) in (b"q", b"Q", b""):
            stop.set()
