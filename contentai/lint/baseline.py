"""Findings that a team has accepted for now: known by their words, and only ever fewer.

    {"version": 1, "files": {"drafts/a.md": [
      {"rule": "LAW-001", "fingerprint": "…", "count": 1, "excerpt": "全网最低价"}]}}

Paths are relative to the folder of the file, with forward slashes; the rows of a table are
known by its path, so that they may move. Entries of a draft that is
gone count for drafts that have none of their own: a renamed draft keeps what was accepted.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from contentai.diagnostics import Diagnostic
from contentai.language import Bilingual
from contentai.lint.fingerprint import fingerprint
from contentai.lint.outcome import FileOutcome, Suppressed
from contentai.lint.seen import Seen

VERSION = 1
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


@dataclass
class Baseline:
    """The accepted findings by path, and which of them the drafts judged so far still have."""

    folder: Path
    files: Mapping[str, Entries] = field(default_factory=dict)
    # By file and by draft: the rows of a table share the entries of the table.
    _drafts: dict[str, dict[str, Counter[Key]]] = field(default_factory=dict)
    _met: dict[str, Counter[Key]] = field(default_factory=dict)

    def accept(self, outcome: FileOutcome) -> FileOutcome:
        """The outcome with accepted findings set apart as suppressed by the baseline.

        Judging a draft again, after a fix, forgets what was met in it before.
        """
        if outcome.document is None:
            return outcome
        path = self.key_of(outcome.file)
        entries = self._entries(path)
        met_before = self._drafts.setdefault(path, {}).pop(outcome.path, Counter())
        used = self._met.setdefault(path, Counter())
        used.subtract(met_before)
        met: Counter[Key] = Counter()
        kept: list[Diagnostic] = []
        accepted: list[Suppressed] = []
        for finding in outcome.findings:
            key = _key(finding, outcome.document)
            if key in entries and entries[key].count > used[key]:
                used[key] += 1
                met[key] += 1
                accepted.append(Suppressed(finding, "baseline", ""))
            else:
                kept.append(finding)
        self._drafts[path][outcome.path] = met
        suppressed = (*outcome.suppressed, *accepted)
        return outcome._replace(findings=tuple(kept), suppressed=suppressed)

    def expired(self, wanted: Callable[[str], Collection[str]]) -> Iterator[tuple[str, Key, Entry]]:
        """Path, key and entry (with the count left over) of what is accepted but is no more.

        Only drafts that were judged, or are gone, can tell. ``wanted`` gives the rules in use
        for a path as in ``files``; an entry of another rule is not called expired.
        """
        moved, judged = self._moved(), self._met
        for path, entries in self.files.items():
            if path in judged:
                met = judged[path]
            elif path in self._gone:
                met = moved
            else:
                continue
            for key, entry in entries.items():
                over = entry.count - met[key]
                if over > 0 and key.rule in wanted(path):
                    yield path, key, replace(entry, count=over)

    def shrunk(self, wanted: Callable[[str], Collection[str]]) -> Baseline:
        """Without what is expired; what was met under another name stands under that one."""
        gone = {(path, key): entry.count for path, key, entry in self.expired(wanted)}
        excerpts = {k: e for entries in self.files.values() for k, e in entries.items()}
        files: dict[str, dict[Key, Entry]] = {}
        judged = self._met
        for path, entries in self.files.items():
            if path in self._gone and path not in judged:
                continue
            files[path] = {
                key: replace(entry, count=entry.count - gone.get((path, key), 0))
                for key, entry in entries.items()
            }
        for path, met in judged.items():
            if path not in self.files and met:
                files[path] = {k: replace(excerpts[k], count=n) for k, n in met.items()}
        return Baseline(self.folder, files)

    def rewritten(
        self,
        outcomes: Iterable[FileOutcome],
        unused: Callable[[str, str], bool] = lambda path, rule: False,
    ) -> Baseline:
        """With all findings of these outcomes accepted; what was not judged keeps its entries.

        That is a draft, or one of its rules: ``unused`` tells, for a path as in ``files`` and a
        rule, whether the rule exists and was left out. What a draft itself suppresses needs no
        entry.
        """
        files = {path: entries for path, entries in self.files.items() if path not in self._gone}
        rewritten: dict[str, dict[Key, Entry]] = {}
        for outcome in outcomes:
            if outcome.document is None:
                continue
            found = [*outcome.findings]
            found += [s.finding for s in outcome.suppressed if s.by == "baseline"]
            path = self.key_of(outcome.file)
            entries = rewritten.setdefault(path, {})
            for finding in found:
                key = _key(finding, outcome.document)
                count = entries[key].count if key in entries else 0
                entries[key] = Entry(count + 1, " ".join(finding.excerpt.split())[:40])
            for key, entry in self.files.get(path, {}).items():
                if unused(path, key.rule):
                    entries.setdefault(key, entry)
        return Baseline(self.folder, {**files, **rewritten})

    def key_of(self, path: str) -> str:
        """A draft's path as ``files`` has it."""
        if path == "-":
            return path
        return Path(os.path.relpath(path, self.folder)).as_posix()

    def as_bytes(self) -> bytes:
        """The file: sorted, one entry a line, so that merges and reviews are easy."""
        blocks = []
        for path, entries in sorted(self.files.items()):
            lines = [
                _dump({**key._asdict(), "count": entry.count, "excerpt": entry.excerpt})
                for key, entry in sorted(entries.items())
                if entry.count > 0
            ]
            if lines:
                blocks.append(f"{_dump(path)}: [\n" + ",\n".join(f"  {x}" for x in lines) + "]")
        inside = "\n" + ",\n".join(f" {block}" for block in blocks) + "\n" if blocks else ""
        text = f'{{"version": {VERSION}, "files": {{{inside}}}}}\n'
        return text.encode("utf-8", "backslashreplace")

    def __len__(self) -> int:
        return sum(entry.count for entries in self.files.values() for entry in entries.values())

    def _entries(self, path: str) -> Entries:
        if path in self.files:
            return self.files[path]
        return self._orphans

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

    def _moved(self) -> Counter[Key]:
        """What was met in drafts that have no entries of their own."""
        total: Counter[Key] = Counter()
        for path, met in self._met.items():
            if path not in self.files:
                total += met
        return total


