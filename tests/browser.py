"""A browser without a window, to see pages as readers do."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def page_after_scripts(file: Path, folder: Path, address: str = "") -> str:
    """The page's markup when its scripts are done; ``address`` is put behind the file's.

    Skips the test where there is no browser: ``CONTENTAI_CHROMIUM`` names one.
    """
    named = os.environ.get("CONTENTAI_CHROMIUM")
    program = named or next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on the PATH; CONTENTAI_CHROMIUM may name one")
    done = subprocess.run(
        [
            program,
            *("--headless", "--no-sandbox", "--disable-gpu", "--disable-extensions"),
            f"--user-data-dir={folder / 'profile'}",
            *("--virtual-time-budget=2000", "--dump-dom", "--enable-logging=stderr", "--v=0"),
            file.as_uri() + address,
        ],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-500:]
    # What a page says to its console, breaches of its policy too, goes to standard error.
    said = [line for line in done.stderr.decode(errors="replace").splitlines() if "CONSOLE" in line]
    assert said == []
    return done.stdout.decode("utf-8")
