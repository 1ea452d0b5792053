"""What screens ask that takes its time: in a thread, and heard only as long as they stand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

if TYPE_CHECKING:
    from contentai.tui.advice.asked import Ask, Reply, Request


class Asking(Screen[None]):
    """A screen that goes on while its questions are answered."""

    class Told(Message):
        """What a thread has found is there: ``hear`` takes it.

        Unlike a call into the screen, a message is refused once the screen is taken down, when
        what would show the answer may be gone already.
        """

        def __init__(self, hear: Callable[[], None]) -> None:
            super().__init__()
            self.hear = hear

    def ask_for(
        self, ask: Ask, request: Request, then: Callable[[Reply], None], *, each: bool = False
    ) -> None:
        """Ask, and ``then`` hears the answer.

        Of requests of one kind only the latest is heard, or ``each``.
        """
        self.run_worker(
            partial(self._wait_for, ask, request, then),
            group=type(request).__name__,
            exclusive=not each,
            thread=True,
        )

    def _wait_for(self, ask: Ask, request: Request, then: Callable[[Reply], None]) -> None:
        worker = get_current_worker()
        answer = ask(request, lambda _: None)
        if not worker.is_cancelled:
            self.post_message(self.Told(partial(then, answer)))

    @on(Told)
    def _hear(self, event: Told) -> None:
        event.stop()
        event.hear()
