"""What a baseline knows accepted findings by: within a draft, and once the draft is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from contentai.diagnostics import Diagnostic
from contentai.lint.fingerprint import fingerprint, former_fingerprint, whole_fingerprint
from contentai.lint.outcome import FileOutcome

# Before a fingerprint of version 1, which stays until --write-baseline judges its draft.
FORMER = "1:"


class Key(NamedTuple):
    """What accepted findings of one sort share within a draft."""

    rule: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Entry:
    """How many findings are accepted; the excerpt is for people."""

    count: int
    excerpt: str


Entries = Mapping[Key, Entry]


class Orphan(NamedTuple):
    """What accepted findings share that another draft may take over: the excerpt, of whole ones."""

    key: Key
    excerpt: str

    @classmethod
    def of(cls, key: Key, excerpt: str) -> Orphan:
        """Of an entry with this key and excerpt."""
        return cls(key, excerpt if key.fingerprint == whole_fingerprint(key.rule) else "")


def keys_of(finding: Diagnostic, outcome: FileOutcome) -> Iterator[Key]:
    """What a finding is accepted under: its fingerprint, or the one that older files have."""
    assert outcome.document is not None
    in_table = outcome.row is not None
    yield Key(finding.rule, fingerprint(finding, outcome.document, in_table=in_table))
    yield Key(finding.rule, FORMER + former_fingerprint(finding, outcome.document))


def excerpt_of(finding: Diagnostic) -> str:
    """What an entry shows of a finding."""
    return " ".join(finding.excerpt.split())[:40]
