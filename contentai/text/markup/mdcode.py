"""Markdown's blocks of code, less those that hold words: a paragraph with an indented first line.

Who types a post indents its paragraphs as on paper, or frames a text that is to be copied;
CommonMark makes code of both, which nobody would check.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import code as code_rule
from markdown_it.rules_block import fence as fence_rule

from contentai.text.markup.prose import is_prose

# Names for no language at all.
_TEXT = frozenset({"", "text", "txt", "plain", "plaintext", "markdown", "md"})
# An opening without an end is looked for up to the end: a few times, lest that take for ever.
_MOST_UNCLOSED = 8


def indented(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """The block rule for code by indentation; words are left to the rule for paragraphs."""
    if first < state.env.get("prose_until", 0) or not code_rule(state, first, end, silent):
        return False
    token = state.tokens[-1]
    if not is_prose(token.content):
        return True
    state.tokens.pop()
    state.env["prose_until"] = state.line
    state.line = first
    return False


def fenced(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """The block rule for code between fences; words in no language are read as Markdown.

    Where the end is missing, only the opening line is left out.
    """
    if not fence_rule(state, first, end, silent):
        return False
    if silent or state.env.get("framed"):
        return True
    token, after = state.tokens[-1], state.line
    last = state.src[state.bMarks[after - 1] + state.tShift[after - 1] : state.eMarks[after - 1]]
    closed = after - 1 > first and last.rstrip().startswith(token.markup)
    named = token.info.strip().split(maxsplit=1)
    if (closed and "".join(named[:1]).lower() not in _TEXT) or not is_prose(token.content):
        return True
    if closed:
        state.tokens.pop()
        _inside(state, first + 1, after - 1)
        state.line = after
    elif state.env.setdefault("unclosed", 0) < _MOST_UNCLOSED:
        state.tokens.pop()
        state.env["unclosed"] += 1
        state.line = first + 1
    return True


def _inside(state: StateBlock, first: int, end: int) -> None:
    line_max, parent = state.lineMax, state.parentType
    state.env["framed"], state.lineMax = True, end
    state.md.block.tokenize(state, first, end)
    state.lineMax, state.parentType = line_max, parent
    state.env["framed"] = False
