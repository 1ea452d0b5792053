"""markdown-it, made to say where each inline token begins and ends.

markdown-it gives lines to blocks and nothing to what is inside them. Here every inline rule
is wrapped, so that a token's ``meta`` holds ``at`` and ``to``: offsets into the ``content``
of the inline token it came from. Table rows keep in ``tail`` how long they are, counted from
the end of their line, because the markers of a quote or a list may stand before them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as table_rule
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    html_inline,
    image,
    link,
    newline,
    strikethrough,
)
from markdown_it.token import Token
from markdown_it.utils import EnvType

# Deeper quotes and lists are read line by line (markdown.py): markdown-it drops them.
MAX_NESTING = 20

_Inline = Callable[[StateInline, bool], bool]


class _PlacedState(StateInline):
    """An inline state that knows where its pending text began."""

    pending_at = 0

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self.pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 - the name is markdown-it's
        token = super().pushPending()
        token.meta.update(at=self.pending_at, to=self.pending_at + len(token.content))
        return token


class _PlacedInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _PlacedState(src, md, env, tokens)
        try:
            self.tokenize(state)
            for rule in self.ruler2.getRules(""):
                rule(state)
        except RecursionError:
            # Hundreds of images in each other's descriptions: shown as they are written.
            whole = Token("text", "", 0, content=src, meta={"at": 0, "to": len(src)})
            tokens[:] = [whole]
        return tokens


class _Markdown(MarkdownIt):
    """Addresses stay as they are written, and any scheme makes a link."""

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


@cache
def placed_markdown() -> MarkdownIt:
    """CommonMark with tables and strikethrough, each inline token placed by ``meta``."""
    md = _Markdown("commonmark")
    md.inline = _PlacedInline()
    for name, rule in _RULES.items():
        md.inline.ruler.at(name, rule)
    md.block.ruler.at("table", _placed_table, {"alt": ["paragraph", "reference"]})
    md.configure("commonmark", {"maxNesting": MAX_NESTING})
    md.enable(["table", "strikethrough"])
    # Joined tokens could not be told apart: an escape from the text around it.
    md.disable(["text_join", "fragments_join"])
    return md


def _placed(rule: _Inline) -> _Inline:
    def run(state: StateInline, silent: bool) -> bool:
        start, first = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            for token in state.tokens[first:]:
                if "at" not in token.meta:
                    token.meta.update(at=start, to=state.pos)
        return True

    return run


def _placed_delimiters(rule: _Inline) -> _Inline:
    """For the rules that make one text token of each ``*``, ``_`` or ``~~`` of a run."""

    def run(state: StateInline, silent: bool) -> bool:
        at, first = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[first:]:
            if "at" not in token.meta:
                token.meta.update(at=at, to=at + len(token.content))
                at += len(token.content)
        return True

    return run


def _placed_autolink(state: StateInline, silent: bool) -> bool:
    start, first = state.pos, len(state.tokens)
    if not autolink(state, silent):
        return False
    if not silent:
        for token in state.tokens[first:]:
            if "at" not in token.meta:
                token.meta.update(at=start + 1, to=state.pos - 1)
    return True


def _placed_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    first = len(state.tokens)
    if not table_rule(state, start_line, end_line, silent):
        return False
    for token in state.tokens[first:]:
        if token.type == "tr_open":
            line = cast("list[int]", token.map)[0]
            token.meta["tail"] = state.eMarks[line] - state.bMarks[line] - state.tShift[line]
    return True


_RULES: dict[str, _Inline] = {
    "newline": _placed(newline),
    "escape": _placed(escape),
    "backticks": _placed(backtick),
    "strikethrough": _placed_delimiters(strikethrough.tokenize),
    "emphasis": _placed_delimiters(emphasis.tokenize),
    "link": _placed(link),
    "image": _placed(image),
    "autolink": _placed_autolink,
    "html_inline": _placed(html_inline),
    "entity": _placed(entity),
}
