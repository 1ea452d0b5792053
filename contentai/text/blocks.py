"""The blocks of a draft in reading order: title and digest first, then one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from contentai.diagnostics import Span
from contentai.text.header import FrontMatter
from contentai.text.mapped import MappedText, identity, joined, opaque
from contentai.text.markup import BlockKind, RawBlock
from contentai.text.markup.given import without_title


class Block(NamedTuple):
    """A block in reading order; ``span`` is a range of the reading text."""

    kind: BlockKind
    span: Span
    level: int = 0


def below_header(
    blocks: Iterable[RawBlock], text: str, front: FrontMatter, given: str | None
) -> Iterable[RawBlock]:
    """The blocks of ``text`` below what its header holds of them: the title, the digest.

    There is one title at most: the given one, else the header's, else the markup's.
    """
    heads: list[RawBlock] = []
    if given and given.strip():
        heads.append(RawBlock(BlockKind.TITLE, opaque(given, Span(0, 0))))
    elif front.title and front.title_span:
        heads.append(RawBlock(BlockKind.TITLE, _value(text, front.title, front.title_span)))
    below = without_title(blocks) if heads else blocks
    if front.digest and front.digest_span:
        heads.append(RawBlock(BlockKind.DIGEST, _value(text, front.digest, front.digest_span)))
    yield from sorted(heads, key=lambda block: int(block.text.starts[0]))
    yield from below


def _value(text: str, words: str, span: Span) -> MappedText:
    """A value of the header, character by character where it stands there as it is read."""
    exact = text[span.start : span.end] == words
    return identity(words, span.start) if exact else opaque(words, span)


def lay_out(blocks: Iterable[RawBlock]) -> tuple[MappedText, tuple[Block, ...]]:
    """The reading text of blocks, and where in it each stands; those without words are left out.

    A line break stands between two; it maps to the gap.
    """
    shown = [block for block in blocks if block.text.text.strip()]
    if not shown:
        return joined(()), ()
    starts = np.array([block.text.starts[0] for block in shown[1:]], dtype=np.int32)
    ends = np.array([block.text.ends[-1] for block in shown[:-1]], dtype=np.int32)
    before = np.minimum(starts, ends)
    pieces = [shown[0].text]
    placed = [Block(shown[0].kind, Span(0, len(shown[0].text)), shown[0].level)]
    at = len(shown[0].text)
    for number, block in enumerate(shown[1:]):
        gap = slice(number, number + 1)
        pieces += (MappedText("\n", before[gap], starts[gap]), block.text)
        end = at + 1 + len(block.text)
        placed.append(Block(block.kind, Span(at + 1, end), block.level))
        at = end
    return joined(pieces), tuple(placed)
