"""The process ends at once when its work is done, and leaves nothing undone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import atexit, sys, threading
from contentai.cli.main import program
atexit.register(print, "at the end")
{before}
sys.argv = ["contentai", "lint", *sys.argv[1:]]
program()
"""
SLOW = "threading.Thread(target=lambda: (threading.main_thread().join(), print('worked'))).start()"


@pytest.mark.parametrize(
    ("text", "before", "status", "told"),
    [
        ("全网最低价，疗效第一", "", 1, ["at the end"]),
        ("今天下雨。", "", 0, ["at the end"]),
        ("今天下雨。", SLOW, 0, ["worked", "at the end"]),
    ],
)
def test_what_was_begun_is_ended(
    text: str, before: str, status: int, told: list[str], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(before=before), "a.txt", "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (status, "")
    lines = done.stdout.splitlines()
    assert lines[-len(told) :] == told
    assert len(lines) > len(told)
