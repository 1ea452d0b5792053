from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.process import Answer, Call, perform


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Answer]:
    """Run one command line in ``tmp_path``, standard input given as text or bytes."""

    def start(*arguments: str | Path, stdin: str | bytes = b"", **env: str) -> Answer:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        return perform(Call(arguments, tmp_path, data, env))

    return start
