"""The block elements of a page that are open at a place, and the one that holds the article."""

from __future__ import annotations

from contentai.diagnostics import Span
from contentai.text.markup.htmlelements import Context


class Elements:
    """Open block elements; ``innermost`` is what holds at this place, ``depth`` how many are open.

    The page itself is always open: ``depth`` is 1 or more.
    """

    __slots__ = ("_open", "_stack", "depth", "innermost")

    def __init__(self) -> None:
        self.innermost = Context()
        self.depth = 1
        self._stack = [self.innermost]
        self._open: dict[str, int] = {}

    def push(self, context: Context) -> None:
        """Enter an element."""
        self._stack.append(context)
        self._open[context.key] = self._open.get(context.key, 0) + 1
        self._settle()

    def pop(self, key: str) -> bool:
        """Leave the innermost open element ``key`` and all within; False if none is open."""
        if not self._open.get(key):
            return False
        left = ""
        while left != key:
            left = self._stack.pop().key
            self._open[left] -= 1
        self._settle()
        return True

    def _settle(self) -> None:
        self.innermost = self._stack[-1]
        self.depth = len(self._stack)


class Article:
    """WeChat's article in a page: it begins at ``start`` in an element ``depth`` deep."""

    __slots__ = ("_depth", "span")

    def __init__(self, start: int, depth: int) -> None:
        self.span = Span(start, start)
        self._depth: int | None = depth

    def end(self, at: int, depth: int) -> None:
        """End it at ``at`` if its element is open no longer: so few are, ``depth``."""
        if self._depth is not None and depth < self._depth:
            self.span = Span(self.span.start, at)
            self._depth = None
