"""From marked-up text to blocks: what a reader sees, piece by piece, with its place."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from contentai.diagnostics import Span
from contentai.text.mapped import MappedText


class BlockKind(StrEnum):
    """What part a block plays in a post."""

    TITLE = "title"
    DIGEST = "digest"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE_CELL = "table_cell"
    CODE = "code"
    IMAGE_ALT = "image_alt"


class RawBlock(NamedTuple):
    """One block as its markup gives it: the visible text mapped onto the marked-up text.

    ``level`` is 1–6 for headings, the nesting depth (from 1) for list items, else 0.
    """

    kind: BlockKind
    text: MappedText
    level: int = 0


class Link(NamedTuple):
    """A link: ``span`` covers the visible words (or the bare address) in the marked-up text."""

    span: Span
    target: str
    label: str


class Image(NamedTuple):
    """An image: ``span`` covers the whole construct in the marked-up text; ``alt`` may be empty."""

    span: Span
    target: str
    alt: str


class UnreadKind(StrEnum):
    """What words are that are left out."""

    HIDDEN = "hidden"
    MARGIN = "margin"
    REMARK = "remark"
    DELETED = "deleted"
    DRAWN = "drawn"
    FORMULA = "formula"
    EMBEDDED = "embedded"


class Unread(NamedTuple):
    """Words of a draft that its readers do not see, or that cannot be read.

    ``span`` is where they stand; empty, at the start, where the text has no place for them.
    """

    kind: UnreadKind
    text: str
    span: Span = Span(0, 0)


class Marked(NamedTuple):
    """All that a markup parser found. Blocks are in reading order and do not overlap.

    ``code`` are the spans of code inside lines, markers included. ``channel`` is the one whose
    editor made the text, where that shows. ``unread`` are words that are in none of the blocks.
    """

    blocks: tuple[RawBlock, ...]
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    code: tuple[Span, ...] = ()
    channel: str | None = None
    unread: tuple[Unread, ...] = ()
