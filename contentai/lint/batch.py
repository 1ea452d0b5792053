"""Judging many drafts in order: from the cache, in this process, or by several at once."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from contentai.lint.crew import Crew, Task

D = TypeVar("D")
R = TypeVar("R")

# A draft costs its bytes and about as much again as so many for being there at all.
_EACH = 2_000
# From so much work on a second process earns what it costs to start.
_WORTH = 300_000
# What goes to a worker at once, how much of that may wait for each, and what may wait without.
_TASK, _AHEAD, _WAITING = 64_000, 6, 16_000_000
_MOST_AHEAD = 2_000


@dataclass(frozen=True)
class Ways(Generic[D, R]):
    """How drafts become results.

    ``recall`` gives what is known already, or None. ``alone`` judges some here, which takes
    less time than one by one. ``pieces`` is what a worker is sent, ``received`` makes the
    result of its answer (None: it died).
    ``cost`` is the size of a draft in bytes.
    """

    recall: Callable[[D], R | None]
    alone: Callable[[Sequence[D]], Sequence[R]]
    pieces: Callable[[D], object]
    received: Callable[[D, object], R]
    cost: Callable[[D], int]


@dataclass(eq=False)
class _Entry(Generic[D, R]):
    draft: D
    cost: int
    result: R | None = None
    task: Task | None = None
    position: int = 0


def processors() -> int:
    """How many processes this one may run at once, 8 at most."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), 8)
    return min(os.cpu_count() or 1, 8)


def judged(
    drafts: Iterable[D], ways: Ways[D, R], jobs: int | None, crew: Callable[[int], Crew]
) -> Iterator[tuple[D, R]]:
    """Every draft with its result, in the order given.

    ``jobs`` processes judge them; with None as many as there are processors, and only where
    there is enough to do. ``crew`` makes them. What is ahead of the results is bounded.
    """
    line = _Line(ways, jobs, crew)
    try:
        for draft in drafts:
            yield from line.take(draft)
        yield from line.finish()
    finally:
        line.close()


class _Line(Generic[D, R]):
    """Drafts on their way, first come first served."""

    def __init__(self, ways: Ways[D, R], jobs: int | None, crew: Callable[[int], Crew]) -> None:
        self._ways = ways
        self._size = processors() if jobs is None else jobs
        self._worth = _WORTH if jobs is None else 0
        self._make = crew
        self._crew: Crew | None = None
        self._entries: deque[_Entry[D, R]] = deque()
        self._unsent: deque[_Entry[D, R]] = deque()
        self._cost = self._waiting = 0

    def take(self, draft: D) -> Iterator[tuple[D, R]]:
        """Let a draft in, and those out that are done or too many."""
        entry = _Entry(draft, self._ways.cost(draft) + _EACH, self._ways.recall(draft))
        self._entries.append(entry)
        self._cost += entry.cost
        if entry.result is None:
            self._unsent.append(entry)
            self._waiting += entry.cost
            self._send()
        while self._entries and (
            (self._size < 2 and self._waiting >= _TASK)
            or self._cost > (_AHEAD * _TASK * self._size if self._crew else _WAITING)
            or len(self._entries) > _MOST_AHEAD
            or _is_done(self._entries[0])
        ):
            yield self._first()

    def finish(self) -> Iterator[tuple[D, R]]:
        """Let the rest out."""
        while self._entries:
            yield self._first()

    def close(self) -> None:
        """End the workers, if there are any."""
        if self._crew:
            self._crew.close()

    def _first(self) -> tuple[D, R]:
        entry = self._entries.popleft()
        self._cost -= entry.cost
        result = self._result(entry) if entry.result is None else entry.result
        return entry.draft, result

    def _result(self, entry: _Entry[D, R]) -> R:
        if self._crew and entry.task is None:
            self._send(all_of_them=True)
        if self._crew and entry.task:
            answers = self._crew.results(entry.task)
            if answers is not None:
                return self._ways.received(entry.draft, answers[entry.position])
            self._dismiss()
        some = self._task() if self._unsent and self._unsent[0] is entry else [entry]
        results = self._ways.alone([one.draft for one in some])
        for one, result in zip(some, results, strict=True):
            one.result = result
        return results[0]

    def _task(self) -> list[_Entry[D, R]]:
        """A task's worth of what waits."""
        some: list[_Entry[D, R]] = []
        size = 0
        # A long draft goes alone: its size is that of the tables that are made of it.
        while self._unsent and size < _TASK and not (some and self._unsent[0].cost > _TASK):
            some.append(self._unsent.popleft())
            size += some[-1].cost
        self._waiting -= size
        return some

    def _dismiss(self) -> None:
        """Go on without workers: here none can be started."""
        if self._crew:
            self._crew.close()
        self._size, self._crew = 1, None

    def _send(self, all_of_them: bool = False) -> None:
        """Give the workers what waits, a task's worth at a time; make them where it pays."""
        if self._crew is None:
            largest = max(entry.cost for entry in self._unsent)
            if self._size < 2 or self._waiting - largest < self._worth:
                return
            self._crew = self._make(self._size)
        while self._unsent and (all_of_them or self._waiting >= _TASK):
            sent = self._task()
            task = self._crew.send([self._ways.pieces(entry.draft) for entry in sent])
            for position, entry in enumerate(sent):
                entry.task, entry.position = task, position


def _is_done(entry: _Entry[D, R]) -> bool:
    return entry.result is not None or (entry.task is not None and entry.task.is_done)
