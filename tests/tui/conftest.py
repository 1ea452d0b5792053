from __future__ import annotations

import os
from pathlib import Path

import pytest

# Read when Textual is imported; the command sets it too.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from contentai.tui.private import wrap_chinese

# As the app does: no test may look otherwise after one that ran the whole app.
wrap_chinese()


@pytest.fixture(autouse=True)
def state_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of its own for each test: none may see what another left to recover."""
    home = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    return home / "contentai"
