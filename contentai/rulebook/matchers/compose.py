"""``any``, ``all`` and ``missing`` — checks made of checks.

    check: {kind: any, of: [{kind: terms, ...}, {kind: pattern, ...}]}
    check: {kind: all, of: [...]}     # the first's matches, when each of the others fires too
    check:
      kind: missing
      when: {kind: terms, terms: [优惠券]}
      needs:
        - name: {zh: 面值, en: face value}
          check: {kind: pattern, pattern: '\\d+元'}
      within: post                     # or sentence: the needed thing must stand in the same one
      at_least: 3                      # how many of the needs must be met (default: all)

``missing`` fires once, at the first ``when`` match that lacks something; {missing} names what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from contentai.language import Bilingual
from contentai.located import Value
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.subject import Subject

Compile = Callable[[Value, Lexicon], Check]


def compile_any(check: Value, lexicon: Lexicon, compile_inner: Compile) -> Check:
    """Read an ``any`` check: matches of all its parts, overlapping ones once."""
    table = check.table("kind", "of", required=("of",))
    parts = [compile_inner(item, lexicon) for item in table["of"].items()]

    def run(subject: Subject) -> Iterator[Match]:
        end = -1
        found = [match for part in parts for match in part(subject)]
        for match in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
            if match.span.start >= end:
                end = match.span.end
                yield match

    return run


def compile_all(check: Value, lexicon: Lexicon, compile_inner: Compile) -> Check:
    """Read an ``all`` check: the first part's matches, when every other part fires."""
    table = check.table("kind", "of", required=("of",))
    first, *others = [compile_inner(item, lexicon) for item in table["of"].items()]

    def run(subject: Subject) -> Iterator[Match]:
        found = list(first(subject))
        if found and all(next(other(subject), None) is not None for other in others):
            yield from found

    return run


def compile_missing(check: Value, lexicon: Lexicon, compile_inner: Compile) -> Check:
    """Read a ``missing`` check."""
    table = check.table("kind", "when", "needs", "within", "at_least", required=("when", "needs"))
    trigger = compile_inner(table["when"], lexicon)
    needs = [_need(item, lexicon, compile_inner) for item in table["needs"].items()]
    units = ("post", "sentence")
    unit = table["within"].one_of(units, Bilingual("范围", "unit")) if "within" in table else "post"
    least = table["at_least"].whole(1, len(needs)) if "at_least" in table else len(needs)

    def run(subject: Subject) -> Iterator[Match]:
        triggered = list(trigger(subject))
        if not triggered:
            return
        met = [list(need(subject)) for _, need in needs]
        for match in triggered:
            here = subject.document.sentence_at(match.span.start)
            lacking = [
                name
                for (name, _), found in zip(needs, met, strict=True)
                if not any(unit == "post" or here.overlaps(other.span) for other in found)
            ]
            if len(needs) - len(lacking) < least:
                words = Bilingual(
                    "、".join(name.zh for name in lacking), ", ".join(name.en for name in lacking)
                )
                yield replace(match, values={**match.values, "missing": str(words)})
                return

    return run


def _need(value: Value, lexicon: Lexicon, compile_inner: Compile) -> tuple[Bilingual, Check]:
    table = value.table("name", "check", required=("name", "check"))
    return table["name"].bilingual(), compile_inner(table["check"], lexicon)
