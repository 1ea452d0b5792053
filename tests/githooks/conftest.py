from __future__ import annotations

from pathlib import Path

import pytest

from tests.githooks.git import commit, done
from tests.lint.house import furnish


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository whose first commit is on its remote: 苹果 TRY-001 is old there in a.md."""
    done(tmp_path, "init", "-q", "--bare", "-b", "main", "far.git")
    folder = furnish(tmp_path / "repo")
    done(folder, "init", "-q", "-b", "main")
    done(folder, "remote", "add", "origin", str(tmp_path / "far.git"))
    commit(folder, a="苹果。\n\n好。\n")
    done(folder, "push", "-q", "-u", "origin", "main")
    return folder
