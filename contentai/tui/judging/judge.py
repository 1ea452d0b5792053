"""The editor's side of judging: what is asked, in which order, and what becomes of the process.

One thread asks one thing at a time, so that a newer text takes the place of an older one that
was not begun, and an open draft goes before files of the folder.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from contentai.language import Bilingual, current
from contentai.tui.judging.judged import Answer, Judged, Surveyed
from contentai.tui.judging.process import Ask, Look, serve

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

# Seconds after which an answer is no longer waited for; a long text has more.
_PATIENCE = 60.0
_CHARACTERS_A_SECOND = 5_000
# So often in a row the process may die before judging is given up.
_MOST_DEATHS = 3

Phase = Literal["starting", "judging", "idle", "off"]


@dataclass(frozen=True)
class State:
    """What the judging process does; ``words`` where a person should know why."""

    phase: Phase
    words: Bilingual | None = None


Told = Answer | Surveyed | State


class Judge:
    """Judges drafts in another process; answers go to ``tell``, from a thread of its own.

    Nothing is started before ``start``. ``patience`` is how many seconds an answer may take.
    """

    def __init__(
        self,
        folder: Path,
        config: Path | None,
        tell: Callable[[Told], object],
        patience: float = _PATIENCE,
    ) -> None:
        self._folder, self._config, self._tell = folder, config, tell
        self._patience = patience
        self._changed = threading.Condition()
        self._asked: Ask | None = None
        self._files: deque[Path] = deque()
        self._closed = False
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._deaths = 0
        self._started = False

    def start(self) -> None:
        """Begin, once; the process is set up while the editor is used already."""
        if self._started or self._closed:
            return
        self._started = True
        threading.Thread(target=self._run, name="judging", daemon=True).start()

    def ask(self, path: Path, text: str, version: int) -> None:
        """Have an open draft judged; an older question that was not begun is dropped."""
        with self._changed:
            self._asked = Ask(path, text, version)
            self._changed.notify()

    def survey(self, paths: Iterable[Path]) -> None:
        """Have files judged as they lie on the disk, when there is nothing better to do."""
        with self._changed:
            waiting = set(self._files)
            self._files.extend(path for path in paths if path not in waiting)
            self._changed.notify()

    def close(self) -> None:
        """Stop; what was asked is not answered."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._kill()

    def _run(self) -> None:
        self._tell(State("starting"))
        if not self._connected():
            return
        while (request := self._next()) is not None:
            if isinstance(request, Ask):
                self._tell(State("judging"))
            answer = self._answered(request)
            if self._closed:
                return
            if answer is None:
                if self._deaths >= _MOST_DEATHS:
                    self._tell(State("off", _GIVEN_UP))
                    return
                continue
            self._deaths = 0
            self._tell(answer)
            self._tell(State("idle"))

    def _next(self) -> Ask | Look | None:
        """What to ask next, waited for; None at the end."""
        with self._changed:
            while not (self._closed or self._asked or self._files):
                self._changed.wait()
            if self._closed:
                return None
            asked, self._asked = self._asked, None
            return asked or Look(self._files.popleft())

    def _answered(self, request: Ask | Look) -> Answer | Surveyed | None:
        """The answer; None where the process died of the request, or would not answer."""
        size = len(request.text) if isinstance(request, Ask) else 0
        for _ in range(2):
            words = _DIED
            try:
                connection = self._connection
                if connection is None:
                    return None
                connection.send(request)
                if connection.poll(self._patience + size / _CHARACTERS_A_SECOND):
                    answer: Answer | Surveyed = connection.recv()
                    return answer
                words = _STUCK
            except (EOFError, OSError, ValueError):
                pass
            if self._closed:
                return None
            self._deaths += 1
            self._kill()
            self._tell(State("starting", words))
            if words is _STUCK or self._deaths >= _MOST_DEATHS or not self._connected():
                break
        if words is _STUCK and not self._closed and self._connected():
            return _not_judged(request, words)
        return None

    def _connected(self) -> bool:
        """Start the process; False when it cannot be, which is told."""
        import multiprocessing  # not before the first paint

        context = multiprocessing.get_context("spawn")
        try:
            ours, theirs = context.Pipe()
            process = context.Process(
                target=serve,
                args=(theirs, self._folder, self._config, current()),
                name="contentai judging",
                daemon=True,
            )
            # Textual's own standard error has no descriptor, which the start of one needs.
            with redirect_stderr(sys.__stderr__):
                process.start()
        except (OSError, ValueError) as error:
            self._tell(State("off", _not_started(error)))
            return False
        theirs.close()
        self._process, self._connection = process, ours
        if self._closed:
            self._kill()
        return not self._closed

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join(2)
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None


_DIED = Bilingual("检查进程中断了，已经重新启动", "the judging process died and was started again")
_STUCK = Bilingual(
    "这一版检查太久，已经停下；改动后会再试",
    "judging this version took too long and was stopped; the next change tries again",
)
_GIVEN_UP = Bilingual(
    "检查进程接连中断，检查停了；编辑和保存照常，重新打开编辑器再试",
    "the judging process keeps dying and is off; editing and saving go on, reopen to try again",
)


def _not_started(error: Exception) -> Bilingual:
    return Bilingual(
        f"检查进程启动不了：{error}；编辑和保存照常",
        f"the judging process cannot be started: {error}; editing and saving go on",
    )


def _not_judged(request: Ask | Look, words: Bilingual) -> Answer | Surveyed:
    if isinstance(request, Look):
        return Surveyed(request.path, problem=words)
    judged = Judged(request.version, (), None, {}, (), words, 0.0, checked=False)
    return Answer(request.path, judged)
