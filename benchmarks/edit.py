"""How fast the editor is: keys, judgements, first paint, a folder of drafts.

    python benchmarks/edit.py [--paint]

Drafts are made of the project's own posts. Keys are put in where a terminal's would come in and
timed until the bytes of the next picture are written, in this process, with live judging on.
First paint is timed in a real process on a pseudo-terminal, from its start; with --paint,
nothing else is.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from lint import draft, posts
from textual import events
from textual.drivers.headless_driver import HeadlessDriver

from contentai.tui.app import ContentaiApp
from contentai.tui.widgets.editor import Editor

_SIZE = (120, 40)


class _Written(HeadlessDriver):
    """A terminal without a screen: what is written is timed and thrown away."""

    is_headless = False  # type: ignore[assignment]
    last = 0.0
    written = asyncio.Event()

    def write(self, data: str) -> None:
        _Written.last = time.perf_counter()
        _Written.written.set()

    def flush(self) -> None:
        pass


@asynccontextmanager
async def _editing(path: Path) -> AsyncIterator[tuple[ContentaiApp, Editor]]:
    """The app on a draft, judged once, the cursor in the middle."""
    app = ContentaiApp(path)
    app.driver_class = _Written
    running = asyncio.create_task(app.run_async(size=_SIZE))
    while app.editing.here is None or app.editing.here.judged is None:
        await asyncio.sleep(0.05)
    assert app.screen is app.editing, "a question stands before the text"
    editor = app.editing.here.editor
    middle = len(editor.text) // 2
    editor.move_cursor(editor.location_of(middle))
    await asyncio.sleep(0.6)
    yield app, editor
    app.exit()
    await running


def _key(app: ContentaiApp, key: str, character: str | None) -> None:
    event = events.Key(key, character)
    event.set_sender(app)
    assert app._driver is not None
    app._driver.process_message(event)


Taken = list[tuple[float, float]]


async def _latencies(app: ContentaiApp, keys: list[tuple[str, str | None]]) -> Taken:
    """Milliseconds from each key to the next picture, and of them the processor's."""
    taken = []
    for key, character in keys:
        _Written.written.clear()
        started, busy = time.perf_counter(), time.thread_time()
        _key(app, key, character)
        await _Written.written.wait()
        taken.append(((_Written.last - started) * 1000, (time.thread_time() - busy) * 1000))
        await asyncio.sleep(0.1)
    return taken


def _told(name: str, taken: Taken, target: float) -> None:
    wall, busy = ([one[n] for one in taken] for n in (0, 1))
    p95 = sorted(wall)[int(len(wall) * 0.95)]
    _say(
        f"{name}: median {statistics.median(wall):.1f} ms, p95 {p95:.1f} ms, "
        f"processor {statistics.median(busy):.1f} ms (target {target:g})"
    )


def _say(line: str) -> None:
    """Print past the app, which keeps what is printed while it runs."""
    print(line, file=sys.__stdout__, flush=True)


async def _keys(folder: Path, posts: str) -> None:
    size = 20_000
    lines = [posts[at : at + 120] for at in range(0, size, 120)]
    letters = [("a", "a"), ("b", "b"), ("我", "我"), ("们", "们"), ("backspace", None)] * 16
    moves = [("left", None), ("down", None), ("up", None), ("ctrl+right", None)] * 12
    for name, text, target in (
        ("20,000 characters in paragraphs of 120", "\n".join(lines), 20),
        ("one paragraph of 20,000 characters", posts[:size].replace("\n", ""), 30),
    ):
        # A file each: what was typed and not saved would be offered for recovery, over the text.
        path = folder / f"keys-{target}.md"
        path.write_text(text, "utf-8")
        async with _editing(path) as (app, _):
            _told(f"key to repaint, {name}", await _latencies(app, letters), target)
            _told(f"move to repaint, {name}", await _latencies(app, moves), target)


async def _burst(folder: Path, posts: str) -> None:
    path = folder / "burst.md"
    path.write_text(posts[:20_000], "utf-8")
    async with _editing(path) as (app, editor):
        editor.move_cursor((0, 0))
        typed = "".join(chr(0x4E00 + n) for n in range(500))
        started = time.perf_counter()
        for sign in typed:
            _key(app, sign, sign)
        while len(editor.text) < 20_500 and time.perf_counter() - started < 30:
            await asyncio.sleep(0.005)
        seconds = time.perf_counter() - started
        whole = editor.text.startswith(typed)
        _say(f"burst of 500 keys: {seconds:.2f} s, {'none' if whole else 'SOME'} lost or moved")


async def _judged(folder: Path, posts: str) -> None:
    path = folder / "judged.md"
    path.write_text(posts[:5_000], "utf-8")
    taken: Taken = []
    async with _editing(path) as (app, editor):
        for number in range(20):
            for sign in "今天到店":
                _key(app, sign, sign)
                await asyncio.sleep(0.08)
            last = time.perf_counter()
            here = app.editing.here
            assert here is not None
            while here.judged is None or here.judged.version != editor.version:
                await asyncio.sleep(0.002)
            if number:
                wall = (time.perf_counter() - last) * 1000 + 80
                taken.append((wall, here.judged.seconds * 1000))
    _told("last key to diagnostics, 5,000 characters (processor: judging)", taken, 300)


def _first_paint(target: Path, wanted: Callable[[bytes], bool]) -> tuple[float, float]:
    """Seconds from the start of a process to the picture ``wanted`` knows, and its processor's."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "contentai", "edit", str(target)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
    )
    os.close(theirs)
    seen = b""
    while not wanted(seen) and time.perf_counter() - started < 30:
        if select.select([ours], [], [], 0.5)[0]:
            seen += os.read(ours, 1 << 16)
    seconds = time.perf_counter() - started
    process.kill()
    used = os.wait4(process.pid, 0)[2]
    process.returncode = 0
    os.close(ours)
    return seconds, used.ru_utime + used.ru_stime


def _told_paint(name: str, taken: list[tuple[float, float]]) -> None:
    wall, busy = zip(*taken, strict=True)
    _say(
        f"{name}: best {min(wall):.2f} s, median {statistics.median(wall):.2f} s, "
        f"processor {statistics.median(busy):.2f} s (load {os.getloadavg()[0]:.1f})"
    )


def _holds(sign: bytes, seen: bytes) -> bool:
    return sign in seen


def main() -> None:
    """Run the benchmark and print one line a figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = [draft(posts(), 4000, number) for number in range(200)]
        for number, text in enumerate(texts):
            (folder / f"{number:04}.md").write_text(f"# 第 {number} 篇\n\n{text}", "utf-8")
        written = "\n".join(texts)
        os.environ["XDG_STATE_HOME"] = str(folder / "state")
        if "--paint" not in sys.argv:
            asyncio.run(_keys(folder, written))
            asyncio.run(_burst(folder, written))
            asyncio.run(_judged(folder, written))
        one = folder / "0001.md"
        for what, target, sign in (
            ("first paint (target 0.6)", one, "F1"),
            ("the text seen", one, "第 1 篇"),
            ("a folder of 200 drafts listed", folder, "0001.md"),
        ):
            told = partial(_holds, sign.encode())
            _told_paint(what, [_first_paint(target, told) for _ in range(10)])


if __name__ == "__main__":
    main()
