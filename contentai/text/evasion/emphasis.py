"""Marks of emphasis that stand in the text: ``**国家级**面料`` pasted from a Markdown draft.

Where they are no markup (plain text, cells, HTML, other programs' Markdown) they part a word
from the next; a reader passes over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentai.text import lazy
from contentai.text.evasion.edits import Edit

_CHINESE = re.compile("[\u3400-\u9fff]")
# Characters between the marks. More, or a whole clause, hides no word at its ends.
_LONGEST = 20


def _pattern(mark: str, size: str, least: int) -> re.Pattern[str]:
    """A pair of marks; none is one of a face (``^_^``) or an address."""
    c = re.escape(mark)
    return lazy.pattern(
        rf"(?<![{c}^./\\-])({c}{size})(?![{c}\s])"
        rf"([^{c}\n。！？；，!?;,]{{{least},{_LONGEST}}})(?<!\s)\1(?![{c}^./\\-])"
    )


_PAIRED = {
    "*": _pattern("*", "{2,3}", 1),
    **{mark: _pattern(mark, "{2}", 1) for mark in "_="},
    "+": _pattern("+", "{2}", 2),
}
# One mark alone on each side also stands between the characters of a word that is hidden.
_SINGLE = {mark: _pattern(mark, "", 2) for mark in "*_`"}


def find(text: str) -> Iterator[Edit]:
    """Drop the marks around Chinese words; ``text`` is folded by character."""
    for mark, pattern in _PAIRED.items():
        if mark * 2 in text:
            yield from _dropped(text, pattern)
    for mark, pattern in _SINGLE.items():
        if mark in text:
            yield from _dropped(text, pattern, apart=True)


def _dropped(text: str, pattern: re.Pattern[str], *, apart: bool = False) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        if not _CHINESE.search(match[2]) or (apart and _is_within(text, *match.span())):
            continue
        start, end = match.span(2)
        yield Edit(match.start(), start, "", None, ())
        yield Edit(end, match.end(), "", None, ())


def _is_within(text: str, start: int, end: int) -> bool:
    """True between two characters of what may be one word."""
    return text[start - 1 : start].isalnum() and text[end : end + 1].isalnum()
