"""What is known of a text beside its markup: its title, its blocks, where in it the draft is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from contentai.diagnostics import Span
from contentai.text.mapped import MappedText, identity
from contentai.text.markup import BlockKind, Marked, RawBlock


def below_headline(body: Marked, text: str, end: int) -> Marked:
    """``body`` with what stands before ``end`` for its title."""
    title = RawBlock(BlockKind.TITLE, identity(text[:end]))
    return body._replace(blocks=(title, *without_title(body.blocks)))


def without_title(blocks: Iterable[RawBlock]) -> Iterator[RawBlock]:
    """The blocks below another title: one of their own is a heading."""
    for block in blocks:
        is_title = block.kind is BlockKind.TITLE
        yield RawBlock(BlockKind.HEADING, block.text, 1) if is_title else block


def as_repaired(marked: Marked, text: MappedText, start: int) -> Marked:
    """What is known of a text, placed in it as repaired; less blocks that begin before ``start``.

    The blocks stand one to one in the text that ``text`` was made from.
    """

    def now(span: Span) -> Span:
        first, end = np.searchsorted(text.starts, np.array(span, dtype=np.int32)).tolist()
        return Span(first, end)

    blocks = []
    for block in marked.blocks:
        first, end = now(Span(int(block.text.starts[0]), int(block.text.ends[-1])))
        if first >= start:
            blocks.append(block._replace(text=identity(text.text[first:end], first)))
    return marked._replace(
        blocks=tuple(blocks),
        links=tuple(link._replace(span=now(link.span)) for link in marked.links),
        images=tuple(image._replace(span=now(image.span)) for image in marked.images),
    )


def within(article: Span, marked: Marked) -> Marked:
    """The title and what stands in the article; everything where the article has no text."""

    def is_inside(span: Span) -> bool:
        return article.start <= span.start < article.end

    kept = [b for b in marked.blocks if is_inside(Span(int(b.text.starts[0]), 0))]
    if not kept:
        return marked
    title = [block for block in marked.blocks if block.kind is BlockKind.TITLE]
    rest = (block for block in kept if block.kind is not BlockKind.TITLE)
    return marked._replace(
        blocks=(*title, *rest),
        links=tuple(link for link in marked.links if is_inside(link.span)),
        images=tuple(image for image in marked.images if is_inside(image.span)),
        code=tuple(span for span in marked.code if is_inside(span)),
        unread=tuple(words for words in marked.unread if is_inside(words.span)),
    )
