"""New content for widgets that are written to with every judgement: what is equal is left alone.

A layout of the whole screen follows each change of a list or a text; most judgements change
little of what is seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option


def relist(listed: OptionList, rows: Sequence[Content]) -> bool:
    """Give a list these rows; the highlighted number stays. False where it had them already."""
    options = listed.options
    if len(options) == len(rows) and all(map(_same, (o.prompt for o in options), rows)):
        return False
    at = listed.highlighted
    if len(options) == len(rows):
        changed = [n for n, row in enumerate(rows) if not _same(options[n].prompt, row)]
        if len(changed) <= 2:  # each costs as much as a new list
            for number in changed:
                listed.replace_option_prompt_at_index(number, rows[number])
            return True
    listed.set_options(Option(row) for row in rows)
    if rows and at is not None:
        listed.highlighted = min(at, len(rows) - 1)
    return True


def retell(static: Static, words: Content, *, hide_empty: bool = False) -> None:
    """Give a text these words; with ``hide_empty`` it is not seen without any."""
    if not _same(static.content, words):
        static.update(words)
    seen = bool(words.plain) or not hide_empty
    if static.display != seen:
        static.display = seen


def _same(one: object, other: Content) -> bool:
    """Equal in words and in looks, which Textual's own comparison leaves aside."""
    return isinstance(one, Content) and one.plain == other.plain and one.spans == other.spans
