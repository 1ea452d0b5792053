"""Worker processes that judge drafts, and what becomes of the work of one that dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

# Tasks a worker lives for. The more text it has seen, the more its patterns and dictionaries
# remember of it; memory would grow with the batch. A new one spends more than a second of its
# first hundred drafts on remembering.
_LIFE = 240


# What a machine says that has no room for a process, a thread, a pipe or a semaphore.
_REFUSED = (OSError, RuntimeError)


class _Unstartable(Exception):  # noqa: N818 - it says what the workers are
    """No worker process can be started here."""


class Task:
    """Some pieces of work that go to one worker together, and their results, in order.

    The result of a piece that a worker died of is None.
    """

    def __init__(self, pieces: Sequence[Any]) -> None:
        self.pieces = pieces
        self.results: list[Any] | None = None
        self.future: Future[list[Any]] | None = None

    @property
    def is_done(self) -> bool:
        """True when asking for the results takes no waiting."""
        return self.results is not None or (self.future is not None and self.future.done())


def _alone() -> bool:
    """True when this process has one thread, those of libraries counted; told on Linux alone.

    A copy of a process lacks the other threads, and with them whatever these were about to do.
    """
    try:
        return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False


class Crew:
    """Up to ``size`` processes. Each calls ``start(*arguments)`` once, then ``work`` per task,
    which gives a result a piece.

    All three must be picklable: functions of a module and plain values. After about ``life``
    tasks a worker is replaced. With ``forked`` they begin as copies of this process where that
    is safe, with all that it has opened; else they are spawned.
    """

    def __init__(
        self,
        size: int,
        start: Callable[..., None],
        arguments: tuple[Any, ...],
        work: Callable[[Sequence[Any]], list[Any]],
        life: int = _LIFE,
        forked: bool = False,
    ) -> None:
        self._size = size
        self._forked = forked
        self._life = life
        self._sent = 0
        self._start = (start, arguments)
        self._work = work
        self._open: list[Task] = []
        self._pool: ProcessPoolExecutor | None = None
        self._is_startable = True

    def _make(self, size: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("fork" if self._forked and _alone() else "spawn")
        return ProcessPoolExecutor(size, context, _begin, self._start)

    def send(self, pieces: Sequence[Any]) -> Task:
        """Hand out some work."""
        task = Task(pieces)
        self._open.append(task)
        self._submit(task)
        return task

    def results(self, task: Task) -> list[Any] | None:
        """The results of a task, once they are there; None when no worker can be started here."""
        with suppress(_Unstartable):
            while task.results is None:
                try:
                    if not self._is_startable:
                        raise _Unstartable
                    if task.future is None:
                        self._mend()
                    else:
                        self._finish(task, task.future.result())
                except BrokenProcessPool:
                    self._mend()
        return task.results

    def _submit(self, task: Task) -> None:
        task.future = None
        if not self._is_startable:
            return
        if self._pool and self._sent >= self._life * self._size:
            self._pool.shutdown()  # once they have done what they were given
            self._pool = None
            self._sent = 0
        self._sent += 1
        try:
            self._pool = self._pool or self._make(self._size)
            with _undisturbed():
                task.future = self._pool.submit(self._work, task.pieces)
        except BrokenProcessPool:
            pass  # told when the results are asked for
        except _REFUSED:
            self._is_startable = False
            self.close()  # drafts that are still to be read need the files that it holds

    def _finish(self, task: Task, results: list[Any]) -> None:
        task.results = results
        self._open.remove(task)

    def _mend(self) -> None:
        """A worker died, and nobody tells of what: do what they had in hand piece by piece."""
        self._shut()
        undone = []
        for task in list(self._open):
            future = task.future
            if future and future.done() and not future.cancelled() and not future.exception():
                self._finish(task, future.result())
            else:
                undone.append(task)
        # Tasks are taken in order: one for each worker, and some that wait at the door.
        in_hand = 2 * self._size + 1
        alone = _Alone(self._make, self._work)
        try:
            for task in undone[:in_hand]:
                self._finish(task, [alone.result(piece) for piece in task.pieces])
        finally:
            alone.close()
        for task in undone[in_hand:]:
            self._submit(task)

    def _shut(self, at_once: bool = False) -> None:
        if self._pool:
            with suppress(RuntimeError):  # a thread of its own that never started
                self._pool.shutdown(cancel_futures=at_once)
        self._pool = None

    def close(self) -> None:
        """Let the workers go, at once, whatever they are at."""
        children = multiprocessing.active_children()
        for child in children:
            child.terminate()
        if children:
            # One that was ended in the middle of a result leaves the reader waiting for the rest
            # of it, for as long as anybody, this process included, could still write it.
            writer = getattr(getattr(self._pool, "_result_queue", None), "_writer", None)
            if writer is not None:
                writer.close()
        self._shut(at_once=True)


class _Alone:
    """One worker that is sent one piece at a time: of what it dies is then known."""

    def __init__(
        self, make: Callable[[int], ProcessPoolExecutor], work: Callable[[Sequence[Any]], list[Any]]
    ) -> None:
        self._make, self._work = make, work
        self._pool: ProcessPoolExecutor | None = None

    def result(self, piece: Any) -> Any:
        """Its result, or None when the worker died of it. Raises ``_Unstartable``."""
        try:
            self._pool = self._pool or self._make(1)
            with _undisturbed():
                started = self._pool.submit(_nothing)
            started.result()
        except (BrokenProcessPool, *_REFUSED):
            raise _Unstartable from None
        try:
            return self._pool.submit(self._work, [piece]).result()[0]
        except BrokenProcessPool:
            self.close()
            return None

    def close(self) -> None:
        """Let the worker go, once it has done what it was given."""
        if self._pool:
            with suppress(RuntimeError):
                self._pool.shutdown()
        self._pool = None


def _nothing() -> None:
    """What a worker can do that has started."""


def _begin(start: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    start(*arguments)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """What is started here never sees Ctrl-C: the parent ends its workers itself."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
