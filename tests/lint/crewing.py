"""What the worker processes of the tests do; they import this by name."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Sequence

from contentai.lint.crew import Crew

_started = ""
# What the process of the tests has opened; a copy of it has that open too.
opened = ""


def start(word: str) -> None:
    global _started  # noqa: PLW0603
    _started = word


def refuse(word: str) -> None:
    os._exit(3)


def work(pieces: Sequence[str]) -> list[str]:
    return list(map(_work, pieces))


def _work(piece: str) -> str:
    if piece.startswith("die"):
        os._exit(9)
    if piece == "much":
        return "甲" * 20_000_000
    if piece == "opened":
        return opened
    return f"{_started} {piece}" if piece != "who" else str(os.getpid())


def main() -> None:
    """Prints what a worker has open: of a process with one thread, then of one with two."""
    global opened  # noqa: PLW0603
    opened = "a book"
    print(_opened())
    waiting = threading.Event()
    other = threading.Thread(target=waiting.wait)
    other.start()
    print(_opened())
    waiting.set()
    other.join()


def with_few_files() -> None:
    """Prints who did some work with so few files left to open, and whether one still could be."""
    import resource

    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    for forked, left in [
        *((True, left) for left in range(2, 13)),
        *((False, left) for left in range(2, 24, 3)),
    ]:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        lowest = os.dup(0)
        os.close(lowest)
        resource.setrlimit(resource.RLIMIT_NOFILE, (lowest + left, most))
        crew = Crew(2, start, ("crew",), work, forked=forked)
        tasks = [crew.send([word]) for word in "ab"]
        room = _is_room()
        print([crew.results(task) for task in tasks], room)
        crew.close()


def _is_room() -> bool:
    try:
        os.close(os.dup(0))
    except OSError:
        return False
    return True


def _opened() -> str:
    crew = Crew(1, start, ("crew",), work, forked=True)
    (found,) = crew.results(crew.send(["opened"])) or [None]
    crew.close()
    for child in multiprocessing.active_children():
        child.join(10)
    return str(found)


if __name__ == "__main__":
    # As a module that has a name: the workers look it up by that.
    from tests.lint import crewing

    crewing.main()
