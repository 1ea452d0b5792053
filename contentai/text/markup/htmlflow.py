"""Text as a browser lays it out in one block: whitespace collapsed, references resolved."""

from __future__ import annotations

from contentai.diagnostics import Span
from contentai.text import lazy
from contentai.text.mapped import MappedText
from contentai.text.markup.charrefs import charref
from contentai.text.markup.htmltags import SPACE
from contentai.text.markup.weave import Weave

_SPECIAL = lazy.pattern(rf"[{SPACE}]+|&|\xa0")
_SPECIAL_IN_PRE = lazy.pattern(r"\r\n?|&|\xa0")
_NO_BREAK = "\xa0"


class Flow:
    """The visible text of one block, gathered across inline tags.

    A space waits until a visible character follows, so that spaces on both sides of a tag
    become one and none stays at the end of a line.
    """

    __slots__ = ("_space", "preformatted", "weave")

    def __init__(self) -> None:
        self.weave = Weave()
        self.preformatted = False
        self._space: Span | None = None

    def text(self, source: str, start: int, end: int) -> None:
        """Add the character data ``source[start:end]``."""
        at = start
        special = _SPECIAL_IN_PRE if self.preformatted else _SPECIAL
        for match in special.finditer(source, start, end):
            found = match.start()
            if found > at:
                self._settle()
                self.weave.run(source, at, found)
            at = self._special(source, found, match.end(), end)
        if at < end:
            self._settle()
            self.weave.run(source, at, end)

    def line_break(self, span: Span) -> None:
        """Add the line break that the tag at ``span`` makes."""
        self._space = None
        self.weave.stand("\n", span.start, span.end)

    def gap(self, span: Span) -> None:
        """Part the words on both sides of ``span`` (an image), as a space does."""
        self._space = self._space or span

    def done(self) -> MappedText:
        """The text as a value: trimmed, or less its outer line ends when preformatted."""
        return self.weave.done("\r\n" if self.preformatted else None)

    def _special(self, source: str, found: int, stop: int, end: int) -> int:
        """Add a space or a reference; where the text goes on."""
        if source[found] == _NO_BREAK:
            self._visible(" ", found, stop)
            return stop
        if source[found] != "&":
            self._white(Span(found, stop))
            return stop
        ref = charref(source, found, end)
        if ref is None:
            return found
        if ref.text in SPACE and ref.text:
            self._white(Span(found, ref.end))
        else:
            self._visible(" " if ref.text == _NO_BREAK else ref.text, found, ref.end)
        return ref.end

    def _white(self, span: Span) -> None:
        if self.preformatted:
            self.weave.stand("\n", span.start, span.end)
        elif self._space is None:
            self._space = span

    def _visible(self, text: str, start: int, end: int) -> None:
        self._settle()
        self.weave.stand(text, start, end)

    def _settle(self) -> None:
        if self._space and self.weave and self.weave.last != "\n":
            self.weave.stand(" ", self._space.start, self._space.end)
        self._space = None
