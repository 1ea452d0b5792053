"""Fixes: what a rule would have written instead, as data beside its check.

A kind of fix is a function that reads the value under its key and gives a ``Propose``: a
value that, shown a draft and a match, gives the edits, or none where it has nothing to
offer or an edit could do harm.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from contentai.diagnostics import Applicability, Edit, Fix
from contentai.language import Bilingual, Language
from contentai.rulebook.fixing.doubled import doubles
from contentai.rulebook.matchers import Match
from contentai.text.document import Document

Edits = tuple[Edit, ...]
# Pure: the same draft and match give the same edits.
Propose = Callable[[Document, Match], Edits]


class Wording(NamedTuple):
    """A word that a rule replaces, by what, and the line that says so."""

    old: str
    new: str
    line: int


class Remedy(NamedTuple):
    """The ``fix`` of a rule; ``wordings`` are what it replaces, if that is how it works."""

    applicability: Applicability
    title: Bilingual
    propose: Propose
    line: int
    wordings: tuple[Wording, ...] = ()

    def fixes(self, document: Document, match: Match, language: Language) -> tuple[Fix, ...]:
        """The fix for one match: one, or none where it would not read well."""
        edits = self.propose(document, match)
        if not edits or doubles(document, match, edits):
            return ()
        title = self.title.zh if language == "zh" else self.title.en
        return (Fix(title, self.applicability, edits),)
