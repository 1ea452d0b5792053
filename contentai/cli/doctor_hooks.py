"""What may be wrong with a hook of ours that is installed."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

from contentai.language import Bilingual


def trouble(hook: Path, top: Path) -> Bilingual | None:
    """Why a hook file of ours will not do its work in the repository ``top``; None if it will.

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
    run = re.search(r"hook run (.*) -- \"\$@\"$", script, re.MULTILINE)
    options = shlex.split(run[1]) if run else []
    folder = options[options.index("--folder") + 1] if "--folder" in options[:-1] else ""
    if not (top / folder).is_dir():
        return Bilingual(
            f"它只查 {folder}，这个目录不在了；到稿件现在的目录里再装",
            f"it looks at {folder} alone, which is gone; install it where the drafts are now",
        )
    return None
