"""How this program and its extras are installed: the commands that every message names."""

from __future__ import annotations

import shlex
import sys


def reinstall() -> str:
    """The command for a shell that installs this program anew, in the folder of its source.

    Never by its name: no index knows it, and whoever takes the name there would be run.
    """
    return f"{_python()} -m pip install --force-reinstall ."


def pip_install(extra: str) -> str:
    """The command for a shell, by the Python that runs this.

    There contentai is installed, so pip adds what the extra needs and looks no further for
    contentai itself: no index has to know it, and nobody who takes the name there is asked.
    """
    return f"{_python()} -m pip install 'contentai[{extra}]'"


def _python() -> str:
    return shlex.quote(sys.executable or "python")
