"""Drafts whose names and words try to be part of the report."""

from __future__ import annotations

from contentai.language import Bilingual
from contentai.lint.outcome import FileOutcome
from contentai.lint.reading import FileError
from contentai.report import Report
from contentai.workspace import Workspace
from tests.report.house import outcome, report

NAME = "稿\n::error::甲,乙:丙%0A\"'<&>]]>.md"
WORDS = "𠮷😀]]>&<b>\x0b\x1b[31m%0A::set-output::\ufffe红\r\n绿苹果 {0} [a](b)\r红绿\n苹果"
UNREAD = FileOutcome(
    "坏<\x00\udcff>.md", error=FileError("binary", Bilingual("<不是>\n文本", "no"))
)


def hostile(house: Workspace) -> Report:
    """Two drafts, one of them unread, and a note."""
    return Report([*_outcomes(house)], report(*_outcomes(house)).summary, [Bilingual("<注>", "n")])


def _outcomes(house: Workspace) -> list[FileOutcome]:
    return [outcome(house, WORDS, NAME), UNREAD]


def rich(house: Workspace) -> Report:
    """An error, a warning, something the draft suppresses, and a clean draft."""
    first = outcome(
        house,
        "𠮷一绿苹果。\n\n二红。\n\n绿苹果。<!-- contentai: ignore TRY-001 引用 -->",
        "稿/a.md",
    )
    return report(first, outcome(house, "梨。", "b.md"))
