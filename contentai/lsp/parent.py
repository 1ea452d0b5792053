"""The process of the client: with it the server ends, even where the pipes stay open."""

from __future__ import annotations

import asyncio
import os

# Seconds between two looks.
_OFTEN = 2.0


async def until_gone(process: int | None) -> None:
    """Come back once a process of this machine is gone; never where that cannot be told.

    A client outside of our container names a process that is not there from the start.
    """
    # Where there is no POSIX, the signal 0 ends what it is sent to.
    if os.name != "posix" or process is None or process <= 0 or not _is_there(process):
        await asyncio.Event().wait()
        return
    while _is_there(process):
        await asyncio.sleep(_OFTEN)


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except PermissionError:
        return True  # another user's
    except (OSError, OverflowError):
        return False
    return True
