"""``kind: terms`` — words and phrases, found on folded text by Aho–Corasick.

    check:
      kind: terms
      terms: [全网最低价, 史上最低]
      list: [disease]       # named lists (words.yaml), with `terms` or instead of them
      boundary: word        # word (default): a hit may not cut a dictionary word in two; none
      unless: {within: [最近], negated: true}
      in: [title, paragraph]
      min_count: 1          # fire only when at least so many hits count

Where hits overlap, the longest one stands. Message values: {term}; {count} with min_count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contentai.diagnostics import Span
from contentai.language import Bilingual
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.matchers.guard import add_terms, read_guard
from contentai.rulebook.subject import Subject
from contentai.yamlvalue import Value


def compile_check(check: Value, lexicon: Lexicon) -> Check:
    """Read a terms check. Raises ``DataError``."""
    table = check.table("kind", "terms", "list", "boundary", "unless", "in", "min_count")
    if "terms" not in table and "list" not in table:
        raise check.error("缺少键“terms”", "missing key 'terms'")
    ids = add_terms(lexicon, table["terms"]) if "terms" in table else {}
    if "list" in table:
        ids |= lexicon.add_terms(lexicon.lists.words(table["list"]))
    what = Bilingual("词边界", "boundary")
    boundary = table["boundary"].one_of(("word", "none"), what) if "boundary" in table else "word"
    guard = read_guard(table.get("unless"), table.get("in"), lexicon)
    least = table["min_count"].whole(1) if "min_count" in table else 1

    def excuse(subject: Subject, span: Span) -> str | None:
        whole = boundary == "none" or subject.on_word_edges(span)
        return guard.excuse(subject, span) if whole else None

    def run(subject: Subject) -> Iterator[Match]:
        hits = _in_order(subject, ids)
        asides = ((span, term, excuse(subject, span)) for span, term in hits)
        kept = _longest((span, term, aside) for span, term, aside in asides if aside is not None)
        counted: dict[str, str] = {}
        if least > 1:
            found = [hit for hit in kept if not hit[2]]
            if len(found) < least:
                return
            kept, counted = iter(found), {"count": str(len(found))}
        for span, term, aside in kept:
            values = {"term": term, **counted}
            yield Match(subject.document.unfold(*span), values, aside=aside)

    return Check(run, likely=lambda subject: not ids.keys().isdisjoint(subject.term_hits))


def _in_order(subject: Subject, ids: dict[int, str]) -> list[tuple[Span, str]]:
    """All occurrences in text order, the longest first where several start together."""
    hits = [(span, ids[term]) for term in ids for span in subject.term_hits.get(term, ())]
    return sorted(hits, key=lambda hit: (hit[0].start, -hit[0].end))


def _longest(hits: Iterable[tuple[Span, str, str]]) -> Iterator[tuple[Span, str, str]]:
    """Of overlapping hits, the first longest; hits are in text order."""
    end = -1
    for span, term, aside in hits:
        if span.start >= end:
            yield span, term, aside
            end = span.end
