"""The advice process: requests in, progress and one answer out."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import redirect_stderr, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from contentai.language import Bilingual, current

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from contentai.tui.advice.asked import Progress, Reply, Request

# Seconds without a word after which an answer is no longer waited for.
_PATIENCE = 120.0
_FAILED = Bilingual(
    "后台进程中断了，再来一次", "the process beside the editor broke off; try again"
)
_SLOW = Bilingual(
    "两分钟没有结果，已经停下；再来一次",
    "no answer in two minutes; stopped, try again",
)


def serve(connection: Connection, folder: Path, config: Path | None, language: str) -> None:
    """Answer requests until the editor is gone. Runs in a process of its own."""
    # The keys and the screen are the editor's: nothing here may read or write there.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    os.environ["CONTENTAI_LANG"] = language

    from contentai.tui.advice.work import Adviser

    adviser = Adviser(folder, config)
    while True:
        try:
            request: Request = connection.recv()
            connection.send(adviser.answer(request, connection.send))
        except (EOFError, OSError):
            return


class Advice:
    """Asks the process, which is started with the first question, one thing at a time.

    ``ask`` waits for the answer: call it from a thread. What it read stays known until
    ``close`` or ``forget``.
    """

    def __init__(
        self, folder: Path, config: Path | None = None, patience: float = _PATIENCE
    ) -> None:
        self._folder, self._config, self._patience = folder, config, patience
        self._turn = threading.Lock()
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._closed = False

    def ask(self, request: Request, tell: Callable[[Progress], None]) -> Reply:
        """The answer; ``tell`` hears of the progress. Never raises: trouble is in the answer."""
        # Not before the first paint: what may be asked and answered is many small classes.
        from contentai.tui.advice.asked import Progress, trouble

        with self._turn:
            if self._closed:
                return trouble(request, _FAILED)
            try:
                connection = self._connected()
                connection.send(request)
                while connection.poll(self._patience):
                    told: Progress | Reply = connection.recv()
                    if not isinstance(told, Progress):
                        return told
                    tell(told)
                words = _SLOW
            except (EOFError, OSError, ValueError):
                words = _FAILED
            self._stop()
            return trouble(request, words)

    def forget(self) -> None:
        """Let the next question read everything anew: configuration, segments, articles."""
        with self._turn:
            self._stop()

    def close(self) -> None:
        """End the process; a question that waits is answered with trouble."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()

    def _connected(self) -> Connection:
        if self._connection is not None:
            return self._connection
        import multiprocessing  # not before the first paint

        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=serve,
            args=(theirs, self._folder, self._config, current()),
            name="contentai advice",
            daemon=True,
        )
        # Textual's own standard error has no descriptor, which the start of a process needs.
        with redirect_stderr(sys.__stderr__):
            process.start()
        theirs.close()
        self._process, self._connection = process, ours
        return ours

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join(2)
        if self._connection is not None:
            with suppress(OSError):
                self._connection.close()
        self._process = self._connection = None
