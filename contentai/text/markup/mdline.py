"""The paragraph of one line, as most of a draft is: told at a glance.

markdown-it asks a dozen block rules before the one for paragraphs. None of them takes a line
that begins with a Han character; only a line below it could make something else of both.
"""

from __future__ import annotations

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock


def one_line(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """The block rule for a line of Han characters with nothing right below it."""
    begin = state.src[state.bMarks[first] + state.tShift[first]]
    if silent or not "㐀" <= begin <= "鿿" or state.is_code_block(first):
        return False
    after = first + 1
    if after < state.lineMax and not state.isEmpty(after):
        return False
    state.line = after
    state.push("paragraph_open", "p", 1).map = [first, after]
    words = state.push("inline", "", 0)
    words.content = mdTrim(state.getLines(first, after, state.blkIndent, False))
    words.map = [first, after]
    words.children = []
    state.push("paragraph_close", "p", -1)
    return True
