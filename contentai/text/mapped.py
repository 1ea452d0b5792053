"""Text that remembers where it came from.

Every step of reading (repair, markup, fold) makes a new text out of an older one. A
``MappedText`` holds the new text and, for each of its code points, the half-open range of
the older text it stands for. Chains are joined by ``onto``, so one map always leads
straight to the decoded source.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contentai.diagnostics import Span

Offsets = NDArray[np.int32]


class MappedText(NamedTuple):
    """``text`` with, per code point, the range ``[starts[i], ends[i])`` of its parent.

    ``starts`` and ``ends`` have one entry a code point. Both are non-decreasing wherever
    the text keeps its parent's order, which every maker in contentai does within a block.
    """

    text: str
    starts: Offsets
    ends: Offsets

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> Span:
        """The parent range that ``text[start:end]`` stands for.

        An empty range maps to an empty range at the place where it lies.
        """
        if not self.text:
            return Span(0, 0)
        if start >= end:
            at = (
                int(self.starts[start])
                if start < len(self.text)
                else int(self.ends[len(self.text) - 1])
            )
            return Span(at, at)
        first, last = int(self.starts[start]), int(self.ends[end - 1])
        return Span(first, max(first, last))

    def onto(self, parent: MappedText) -> MappedText:
        """The same text, mapped onto the parent of ``parent``."""
        if not self.text:
            return self
        if not len(parent):
            zeros = np.zeros(len(self.text), dtype=np.int32)
            return MappedText(self.text, zeros, zeros)
        starts = np.append(parent.starts, parent.ends[-1])[self.starts]
        before_end = np.maximum(self.ends - 1, 0)
        ends = np.maximum(parent.ends[before_end], starts)
        return MappedText(
            self.text, starts.astype(np.int32), np.where(self.ends > self.starts, ends, starts)
        )

    def cut(self, start: int, end: int) -> MappedText:
        """The part ``text[start:end]`` with the same parent."""
        return MappedText(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def part_from(self, span: Span) -> Span | None:
        """The range of ``text`` that a parent range is shown as; None when it shows nothing."""
        inside = np.flatnonzero(
            (self.starts >= span.start) & (self.ends <= max(span.end, span.start + 1))
        )
        return Span(int(inside[0]), int(inside[-1]) + 1) if len(inside) else None

    def last_from(self, offset: int) -> int:
        """The offset of what comes from a parent offset or last before it; 0 for nothing."""
        before = np.flatnonzero(self.starts <= offset)
        return int(before[np.argmax(self.starts[before])]) if len(before) else 0


def identity(text: str, offset: int = 0) -> MappedText:
    """``text`` standing at ``offset`` of its parent, one to one."""
    starts = np.arange(offset, offset + len(text), dtype=np.int32)
    return MappedText(text, starts, starts + 1)


def opaque(text: str, span: Span) -> MappedText:
    """``text`` standing as a whole for ``span`` of its parent."""
    size = len(text)
    return MappedText(
        text, np.full(size, span.start, dtype=np.int32), np.full(size, span.end, dtype=np.int32)
    )


def without(text: str, removed: Iterable[Span]) -> MappedText:
    """``text`` less the ``removed`` ranges (sorted, not overlapping)."""
    keep = np.ones(len(text), dtype=bool)
    pieces: list[str] = []
    at = 0
    for span in removed:
        keep[span.start : span.end] = False
        pieces.append(text[at : span.start])
        at = span.end
    pieces.append(text[at:])
    starts = np.flatnonzero(keep).astype(np.int32)
    return MappedText("".join(pieces), starts, starts + 1)


def joined(pieces: Iterable[MappedText]) -> MappedText:
    """The pieces one after the other; all must share one parent."""
    parts = list(pieces)
    if not parts:
        return identity("")
    return MappedText(
        "".join(part.text for part in parts),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
    )
