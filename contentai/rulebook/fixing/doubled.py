"""The guard against doubled words: 高 + 品质 before 品质 reads 高品质品质, which nobody wrote."""

from __future__ import annotations

from collections.abc import Sequence

from contentai.diagnostics import Edit, Span
from contentai.rulebook.matchers import Match
from contentai.text.document import Document
from contentai.text.fold import fold

_AROUND = 24


def doubles(document: Document, match: Match, edits: Sequence[Edit]) -> bool:
    """True when an edit of a match would set a word beside itself.

    Only edits that put words in place of all that is marked can; the others (invisible
    characters, the front matter) leave the words as they are.
    """
    if match.in_source or len(edits) != 1:
        return False
    edit = edits[0]
    if edit.span != document.source_span(match.span):
        return False
    block = document.block_at(match.span.start)
    around = block.span if block else match.span
    before = Span(max(around.start, match.span.start - _AROUND), match.span.start)
    after = Span(match.span.end, min(around.end, match.span.end + _AROUND))
    return doubled(document.text[slice(*before)], edit.text, document.text[slice(*after)])


def doubled(before: str, words: str, after: str) -> bool:
    """True when ``words`` stand next to themselves, or share the characters at a seam.

    Judged on folded text, so 质 and 質 are one. With no words, the seam is where the text
    closes over what was taken out.
    """
    ahead, middle, behind = (fold(text).text.lower() for text in (before, words, after))
    if not middle:
        return _seam(ahead, behind, 0)
    return _seam(ahead, middle, len(middle)) or _seam(middle, behind, len(middle))


def _seam(left: str, right: str, whole: int) -> bool:
    return any(
        size and left[-size:] == right[:size] and right[:size].isalnum() and len(left) >= size
        for size in {1, 2, whole}
        if len(right) >= size
    )
