"""``contentai lint --watch``: look again at whatever changes, until told to stop."""

from __future__ import annotations

import os
import select
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath

import click

from contentai.cli.drafts import STDIN, find
from contentai.cli.failure import Failure
from contentai.cli.lint_options import Asked
from contentai.cli.tables import Columns
from contentai.desk import Desk
from contentai.language import Bilingual
from contentai.report.visible import visible
from contentai.text.names import DRAFTS, TABLES

Lint = Callable[[Sequence[str], Desk], int]

# How soon q is heard, in milliseconds, and how often rules are looked at, in seconds.
_POLL, _RULES = 200, 1.0
# What contentai and git write themselves, and what holds no drafts.
_OWN = frozenset({".contentai", ".git", "node_modules", "__pycache__"})


def watch(asked: Asked, paths: Sequence[str], open_desk: Callable[[], Desk], lint: Lint) -> None:
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
        desk = open_desk()
        works = _look(paths, desk, lint)
        looked = time.monotonic()
        for changed in changes:
            if not changed and time.monotonic() - looked < _RULES:
                continue
            looked = time.monotonic()
            if desk.has_changed() or (changed and not works):
                desk = open_desk()
                works = _look(paths, desk, lint)
            elif changed:
                wanted = Columns(asked.text_column, desk).wants
                again, gone = _drafts_of(paths, changed, wanted)
                if again or gone:
                    _look(again, desk, lint, gone)


def _look(names: Sequence[str], desk: Desk, lint: Lint, gone: Sequence[str] = ()) -> bool:
    """Check and report; False when that could not be done at all."""
    from contentai.located import DataError

    click.clear() if sys.stdout.isatty() else click.echo()
    for name in gone:
        click.echo(visible(str(Bilingual(f"{name} 没有了", f"{name} is gone"))))
    works = True
    try:
        if names:
            lint(names, desk)
    except (DataError, click.ClickException) as error:
        works = False
        told = error.format_message() if isinstance(error, click.ClickException) else str(error)
        click.echo(visible(f"contentai: {told}"))  # where the rest is looked for
    now = time.strftime("%H:%M:%S")
    words = Bilingual(f"{now} 等着改动；按 q 结束", f"{now} waiting for changes; q ends this")
    click.echo(str(words))
    sys.stdout.flush()
    return works


def _changes(paths: Sequence[str], stop: threading.Event) -> Iterator[set[str]]:
    """Full names of files that were written, moved or deleted; now and then of none."""
    from watchfiles import watch as watched

    folders = [path for path in paths if Path(path).is_dir()]
    files = [str(Path(path).absolute().parent) for path in paths if not Path(path).is_dir()]
    try:
        for found in watched(
            *dict.fromkeys((*folders, *files)),
            watch_filter=lambda _, name: _OWN.isdisjoint(Path(name).parts),
            debounce=400,
            step=50,
            stop_event=stop,
            rust_timeout=_POLL,
            yield_on_timeout=True,
            recursive=bool(folders),
        ):
            yield {os.path.realpath(name) for _, name in found}
    except (OSError, RuntimeError) as error:
        words = Bilingual(f"没法盯着改动：{error}", f"changes cannot be watched: {error}")
        raise Failure(str(words)) from None


def _drafts_of(
    paths: Sequence[str], changed: set[str], tables: Callable[[Path], bool]
) -> tuple[list[str], list[str]]:
    """Of what changed the drafts among ``paths``, by the names of reports; and what is gone."""
    found = find(paths, [], tables)
    there = {real: one for real, one in found.items() if real in changed and one}
    again = [str(one.path) for one in there.values() if one.path.exists()]
    lost = (name for name in changed if not Path(name).exists())
    gone = sorted(name for name in lost if PurePath(name).suffix.lower() in (*DRAFTS, *TABLES))
    return again, [os.path.relpath(name) for name in gone]


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
