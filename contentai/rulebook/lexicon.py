"""One search for all rules: every term and pattern of a rulebook, looked for together.

Terms go into one Aho–Corasick automaton over folded lower-case text. Patterns run on RE2,
which cannot hang; a second automaton finds the strings that they need, so that only those
which may match are tried. (RE2's own set and filter were measured and left: on 550 patterns
both spend 40 ms a draft building states, and a set that runs out of memory loses matches
without a word.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from typing import Any

import ahocorasick_rs
import re2

from contentai.diagnostics import Span
from contentai.rulebook.literals import Literals, required_literals
from contentai.rulebook.wordlists import WordLists
from contentai.text.characters import fold_character, fold_characters
from contentai.text.fold import fold

_MEANINGFUL = frozenset("()[]{}*+?.^$|\\-")


# Code points from which on it pays to know what each pattern needs.
_WORTH_SORTING = 20_000


class Lexicon:
    """Collects terms and patterns while rules are compiled, then scans drafts.

    ``vetted`` tells of patterns that are known to compile, and what they need (see ``index``):
    they are compiled when they are first tried, which spares a single draft most of them.
    Adding after the first scan is allowed (the automata are rebuilt); ids are stable.
    ``lists`` are the named word lists that rules compiled from now on may use.
    """

    def __init__(self, vetted: Mapping[str, Literals | None] | None = None) -> None:
        self._vetted = vetted or {}
        self.lists = WordLists()
        self._terms: dict[str, int] = {}
        self._patterns: dict[str, int] = {}
        self._compiled: dict[int, Any] = {}
        self._sources: list[str] = []
        self._scanned: set[int] = set()
        self._automaton: ahocorasick_rs.AhoCorasick | None = None
        self._needs: _Needs | None = None
        self._seen = 0

    def add_terms(self, terms: Iterable[str]) -> dict[int, str]:
        """Ids of the terms, each with the term as the rule wrote it; blank terms are refused."""
        ids: dict[int, str] = {}
        for term in terms:
            key = fold(term).text.lower()
            if not key.strip():
                raise ValueError(f"blank term {term!r}")
            if key not in self._terms:
                self._terms[key] = len(self._terms)
                self._automaton = None
            ids[self._terms[key]] = term
        return ids

    def add_pattern(self, pattern: str, scanned: bool = True) -> int:
        """Id of a pattern; one that is not ``scanned`` is only ever asked about by itself.

        Raises ``ValueError`` when RE2 refuses it.
        """
        if pattern not in self._patterns:
            compiled = None if digest(pattern) in self._vetted else compile_pattern(pattern)
            number = self._patterns[pattern] = len(self._sources)
            self._sources.append(pattern)
            if compiled:
                self._compiled[number] = compiled
        number = self._patterns[pattern]
        if scanned and number not in self._scanned:
            self._scanned.add(number)
            self._needs = None
        return number

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

    def possible_patterns(self, key: str) -> frozenset[int]:
        """Ids of the scanned patterns that may match a folded lower-case text.

        Those left out cannot: none of the strings that they need is there. Finding out what a
        pattern that is not vetted needs takes longer than trying it on a draft or two, so that
        is put off until enough text has been seen.
        """
        before, self._seen = self._seen, self._seen + len(key)
        if before < _WORTH_SORTING <= self._seen:
            self._needs = None
        if self._needs is None:
            self._needs = _Needs({n: self._need(self._sources[n]) for n in sorted(self._scanned)})
        return self._needs.met(key)

    def _need(self, pattern: str) -> Literals | None:
        known = digest(pattern)
        if known in self._vetted:
            return self._vetted[known]
        return needed_by(pattern) if self._seen >= _WORTH_SORTING else None

    def find(self, pattern: int, key: str) -> Iterator[tuple[Span, dict[str, str]]]:
        """Matches of one pattern: the span of group ``hit`` (else the whole) and its groups."""
        compiled = self._machine(pattern)
        names = compiled.groupindex
        spaced = _BLANKS in compiled.pattern
        for match in compiled.finditer(key):
            start, end = match.span(names.get("hit", 0))
            if spaced:
                start, end = _trimmed(key, start, end)
            if end > start >= 0:
                groups = {name: match.group(index) for name, index in names.items()}
                yield (
                    Span(start, end),
                    {
                        name: text.strip(" ") if spaced else text
                        for name, text in groups.items()
                        if text
                    },
                )

    def occurs(self, pattern: int, key: str) -> bool:
        """True when the pattern matches somewhere in ``key`` (a short piece of text)."""
        return self._machine(pattern).search(key) is not None

    def _machine(self, pattern: int) -> Any:
        if pattern not in self._compiled:
            self._compiled[pattern] = compile_pattern(self._sources[pattern])
        return self._compiled[pattern]


def _trimmed(key: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks that numbers may bring."""
    while end > start and key[end - 1] == " ":
        end -= 1
    while start < end and key[start] == " ":
        start += 1
    return start, end


