"""Block text under construction: pieces of source, each with the range it stands for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from contentai.diagnostics import Span
from contentai.text.mapped import MappedText


class Weave:
    """Visible text gathered piece by piece, in source order.

    A builder rather than a value because a block may be made of thousands of pieces, and
    joining arrays for each of them would not be linear.
    """

    __slots__ = ("_ends", "_pieces", "_starts", "last")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.last = ""

    def __len__(self) -> int:
        return len(self._starts)

    def run(self, source: str, start: int, end: int) -> None:
        """Add ``source[start:end]`` as it stands; an empty range adds nothing."""
        if start < end:
            self._add(source[start:end])
            self._starts.extend(range(start, end))
            self._ends.extend(range(start + 1, end + 1))

    def stand(self, text: str, start: int, end: int) -> None:
        """Add ``text`` standing as a whole for the range ``start``–``end``."""
        if text:
            self._add(text)
            self._starts.extend([start] * len(text))
            self._ends.extend([end] * len(text))

    def each(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        """Add ``text`` with one start and one end a code point."""
        if text:
            self._add(text)
            self._starts.extend(starts)
            self._ends.extend(ends)

    def text(self, since: int = 0) -> str:
        """What has been gathered from the code point ``since`` on.

        The time is that of the part asked for, not of the whole.
        """
        parts: list[str] = []
        missing = len(self) - since
        for piece in reversed(self._pieces):
            if missing <= 0:
                break
            parts.append(piece[-missing:])
            missing -= len(piece)
        return "".join(reversed(parts))

    def span(self, start: int, end: int) -> Span:
        """The source range of the code points ``start``–``end``, ``start < end``."""
        return Span(self._starts[start], self._ends[end - 1])

    def done(self, trim: str | None = None) -> MappedText:
        """The whole as a value, less the ``trim`` characters (None: whitespace) at its ends."""
        text = "".join(self._pieces)
        first = len(text) - len(text.lstrip(trim))
        last = max(first, len(text.rstrip(trim)))
        return MappedText(
            text[first:last],
            np.array(self._starts[first:last], dtype=np.int32),
            np.array(self._ends[first:last], dtype=np.int32),
        )

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self.last = piece[-1]
