"""What the YAML header of a draft says of it, as far as it could be understood."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from contentai.diagnostics import Span
from contentai.text.headerslips import Problem
from contentai.text.mapped import MappedText


class Ignored(NamedTuple):
    """Rules whose findings the header says are known, and why: ``LAW-001 reason``."""

    span: Span
    words: str


class FrontMatter(NamedTuple):
    """The header as far as it could be understood.

    ``end`` is where the body starts (0 without a header); ``title_span`` and
    ``digest_span`` are the ranges of those values in the text that held the header.
    ``whole`` is False where its keys could only be read one by one.
    """

    end: int = 0
    title: str | None = None
    title_span: Span | None = None
    digest: str | None = None
    digest_span: Span | None = None
    channel: str | None = None
    segments: tuple[str, ...] = ()
    stage: str | None = None
    product: str | None = None
    needs: tuple[str, ...] = ()
    publish_on: date | None = None
    source: str | None = None
    campaign: str | None = None
    ignored: tuple[Ignored, ...] = ()
    problems: tuple[Problem, ...] = ()
    whole: bool = True

    def onto(self, text: MappedText) -> FrontMatter:
        """The header of ``text``, with its spans led back to the parent of ``text``."""

        def back(span: Span | None) -> Span | None:
            return text.span(*span) if span else None

        return self._replace(
            end=text.span(self.end, self.end).start if self.end else 0,
            title_span=back(self.title_span),
            digest_span=back(self.digest_span),
            ignored=tuple(i._replace(span=text.span(*i.span)) for i in self.ignored),
            problems=tuple(p._replace(span=text.span(*p.span)) for p in self.problems),
        )
