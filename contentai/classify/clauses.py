"""The clauses of a draft: what may be cut out of it so that the rest still reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentai.diagnostics import Ranges, Span
from contentai.text.document import Document
from contentai.text.markup.addresses import addresses

_EMOJI = "\u203c\u2049\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff"
# What may follow a mark: others, what changes an emoji, and closing quotes and brackets.
_MORE = f"[，。！？；…～,.!?;~｡{_EMOJI}\ufe0f\u200d]*[”’」』）)】》\"']*"
# A full stop, comma, wave or question mark between two Latin letters or digits ends nothing:
# 19.9, 1,299, 3~5, a@b.example. A blank parts clauses as a mark does, but not beside such ones.
_END = re.compile(
    rf"(?:[，。！？；…!;｡{_EMOJI}]|(?<![!-~])[.,?~～]|[.,?~～](?![0-9A-Za-z])){_MORE}"
    r"|[\n\r]+|\s{5,}|(?<![!-~\s])\s{1,4}(?![!-~\s])"
)
_PART_OF_EMOJI = re.compile(f"[{_EMOJI}]")
# A link in plain text, where its marks are read as they stand.
_WRITTEN_LINK = re.compile(r"\[[^\[\]\n]{1,100}\]\([^()\s]{1,400}\)")
# What stands behind the words of a link in Markdown.
_BEHIND_LINK = re.compile(r"\](?:\([^()\n]{0,1000}\)|\[[^\[\]\n]{0,100}\])")


def clauses(document: Document) -> Iterator[Span]:
    """The reading ranges of the clauses, in order and apart; no address or link is parted.

    An emoji that stands for a part of a word (加薇❤) ends no clause.
    """
    text = document.text
    whole = Ranges([*_links(document), *(span for span, _ in addresses(text))])
    at = looked = 0
    worded = False
    for match in _END.finditer(text):
        end = Span(*match.span())
        worded = worded or _has_words(text[looked : end.start])
        looked = end.start
        if whole.touch(end) or _is_in_word(document, match):
            continue
        # Marks before any word belong to what they announce.
        if worded or match[0].isspace():
            yield from _trimmed(text, at, end.end)
            at, worded = end.end, False
    yield from _trimmed(text, at, len(text))


def _links(document: Document) -> Iterator[Span]:
    for link in document.links:
        if span := document.reading_span(link.span):
            yield span
    for match in _WRITTEN_LINK.finditer(document.text):
        yield Span(*match.span())


def _is_in_word(document: Document, match: re.Match[str]) -> bool:
    if not _PART_OF_EMOJI.match(match[0]):
        return False
    low, high = document.folded_span(Span(match.start(), match.start() + 1))
    meant = document.folded.text[low:high]
    return not meant or meant.isalnum()


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    if _has_words(piece):
        yield Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def with_links(document: Document, span: Span) -> Span:
    """A source range, widened to all of each link whose words it begins or ends with."""
    start, end = span
    if document.format != "markdown":
        return span
    for link in document.links:
        behind = _BEHIND_LINK.match(document.source, link.span.end)
        if behind and document.source[link.span.start - 1 : link.span.start] == "[":
            if link.span.start == start:
                start -= 1
            if link.span.end == end:
                end = behind.end()
    return Span(start, end)