class _Needs:
    """The strings that patterns need, looked for together; single characters by set."""

    def __init__(self, needs: Mapping[int, Literals | None]) -> None:
        self._always = frozenset(number for number, need in needs.items() if need is None)
        self._wanted: dict[str, list[int]] = {}
        for number, need in needs.items():
            for literal in need or ():
                self._wanted.setdefault(literal, []).append(number)
        self._long = [literal for literal in self._wanted if len(literal) > 1]
        self._automaton = ahocorasick_rs.AhoCorasick(self._long) if self._long else None

    def met(self, key: str) -> frozenset[int]:
        """Numbers of the patterns that need nothing, or something that is in ``key``."""
        found = self._wanted.keys() & set(key)
        if self._automaton:
            hits = self._automaton.find_matches_as_indexes(key, overlapping=True)
            found |= {self._long[index] for index, _, _ in hits}
        return self._always.union(*(self._wanted[literal] for literal in found))


def digest(pattern: str) -> str:
    """A short name for a pattern: 12 hexadecimal digits of its BLAKE2b."""
    return blake2b(pattern.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def needed_by(pattern: str) -> Literals | None:
    """``required_literals`` of the pattern as it is searched for: folded."""
    return required_literals(fold_pattern(pattern))


def fold_pattern(pattern: str) -> str:
    """A pattern that matches folded text: literals folded, full-width marks kept literal.

    Numbers may have a blank on either side, as careful typists set them.
    """
    escaped = {ord(c): literal for c in set(pattern) if (literal := _literal(c)) != c}
    return _spaced(fold_characters(pattern.translate(escaped)).text)


_BLANKS = "(?: ?"
# A digit (\d or a class that holds it) with its quantifier; what else a pattern is made of
# goes by piece by piece, so that no escape and no class is taken apart.
_PIECE = re.compile(
    r"(?P<digit>\\d|\[(?!\^)(?:\\.|[^\]\\])*\\d(?:\\.|[^\]\\])*\])"
    r"(?:(?:\{\d+(?:,\d*)?\}|[+*?])\??)?"
    r"|\\[\s\S]|\[(?:\\.|[^\]\\])*\]|[\s\S]"
)


def _spaced(pattern: str) -> str:
    """A pattern that also matches where its numbers are set apart: 满 300 减 50."""
    return _PIECE.sub(
        lambda piece: f"{_BLANKS}{piece[0]} ?)" if piece["digit"] else piece[0], pattern
    )


@cache
def _literal(character: str) -> str:
    """A character, escaped where folding would give it a meaning: （ … ⑴."""
    # Nothing that script folding changes becomes ASCII: only compatibility forms do.
    if character.isascii() or fold_character(character) == character:
        return character
    folded = fold_characters(character).text
    return character if _MEANINGFUL.isdisjoint(folded) else re.escape(folded)


def compile_pattern(pattern: str) -> Any:
    """A pattern folded and compiled with RE2, ignoring case.

    Raises ``ValueError`` with RE2's reason.
    """
    try:
        return re2.compile(fold_pattern(pattern), options=_options())
    except re2.error as error:
        reason = error.args[0]
        words = reason.decode() if isinstance(reason, bytes) else str(reason)
        raise ValueError(words) from None


def _options() -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = 64 << 20
    return options
