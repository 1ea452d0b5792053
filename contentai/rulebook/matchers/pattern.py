"""``kind: pattern`` — regular expressions (RE2) on folded text.

    check:
      kind: pattern
      pattern: '第(?P<hit>[一1])\\s*品牌'   # or patterns: [...]; group `hit` is what is marked
      unless: {...}
      in: [title]
      min_count: 1

``{name}`` in a pattern stands for the word list of that name (``contentai.rulebook.wordlists``).
Folded text has half-width punctuation and simplified characters; full-width punctuation in
a pattern is folded with it. A comma at the end of a hit is not marked. Message values:
other named groups; {count} with min_count.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import NamedTuple

from contentai.diagnostics import Span
from contentai.located import Value
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.matchers.guard import Guard, add_pattern, read_guard
from contentai.rulebook.subject import Subject

_PARTING = ",，、;；"
# So much of a clause is none.
_TORN = 2


def compile_check(check: Value, lexicon: Lexicon) -> Check:
    """Read a pattern check. Raises ``DataError``."""
    table = check.table("kind", "pattern", "patterns", "unless", "in", "min_count")
    written = [table[name] for name in ("pattern", "patterns") if name in table]
    if not written:
        raise check.error("缺少键“pattern”", "missing key 'pattern'")
    ids = [add_pattern(lexicon, item) for value in written for item in value.items()]
    if not ids:
        raise written[0].error("正则不能为空", "a pattern may not be empty")
    guard = read_guard(table.get("unless"), table.get("in"), lexicon)
    least = table["min_count"].whole(1) if "min_count" in table else 1

    def run(subject: Subject) -> Iterator[Match]:
        hits = _admitted(subject, ids, guard)
        counted: dict[str, str] = {}
        if least > 1:
            found = [hit for hit in hits if not hit.aside]
            if len(found) < least:
                return
            hits, counted = iter(found), {"count": str(len(found))}
        end = -1
        for span, groups, aside in hits:
            if span.start >= end:
                end = span.end
                values = {**groups, **counted}
                yield Match(_marked(subject, span), values, aside=aside)

    def told(subject: Subject) -> bool:
        return any(guard.admits(subject, span) for i in ids for span, _ in subject.search.find(i))

    return Check(run, frozenset(ids), told=told if least == 1 else None)


def _marked(subject: Subject, span: Span) -> Span:
    """What was found as it stands in the text, from one bound of words to another.

    Without the marks that part it from the rest, and without the first characters of a further
    clause, which are there because something may follow.
    """
    document = subject.document
    key = document.key
    parting = max(key.rfind(mark, span.start, span.end) for mark in _PARTING)
    if parting > span.start and _is_torn(subject, Span(parting + 1, span.end)):
        span = Span(span.start, parting)
    reading = document.unfold(*subject.whole_words(span))
    words = document.text[reading.start : reading.end].rstrip(_PARTING)
    return Span(reading.start, reading.start + len(words)) if words else reading


def _is_torn(subject: Subject, clause: Span) -> bool:
    """True for the first characters of a clause that goes on, and no word."""
    key = subject.document.key
    cut = clause.end - clause.start <= _TORN and key[clause.end : clause.end + 1].isalnum()
    return cut and not key[slice(*clause)].isascii() and not subject.holds_word(clause)


class _Hit(NamedTuple):
    span: Span
    groups: dict[str, str]
    aside: str


def _admitted(subject: Subject, ids: list[int], guard: Guard) -> Iterator[_Hit]:
    """Hits that count, in text order and one at a time: a caller may stop early."""
    possible = subject.search.possible
    streams = [subject.search.find(i) for i in ids if i in possible]
    if not streams:
        return
    merged = heapq.merge(*streams, key=lambda hit: (hit[0].start, -hit[0].end))
    for span, groups in merged if len(streams) > 1 else streams[0]:
        aside = guard.excuse(subject, span)
        if aside is not None:
            yield _Hit(span, groups, aside)
