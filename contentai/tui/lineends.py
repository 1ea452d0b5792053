"""The line ends of a file: what the editor gives back with LF alone gets its own again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from contentai.lint.matching import Pair, alike, gaps, matched

_END = re.compile(r"\r\n|\r|\n")
# In a block of more lines than this, times those it became, edited lines are not told from new.
_MOST_COMPARED = 2_500
# Lines that are alike for so many characters at one end are alike enough.
_MOST_READ = 100


def with_lf(text: str) -> str:
    """``text`` with all its line ends LF."""
    return _END.sub("\n", text)


def with_ends_of(before: str, text: str) -> str:
    """``text`` (LF) with the line ends of ``before``.

    Where ``before`` mixes them, lines keep theirs, edited or not, and new lines get the most
    common one.
    """
    ends = _END.findall(before)
    counts = Counter(ends).most_common()
    if not counts:
        return text
    usual: str = counts[0][0]
    if len(counts) == 1:
        return text if usual == "\n" else text.replace("\n", usual)
    lines = text.split("\n")
    kept = [usual] * (len(lines) - 1) + [""]
    for old, new in _same_lines(_END.split(before), lines):
        if old < len(ends) and new < len(lines) - 1:
            kept[new] = ends[old]
    for n in range(1, len(lines)):
        # CR and LF that came from different lines would be read as one end.
        if not lines[n] and kept[n] == "\n" and kept[n - 1] == "\r":
            kept[n] = "\r\n"
    return "".join(line + end for line, end in zip(lines, kept, strict=True))


def _same_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places in ``old`` and in ``new`` of each line that is in both, edited or not."""
    shared = matched(old, new)
    yield from shared
    for first, last, start, stop in gaps(shared, Pair(len(old), len(new))):
        pairs = _edited(old[first:last], new[start:stop])
        yield from ((first + n, start + m) for n, m in pairs)


def _edited(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of lines and of what they were edited to: one by one, else the likest first."""
    if len(old) == len(new):
        yield from ((n, n) for n in range(len(old)))
        return
    if not old or not new or len(old) * len(new) > _MOST_COMPARED:
        return
    likeness, n, m = max(
        (_likeness(a, b), -n, -m) for n, a in enumerate(old) for m, b in enumerate(new)
    )
    if not likeness:
        return
    n, m = -n, -m
    yield from _edited(old[:n], new[:m])
    yield n, m
    yield from ((n + 1 + a, m + 1 + b) for a, b in _edited(old[n + 1 :], new[m + 1 :]))


def _likeness(old: str, new: str) -> int:
    """How many characters two lines share at their beginning and their end."""
    start = alike(old[:_MOST_READ], new[:_MOST_READ])
    return start + alike(old[start:][::-1][:_MOST_READ], new[start:][::-1][:_MOST_READ])
