"""Where a line of a draft is broken on the screen: between Han, never inside a word.

The rules for marks are those of GB/T 15834: what closes does not begin a row, what opens does
not end one, a dash or an ellipsis of two characters stays in one piece.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from contentai.tui.cells import width, widths

NOT_FIRST = frozenset("。．，、；：？！）》〉」』】〕〗］｝”’·・％‰℃～－ー,.;:?!)]}%-")
NOT_LAST = frozenset("（《〈「『【〔〖［｛“‘＄￥￡＃＠([{$¥£#@")
_TWINS = frozenset("—…")
_SPACES = frozenset(" \t\u3000")
# Two cells each, whatever stands beside them.
_WIDE = re.compile(
    "[\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]+"
)
# Narrow on the screen, but marks of Chinese: a row may break beside them.
_CHINESE_MARKS = frozenset("“”‘’…—·")


def wrap(text: str, cells: int) -> list[int]:
    """Code points before which ``text`` is broken so that each row fits ``cells``.

    A blank at the end of a row may stand in the one cell after it. Linear in the text; where
    nothing can be broken (a long address) a row is cut where it is full. None for ``cells``
    below 1.
    """
    return list(_breaks(text, cells, 0))


def rewrap(
    text: str, cells: int, before: Sequence[int], changed: tuple[int, int], longer: int
) -> list[int]:
    """``wrap`` of an edited text, as fast for a long one as for a short one.

    ``before`` are the breaks before the edit, which put the code points ``changed`` (start,
    end) where they are and made the text ``longer`` (or shorter) by so many.
    """
    place, last_changed = changed
    # A break hangs on the row before it and on what was pushed out of that row.
    kept = list(before[: max(bisect_right(before, place) - 2, 0)])
    # Behind the edit, breaks come back as they were as soon as one of them does.
    for at in _breaks(text, cells, kept[-1] if kept else 0):
        kept.append(at)
        old = bisect_left(before, at - longer)
        if at > last_changed and old < len(before) and before[old] == at - longer:
            kept.extend(later + longer for later in before[old + 1 :])
            break
    return kept


def _breaks(text: str, cells: int, start: int) -> Iterator[int]:
    """The breaks after ``start``, which begins a row."""
    if cells < 1:
        return
    size, half = len(text), cells // 2
    while size - start > cells or width(text[start:]) > cells:
        if half and _WIDE.fullmatch(text, start, min(start + half + 1, size)):
            # Nearly all rows of Chinese: there is nothing to measure.
            start += _last_wide_break(text, start, half)
            yield start
            continue
        # Rows of Han take half as many characters as cells: look at more only where needed.
        row = text[start : start + cells // 2 + 8]
        each = widths(row)
        if sum(each) <= cells:
            row = text[start : start + 3 * cells + 8]
            each = widths(row)
        edges = list(accumulate(each, initial=0))
        # The longest row that fits; one character at least, however narrow the screen.
        end = max(bisect_right(edges, cells) - 1, 1)
        if end < len(row) and row[end] == " " and edges[end] == cells:
            end += 1
        while end < len(row) and not each[end]:
            end += 1  # what has no width stays with the sign before it
        if end >= len(row) and start + end >= size:
            return
        if end < len(row):
            end = _last_break(row, each, end)
        start += end
        yield start


def _last_wide_break(text: str, start: int, end: int) -> int:
    for place in range(start + end, start, -1):
        if text[place] not in NOT_FIRST and text[place - 1] not in NOT_LAST:
            return place - start
    return end


def _last_break(row: str, each: list[int], end: int) -> int:
    for place in range(end, 0, -1):
        if _may_break(row, each, place):
            return place
    return end


def _may_break(row: str, each: list[int], place: int) -> bool:
    before, after = row[place - 1], row[place]
    if not each[place] or after in _SPACES:
        return False
    if after in _TWINS:
        return before != after and before not in NOT_LAST
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    if before in _SPACES:
        return True
    return _is_chinese(before, each[place - 1]) or _is_chinese(after, each[place])


def _is_chinese(character: str, cells: int) -> bool:
    return cells != 1 or character in _CHINESE_MARKS
