from __future__ import annotations

import os
from pathlib import Path
from typing import Any

# Read when Textual is imported; the command sets it too.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from contentai.tui.private.words import wrap_chinese

# As the app does: no test may look otherwise after one that ran the whole app.
wrap_chinese()


@pytest.fixture(autouse=True)
def state_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of its own for each test: none may see what another left to recover."""
    home = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    return home / "contentai"


_plain = Stylesheet._parse_rules
_parsed: dict[tuple[Any, ...], list[RuleSet]] = {}


def _parsed_once(self: Stylesheet, *given: Any, **named: Any) -> list[RuleSet]:
    """Every test starts an app, and a fifth of its time would go to reading the same styles."""
    key = (*given, *sorted(named.items()), *sorted(self._variables.items()))
    if key not in _parsed:
        _parsed[key] = _plain(self, *given, **named)
    return _parsed[key]


Stylesheet._parse_rules = _parsed_once  # type: ignore[method-assign]
