"""``--baseline``, ``--write-baseline`` and ``--shrink-baseline``."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from contentai.cli.failure import Failure
from contentai.cli.output import write_output
from contentai.language import Bilingual
from contentai.lint.baseline import DEFAULT_FILE, Baseline, Entry, Key, Scope
from contentai.lint.baselinefile import load_baseline
from contentai.lint.outcome import FileOutcome
from contentai.report.visible import visible

# More of them than this is no list to read.
_MOST_LISTED = 50


@dataclass
class Baselining:
    """A baseline file and what is to become of it."""

    file: Path
    baseline: Baseline
    write: bool
    shrink: bool

    @classmethod
    def of(cls, file: Path | None, write: bool, shrink: bool, show: bool) -> Baselining | None:
        """What the options ask for; None for nothing. ``show`` means that nothing is written.

        Raises ``Failure`` when they contradict each other, ``DataError`` for an unusable file.
        """
        if write and shrink:
            words = Bilingual(
                "--write-baseline 和 --shrink-baseline 只能用一个",
                "only one of --write-baseline and --shrink-baseline is allowed",
            )
            raise Failure(str(words))
        if show and (write or shrink):
            words = Bilingual(
                "--diff 什么都不写，不能和 --write-baseline、--shrink-baseline 一起用",
                "--diff writes nothing; not with --write-baseline or --shrink-baseline",
            )
            raise Failure(str(words))
        if file is None and not write and not shrink:
            return None
        file = file or DEFAULT_FILE
        return cls(file, load_baseline(file, missing_ok=write), write, shrink)

    def accept(self, outcome: FileOutcome) -> FileOutcome:
        """See ``Baseline.accept``."""
        return self.baseline.accept(outcome)

    def finish(
        self,
        outcomes: Iterable[FileOutcome],
        wanted: Callable[[str], Collection[str]],
        known: Collection[str],
        folders: Iterable[str],
        notes: list[Bilingual],
    ) -> Iterable[FileOutcome]:
        """Write the file if that is asked for; the outcomes under what it then accepts.

        The outcomes are gone through more than once then; where none of the drafts could be
        read, nothing is written. ``wanted`` gives the rules in use for a path,
        ``known`` are all there are; ``folders`` were looked through. Raises ``Failure``.
        """
        scope = self._scope(wanted, folders)
        notes += self.baseline.notes
        if self.write and _none_read(outcomes):
            notes.append(
                Bilingual(
                    f"一份稿件也没有读成，没有写基线 {self.file}",
                    f"no draft could be read: the baseline {self.file} was not written",
                )
            )
            return outcomes
        if self.write:
            after = self.baseline.rewritten(outcomes, scope, known)
            folder = self.file.parent
            is_new = not folder.is_dir()
            self._save(after)
            count = len(after)
            notes.append(
                Bilingual(
                    f"基线 {self.file} 记下了 {count} 处已有的问题",
                    f"the baseline {self.file} now accepts {count} findings",
                )
            )
            if is_new:
                notes.append(
                    Bilingual(f"新建了目录 {folder}", f"the folder {folder} was made for it")
                )
            return map(after.accept, outcomes)
        expired = list(self.baseline.expired(scope))
        notes += [_gone(*item) for item in expired[:_MOST_LISTED]]
        if len(expired) > _MOST_LISTED:
            more = len(expired) - _MOST_LISTED
            notes.append(Bilingual(f"还有 {more} 条也已不存在", f"and {more} more are gone"))
        if self.shrink:
            self._save(self.baseline.shrunk(scope))
            count = sum(entry.count for _, _, entry in expired)
            notes.append(
                Bilingual(
                    f"基线 {self.file} 去掉了 {count} 处已经没有的问题",
                    f"{count} that are gone were taken out of the baseline {self.file}",
                )
            )
        elif expired:
            notes.append(
                Bilingual(
                    f"用 --shrink-baseline 把它们从基线 {self.file} 里去掉",
                    f"--shrink-baseline takes them out of the baseline {self.file}",
                )
            )
        return outcomes

    def _scope(self, wanted: Callable[[str], Collection[str]], folders: Iterable[str]) -> Scope:
        home = self.baseline.folder
        roots = [Path(os.path.realpath(folder)) for folder in folders]

        def covers(path: str) -> bool:
            place = Path(os.path.realpath(home / path))
            return any(place.is_relative_to(root) for root in roots)

        return Scope(lambda path: wanted(str(home / path)), covers)

    def _save(self, baseline: Baseline) -> None:
        what = Bilingual("写不了基线", "cannot write the baseline")
        write_output(self.file, baseline.as_bytes(), what)


def _none_read(outcomes: Iterable[FileOutcome]) -> bool:
    """True when there were drafts and none of them could be read."""
    first = next((outcome.error is None for outcome in outcomes), True)
    return not first and all(outcome.error for outcome in outcomes)


def _gone(path: str, key: Key, entry: Entry) -> Bilingual:
    place, excerpt = visible(path), visible(entry.excerpt)
    return Bilingual(
        f"基线里的问题已经没有了：{place} {key.rule} “{excerpt}” × {entry.count}",
        f"gone from the baseline: {place} {key.rule} “{excerpt}” × {entry.count}",
    )
