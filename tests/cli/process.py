"""The program on a command line, with an environment that the test decides.

In this process, where that is enough: a process of its own takes four times as long, most of it
for loading modules and dictionaries once more. Nothing is put in place of anything in the program,
and rules, settings and models are read anew each time.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import contentai
from contentai.cli.main import main

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
    # Which kernels OpenBLAS takes: what is trained here and there is alike under the same only.
    kept |= {name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_")}
    return {**kept, "PYTHONPATH": str(ROOT), "CONTENTAI_LANG": "zh", **extra}


def perform(call: Call) -> Answer:
    """Run one command line with its output piped; a traceback is never an answer.

    What brings variables of its own is a process: the language of help texts, the place of
    modules and the locale are settled when the program starts.
    """
    return perform_as_process(call) if call.env else _perform_here(call)


def perform_as_process(call: Call) -> Answer:
    """``perform`` where the process is the point: signals, children, what is loaded."""
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


def _perform_here(call: Call) -> Answer:
    # The program has to see to it that its words are UTF-8.
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2))
    into = io.TextIOWrapper(io.BytesIO(call.stdin), encoding="utf-8", errors="surrogateescape")
    status: int | str | None = 0
    with chdir(call.cwd), _started_with(call, into, out, err):
        try:
            main()
        except SystemExit as end:
            status = end.code
    assert isinstance(status, int | None)
    return Answer(status or 0, _written(out), _written(err))


@contextmanager
def _started_with(call: Call, *streams: io.TextIOWrapper) -> Iterator[None]:
    before = dict(os.environ), sys.argv, (sys.stdin, sys.stdout, sys.stderr)
    os.environ.clear()
    os.environ.update(environment(call.env))
    sys.argv = ["contentai", *map(os.fsdecode, call.arguments)]
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before[0])
        sys.argv, (sys.stdin, sys.stdout, sys.stderr) = before[1:]


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8")


def perform_all(calls: Mapping[str, Call]) -> dict[str, Answer]:
    """Run named command lines; those that are processes a few at a time."""
    with ThreadPoolExecutor(max_workers=3) as pool:
        begun = {name: pool.submit(perform, call) for name, call in calls.items() if call.env}
        pool.shutdown()
    return {
        name: begun[name].result() if name in begun else perform(call)
        for name, call in calls.items()
    }


def perform_on_terminal(call: Call, columns: int = 0, typed: bytes | None = None) -> Answer:
    """Run one command line under a pseudo-terminal; all output is in ``out``.

    It has so many ``columns``; 0, as a new one has, is none that it would tell of. What is
    ``typed`` lies ready there; without it there is no standard input.
    """
    import pty
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24 if columns else 0, columns))
    process = subprocess.Popen(
        [sys.executable, "-m", "contentai", *call.arguments],
        cwd=call.cwd,
        env=environment({"TERM": "xterm-256color", **call.env}),
        stdin=subprocess.DEVNULL if typed is None else theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    if typed is not None:
        os.write(ours, typed)
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
