"""Being told to end from outside: by ``kill``, or because the terminal is gone."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress

# Seconds in which a terminal that is gone may keep the editor from ending.
_PATIENCE = 5.0
_NAMES = ("SIGTERM", "SIGHUP")


def end_on_signals(end: Callable[[int], Coroutine[None, None, None]]) -> None:
    """Have ``end`` called with the exit status, once, when the process is told to end.

    Left to the system, the terminal would stay as the editor needs it: without echo, on a
    screen of its own. To be called from the running loop; where signals are not to be had
    (Windows, another thread) nothing changes.
    """
    loop = asyncio.get_running_loop()
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    tasks: set[asyncio.Task[None]] = set()

    def told(number: int) -> None:
        if tasks:
            return
        late = threading.Timer(_PATIENCE, os._exit, (128 + number,))
        late.daemon = True
        late.start()
        tasks.add(loop.create_task(end(128 + number)))

    for number in numbers:
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, told, number)
