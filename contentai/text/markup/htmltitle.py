"""Which words are the title of a page: several places may hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from contentai.text.mapped import MappedText
from contentai.text.markup import BlockKind, RawBlock


class HeadTitle(NamedTuple):
    """A title in the page's head, and how many blocks come before it."""

    text: MappedText
    before: int


@dataclass(slots=True)
class Titles:
    """What may be the title: headings by their number among the blocks, words of the head."""

    wechat: int | None = None
    first_h1: int | None = None
    og_title: HeadTitle | None = None
    head: HeadTitle | None = None

    def take_heading(self, number: int, titled: bool) -> None:
        """Note a heading of level 1; ``titled`` is WeChat's own title."""
        if self.first_h1 is None:
            self.first_h1 = number
        if titled and self.wechat is None:
            self.wechat = number

    def placed(self, blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
        """The blocks with the title: WeChat's, else the first ``h1``, else the head's."""
        chosen = self.wechat if self.wechat is not None else self.first_h1
        with_title = list(blocks)
        head = self.og_title or self.head
        if chosen is not None:
            with_title[chosen] = RawBlock(BlockKind.TITLE, blocks[chosen].text)
        elif head:
            with_title.insert(head.before, RawBlock(BlockKind.TITLE, head.text))
        return tuple(with_title)
