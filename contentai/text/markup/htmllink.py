"""A link of a page while its words are being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from contentai.diagnostics import Span
from contentai.text.markup import Image, Link
from contentai.text.markup.weave import Weave


@dataclass(slots=True)
class OpenLink:
    """A link being read; ``mark`` is where its words begin in the block at hand."""

    target: str
    mark: int
    span: Span | None = None
    words: list[str] = field(default_factory=list)
    image: Image | None = None

    def gather(self, weave: Weave) -> None:
        """Add the visible words that ``weave`` holds since ``mark``."""
        text = weave.text(self.mark)
        words = text.strip()
        if words:
            first = self.mark + len(text) - len(text.lstrip())
            here = weave.span(first, first + len(words))
            self.span = Span(self.span.start, here.end) if self.span else here
            self.words.append(" ".join(words.split()))

    def done(self) -> Link | None:
        """The link, on its image when it has no words; None when a reader sees neither."""
        if self.span:
            return Link(self.span, self.target, " ".join(self.words))
        if self.image:
            return Link(self.image.span, self.target, self.image.alt)
        return None
