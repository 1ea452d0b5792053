"""The blocks of a draft in reading order: title and digest first, then one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

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
    pieces: list[MappedText] = []
    placed: list[Block] = []
    at = 0
    end_before = 0
    for block in blocks:
        if not block.text.text.strip():
            continue
        if pieces:
            start = int(block.text.starts[0])
            pieces.append(opaque("\n", Span(min(end_before, start), start)))
            at += 1
        pieces.append(block.text)
        placed.append(Block(block.kind, Span(at, at + len(block.text)), block.level))
        at += len(block.text)
        end_before = int(block.text.ends[-1])
    return joined(pieces), tuple(placed)
