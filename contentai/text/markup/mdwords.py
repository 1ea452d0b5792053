"""The paragraph whose lines all begin with a Han character, as most do: told at a glance.

markdown-it asks a dozen block rules before the one for paragraphs, and half of them at each
line that goes on. None of them takes a line that begins with a Han character; only another line
right below it could make something else of both (a table, a heading).
"""

from __future__ import annotations

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock


def han_lines(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """The block rule for lines of Han characters with nothing else right below them."""
    if silent:
        return False
    after = first
    while after < state.lineMax and not state.isEmpty(after):
        begin = state.src[state.bMarks[after] + state.tShift[after]]
        if not "㐀" <= begin <= "鿿" or state.sCount[after] < 0 or state.is_code_block(after):
            return False
        after += 1
    state.line = after
    state.push("paragraph_open", "p", 1).map = [first, after]
    words = state.push("inline", "", 0)
    words.content = mdTrim(state.getLines(first, after, state.blkIndent, False))
    words.map = [first, after]
    words.children = []
    state.push("paragraph_close", "p", -1)
    return True
