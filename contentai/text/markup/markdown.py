"""Markdown (CommonMark, tables, strikethrough, footnotes): what a reader sees, as blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

import numpy as np
from markdown_it.token import Token

from contentai.diagnostics import Span
from contentai.text.mapped import MappedText, identity
from contentai.text.markup import BlockKind, Image, Link, Marked, RawBlock, Unread
from contentai.text.markup.html import fragment
from contentai.text.markup.mdinline import shown
from contentai.text.markup.mdplaced import MAX_NESTING, placed_markdown
from contentai.text.markup.mdplaces import Content, Lines

_CONTAINERS = {"blockquote_open": BlockKind.QUOTE, "list_item_open": BlockKind.LIST_ITEM}
_LISTS = ("bullet_list", "ordered_list")
_MARKERS = " \t>*+-"


class _Within(NamedTuple):
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0


def parse(text: str, offset: int = 0) -> Marked:
    """The visible blocks, the links and the images of ``text`` from ``offset`` on.

    The first heading of level 1 is the title. Bare addresses are links. Offsets are those of
    ``text``; a character whose place cannot be told stands for all the lines of its block.
    Never fails.
    """
    reader = _Reader(Lines(text, offset))
    tokens = placed_markdown().parse(text[offset:], {})
    for index, token in enumerate(tokens):
        reader.take(token, tokens[index - 1 : index + 2] if index else tokens[:2])
    return Marked(
        tuple(reader.blocks),
        tuple(reader.links),
        tuple(reader.images),
        tuple(reader.code),
        unread=tuple(reader.unread),
    )


class _Reader:
    """One pass over the block tokens, with the containers that are open."""

    def __init__(self, lines: Lines) -> None:
        self.blocks: list[RawBlock] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.code: list[Span] = []
        self.unread: list[Unread] = []
        self._lines = lines
        self._within = [_Within()]
        self._depth = 0
        self._titled = False
        self._cells: Sequence[Content] = ()
        self._column = 0

    def take(self, token: Token, around: Sequence[Token]) -> None:
        """Read one block token; ``around`` is the token with its neighbours."""
        name = token.type
        if name == "inline":
            self._inline(token, around[0])
        elif name in _CONTAINERS:
            self._within.append(_Within(_CONTAINERS[name], self._level(name)))
            if around[-1].type == name.replace("_open", "_close"):
                self._too_deep(token)
        elif name == "footnote_reference_open":
            if around[-1].type == "footnote_reference_close":
                self._too_deep(token)
        elif name in ("blockquote_close", "list_item_close"):
            self._within.pop()
        elif name.endswith("_list_open"):
            self._depth += 1
        elif name.endswith("_list_close"):
            self._depth -= 1
        elif name == "tr_open":
            line, _ = _line_range(token)
            self._cells, self._column = self._lines.cells(line, token.meta["tail"]), 0
        elif name in ("fence", "code_block"):
            self._code(token)
        elif name == "html_block":
            self._html(token)

    def _level(self, name: str) -> int:
        return self._depth if name == "list_item_open" else 0

    def _inline(self, token: Token, opening: Token) -> None:
        content = self._placed(token, opening)
        one_line = opening.type == "heading_open"
        result = shown(content, token.children or (), one_line=one_line)
        if opening.type == "heading_open":
            self._heading(result.text, int(opening.tag[1:]))
        elif opening.type in ("th_open", "td_open"):
            self._add(BlockKind.TABLE_CELL, result.text)
        else:
            self._add(self._within[-1].kind, result.text, self._within[-1].level)
        for alt in result.alts:
            self._add(BlockKind.IMAGE_ALT, alt)
        self.links.extend(result.links)
        self.images.extend(result.images)
        self.code.extend(result.code)
        self.unread.extend(result.unread)

    def _placed(self, token: Token, opening: Token) -> Content:
        first, end = _line_range(token)
        if opening.type in ("th_open", "td_open"):
            self._column += 1
            return self._lines.cell(token.content, self._cells, self._column - 1, first)
        if opening.type == "heading_open" and opening.markup.startswith("#"):
            return self._lines.heading(token.content, first, len(opening.markup))
        return self._lines.paragraph(token.content, first, end)

    def _heading(self, text: MappedText, level: int) -> None:
        if level == 1 and not self._titled and text.text:
            self._titled = True
            self._add(BlockKind.TITLE, text)
        else:
            self._add(BlockKind.HEADING, text, level)

    def _add(self, kind: BlockKind, text: MappedText, level: int = 0) -> None:
        if text.text:
            self.blocks.append(RawBlock(kind, text, level))

    def _code(self, token: Token) -> None:
        first, end = _line_range(token)
        body = token.content.removesuffix("\n")
        if body.strip():
            opening = 1 if token.type == "fence" else 0
            placed = self._lines.code(body, first + opening, end)
            self._add(BlockKind.CODE, placed.mapped())

    def _html(self, token: Token) -> None:
        """Read a block of HTML; in a quote or a list its paragraphs belong to that."""
        first, end = _line_range(token)
        outer = self._lines.code(token.content.removesuffix("\n"), first, end).mapped()
        marked = fragment(outer.text)
        for block in marked.blocks:
            text = _onto(block.text, outer)
            if block.kind is BlockKind.HEADING:
                self._heading(text, block.level)
            elif block.kind is BlockKind.PARAGRAPH:
                self._add(self._within[-1].kind, text, self._within[-1].level)
            else:
                self._add(block.kind, text, block.level)
        for link in marked.links:
            self.links.append(Link(outer.span(*link.span), link.target, link.label))
        for image in marked.images:
            self.images.append(Image(outer.span(*image.span), image.target, image.alt))
        self.code.extend(outer.span(*code) for code in marked.code)
        self.unread.extend(words._replace(span=outer.span(*words.span)) for words in marked.unread)

    def _too_deep(self, token: Token) -> None:
        """Read line by line what markdown-it leaves out when containers nest too deep."""
        if token.level + 1 < MAX_NESTING:
            return
        for line in range(*_line_range(token)):
            place = self._lines.span(line, line + 1)
            written = self._lines.source[place.start : place.end]
            body = written.lstrip(_MARKERS).rstrip()
            if body:
                start = place.end - len(written.lstrip(_MARKERS))
                self._add(self._within[-1].kind, identity(body, start), self._within[-1].level)


def _line_range(token: Token) -> Span:
    first, end = cast("list[int]", token.map)
    return Span(first, end)


def _onto(text: MappedText, outer: MappedText) -> MappedText:
    """``text`` mapped onto the parent of ``outer``, in time that does not grow with ``outer``."""
    return MappedText(
        text.text,
        outer.starts[text.starts].astype(np.int32),
        outer.ends[text.ends - 1].astype(np.int32),
    )