def load_baseline(file: Path, missing_ok: bool = False) -> Baseline:
    """The baseline in ``file``; an empty one when it may be missing and is.

    Raises ``DataError`` for a file that cannot be read or has another shape.
    """
    from contentai.located import DataError  # it brings the YAML parser

    folder = Path(os.path.normpath(file.absolute())).parent
    if file.is_char_device() or file.is_block_device():  # /dev/full has no end
        words = Bilingual(
            "这是设备，不是基线文件；换一个文件名", "this is a device; name a file instead"
        )
        raise DataError(str(file), 0, 0, words)
    try:
        root = json.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        if missing_ok:
            return Baseline(folder)
        words = Bilingual(
            "没有这个基线文件；用 --write-baseline 写一个",
            "there is no such baseline; --write-baseline makes one",
        )
        raise DataError(str(file), 0, 0, words) from None
    except json.JSONDecodeError as error:
        words = Bilingual(
            "基线不是完整的 JSON（是不是合并时留下了冲突？）；用 --write-baseline 重写",
            "the baseline is no JSON (left over from a merge?); --write-baseline writes it anew",
        )
        raise DataError(str(file), error.lineno, error.colno, words) from None
    except (OSError, ValueError, RecursionError) as error:
        words = Bilingual(f"读不了基线：{error}", f"cannot read the baseline: {error}")
        raise DataError(str(file), 0, 0, words) from None
    try:
        return Baseline(folder, _read(root))
    except (KeyError, TypeError, ValueError, AttributeError):
        words = Bilingual(
            f"不是版本 {VERSION} 的基线；用 --write-baseline 重写",
            f"no baseline of version {VERSION}; --write-baseline writes it anew",
        )
        raise DataError(str(file), 0, 0, words) from None


def _read(root: Any) -> dict[str, Entries]:
    if root["version"] != VERSION:
        raise ValueError
    return {
        str(path): {
            Key(str(item["rule"]), str(item["fingerprint"])): Entry(
                int(item["count"]), str(item["excerpt"])
            )
            for item in items
        }
        for path, items in root["files"].items()
    }


def _key(finding: Diagnostic, document: Seen) -> Key:
    return Key(finding.rule, fingerprint(finding, document))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
