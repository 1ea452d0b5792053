"""How an extra of this program is installed: the one command that every message names."""

from __future__ import annotations

import shlex
import sys


def pip_install(extra: str) -> str:
    """The command for a shell, by the Python that runs this.

    There contentai is installed, so pip adds what the extra needs and looks no further for
    contentai itself: no index has to know it, and nobody who takes the name there is asked.
    """
    return f"{shlex.quote(sys.executable or 'python')} -m pip install 'contentai[{extra}]'"
