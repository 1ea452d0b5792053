"""Where a draft may be edited without harm: never across tags, annotations or block borders."""

from __future__ import annotations

from string import punctuation

import numpy as np

from contentai.diagnostics import Span
from contentai.text.blocks import Block
from contentai.text.document import Document
from contentai.text.markup import BlockKind

# What is marked beyond this is a passage, not a wording.
_LONGEST = 200


def written(document: Document, span: Span) -> Span | None:
    """The source range of a reading range that stands in the source just as it is read.

    None where markup, an annotation, an escape or the end of a block comes between its
    characters, and inside code, addresses and garbled text.
    """
    block = document.block_at(span.start)
    if block is None or block.kind is BlockKind.CODE or not block.span.contains(span):
        return None
    if not 0 < span.end - span.start <= _LONGEST:
        return None
    source = document.source_span(span)
    exact = np.arange(source.start, source.start + span.end - span.start)
    if (
        not np.array_equal(document.reading.starts[slice(*span)], exact)
        or document.source[slice(*source)] != document.text[slice(*span)]
        or any(spared.overlaps(source) for spared in (*document.garbled, *document.code))
        or _annotated(document, span, source, block)
        or _in_address(document, source)
    ):
        return None
    return source


def _annotated(document: Document, span: Span, source: Span, block: Block) -> bool:
    """True when an annotation, which would lose its word, follows: 最(zuì)."""
    follows = document.source[source.end : source.end + 1]
    return follows in tuple("(（") and not _joined(document, span.end, block)


def _in_address(document: Document, source: Span) -> bool:
    """True inside the words of a link that are its address."""
    return any(
        link.span.overlaps(source) and document.source[slice(*link.span)] in link.target
        for link in document.links
    )


def _joined(document: Document, at: int, block: Block) -> bool:
    """True when the characters before and after a reading offset touch in the source."""
    reading = document.reading
    if not block.span.start < at < block.span.end:
        return False
    return int(reading.ends[at - 1]) == int(reading.starts[at])


def removable(document: Document, span: Span, source: Span) -> bool:
    """True when taking out all of ``span`` (written at ``source``) leaves its markup whole.

    Something must remain of the block, and what then stands side by side, or at the start
    of a block, may not be read as markup.
    """
    block = document.block_at(span.start)
    if block is None or not document.text[block.span.start : span.start].strip() + (
        document.text[span.end : block.span.end].strip()
    ):
        return False
    return _firm_before(document, span, source, block) and _firm_after(
        document, span, source, block
    )


def _firm_before(document: Document, span: Span, source: Span, block: Block) -> bool:
    before = document.source[source.start - 1 : source.start] if source.start else ""
    if span.start > block.span.start:
        return _joined(document, span.start, block) and is_firm(before)
    # At the start of a block, what follows must not begin a list, a heading, a quotation.
    follows = document.source[source.end : source.end + 1]
    return (not before or before.isspace() or document.format == "html") and not follows.isascii()


def _firm_after(document: Document, span: Span, source: Span, block: Block) -> bool:
    after = document.source[source.end : source.end + 1]
    if span.end < block.span.end:
        return _joined(document, span.end, block) and is_firm(after)
    return not after or after.isspace() or document.format == "html"


def is_firm(character: str) -> bool:
    """True for a character that means nothing to any markup: no blank, no ASCII mark."""
    return bool(character) and not character.isspace() and character not in punctuation
