"""How other tools name places: their paths, their columns."""

from __future__ import annotations

from pathlib import Path, PurePath

from contentai.diagnostics import Diagnostic
from contentai.language import Bilingual
from contentai.text.lines import LineIndex


def relative(path: str) -> str:
    """``path`` with forward slashes, from the current folder where it lies in it."""
    pure = PurePath(path)
    if pure.is_absolute():
        try:
            pure = pure.relative_to(Path.cwd())
        except (ValueError, OSError):
            return pure.as_posix()
    return pure.as_posix()


def byte_column(lines: LineIndex, line: int, column: int) -> int:
    """The 1-based column in bytes of UTF-8 of a 1-based column in code points."""
    start = lines.starts[line - 1]
    before = lines.source[start : start + column - 1]
    return len(before.encode("utf-8", "surrogatepass")) + 1


def told(finding: Diagnostic) -> str:
    """What was found, and on the next line what to do instead."""
    return f"{finding.message}\n{Bilingual('建议：', 'advice: ')}{finding.advice}"
