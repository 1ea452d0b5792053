"""Findings that a team has accepted for now: known by their words, and only ever fewer.

    {"version": 2, "accepted": [
     {"file": "drafts/a.md", "rule": "LAW-001", "fingerprint": "…", "count": 1, "excerpt": "…"},
     null]}

Each entry is a line by itself that ends in a comma, so that whatever lines of two versions are
kept are a baseline again.

Paths are relative to the folder of the file, with forward slashes; the rows of a table are
known by its path, so that they may move. Entries of a draft that is gone count, once, for
drafts that have none of the same rule: a renamed draft keeps what was accepted. What is said
of a whole draft is known by its excerpt as well then, mostly the title: else whatever is new
would inherit it.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from contentai.diagnostics import Diagnostic
from contentai.language import Bilingual
from contentai.lint.accepted import Entries, Entry, Key, Orphan, excerpt_of, keys_of
from contentai.lint.outcome import FileOutcome, Suppressed
from contentai.lint.sparse import not_checked_out

VERSION = 2


_K = TypeVar("_K")


class Scope(NamedTuple):
    """What a run looked at, as far as the drafts that it judged do not tell.

    ``rules`` gives the rules in use for a path as in ``Baseline.files``. ``covers`` tells of the
    path of a draft that is gone whether the run would have judged it, wherever it went.
    ``splits`` tells of one that is a table whether the run looked at some of its rows only.
    """

    rules: Callable[[str], Collection[str]]
    covers: Callable[[str], bool]
    splits: Callable[[str], bool] = lambda _: False


class _Had(NamedTuple):
    """What a draft had of its own entries, and of those of drafts that are gone."""

    own: Counter[Key]
    moved: Counter[Orphan]


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
    # Tables of which a row could not be read.
    _unread: set[str] = field(default_factory=set)
    # What all drafts together had of those that are gone.
    _moved: Counter[Orphan] = field(default_factory=Counter)

    def knows(self, path: str) -> bool:
        """True when something is accepted of the draft or table at ``path``."""
        return self.key_of(path) in self.files

    def accept(self, outcome: FileOutcome) -> FileOutcome:
        """The outcome with accepted findings set apart as suppressed by the baseline.

        Judging a draft again, after a fix, forgets what was met in it before.
        """
        path = self.key_of(outcome.file)
        if outcome.document is None:
            if outcome.row:
                self._unread.add(path)
            return outcome
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
            keys = tuple(keys_of(finding, outcome))
            if finding.rule in rules:
                is_known = _take(keys, own, met, had.own)
            else:
                orphans = [Orphan.of(key, excerpt_of(finding)) for key in keys]
                is_known = _take(orphans, self._orphans, self._moved, had.moved)
            if is_known:
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
            is_judged = path in self._met and not self._is_split(path, scope)
            if is_judged or (self._is_gone(path) and scope.covers(path)):
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
            moved = sum((had.moved for had in drafts.values()), Counter[Orphan]())
            named = {o.key: replace(self._orphans[o], count=n) for o, n in moved.items()}
            files[path] = {**files.get(path, {}), **named}
        return Baseline(self.folder, _held(files))

    def rewritten(
        self, outcomes: Iterable[FileOutcome], scope: Scope, known: Collection[str]
    ) -> Baseline:
        """With all findings of these outcomes accepted; what was not judged keeps its entries.

        That is a draft, a row of a table, or one of its rules that was left out (``known`` are
        all there are). What a draft itself suppresses needs no entry.
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
                key = next(keys_of(finding, outcome))
                count = entries[key].count if key in entries else 0
                entries[key] = Entry(count + 1, excerpt_of(finding))
        for path, entries in rewritten.items():
            for key, entry in self.files.get(path, {}).items():
                if unused(path, key.rule):
                    entries.setdefault(key, entry)
                elif self._is_split(path, scope):
                    entries[key] = max(entry, entries.get(key, entry), key=lambda one: one.count)
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
        gone = {p: self.folder / p for p in self.files if p != "-"}
        gone = {path: place for path, place in gone.items() if not place.exists()}
        kept = not_checked_out(gone.values(), self.folder) if gone else ()
        return frozenset(path for path, place in gone.items() if place not in kept)

    @cached_property
    def _orphans(self) -> Mapping[Orphan, Entry]:
        found: dict[Orphan, Entry] = {}
        for path in sorted(self._gone):
            for key, entry in self.files[path].items():
                orphan = Orphan.of(key, entry.excerpt)
                before = found[orphan].count if orphan in found else 0
                found[orphan] = replace(entry, count=entry.count + before)
        return found

    def _is_split(self, path: str, scope: Scope) -> bool:
        """True for a table of which some rows were not judged: they may have what it lacks."""
        return path in self._unread or scope.splits(path)

    def _is_gone(self, path: str) -> bool:
        return path in self._gone and path not in self._met

    def _left(self) -> Iterator[tuple[str, dict[Key, Entry]]]:
        """Each path with what of its entries no judged draft still has.

        What other drafts have of those that are gone was taken from one after the other.
        """
        moved = Counter(self._moved)
        for path in sorted(self.files):
            met = self._met.get(path, Counter[Key]())
            left: dict[Key, Entry] = {}
            for key, entry in self.files[path].items():
                orphan = Orphan.of(key, entry.excerpt)
                taken = moved[orphan] if self._is_gone(path) else met[key]
                left[key] = replace(entry, count=max(0, entry.count - taken))
                if self._is_gone(path):
                    moved[orphan] -= entry.count - left[key].count
            yield path, left


def _take(
    keys: Iterable[_K], entries: Mapping[_K, Entry], used: Counter[_K], noted: Counter[_K]
) -> bool:
    """Count each of the keys that is accepted once more; False where none of them is.

    All of them: where a merge kept the lines of an older file beside newer ones, a finding
    stands there under two keys, of which the second would be left for another finding.
    """
    granted = [k for k in keys if k in entries and entries[k].count > used[k]]
    used.update(granted)
    noted.update(granted)
    return bool(granted)


def _held(files: Mapping[str, Entries]) -> dict[str, Entries]:
    """Without what is accepted no time at all."""
    held = {p: {k: e for k, e in entries.items() if e.count > 0} for p, entries in files.items()}
    return {path: entries for path, entries in held.items() if entries}


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
