"""Lines and columns as an editor counts them: LF, CR LF and CR end a line, nothing else does."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from contentai.diagnostics import Place, Span
from contentai.text import lazy

_LINE_END = lazy.pattern(r"\r\n|\n|\r")


class LineIndex(NamedTuple):
    """Where each line of a source starts; ``starts[0]`` is 0."""

    source: str
    starts: tuple[int, ...]

    def position(self, offset: int) -> tuple[int, int]:
        """1-based line and column (code points) of ``offset``."""
        row = bisect_right(self.starts, offset) - 1
        return row + 1, offset - self.starts[row] + 1

    def place(self, span: Span) -> Place:
        """1-based place of a span; the end is exclusive."""
        line, column = self.position(span.start)
        end_line, end_column = self.position(span.end)
        return Place(line, column, end_line, end_column)

    def line(self, number: int) -> str:
        """The text of line ``number`` (1-based) without its line end."""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.source)
        return self.source[start:end].rstrip("\r\n")


def index_lines(source: str) -> LineIndex:
    """The line index of ``source``, in one pass."""
    starts = [0]
    starts.extend(match.end() for match in _LINE_END.finditer(source))
    return LineIndex(source, tuple(starts))
