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
from typing import Any

import ahocorasick_rs
import re2

from contentai.diagnostics import Span
from contentai.rulebook.literals import Literals, required_literals
from contentai.rulebook.wordlists import WordLists
from contentai.text.characters import fold_characters
from contentai.text.fold import fold

_MEANINGFUL = frozenset("()[]{}*+?.^$|\\-")


# Code points from which on it pays to know what each pattern needs.
_WORTH_SORTING = 20_000


class Lexicon:
    """Collects terms and patterns while rules are compiled, then scans drafts.

    Adding after the first scan is allowed (the automata are rebuilt); ids are stable.
    ``lists`` are the named word lists that rules compiled from now on may use.
    """

    def __init__(self) -> None:
        self.lists = WordLists()
        self._terms: dict[str, int] = {}
        self._patterns: dict[str, int] = {}
        self._sources: list[str] = []
        self._compiled: list[Any] = []
        self._scanned: list[int] = []
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
        folded = fold_pattern(pattern)
        if folded not in self._patterns:
            self._compiled.append(compile_pattern(folded))
            self._sources.append(folded)
            self._patterns[folded] = len(self._patterns)
        number = self._patterns[folded]
        if scanned and number not in self._scanned:
            self._scanned.append(number)
            self._needs = None
        return number

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

        Those left out cannot: none of the strings that they need is there. Finding out what
        each pattern needs takes longer than trying them all on a draft or two, so that is put
        off until enough text has been seen.
        """
        self._seen += len(key)
        if self._seen < _WORTH_SORTING:
            return frozenset(self._scanned)
        if self._needs is None:
            self._needs = _Needs({n: required_literals(self._sources[n]) for n in self._scanned})
        return self._needs.met(key)

    def find(self, pattern: int, key: str) -> Iterator[tuple[Span, dict[str, str]]]:
        """Matches of one pattern: the span of group ``hit`` (else the whole) and its groups."""
        compiled = self._compiled[pattern]
        names = compiled.groupindex
        for match in compiled.finditer(key):
            start, end = match.span(names.get("hit", 0))
            if end > start >= 0:
                groups = {name: match.group(index) for name, index in names.items()}
                yield Span(start, end), {name: text for name, text in groups.items() if text}

    def occurs(self, pattern: int, key: str) -> bool:
        """True when the pattern matches somewhere in ``key`` (a short piece of text)."""
        return self._compiled[pattern].search(key) is not None


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


def fold_pattern(pattern: str) -> str:
    """A pattern that matches folded text: literals folded, full-width marks kept literal."""
    escaped = {ord(c): literal for c in set(pattern) if (literal := _literal(c)) != c}
    return fold_characters(pattern.translate(escaped)).text


@cache
def _literal(character: str) -> str:
    """A character, escaped where folding would give it a meaning: （ … ⑴."""
    if character.isascii():
        return character
    folded = fold_characters(character).text
    return character if _MEANINGFUL.isdisjoint(folded) else re.escape(folded)


def compile_pattern(pattern: str) -> Any:
    """Compile with RE2, ignoring case. Raises ``ValueError`` with RE2's reason."""
    try:
        return re2.compile(pattern, options=_options())
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
