"""One search for all rules: every term and pattern of a rulebook, looked for together.

Terms go into one Aho–Corasick automaton over folded lower-case text. Patterns run on RE2,
which cannot hang, and only where the strings that they need are (see ``sieve``). (RE2's own
set and filter were measured and left: on 550 patterns both spend 40 ms a draft building
states, and a set that runs out of memory loses matches without a word.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

import ahocorasick_rs

from contentai.diagnostics import Span
from contentai.rulebook.index import Index
from contentai.rulebook.literals import UNKNOWN
from contentai.rulebook.machine import Machine, compile_pattern, digest, folded_shape
from contentai.rulebook.sieve import Sieve
from contentai.rulebook.sifted import Sifted
from contentai.rulebook.ways import tabled
from contentai.rulebook.wordlists import WordLists
from contentai.text.fold import fold

# Code points from which on it pays to know what each pattern needs.
_WORTH_SORTING = 20_000


class Lexicon:
    """Collects terms and patterns while rules are compiled, then scans drafts.

    ``vetted`` knows patterns that compile, and what they need (see ``index``): they are
    compiled when they are first tried, which spares a single draft most of them.
    Adding after the first scan is allowed (the automata are rebuilt); ids are stable.
    ``lists`` are the named word lists that rules compiled from now on may use.
    """

    def __init__(self, vetted: Index | None = None) -> None:
        self._vetted = vetted or Index({}, tabled({}))
        table = self._vetted.table
        self._sifted = frozenset((*table.always, *table.ways.pattern.tolist()))
        self.lists = WordLists()
        self._terms: dict[str, int] = {}
        self._written: set[str] = set()
        self._patterns: dict[str, int] = {}
        self._compiled: dict[int, Machine] = {}
        self._sources: list[str] = []
        self._scanned: set[int] = set()
        # What rules look for first; they ask about the other patterns when that is there.
        self._leads: set[int] = set()
        # Numbers of scanned patterns by their numbers in the index.
        self._indexed: dict[int, int] = {}
        self._automaton: ahocorasick_rs.AhoCorasick | None = None
        self._sieves: tuple[Sieve, ...] = ()
        self._seen = 0

    def add_terms(self, terms: Iterable[str]) -> dict[int, str]:
        """Ids of the terms, each with the term as the rule wrote it; blank terms are refused."""
        ids: dict[int, str] = {}
        for term in terms:
            key = self._vetted.terms.get(term) or fold(term).text.lower()
            if not key.strip():
                raise ValueError(f"blank term {term!r}")
            if key not in self._terms:
                self._terms[key] = len(self._terms)
                self._automaton = None
            ids[self._terms[key]] = term
            self._written.add(term)
        return ids

    def add_pattern(self, pattern: str, scanned: bool = True) -> int:
        """Id of a pattern; one that is not ``scanned`` is only ever asked about by itself.

        Raises ``ValueError`` when RE2 refuses it.
        """
        if pattern not in self._patterns:
            compiled = None if self._known(pattern) is not None else compile_pattern(pattern)
            number = self._patterns[pattern] = len(self._sources)
            self._sources.append(pattern)
            if compiled:
                self._compiled[number] = Machine.of(compiled)
        number = self._patterns[pattern]
        if scanned and number not in self._scanned:
            self._scanned.add(number)
            self._sieves = ()
            known = self._known(pattern)
            if known is not None and known in self._sifted:
                self._indexed[known] = number
        return number

    def lead(self, patterns: Iterable[int]) -> None:
        """Tell that a rule looks for these first.

        Once some are told, a common one of the others is no longer sifted for: most drafts hold
        it, and few are asked about it.
        """
        self._leads.update(patterns)
        self._sieves = ()

    def _known(self, pattern: str) -> int | None:
        return self._vetted.numbers.get(digest(pattern))

    def is_scanned(self, pattern: int) -> bool:
        """True for a pattern that is looked for in drafts, not only asked about by itself."""
        return pattern in self._scanned

    @property
    def patterns(self) -> tuple[str, ...]:
        """All patterns as the rules wrote them, by id."""
        return tuple(self._sources)

    def scan_terms(self, key: str) -> dict[int, list[Span]]:
        """All occurrences of all terms in a folded lower-case text, by term id."""
        if not self._terms:
            return {}
        if self._automaton is None:
            self._automaton = ahocorasick_rs.AhoCorasick(list(self._terms))
        found: dict[int, list[Span]] = {}
        for term, start, end in self._automaton.find_matches_as_indexes(key, overlapping=True):
            found.setdefault(term, []).append(Span(start, end))
        return found

    def search(self, key: str) -> Search:
        """A folded lower-case text, to look for the scanned patterns in."""
        return self.search_all([key])[0]

    def search_all(self, keys: Sequence[str]) -> list[Search]:
        """The same for each of some texts, which then takes less time."""
        # Finding out what a pattern that is not vetted needs takes longer than trying it on a
        # draft or two, so that is put off until enough text has been seen.
        before, self._seen = self._seen, self._seen + sum(map(len, keys))
        if before < _WORTH_SORTING <= self._seen and len(self._indexed) < len(self._scanned):
            self._sieves = ()
        if not self._sieves:
            self._sieves = tuple(self._made())
        sifting = _Sifting(keys, self._sieves)
        return [Search(self, key, sifting, number) for number, key in enumerate(keys)]

    def _made(self) -> Iterator[Sieve]:
        """A sieve for the patterns of the index, and one for the others."""
        others = sorted(self._scanned.difference(self._indexed.values()))
        if self._indexed:
            yield Sieve(self._vetted.table, self._indexed, self._leads)
        if others or not self._indexed:
            worth = self._seen >= _WORTH_SORTING
            shapes = {n: folded_shape(self._sources[n]) if worth else UNKNOWN for n in others}
            yield Sieve(tabled(shapes), leads=self._leads)

    def index(self) -> Index:
        """The index of all patterns. Raises ``ValueError`` for one that RE2 refuses."""
        order = sorted(range(len(self._sources)), key=lambda n: n not in self._scanned)
        for number in order:
            self.machine(number)
        shapes = {
            at: folded_shape(self._sources[n]) for at, n in enumerate(order) if n in self._scanned
        }
        numbers = {digest(self._sources[n]): at for at, n in enumerate(order)}
        terms = {term: fold(term).text.lower() for term in self._written}
        return Index(numbers, tabled(shapes), terms)

    def occurs(self, pattern: int, key: str) -> bool:
        """True when the pattern matches somewhere in ``key`` (a short piece of text)."""
        return self.machine(pattern).compiled.search(key.encode()) is not None

    def hits(self, pattern: int, key: str) -> Iterator[Span]:
        """Where the pattern matches in ``key`` (a short piece of text): its group ``hit``."""
        machine, data = self.machine(pattern), key.encode()
        for match in machine.compiled.finditer(data):
            first, last = match.span(machine.hit)
            if first >= 0:
                start = len(data[:first].decode())
                yield Span(start, start + len(data[first:last].decode()))

    def machine(self, pattern: int) -> Machine:
        """The pattern, compiled when it is first tried."""
        if pattern not in self._compiled:
            self._compiled[pattern] = Machine.of(compile_pattern(self._sources[pattern]))
        return self._compiled[pattern]


@dataclass(frozen=True)
class _Sifting:
    """Some texts, sifted together when the first of them is looked at."""

    keys: Sequence[str]
    sieves: tuple[Sieve, ...]

    @cached_property
    def found(self) -> list[Sifted]:
        """Where patterns may match in each."""
        sifted = zip(*(sieve.sift_all(self.keys) for sieve in self.sieves), strict=True)
        return [reduce(Sifted.and_, some) for some in sifted]


class Search:
    """One text under one lexicon. Make it with ``Lexicon.search``."""

    def __init__(self, lexicon: Lexicon, key: str, sifting: _Sifting, number: int) -> None:
        self._lexicon, self._key = lexicon, key
        self._sifting, self._number = sifting, number

    @cached_property
    def _sifted(self) -> Sifted:
        return self._sifting.found[self._number]

    @cached_property
    def _data(self) -> bytes:
        """The text as RE2 reads it."""
        return self._key.encode()

    @cached_property
    def possible(self) -> frozenset[int]:
        """Ids of the scanned patterns that may match somewhere; the others cannot."""
        return frozenset(self._sifted.found)

    def find(self, pattern: int) -> Iterator[tuple[Span, dict[str, str]]]:
        """Matches of a scanned pattern: the span of group ``hit`` (else the whole), its groups."""
        if pattern not in self._sifted.found:
            return
        machine, data = self._lexicon.machine(pattern), self._data
        for part in self._sifted.parts(pattern):
            at, offset = part.first, part.low
            for match in machine.compiled.finditer(data, part.first, part.last):
                first, last = match.span(machine.hit)
                if not at <= first < last:
                    continue
                start = offset + len(data[at:first].decode())
                stop = start + len(data[first:last].decode())
                at, offset = first, start
                groups = {
                    name: text.decode() for name, index in machine.groups if (text := match[index])
                }
                if machine.spaced:
                    start, stop = _trimmed(self._key, start, stop)
                    groups = {name: text.strip(" ") for name, text in groups.items()}
                    if stop <= start:
                        continue
                yield Span(start, stop), groups

    def occurs(self, pattern: int) -> bool:
        """True when a scanned pattern matches somewhere."""
        parts = self._sifted.parts(pattern)
        return any(
            self._lexicon.machine(pattern).compiled.search(self._data, part.first, part.last)
            for part in parts
        )


def _trimmed(key: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks that numbers may bring."""
    while end > start and key[end - 1] == " ":
        end -= 1
    while start < end and key[start] == " ":
        start += 1
    return start, end
