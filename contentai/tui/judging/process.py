"""The process beside the editor: requests in, answers out, one at a time."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


@dataclass(frozen=True)
class Ask:
    """Judge this text of a draft."""

    path: Path
    text: str
    version: int


@dataclass(frozen=True)
class Look:
    """Judge this file as it lies on the disk."""

    path: Path


def serve(connection: Connection, folder: Path, config: Path | None, language: str) -> None:
    """Answer requests until the editor is gone. Runs in a process of its own."""
    # The keys and the screen are the editor's: nothing here may read or write there.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    os.environ["CONTENTAI_LANG"] = language

    from contentai.tui.judging.work import Desk

    desk = Desk(folder, config)
    while True:
        try:
            request: Ask | Look = connection.recv()
            connection.send(desk.answer(request))
        except (EOFError, OSError):
            return
