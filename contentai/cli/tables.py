"""Which tables of a run are drafts, and which of their columns holds the text."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from contentai.runner import Runner


class Columns(NamedTuple):
    """What ``--text-column`` says (None: nothing), and the configuration after it."""

    option: str | None
    runner: Runner

    def of(self, path: str) -> str | None:
        """The column of the table at ``path``; None where nobody names one."""
        return self.option or self.runner.text_column(path)

    def wants(self, path: Path) -> bool:
        """True for a table in a folder that is meant to be drafts."""
        return self.of(str(path)) is not None
