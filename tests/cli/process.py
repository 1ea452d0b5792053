"""The program as a process of its own, with an environment that the test decides."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import contentai

ROOT = Path(contentai.__file__).resolve().parent.parent


@dataclass(frozen=True)
class Answer:
    """What a process left behind. Output must always be UTF-8: decoding is strict."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Call:
    """One command line with its folder, standard input and additional environment."""

    arguments: tuple[str | bytes | Path, ...]
    cwd: Path
    stdin: bytes = b""
    env: Mapping[str, str] = field(default_factory=dict)


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """A bare environment, so that the machine's own locale and colours play no part."""
    names = ("PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "CONTENTAI_LANG": "zh", **extra}


def perform(call: Call) -> Answer:
    """Run one command line with its output piped; a traceback is never an answer."""
    done = subprocess.run(
        [sys.executable, "-m", "contentai", *call.arguments],
        cwd=call.cwd,
        input=call.stdin,
        env=environment(call.env),
        capture_output=True,
        check=False,
        timeout=300,
    )
    answer = Answer(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
    assert "Traceback" not in answer.err, answer.err
    return answer


def perform_all(calls: Mapping[str, Call]) -> dict[str, Answer]:
    """Run named command lines, a few at a time: starting the program takes a second."""
    with ThreadPoolExecutor(max_workers=3) as pool:
        return dict(zip(calls, pool.map(perform, calls.values()), strict=True))


def perform_on_terminal(call: Call) -> Answer:
    """Run one command line under a pseudo-terminal; all output is in ``out``."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "contentai", *call.arguments],
        cwd=call.cwd,
        env=environment({"TERM": "xterm-256color", **call.env}),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    pieces = []
    while True:
        try:
            piece = os.read(ours, 1 << 16)
        except OSError:  # Linux says "input/output error" where others say end of file
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(ours)
    return Answer(process.wait(timeout=300), b"".join(pieces).decode("utf-8"), "")
