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

from contentai.text import lazy
from contentai.text.markup.mdcode import fenced, indented
from contentai.text.markup.mdnotebook import EastAsianInline, comment, hidden, mark, wiki_link
from contentai.text.markup.mdnotes import footnote, footnote_mark, reference
from contentai.text.markup.mdwords import han_lines

# Deeper quotes, lists and footnotes are read line by line (markdown.py): markdown-it drops them.
MAX_NESTING = 20

_Inline = Callable[[StateInline, bool], bool]
# What the inline rules in use begin with; an image has the bracket of a link.
_MARKUP = lazy.pattern(r"[\n\\`~*_\[<&]|%%|[ \t]\^")


class _PlacedInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        if src and not _MARKUP.search(src):  # as most paragraphs are
            tokens.append(_all_text(src))
            return tokens
        state = EastAsianInline(src, md, env, tokens)
        try:
            self.tokenize(state)
            _place_plain_text(tokens)
            for rule in self.ruler2.getRules(""):
                rule(state)
        except RecursionError:
            # Hundreds of images in each other's descriptions: shown as they are written.
            tokens[:] = [_all_text(src)]
        return tokens


def _all_text(src: str) -> Token:
    return Token("text", "", 0, content=src, meta={"at": 0, "to": len(src)})


def _place_plain_text(tokens: list[Token]) -> None:
    """Place the text between the tokens that rules made: it begins where the last one ended."""
    at = 0
    for token in tokens:
        if "at" not in token.meta:
            token.meta.update(at=at, to=at + len(token.content))
        # What a link holds begins after its bracket.
        at = token.meta["at"] + 1 if token.type == "link_open" else token.meta["to"]


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
    """CommonMark with tables, strikethrough and footnotes, each inline token placed by ``meta``."""
    md = _Markdown("commonmark")
    md.inline = _PlacedInline()
    for name, rule in _RULES.items():
        md.inline.ruler.at(name, rule)
    for name, rule in _NOTEBOOK.items():
        md.inline.ruler.before("link", name, _placed(rule))
    md.block.ruler.at("code", indented)
    md.block.ruler.at("fence", fenced, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.block.ruler.at("reference", reference)
    md.block.ruler.before("reference", "footnote", footnote, {"alt": ["paragraph", "reference"]})
    md.block.ruler.before("fence", "hidden", hidden, {"alt": ["paragraph", "reference", "list"]})
    md.block.ruler.at("table", _placed_table, {"alt": ["paragraph", "reference"]})
    md.block.ruler.before("table", "han_lines", han_lines)
    md.configure("commonmark", {"maxNesting": MAX_NESTING})
    md.enable(["table", "strikethrough", "footnote", "hidden", "han_lines", *_NOTEBOOK])
    # Joined tokens could not be told apart: an escape from the text around it.
    md.disable(["text_join", "fragments_join"])
    return md


def _made(state: StateInline, rule: _Inline) -> list[Token] | None:
    """Run a rule; the tokens it made itself, or None when it did not apply.

    The rule first pushes the plain text that came before it: that is placed afterwards.
    """
    first, pending = len(state.tokens), bool(state.pending)
    if not rule(state, False):
        return None
    tokens = state.tokens[first:]
    if pending and tokens and tokens[0].type == "text":
        del tokens[0]
    return tokens


def _placed(rule: _Inline) -> _Inline:
    def run(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, True)
        start = state.pos
        tokens = _made(state, rule)
        for token in tokens or ():
            if token.type != "text":
                token.meta.setdefault("at", start)
                token.meta.setdefault("to", state.pos)
        return tokens is not None

    return run


def _placed_delimiters(rule: _Inline) -> _Inline:
    """For the rules that make one text token of each ``*``, ``_`` or ``~~`` of a run."""

    def run(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, True)
        at = state.pos
        tokens = _made(state, rule)
        for token in tokens or ():
            token.meta.update(at=at, to=at + len(token.content))
            at += len(token.content)
        return tokens is not None

    return run


def _placed_autolink(state: StateInline, silent: bool) -> bool:
    if silent:
        return autolink(state, True)
    start = state.pos
    tokens = _made(state, autolink)
    for token in tokens or ():
        # The address stands between "<" and ">"; plain text goes on after them.
        inside = token.type == "text"
        token.meta.update(at=start + inside, to=state.pos - inside)
    return tokens is not None


def _placed_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    first = len(state.tokens)
    if not table_rule(state, start_line, end_line, silent):
        return False
    for token in state.tokens[first:]:
        if token.type == "tr_open":
            line = cast("list[int]", token.map)[0]
            token.meta["tail"] = state.eMarks[line] - state.bMarks[line] - state.tShift[line]
    return True


# Before links, which also begin with a bracket.
_NOTEBOOK: dict[str, _Inline] = {
    "mark": mark,
    "wiki_link": wiki_link,
    "footnote_mark": footnote_mark,
    "comment": comment,
}
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
