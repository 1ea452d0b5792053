"""Where the cursor stops in a line: at signs a person sees as one, and at words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from contentai.diagnostics import Span
from contentai.tui.marks import Change, moved

# No sign a person sees as one is longer.
_LONGEST = 64
_WORD = re.compile(r"\w+|[^\w\s]+")


def left(line: str, column: int) -> int:
    """The column before the sign on the left of ``column``, which is above 0."""
    from wcwidth import grapheme_boundary_before  # its tables are not for the first paint

    return int(grapheme_boundary_before(line, column))


def right(line: str, column: int) -> int:
    """The column behind the sign on the right of ``column``, which is inside ``line``."""
    from wcwidth import iter_graphemes

    return column + len(next(iter_graphemes(line[column : column + _LONGEST])))


def word_starts(
    line: str, begin: int, cut: Sequence[int] = (), changes: Sequence[Change] = ()
) -> list[int]:
    """Columns at which words of ``line`` begin, ascending; never empty.

    ``begin`` is the offset of the line, ``cut`` are offsets of the tokenizer's words in a text
    that the changes have led on from. Without them, words end where letters do.
    """
    starts = {match.start() for match in _WORD.finditer(line)}
    far = sum(change.length + change.end - change.start for change in changes)
    low = bisect_left(cut, begin - far)
    high = bisect_right(cut, begin + len(line) + far)
    for stop in cut[low:high]:
        span = moved(Span(stop, stop), changes)
        if span is not None and 0 <= span.start - begin < len(line):
            starts.add(span.start - begin)
    return sorted(at for at in starts if not line[at].isspace()) or [0]


def word_left(starts: Sequence[int], line: str, column: int) -> int:
    """The beginning of the word on the left of ``column``."""
    text = line[:column].rstrip()
    return starts[max(bisect_left(starts, len(text)) - 1, 0)] if text else 0


def word_right(starts: Sequence[int], line: str, column: int) -> int:
    """The beginning of the next word, or the end of the line."""
    later = bisect_right(starts, column)
    return starts[later] if later < len(starts) else len(line)
