"""What is kept of a draft once it has been judged: enough for every report, and no more.

A ``Document`` holds maps of every character and the automata's work; thousands of them do not
fit into memory, and none can be had without the libraries that made it. A ``Seen`` is plain
text and numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from contentai.diagnostics import Diagnostic, Place, Span
from contentai.text.lines import LineIndex, index_lines

if TYPE_CHECKING:
    from contentai.text.document import Document

_AROUND = 8
_MOST = 40


class Mark(NamedTuple):
    """What surrounds a finding.

    ``words`` are folded letters before, inside and after it in its block, and ``near`` how many
    of those before and after it are of the same sentence (see ``fingerprint``). ``read`` is
    its range in ``Seen.reading``; None where that is not kept or shows nothing of it.
    """

    words: tuple[str, str, str]
    near: tuple[int, int]
    read: Span | None


@dataclass(frozen=True)
class Seen:
    """A draft as reports need it. Spans are of ``source`` unless said otherwise.

    ``characters`` are those that a reader reads, white space not counted. ``reading`` is the
    reading text, where its lines are not those of the source. ``marks`` has the span of every
    finding; ``excerpts`` those spans of evidence and pitches that read differently from the source.
    ``encoding`` is empty where ``source`` was taken out of a file that is no text: its spans are
    of no file then.
    """

    source: str
    encoding: str
    characters: int
    reading: str | None = None
    marks: Mapping[Span, Mark] = field(default_factory=dict)
    excerpts: Mapping[Span, str] = field(default_factory=dict)

    @property
    def extracted(self) -> bool:
        """True when the source is the text of a Word document."""
        return not self.encoding

    @cached_property
    def lines(self) -> LineIndex:
        """Lines of the source."""
        return index_lines(self.source)

    @cached_property
    def reading_lines(self) -> LineIndex:
        """Lines of the reading text, where it is kept."""
        return index_lines(self.reading or "")

    def place(self, span: Span) -> Place:
        """Line and column of a span."""
        return self.lines.place(span)

    def excerpt(self, span: Span) -> str:
        """What a reader sees of the span of a piece of evidence or of a pitch."""
        return self.excerpts.get(span, self.source[span.start : span.end])


def see(document: Document, findings: Iterable[Diagnostic], quoted: Iterable[Span] = ()) -> Seen:
    """What is kept of a document with these findings; ``quoted`` are other spans to be shown."""
    differs = document.reads_differently
    reading_span = _reader(document)
    marks: dict[Span, Mark] = {}
    excerpts = {span: document.excerpt(span) for span in quoted} if differs else {}
    for finding in findings:
        if finding.span not in marks:
            read = reading_span(finding.span)
            words, near = _words(finding, document, read if finding.excerpt else None)
            marks[finding.span] = Mark(words, near, read if differs else None)
        if differs:
            for item in finding.evidence:
                excerpts[item.span] = document.excerpt(item.span)
    return Seen(
        document.source,
        document.encoding,
        document.length,
        document.text if differs else None,
        marks,
        {s: read for s, read in excerpts.items() if read != document.source[s.start : s.end]},
    )


def _reader(document: Document) -> Callable[[Span], Span | None]:
    """``document.reading_span``, without going through the text for every finding."""
    starts, ends = document.reading.starts, document.reading.ends
    if (starts[1:] < starts[:-1]).any() or (ends[1:] < ends[:-1]).any():
        return document.reading_span

    def found(span: Span) -> Span | None:
        # Typed needles: a plain int would have numpy copy the whole array to 64 bits.
        start = starts.dtype.type(span.start)
        end = ends.dtype.type(max(span.end, span.start + 1))
        first = int(starts.searchsorted(start, "left"))
        last = int(ends.searchsorted(end, "right"))
        return Span(first, last) if first < last else None

    return found


def _words(
    finding: Diagnostic, document: Document, reading: Span | None
) -> tuple[tuple[str, str, str], tuple[int, int]]:
    """Letters within the same block, up to 8 each way, of a long excerpt the first 40; and how
    many of those around it are of the same sentence.
    """
    if reading is None:
        return ("", _letters(finding.excerpt.lower())[:_MOST], ""), (0, 0)
    inside = document.folded_span(reading)
    block = document.block_at(reading.start)
    limits = document.folded_span(block.span) if block else Span(0, len(document.key))
    sentence = document.folded_span(
        Span(
            document.sentence_at(reading.start).start,
            document.sentence_at(max(reading.end - 1, reading.start)).end,
        )
    )
    first = max(limits.start, inside.start - 4 * _AROUND)
    last = max(min(limits.end, inside.end + 4 * _AROUND), inside.end)
    before = _letters(document.key[first : inside.start])[-_AROUND:]
    after = _letters(document.key[inside.end : last])[:_AROUND]
    near = (
        len(_letters(document.key[max(first, sentence.start) : inside.start])),
        len(_letters(document.key[inside.end : min(last, sentence.end)])),
    )
    words = before, _letters(document.key[inside.start : inside.end])[:_MOST], after
    return words, (min(near[0], len(before)), min(near[1], len(after)))


def _letters(text: str) -> str:
    return text if text.isalnum() else "".join(filter(str.isalnum, text))
