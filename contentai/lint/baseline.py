"""Findings that a team has accepted for now: known by their words, and only ever fewer.

    {"version": 2, "accepted": [
     {"file": "drafts/a.md", "rule": "LAW-001", "fingerprint": "…", "count": 1, "excerpt": "…"},
     null]}

Each entry is a line by itself that ends in a comma, so that whatever lines of two versions are
kept are a baseline again.

Paths are relative to the folder of the file, with forward slashes; the rows of a table are
known by its path, so that they may move. Entries of a draft that is gone count, once, for
drafts that have none of the same rule: a renamed draft keeps what was accepted.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from contentai.diagnostics import Diagnostic
from contentai.language import Bilingual
from contentai.lint.fingerprint import fingerprint, former_fingerprint
from contentai.lint.outcome import FileOutcome, Suppressed

VERSION = 2
# Before a fingerprint of version 1, which stays until --write-baseline judges its draft.
FORMER = "1:"
DEFAULT_FILE = Path("contentai-baseline.json")


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


class Scope(NamedTuple):
    """What a run looked at, as far as the drafts that it judged do not tell.

    ``rules`` gives the rules in use for a path as in ``Baseline.files``. ``covers`` tells of the
    path of a draft that is gone whether the run would have judged it, wherever it went.
    """

    rules: Callable[[str], Collection[str]]
    covers: Callable[[str], bool]


class _Had(NamedTuple):
    """What a draft had of its own entries, and of those of drafts that are gone."""

    own: Counter[Key]
    moved: Counter[Key]


@dataclass
class Baseline:
    """The accepted findings by path, and which of them the drafts judged so far still have.

    ``notes`` say what was odd about the file that they come from.
    """

    folder: Path
    files: Mapping[str, Entries] = field(default_factory=dict)
    notes: tuple[Bilingual, ...] = ()
    # By file and by draft: the rows of a table share the entries of the table.
    _drafts: dict[str, dict[str, _Had]] = field(default_factory=dict)
    _met: dict[str, Counter[Key]] = field(default_factory=dict)
    # What all drafts together had of those that are gone.
    _moved: Counter[Key] = field(default_factory=Counter)

    def accept(self, outcome: FileOutcome) -> FileOutcome:
        """The outcome with accepted findings set apart as suppressed by the baseline.

        Judging a draft again, after a fix, forgets what was met in it before.
        """
        if outcome.document is None:
            return outcome
        path = self.key_of(outcome.file)
        own = self.files.get(path, {})
        rules = {key.rule for key in own}
        met = self._met.setdefault(path, Counter())
        before = self._drafts.setdefault(path, {}).pop(outcome.path, _Had(Counter(), Counter()))
        met.subtract(before.own)
        self._moved.subtract(before.moved)
        had = _Had(Counter(), Counter())
        kept: list[Diagnostic] = []
        accepted: list[Suppressed] = []
        for finding in outcome.findings:
            if finding.rule in rules:
                entries, used, noted = own, met, had.own
            else:
                entries, used, noted = self._orphans, self._moved, had.moved
            keys = _keys(finding, outcome)
            key = next((k for k in keys if k in entries and entries[k].count > used[k]), None)
            if key:
                used[key] += 1
                noted[key] += 1
                accepted.append(Suppressed(finding, "baseline", ""))
            else:
                kept.append(finding)
        self._drafts[path][outcome.path] = had
        suppressed = (*outcome.suppressed, *accepted)
        return outcome._replace(findings=tuple(kept), suppressed=suppressed)

    def expired(self, scope: Scope) -> Iterator[tuple[str, Key, Entry]]:
        """Path, key and entry (with the count left over) of what is accepted but is no more.

        Only drafts that were judged, or are gone from what was looked through, can tell; an
        entry of a rule that was not in use is not called expired.
        """
        for path, left in self._left():
            if path in self._met or (self._is_gone(path) and scope.covers(path)):
                wanted = scope.rules(path)
                for key, entry in left.items():
                    if entry.count and key.rule in wanted:
                        yield path, key, entry

    def missing(self) -> list[str]:
        """Paths of drafts that are gone, as far as other drafts do not have what they had."""
        return [p for p, left in self._left() if self._is_gone(p) and _held({p: left})]

    def shrunk(self, scope: Scope) -> Baseline:
        """Without what is expired; what was met under another name stands under that one."""
        expired = {(path, key) for path, key, _ in self.expired(scope)}
        files = dict(self.files)
        for path, left in self._left():
            if self._is_gone(path):
                files[path] = {k: e for k, e in left.items() if (path, k) not in expired}
            elif path in self._met:
                met = self._met[path]
                files[path] = {
                    key: replace(entry, count=met[key]) if (path, key) in expired else entry
                    for key, entry in self.files[path].items()
                }
        for path, drafts in self._drafts.items():
            moved = sum((had.moved for had in drafts.values()), Counter[Key]())
            named = {key: replace(self._orphans[key], count=n) for key, n in moved.items()}
            files[path] = {**files.get(path, {}), **named}
        return Baseline(self.folder, _held(files))

    def rewritten(
        self, outcomes: Iterable[FileOutcome], scope: Scope, known: Collection[str]
    ) -> Baseline:
        """With all findings of these outcomes accepted; what was not judged keeps its entries.

        That is a draft, or one of its rules that was left out (``known`` are all there are).
        What a draft itself suppresses needs no entry.
        """

        def unused(path: str, rule: str) -> bool:
            return rule in known and rule not in scope.rules(path)

        files = dict(self.files)
        for path, left in self._left():
            if self._is_gone(path):
                covered = scope.covers(path)
                files[path] = {k: e for k, e in left.items() if not covered or unused(path, k.rule)}
        rewritten: dict[str, dict[Key, Entry]] = {}
        for outcome in outcomes:
            if outcome.document is None:
                continue
            found = [*outcome.findings]
            found += [s.finding for s in outcome.suppressed if s.by == "baseline"]
            path = self.key_of(outcome.file)
            entries = rewritten.setdefault(path, {})
            for finding in found:
                key = next(_keys(finding, outcome))
                count = entries[key].count if key in entries else 0
                entries[key] = Entry(count + 1, " ".join(finding.excerpt.split())[:40])
            for key, entry in self.files.get(path, {}).items():
                if unused(path, key.rule):
                    entries.setdefault(key, entry)
        return Baseline(self.folder, _held({**files, **rewritten}))

    def key_of(self, path: str) -> str:
        """A draft's path as ``files`` has it."""
        if path == "-":
            return path
        return Path(os.path.relpath(path, self.folder)).as_posix()

    def as_bytes(self) -> bytes:
        """The file: sorted, one entry a line, so that merges and reviews are easy."""
        lines = [
            _dump({"file": path, **key._asdict(), "count": entry.count, "excerpt": entry.excerpt})
            for path, entries in sorted(self.files.items())
            for key, entry in sorted(entries.items())
        ]
        inside = "".join(f" {line},\n" for line in lines)
        text = f'{{"version": {VERSION}, "accepted": [\n{inside} null]}}\n'
        return text.encode("utf-8", "backslashreplace")

    def __len__(self) -> int:
        return sum(entry.count for entries in self.files.values() for entry in entries.values())

    @cached_property
    def _gone(self) -> frozenset[str]:
        """Paths of drafts that are no longer there."""
        return frozenset(p for p in self.files if p != "-" and not (self.folder / p).exists())

    @cached_property
    def _orphans(self) -> Entries:
        found: dict[Key, Entry] = {}
        for path in sorted(self._gone):
            for key, entry in self.files[path].items():
                before = found[key].count if key in found else 0
                found[key] = replace(entry, count=entry.count + before)
        return found

    def _is_gone(self, path: str) -> bool:
        return path in self._gone and path not in self._met

    def _left(self) -> Iterator[tuple[str, dict[Key, Entry]]]:
        """Each path with what of its entries no judged draft still has.

        What other drafts have of those that are gone was taken from one after the other.
        """
        moved = Counter(self._moved)
        for path in sorted(self.files):
            met = moved if self._is_gone(path) else self._met.get(path, Counter[Key]())
            left: dict[Key, Entry] = {}
            for key, entry in self.files[path].items():
                left[key] = replace(entry, count=max(0, entry.count - met[key]))
                if met is moved:
                    moved[key] -= entry.count - left[key].count
            yield path, left


def _held(files: Mapping[str, Entries]) -> dict[str, Entries]:
    """Without what is accepted no time at all."""
    held = {p: {k: e for k, e in entries.items() if e.count > 0} for p, entries in files.items()}
    return {path: entries for path, entries in held.items() if entries}


def _keys(finding: Diagnostic, outcome: FileOutcome) -> Iterator[Key]:
    """What a finding is accepted under: its fingerprint, or the one that older files have."""
    assert outcome.document is not None
    in_table = outcome.row is not None
    yield Key(finding.rule, fingerprint(finding, outcome.document, in_table=in_table))
    yield Key(finding.rule, FORMER + former_fingerprint(finding, outcome.document))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
