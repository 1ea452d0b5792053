"""What may be wrong with a hook of ours that is installed."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

from contentai.githooks.hookfile import is_gone
from contentai.githooks.runs import Options, looked_at, read_runs
from contentai.language import Bilingual
from contentai.lint.repository import Repository


def trouble(hook: Path, repository: Repository) -> Bilingual | None:
    """Why a hook file of ours will not do its work in the ``repository``; None if it will.

    Raises ``OSError``, and ``ValueError`` where somebody has edited it and left a quote open.
    """
    if not os.access(hook, os.X_OK):
        return Bilingual(f"{hook} 不能执行，git 不会运行它", f"{hook} is not executable")
    script = os.fsdecode(hook.read_bytes())  # it names folders, whatever their encoding
    python = re.search(r"^python=(.*)$", script, re.MULTILINE)
    path = "".join(shlex.split(python[1])) if python else ""
    if not Path(path).exists():
        return Bilingual(
            f"装它的 Python 不在了（{path}），只能靠 PATH 里的 contentai",
            f"the Python that installed it is gone ({path}); contentai must be on the PATH",
        )
    for run in read_runs(script):
        if is_gone(repository, run.folder):
            return Bilingual(
                f"它要查 {run.folder}，这个目录不在了；到稿件现在的目录里再装",
                f"it looks at {run.folder}, which is gone; install it where the drafts are now",
            )
    return None


def described(hook: Path) -> Bilingual:
    """A hook file of ours, and what it looks at where that is not all.

    Raises ``OSError``, ``ValueError``.
    """
    runs = read_runs(os.fsdecode(hook.read_bytes()))
    if runs in ([], [Options()]):
        return Bilingual(str(hook), str(hook))
    zh, en = looked_at(runs)
    return Bilingual(f"{hook}，查：{zh}", f"{hook}, looks at {en}")
