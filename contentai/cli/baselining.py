"""``--baseline``, ``--write-baseline`` and ``--shrink-baseline``."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from contentai.cli.failure import Failure
from contentai.cli.output import write_output
from contentai.language import Bilingual
from contentai.lint.accepted import Entry, Key
from contentai.lint.baseline import Baseline, Scope
from contentai.lint.baselinefile import load_baseline
from contentai.lint.baselineplace import BASELINE_NAME, nearest_baseline, new_baseline
from contentai.lint.outcome import FileOutcome
from contentai.lint.reading import is_table
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
    def of(
        cls, file: Path | None, write: bool, shrink: bool, show: bool, config: Path | None
    ) -> Baselining | None:
        """What the options ask for; None for nothing. ``show`` means that nothing is written.

        Without a ``file`` it is the nearest of the usual name, or a new one near ``config``.

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
        if file is None:
            file = nearest_baseline(config) or new_baseline(config)
        elif not write and file.name == BASELINE_NAME and not file.exists():
            _check_elsewhere(file, config)
        return cls(file, load_baseline(file, missing_ok=write), write, shrink)

    def accept(self, outcome: FileOutcome) -> FileOutcome:
        """See ``Baseline.accept``."""
        return self.baseline.accept(outcome)

    def finish(
        self,
        outcomes: Iterable[FileOutcome],
        wanted: Callable[[str], Collection[str]],
        known: Collection[str],
        folders: Iterable[str] | None,
        notes: list[Bilingual],
    ) -> Iterable[FileOutcome]:
        """Write the file if that is asked for; the outcomes under what it then accepts.

        The outcomes are gone through more than once then; where none of the drafts could be
        read, nothing is written. ``wanted`` gives the rules in use for a path,
        ``known`` are all there are; ``folders`` were looked through, None for changes alone: of
        them nobody can tell that another draft, or another row, is gone. Raises ``Failure``.
        """
        home = self._home()
        roots = [Path(os.path.realpath(folder)) for folder in folders or ()]
        is_whole = any(home.is_relative_to(root) for root in roots)
        scope = Scope(
            lambda path: wanted(str(self.baseline.folder / path)),
            lambda _: is_whole,
            lambda path: folders is None and is_table(path),
        )
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
        missed = [] if is_whole else [p for p in self.baseline.missing() if self._in(roots, p)]
        if missed:
            notes.append(_missed(missed, shlex.quote(os.path.relpath(home))))
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

    def _home(self) -> Path:
        """The folder in which the baseline and all its drafts lie: they move about in it."""
        folder = os.path.realpath(self.baseline.folder)
        places = [self._place(path) for path in self.baseline.files if path != "-"]
        return Path(os.path.commonpath([folder, *places]))

    def _place(self, path: str) -> Path:
        return Path(os.path.realpath(self.baseline.folder / path))

    def _in(self, roots: Iterable[Path], path: str) -> bool:
        return any(self._place(path).is_relative_to(root) for root in roots)

    def _save(self, baseline: Baseline) -> None:
        what = Bilingual("写不了基线", "cannot write the baseline")
        write_output(self.file, baseline.as_bytes(), what)


def _check_elsewhere(file: Path, config: Path | None) -> None:
    """Tell of a file of the same name above, where the one that is named is not there."""
    if found := nearest_baseline(config):
        words = Bilingual(
            f"没有 {file}，上面有 {found}：写 --baseline {shlex.quote(str(found))}",
            f"there is no {file}, but {found} above: write --baseline {shlex.quote(str(found))}",
        )
        raise Failure(str(words))


def _none_read(outcomes: Iterable[FileOutcome]) -> bool:
    """True when there were drafts and none of them could be read."""
    first = next((outcome.error is None for outcome in outcomes), True)
    return not first and all(outcome.error for outcome in outcomes)


def _missed(paths: list[str], home: str) -> Bilingual:
    first, count = visible(paths[0]), len(paths)
    return Bilingual(
        f"基线里有 {count} 份稿件不在原处了（{first}{' 等' if count > 1 else ''}）；"
        "只查了一部分目录，看不出是删了还是挪走了，记下的留着。"
        f"查全了才去掉：contentai lint {home} --shrink-baseline",
        f"{count} drafts of the baseline are not where they were ({first}"
        f"{', …' if count > 1 else ''}); only some folders were checked, so they may have moved, "
        f"and what is accepted stays. To drop it check all: contentai lint {home} "
        "--shrink-baseline",
    )


def _gone(path: str, key: Key, entry: Entry) -> Bilingual:
    place, excerpt = visible(path), visible(entry.excerpt)
    return Bilingual(
        f"基线里的问题已经没有了：{place} {key.rule} “{excerpt}” × {entry.count}",
        f"gone from the baseline: {place} {key.rule} “{excerpt}” × {entry.count}",
    )
