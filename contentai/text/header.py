"""What the YAML header of a draft says of it, as far as it could be understood."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from contentai.diagnostics import Span
from contentai.text.headerslips import Problem


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
