"""The editor as a process that dies: what was typed is offered, and listed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from contentai.tui.recovery import claim, recoverable
from tests.cli.process import Call, environment, perform

# What the issue grants: seconds of typing that a kill may cost.
_LOST = 3.0


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_kill_while_typing_costs_three_seconds_at_most(tmp_path: Path, state_home: Path) -> None:
    import fcntl
    import pty
    import struct
    import termios

    file = tmp_path / "稿.md"
    file.write_text("旧的一行\n")
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "contentai", "edit", str(file)],
        env=environment({"TERM": "xterm-256color", "XDG_STATE_HOME": str(state_home.parent)}),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    seen = bytearray()

    def drain() -> None:
        while True:
            try:
                piece = os.read(ours, 1 << 16)
            except OSError:
                return
            if not piece:
                return
            seen.extend(piece)

    reader = threading.Thread(target=drain, daemon=True)
    reader.start()
    try:
        _until(lambda: "的一行".encode() in seen)
        typed: list[float] = []
        recovery = state_home / "recovery"
        # Typing goes on for longer than may be lost after something was written down.
        started, first = time.monotonic(), 0.0
        while not first or time.monotonic() - first < _LOST + 1:
            assert time.monotonic() - started < 90, bytes(seen[-2000:])
            if not first and list(recovery.glob("*.json")):
                first = time.monotonic()
            before = len(seen)
            os.write(ours, "字".encode())
            # A key that a busy machine has not let the editor see yet is not the editor's loss.
            _until(lambda before=before: len(seen) > before)
            typed.append(time.monotonic())
            time.sleep(0.12)
        os.kill(process.pid, signal.SIGKILL)
        killed = time.monotonic()
    finally:
        process.kill()
        process.wait()
        reader.join(5)
        os.close(ours)
    (found,) = recoverable(recovery, file)
    kept = found.text.count("字")
    assert found.text == "字" * kept + "旧的一行\n", "nothing twice, nothing out of order"
    assert kept >= sum(when <= killed - _LOST for when in typed)
    assert 0 < kept <= len(typed)
    assert file.read_text() == "旧的一行\n"


def _until(holds: object) -> None:
    assert callable(holds)
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it never came about")


def test_what_can_be_recovered_is_listed(tmp_path: Path, state_home: Path) -> None:
    env = {"XDG_STATE_HOME": str(state_home.parent)}
    (tmp_path / "sub").mkdir()
    for name in ("a.md", "sub/b\x1b.md"):
        slot = claim(state_home / "recovery", tmp_path / name)
        slot.keep("**没保存**的\n", "utf-8", None)
        slot.release()
    alive = claim(state_home / "recovery", tmp_path / "alive.md")
    alive.keep("还开着", "utf-8", None)
    every = perform(Call(("edit", "--recover"), tmp_path, env=env))
    assert every.status == 0
    assert every.out.count("4 字") == 2 and "alive" not in every.out
    assert "\x1b" not in every.out
    below = perform(Call(("edit", "--recover", "sub"), tmp_path, env=env))
    assert "a.md" not in below.out and below.out.count("4 字") == 1
    none = perform(Call(("edit", "--recover", "none", "--lang", "en"), tmp_path, env=env))
    assert (none.status, none.out) == (0, "nothing to recover\n")
    alive.release()
