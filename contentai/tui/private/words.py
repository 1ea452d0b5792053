"""What Textual and Rich take for a word, and so where every widget breaks its lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

import rich._wrap
import textual._wrap

from contentai.tui.wrapping import NOT_FIRST, NOT_LAST

_OPEN = "".join(re.escape(mark) for mark in sorted(NOT_LAST))
_CLOSE = "".join(re.escape(mark) for mark in sorted(NOT_FIRST))
_HAN = (
    "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff"
)
# A piece that stays whole: one Han or a word, with the marks that cling to it.
_PIECE = rf"(?:[{_OPEN}]*(?:[{_HAN}]|[^\s{_HAN}{_OPEN}]+)[{_CLOSE}]*|\S+)\s*"


class _Pattern:
    """A pattern that is compiled when something is matched: not before the first paint."""

    def __init__(self, expression: str) -> None:
        self._expression = expression

    @cached_property
    def match(self) -> Callable[[str, int], re.Match[str] | None]:
        """``match`` of the compiled pattern."""
        return re.compile(self._expression).match


def wrap_chinese() -> None:
    """From now on every widget breaks between Han, and keeps 。，》 off the start of a line."""
    rich._wrap.re_word = _Pattern(rf"\s*{_PIECE}")  # type: ignore[assignment]
    textual._wrap.re_chunk = _Pattern(rf"{_PIECE}|\s+")  # type: ignore[assignment]
