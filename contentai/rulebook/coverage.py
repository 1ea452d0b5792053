"""Which pieces of a rule its examples need: what nobody would miss, nobody has tested.

A piece is covered when the rule without it does something else with one of its examples.
Terms are told as a share only; a long list need not have an example a word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contentai.rulebook.loader import Rulebook, read_rule_file
from contentai.rulebook.matchers import Check, Match
from contentai.rulebook.matchers.registry import compile_check
from contentai.rulebook.mutants import Piece, Sort, pieces
from contentai.rulebook.rule import Rule
from contentai.rulebook.selftest import Judges, no_judge, placed
from contentai.rulebook.subject import Subject
from contentai.text.tokenize import Engine

_VERDICTS = frozenset({Sort.CONDITION, Sort.MET, Sort.UNLESS})

Findings = tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """``covered`` of ``total``."""

    covered: int
    total: int

    def __add__(self, other: Share) -> Share:
        return Share(self.covered + other.covered, self.total + other.total)

    @property
    def percent(self) -> float:
        """0 to 100; nothing at all is fully covered."""
        return 100 * self.covered / self.total if self.total else 100.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """The pieces of one rule, those that its examples need and those that they do not."""

    rule: Rule
    covered: tuple[Piece, ...]
    uncovered: tuple[Piece, ...]

    @property
    def branches(self) -> Share:
        """Parts, conditions, needs and alternative patterns."""
        return self._share(*(sort for sort in Sort if sort not in (Sort.TERM, Sort.UNLESS)))

    @property
    def exceptions(self) -> Share:
        """Entries of ``unless``."""
        return self._share(Sort.UNLESS)

    @property
    def terms(self) -> Share:
        """Terms of all lists."""
        return self._share(Sort.TERM)

    @property
    def gaps(self) -> tuple[Piece, ...]:
        """Uncovered pieces that an example is asked for: all but terms."""
        return tuple(piece for piece in self.uncovered if piece.sort is not Sort.TERM)

    def _share(self, *sorts: Sort) -> Share:
        covered = sum(piece.sort in sorts for piece in self.covered)
        return Share(covered, covered + sum(piece.sort in sorts for piece in self.uncovered))


def measure(
    rulebook: Rulebook,
    judges: Judges = no_judge,
    engine: Engine = "rjieba",
    folder: Path | None = None,
    packs: Collection[str] | None = None,
) -> Iterator[Coverage]:
    """The coverage of every rule (in ``folder``, of ``packs``) on single drafts, in id order.

    Reads the rule files again. Raises ``DataError`` when one changed and cannot be read.
    """
    for rule in rulebook.testable:
        wanted = folder is None or folder.resolve() in Path(rule.file).resolve().parents
        wanted = wanted and (packs is None or rule.pack in packs)
        if wanted:
            yield _measure(rule, rulebook, judges, engine)


def _measure(rule: Rule, rulebook: Rulebook, judges: Judges, engine: Engine) -> Coverage:
    examples = [placed(rule, example, rulebook, judges, engine) for example in rule.examples]
    seen = [
        (subject, _found(rule.check, subject)) for subject in examples if rule.looks_at(subject)
    ]
    covered: list[Piece] = []
    uncovered: list[Piece] = []
    for piece in pieces(read_rule_file(Path(rule.file)).table()["check"]):
        (covered if _needed(piece, rulebook, seen) else uncovered).append(piece)
    return Coverage(rule, tuple(covered), tuple(uncovered))


def _needed(piece: Piece, rulebook: Rulebook, seen: Sequence[tuple[Subject, Findings]]) -> bool:
    """True when the check without the piece does something else with one of the drafts."""
    if piece.sort is Sort.TERM:
        # Most terms of a long list are in no example: those need no mutant.
        term = rulebook.lexicon.add_terms([piece.text])
        seen = [one for one in seen if not one[0].term_hits.keys().isdisjoint(term)]
    if not seen:
        return False
    mutant = compile_check(piece.without, rulebook.lexicon)
    found = ((_found(mutant, subject), before) for subject, before in seen)
    if piece.sort in _VERDICTS:
        return any(bool(after) != bool(before) for after, before in found)
    return any(after != before for after, before in found)


def _found(check: Check, subject: Subject) -> Findings:
    return tuple(check.sure(subject))
