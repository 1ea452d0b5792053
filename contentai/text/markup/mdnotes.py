"""What Markdown sets apart from its text: footnotes, and the addresses that links go to."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import reference as reference_rule
from markdown_it.rules_inline import StateInline

from contentai.text import lazy

# A label is short; a bound keeps thousands of open brackets from being read to the end each.
_NOTE = lazy.pattern(r"\[\^([^\s\]]{1,100})\]")
_SIGNS = frozenset("/#.:?")
# Addresses may hold Chinese, but then they say at either end that they are addresses.
_ADDRESS = lazy.pattern(
    r"(?:https?://|//|/|\.{1,2}/)[^\s，。！？；、：“”…～]*"
    r"|[^\s，。！？；、：“”…～]*\.[A-Za-z][A-Za-z0-9]{0,4}",
)


def footnote(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """The block rule for ``[^label]: words``; it is read where it stands, like a list item."""
    if not state.src.startswith("[^", state.bMarks[first] + state.tShift[first]):
        return False
    from mdit_py_plugins.footnote.index import footnote_def

    return footnote_def(state, first, end, silent)


def footnote_mark(state: StateInline, silent: bool) -> bool:
    """The inline rule for ``[^label]``: a raised number, nothing that is read."""
    notes = state.env.get("footnotes", {}).get("refs", {})
    mark = _NOTE.match(state.src, state.pos, state.posMax) if notes else None
    if mark is None or f":{mark[1]}" not in notes:
        return False
    if not silent:
        state.push("footnote_ref", "", 0)
    state.pos = mark.end()
    return True


def reference(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """The block rule for ``[label]: address``; with words for an address it is a paragraph.

    CommonMark takes any words without a space for an address, and shows nothing of them.
    """
    env, line = state.env, state.line
    # Its own table: the rule does not say what it found, and keeps only the first of a name.
    state.env = {}
    try:
        found = reference_rule(state, first, end, silent)
        made = state.env.get("references", {})
    finally:
        state.env = env
    if not all(_is_address(entry["href"]) for entry in made.values()):
        state.line = line
        return False
    known = env.setdefault("references", {})
    for label, entry in made.items():
        known.setdefault(label, entry)
    return found


def _is_address(target: str) -> bool:
    if target.isascii():
        # "9.9", "9:30" and "11/11" are words, and so is an account's bare name.
        return not _SIGNS.isdisjoint(target) and any(map(str.isalpha, target))
    return bool(_ADDRESS.fullmatch(target))
