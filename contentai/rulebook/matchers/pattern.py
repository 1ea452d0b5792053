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
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.matchers.guard import Guard, add_pattern, read_guard
from contentai.rulebook.subject import Subject
from contentai.yamlvalue import Value

_PARTING = ",，、;；"
# More of a clause than may be torn off.
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
        for hit in hits:
            if hit.span.start >= end:
                end = hit.span.end
                values = {**hit.groups, **counted}
                yield Match(_marked(subject, hit), values, aside=hit.aside)

    def told(subject: Subject) -> bool:
        return any(guard.admits(subject, span) for i in ids for span, _ in subject.search.find(i))

    return Check(run, frozenset(ids), told=told if least == 1 else None)


def _marked(subject: Subject, hit: _Hit) -> Span:
    """What was found as it stands in the text, from one bound of words to another.

    Without the marks that part it from the rest, and without the first characters of a further
    clause, which are there because something may follow.
    """
    document = subject.document
    span = hit.span
    parting = max(document.key.rfind(mark, span.start, span.end) for mark in _PARTING)
    if parting > span.start and _is_torn(subject, hit, parting + 1):
        span = Span(span.start, parting)
    reading = document.unfold(*subject.whole_words(span))
    words = document.text[reading.start : reading.end].rstrip(_PARTING)
    return Span(reading.start, reading.start + len(words)) if words else reading


def _is_torn(subject: Subject, hit: _Hit, clause: int) -> bool:
    """True when a hit ends in a clause that goes on, and would be one without it."""
    key, span = subject.document.key, hit.span
    if span.end - clause > _TORN or not key[span.end : span.end + 1].isalnum():
        return False
    around, _ = subject.folded_sentence(span)
    found = subject.lexicon.hits(hit.pattern, key[around.start : clause])
    return any(around.start + start == span.start for start, _ in found)


class _Hit(NamedTuple):
    pattern: int
    span: Span
    groups: dict[str, str]
    aside: str


def _admitted(subject: Subject, ids: list[int], guard: Guard) -> Iterator[_Hit]:
    """Hits that count, in text order and one at a time: a caller may stop early."""
    possible = subject.search.possible
    streams = [_found(subject, i) for i in ids if i in possible]
    if not streams:
        return
    merged = heapq.merge(*streams, key=lambda hit: (hit.span.start, -hit.span.end))
    for hit in merged if len(streams) > 1 else streams[0]:
        aside = guard.excuse(subject, hit.span)
        if aside is not None:
            yield hit._replace(aside=aside)


def _found(subject: Subject, pattern: int) -> Iterator[_Hit]:
    return (_Hit(pattern, span, groups, "") for span, groups in subject.search.find(pattern))
