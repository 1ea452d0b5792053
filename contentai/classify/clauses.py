"""The clauses of a draft: what may be cut out of it so that the rest still reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from contentai.diagnostics import Ranges, Span
from contentai.text.document import Document
from contentai.text.markup.addresses import addresses

_EMOJI = "\u203c\u2049\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff"
# What may follow a mark: others, what changes an emoji, and closing quotes and brackets.
_MORE = f"[，。！？；…～,.!?;~｡{_EMOJI}\ufe0f\u200d]*[”’」』）)】》\"']*[，。！？；…,.!?;]*"
# A full stop, comma, wave or question mark between two Latin letters or digits ends nothing:
# 19.9, 1,299, 3~5, a@b.example. A blank parts clauses as a mark does, but not beside such ones.
# What numbers an item of a list (A. or 12.) begins a clause and ends none; what stands in brackets
# at the beginning of one is one of its own.
_END = re.compile(
    r"(?P<item>(?<![^\s：:？?。！!；;])(?:[A-Za-z]|[0-9]{1,2})[.．、)）](?![!-~]))"
    r"|(?P<bracket>[）)】])|—{2,}"
    rf"|(?:[，。！？；…!;｡{_EMOJI}]|(?<![!-~])[.,?~～]|[.,?~～](?![0-9A-Za-z])){_MORE}"
    r"|[\n\r]+|\s{5,}|(?<![!-~\s])\s{1,4}(?![!-~\s])"
)
# What ends a sentence and not a clause alone; what ends a clause and would be left hanging.
_STOPS = re.compile(r"[。！？!?…；;｡.]")
_COMMAS = "，、：；—,:;~～ \t\r\n　"
_BLANKS = re.compile(r"[ \t\u3000]*")
_OPENING, _CLOSING = "“‘「『（(【《", "”’」』）)】》"
_BRACKETED = re.compile(r"\s*[（(【][^（(【）)】]*[）)】]")
_PART_OF_EMOJI = re.compile(f"[{_EMOJI}]")
# A link in plain text, where its marks are read as they stand.
_WRITTEN_LINK = re.compile(r"\[[^\[\]\n]{1,100}\]\([^()\s]{1,400}\)")
# What stands behind the words of a link in Markdown.
_BEHIND_LINK = re.compile(r"\](?:\([^()\n]{0,1000}\)|\[[^\[\]\n]{0,100}\])")

Sentence = tuple[Span, ...]


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
        if match["item"]:
            if worded:
                yield from _trimmed(text, at, end.start)
                at, worded = end.start, False
            continue
        if whole.touch(end) or _is_in_word(document, match):
            continue
        if match["bracket"] and not _BRACKETED.match(text, at, end.end):
            continue
        # Marks before any word belong to what they announce.
        if worded or match[0].isspace():
            yield from _trimmed(text, at, end.end)
            at, worded = end.end, False
    yield from _trimmed(text, at, len(text))


def in_sentences(text: str, clauses: Iterable[Span]) -> list[Sentence]:
    """Clauses of ``text``, in order, by the sentences that they make up."""
    found: list[list[Span]] = []
    last: Span | None = None
    opened: Counter[str] = Counter()
    for clause in clauses:
        is_new_line = last is None or "\n" in text[last.end : clause.start]
        if last is None or is_new_line or (_stop(text, last) and not any(opened.values())):
            found.append([])
            opened.clear()
        found[-1].append(clause)
        opened.update(_opened(text[slice(*clause)]))
        last = clause
    return list(map(tuple, found))


def left_out(text: str, sentences: Iterable[Sentence], gone: Collection[Span]) -> Iterator[Span]:
    """What to take out of ``text`` for the ``gone`` clauses: the rest has all its marks.

    A sentence without its last clause ends as it did, one in which a quotation or a bracket would
    be torn goes as a whole.
    """
    for sentence in sentences:
        runs = [
            [clause for _, clause in run]
            for is_gone, run in groupby(enumerate(sentence), key=lambda one: one[1] in gone)
            if is_gone
        ]
        if not runs:
            continue
        if any(any(_opened(text[run[0].start : run[-1].end]).values()) for run in runs):
            runs = [list(sentence)]
        for run in runs:
            yield _taken(text, sentence, Span(run[0].start, run[-1].end))


def _taken(text: str, sentence: Sentence, run: Span) -> Span:
    if run.end < sentence[-1].end:
        return Span(run.start, next(c.start for c in sentence if c.start >= run.end))
    if run.start == sentence[0].start:
        return Span(run.start, _BLANKS.match(text, run.end).end())  # type: ignore[union-attr]
    kept = text[sentence[0].start : run.start].rstrip(_COMMAS)
    stop = _stop(text, run)
    return Span(sentence[0].start + len(kept), stop.start() if stop else run.end)


def _stop(text: str, clause: Span) -> re.Match[str] | None:
    """Where the marks behind the last word of a clause end a sentence."""
    at = clause.end
    while at > clause.start and not text[at - 1].isalnum():
        at -= 1
    return _STOPS.search(text, at, clause.end)


def _opened(piece: str) -> Counter[str]:
    """How many of each kind of quotes and brackets are opened and not closed in it, or < 0."""
    pairs = zip(_OPENING, _CLOSING, strict=True)
    return Counter({a: piece.count(a) - piece.count(b) for a, b in pairs})


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
