"""The program in a real terminal: tmux, with a server of its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import pytest

from tests.cli.process import environment

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
# A process that loads rules and models, on a busy machine.
_PATIENCE = 60.0
_NUMBERS = count()


class Terminal:
    """A window of a size; keys go in, what is on the screen comes out."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    def tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", str(self._socket), "-f", "/dev/null", *arguments],
            capture_output=True,
            check=True,
            timeout=30,
        )
        return done.stdout.decode("utf-8")

    def press(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        self.tmux("send-keys", "-l", text)

    def resize(self, columns: int, rows: int) -> None:
        self.tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def screen(self) -> str:
        return self.tmux("capture-pane", "-p")

    @property
    def ended(self) -> str | None:
        """The exit status once the program has ended."""
        found = re.search(r"\[exit (\d+)\]", self.everything())
        return found[1] if found else None

    def everything(self) -> str:
        """The screen and what has gone up from it, wrapped lines in one piece."""
        return self.tmux("capture-pane", "-p", "-J", "-S", "-200")

    def until(self, holds: Callable[[str], bool]) -> str:
        """The screen once it holds; fails with the screen where it never does."""
        started = time.monotonic()
        while time.monotonic() - started < _PATIENCE:
            screen = self.screen()
            if holds(screen):
                return screen
            time.sleep(0.1)
        raise AssertionError(f"it never came about:\n{self.screen()}")


@contextmanager
def terminal(
    folder: Path, *arguments: str | Path, size: tuple[int, int] = (100, 30), **env: str
) -> Iterator[Terminal]:
    """``contentai`` with these arguments in a terminal; gone at the end."""
    # A server that is told to end holds its socket for a while.
    window = Terminal(folder / f"tmux{next(_NUMBERS)}")
    given = {"TERM": "xterm-256color", "XDG_STATE_HOME": str(folder / "state"), **env}
    settings = [f"{name}={value}" for name, value in environment(given).items()]
    program = ["env", "-i", *settings, sys.executable, "-m", "contentai", *map(str, arguments)]
    columns, rows = size
    size_of = ("-x", str(columns), "-y", str(rows), "-c", str(folder))
    # The window outlives the program, so that its last words and its status can be read.
    shell = ("sh", "-c", '"$@"; echo "[exit $?]"; exec sleep 600', "sh")
    window.tmux("new-session", "-d", *size_of, *shell, *program)
    try:
        yield window
    finally:
        with suppress(subprocess.SubprocessError):
            window.tmux("kill-server")
