"""``any``, ``all`` and ``missing`` — checks made of checks.

    check: {kind: any, of: [{kind: terms, ...}, {kind: pattern, ...}]}
    check: {kind: any, of: [...], at_least: 3}   # one match when so many different parts fire
    check: {kind: all, of: [...]}     # the first's matches, when each of the others fires too
    check: {kind: all, of: [...], within: sentence}   # … in the sentence of the match
    check:
      kind: missing
      when: {kind: terms, terms: [优惠券]}
      needs:
        - name: {zh: 面值, en: face value}
          check: {kind: pattern, pattern: '\\d+元'}
      within: post                     # or sentence: the needed thing must stand in the same one
      at_least: 3                      # how many of the needs must be met (default: all)

``any`` with ``at_least`` marks where the last of the parts that are needed first stands;
{count} is how many fired. ``missing`` fires once, at the first ``when`` match that lacks
something; {missing} names what.
Of each part, the first thousand matches are looked at: more of one thing tell nothing new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from contentai.diagnostics import Span
from contentai.language import Bilingual
from contentai.rulebook.lexicon import Lexicon
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.subject import Subject
from contentai.yamlvalue import Value

_MOST = 1000

Compile = Callable[[Value, Lexicon], Check]


def compile_any(check: Value, lexicon: Lexicon, compile_inner: Compile) -> Check:
    """Read an ``any`` check: matches of all its parts, overlapping ones once."""
    table = check.table("kind", "of", "at_least", required=("of",))
    parts = _parts(table["of"], lexicon, compile_inner)
    if "at_least" in table:
        if len(parts) == 1:
            raise table["at_least"].error(
                "of 里只有 1 个，用不着 at_least：删掉它，或者在 of 里再写几个",
                "`of` has only 1 part: delete at_least, or write more parts",
            )
        return _several(parts, table["at_least"].whole(2, len(parts)))

    def run(subject: Subject) -> Iterator[Match]:
        found = [_Placed.of(match, subject) for part in parts for match in _first(part, subject)]
        sure = list(_apart(one for one in found if not one.match.aside))
        yield from (one.match for one in sure)
        for one in _apart(one for one in found if one.match.aside):
            if not any(one.overlaps(other) for other in sure):
                yield one.match

    return Check(
        run,
        _any_needs(parts),
        lambda subject: any(part.may_fire(subject) for part in parts),
        lambda subject: any(part.fires(subject) for part in parts),
    )


def _apart(found: Iterable[_Placed]) -> Iterator[_Placed]:
    """The matches in text order; of overlapping ones the first, and longest there."""
    last: dict[bool, _Placed] = {}
    for one in sorted(found, key=lambda p: (p.place.start, -p.place.end, *p.match.span)):
        if not any(one.overlaps(other) for other in last.values()):
            last[one.match.in_source] = one
            yield one


def _several(parts: list[Check], least: int) -> Check:
    def run(subject: Subject) -> Iterator[Match]:
        firsts = (next(part.sure(subject), None) for part in parts)
        fired = [_Placed.of(match, subject) for match in firsts if match]
        if len(fired) >= least:
            match = sorted(fired, key=lambda one: one.place)[least - 1].match
            yield replace(match, values={**match.values, "count": str(len(fired))})

    return Check(
        run,
        _any_needs(parts),
        lambda subject: sum(part.may_fire(subject) for part in parts) >= least,
    )


def _any_needs(parts: list[Check]) -> frozenset[int] | None:
    """What a check needs that fires with any of its parts."""
    needs = [part.needs for part in parts if part.needs is not None]
    return frozenset[int]().union(*needs) if len(needs) == len(parts) else None


class _Placed(NamedTuple):
    """A match with its source range: reading and source spans cannot be compared."""

    place: Span
    match: Match

    @classmethod
    def of(cls, match: Match, subject: Subject) -> _Placed:
        place = match.span if match.in_source else subject.document.source_span(match.span)
        return cls(place, match)

    def overlaps(self, other: _Placed) -> bool:
        """True when both mark some of the same text."""
        if self.match.in_source == other.match.in_source:
            return self.match.span.overlaps(other.match.span)
        return self.place.overlaps(other.place)


def _first(check: Check, subject: Subject) -> list[Match]:
    return list(islice(check(subject), _MOST))


def _sure(check: Check, subject: Subject) -> list[Match]:
    return list(islice(check.sure(subject), _MOST))


def _parts(of: Value, lexicon: Lexicon, compile_inner: Compile) -> list[Check]:
    parts = [compile_inner(item, lexicon) for item in of.items()]
    if not parts:
        raise of.error("of 里至少要有一个检查", "`of` needs at least one check")
    return parts


def compile_all(check: Value, lexicon: Lexicon, compile_inner: Compile) -> Check:
    """Read an ``all`` check: the first part's matches, when every other part fires.

    With ``within: sentence`` the others must fire in the sentence of the match.
    """
    table = check.table("kind", "of", "within", required=("of",))
    first, *others = _parts(table["of"], lexicon, compile_inner)
    whole = _within(table) == "post"

    def run(subject: Subject) -> Iterator[Match]:
        found = _first(first, subject)
        if whole:
            if found and all(other.fires(subject) for other in others):
                yield from found
            return
        for other in others:
            if not found:
                return
            places = {_sentence(subject, match) for match in _sure(other, subject)}
            found = [match for match in found if _sentence(subject, match) in places]
        yield from found

    parts = (first, *others)
    return Check(
        run,
        next((part.needs for part in parts if part.needs is not None), None),
        lambda subject: all(part.may_fire(subject) for part in parts),
        (lambda subject: all(part.fires(subject) for part in parts)) if whole else None,
    )


def _within(table: Mapping[str, Value]) -> str:
    what = Bilingual("范围", "unit")
    return table["within"].one_of(("post", "sentence"), what) if "within" in table else "post"


def _sentence(subject: Subject, match: Match) -> int:
    """Where the sentence of a match starts: what matches in one sentence share."""
    document = subject.document
    start = document.reading_offset(match.span.start) if match.in_source else match.span.start
    return document.sentence_at(start).start


def compile_missing(check: Value, lexicon: Lexicon, compile_inner: Compile) -> Check:
    """Read a ``missing`` check."""
    table = check.table("kind", "when", "needs", "within", "at_least", required=("when", "needs"))
    trigger = compile_inner(table["when"], lexicon)
    needs = [_need(item, lexicon, compile_inner) for item in table["needs"].items()]
    if not needs:
        raise table["needs"].error("needs 里至少要有一样", "`needs` needs at least one entry")
    unit = _within(table)
    least = table["at_least"].whole(1, len(needs)) if "at_least" in table else len(needs)

    def in_post(subject: Subject) -> Iterator[Match]:
        match = next(trigger.sure(subject), None)
        if match:
            yield from told(match, [name for name, need in needs if not need.fires(subject)])

    def in_sentence(subject: Subject) -> Iterator[Match]:
        triggered = _sure(trigger, subject)
        if not triggered:
            return
        met = [{_sentence(subject, found) for found in _sure(need, subject)} for _, need in needs]
        for match in triggered:
            here = _sentence(subject, match)
            yield from told(
                match,
                [name for (name, _), places in zip(needs, met, strict=True) if here not in places],
            )

    def told(match: Match, lacking: list[Bilingual]) -> Iterator[Match]:
        if len(needs) - len(lacking) < least:
            words = Bilingual(
                "、".join(name.zh for name in lacking), ", ".join(name.en for name in lacking)
            )
            yield replace(match, values={**match.values, "missing": str(words)})

    def run(subject: Subject) -> Iterator[Match]:
        return islice(in_sentence(subject) if unit == "sentence" else in_post(subject), 1)

    return Check(run, trigger.needs, trigger.likely)


def _need(value: Value, lexicon: Lexicon, compile_inner: Compile) -> tuple[Bilingual, Check]:
    table = value.table("name", "check", required=("name", "check"))
    return table["name"].bilingual(), compile_inner(table["check"], lexicon)
