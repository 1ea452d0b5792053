"""``--changed-since`` and ``--staged``: the drafts that changed, and what they held before."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from contentai.cli.drafts import STDIN, excluded, opened_draft
from contentai.cli.failure import Failure
from contentai.cli.hook_drafts import compared
from contentai.cli.tables import Columns
from contentai.cli.unstaged import unstaged_settings
from contentai.githooks.looks import staged_look
from contentai.language import Bilingual
from contentai.lint.changed import Former, new_to_all
from contentai.lint.git import NoHistory
from contentai.lint.outcome import FileOutcome
from contentai.lint.picking import pick, unresolved
from contentai.lint.reading import Draft, FileError, read_data
from contentai.lint.repository import Change, Repository
from contentai.lint.stamps import Tree

_UNMERGED = Bilingual(
    "合并的冲突还没有解决，暂存区里没有它；解决了再 git add",
    "left in conflict by a merge, so nothing of it is staged; resolve it and git add it",
)

Judge = Callable[[bytes, str], FileOutcome]
# What changed, and the blobs that it held in each place that it is compared with.
_Changed = tuple[Change, tuple[str, ...]]


@dataclass
class Changes:
    """Which changes are looked at: those since ``revision``, or with None what is staged."""

    revision: str | None
    _before: dict[str, tuple[Former, ...]] = field(default_factory=dict)
    _unmerged: set[Path] = field(default_factory=set)
    _listed: list[tuple[Repository, tuple[str, ...]]] = field(default_factory=list)
    _beside: set[str] = field(default_factory=set)

    @classmethod
    def of(
        cls, since: str | None, staged: bool, fixes: bool, writes_baseline: bool
    ) -> Changes | None:
        """What the options ask for; None for nothing.

        Raises ``Failure`` for options that cannot both be meant.
        """
        refused: Bilingual | None = None
        if since is not None and staged:
            refused = Bilingual(
                "--changed-since 和 --staged 只能用一个",
                "--changed-since or --staged, not both",
            )
        elif staged and fixes:
            refused = Bilingual(
                "--staged 看的是暂存的内容，不能 --fix；用 --diff 看会怎么改",
                "--staged looks at what is staged and cannot --fix it; see --diff",
            )
        elif (staged or since is not None) and writes_baseline:
            refused = Bilingual(
                "只看改动时写不了基线", "a baseline cannot be written from changes alone"
            )
        if refused:
            raise Failure(str(refused))
        return cls(since) if staged or since is not None else None

    def drafts(
        self,
        paths: Sequence[str],
        columns: Columns,
        notes: list[Bilingual],
        accepts: Callable[[str], bool],
    ) -> Iterator[Draft]:
        """The changed drafts among what the paths stand for, of tables the rows that changed.

        Before them those that ``is_beside`` tells, see ``compared``. Raises ``Failure``.
        """
        if STDIN in paths:
            words = Bilingual(
                "标准输入没有历史，不能和 --changed-since、--staged 一起用",
                "standard input has no history: not with --changed-since or --staged",
            )
            raise Failure(str(words))
        try:
            places = [Path(path) for path in paths]
            unknown = [path for path in places if self._is_unknown(path)]
            ignored: list[Path] = []
            problems: list[Bilingual] = []
            found = dict(self._found(places, columns, ignored, problems))
            notes += dict.fromkeys(problems)
            for name, (repository, change, bases) in found.items():
                file = self._file(name, repository, change)
                now = opened_draft(file, columns.of, notes)
                held = [repository.content(blob, change.name) for blob in bases]
                for one in compared(now, name, held, columns.of, accepts):
                    if one.is_beside:
                        self._beside.add(one.draft.name)
                    if one.before:
                        self._before[name] = one.before
                    yield one.draft
        except NoHistory as error:
            raise Failure(str(error)) from None
        for path in unknown:
            yield Draft(str(path), read_data(path), path)  # which says that there is none
        if not found and not unknown:
            notes.append(excluded(len(set(ignored))) if ignored else self._nothing())

    def is_beside(self, draft: Draft) -> bool:
        """True for a row of a table that did not change: nothing of it is reported."""
        return draft.name in self._beside

    def only_changed(self, outcome: FileOutcome, judge: Judge) -> FileOutcome:
        """The outcome less what no change has to do with; all of a new draft stays."""
        before = self._before.get(outcome.path, ())
        return new_to_all(outcome, before, lambda data: judge(data, outcome.path))

    def notes(self, trees: Iterable[Tree], baseline: Path | None) -> Iterator[Bilingual]:
        """Of what is staged, once ``drafts`` went through it: see ``unstaged_settings``.

        Raises ``Failure``.
        """
        if self.revision is None:
            used = tuple(trees)
            try:
                for repository, names in self._listed:
                    yield from unstaged_settings(repository, names, used, baseline)
            except NoHistory as error:
                raise Failure(str(error)) from None

    def _is_unknown(self, path: Path) -> bool:
        """True for a slip of the pen: what is not there and, as far as git knows, never was."""
        if os.path.lexists(path):
            return False
        repository = Repository.of(path.absolute().parent)
        return not repository.knows(unresolved(path), self.revision or "HEAD")

    def _found(
        self,
        paths: Sequence[Path],
        columns: Columns,
        ignored: list[Path],
        problems: list[Bilingual],
    ) -> Iterator[tuple[str, tuple[Repository, *_Changed]]]:
        """Names for reports with the changes behind them; the lists as in ``picking.pick``."""
        listed: dict[Path, dict[Path, _Changed]] = {}
        seen: set[Path] = set()
        for path in paths:
            repository = Repository.of(path if path.is_dir() else path.absolute().parent)
            top = repository.top
            if top not in listed:
                changes = self._changes(repository)
                self._listed.append((repository, tuple(change.name for change, _ in changes)))
                listed[top] = {top / change.name: (change, bases) for change, bases in changes}
                if self.revision is None:
                    unmerged = {top / name: Change(name, None) for name in repository.unmerged()}
                    self._unmerged.update(unmerged)
                    listed[top] |= {place: (change, ()) for place, change in unmerged.items()}
            for name, place in pick(path, listed[top], columns.wants, ignored, problems):
                if place not in seen:
                    seen.add(place)
                    yield str(name), (repository, *listed[top][place])

    def _changes(self, repository: Repository) -> list[_Changed]:
        if self.revision is None:
            return staged_look(repository).changes(repository)
        changes = repository.since(self.revision)
        return [(change, () if change.base is None else (change.base,)) for change in changes]

    def _file(self, name: str, repository: Repository, change: Change) -> Draft:
        if repository.top / change.name in self._unmerged:
            return Draft(name, FileError("unmerged", _UNMERGED))
        if change.blob is not None:
            # With a place: what is not there as git has it is refused, not written, by a fix.
            return Draft(name, repository.content(change.blob, change.name), Path(name))
        return Draft(name, read_data(Path(name)), Path(name))

    def _nothing(self) -> Bilingual:
        if self.revision is None:
            return Bilingual("暂存区里没有改动的稿件", "no draft is staged")
        return Bilingual(
            f"从 {self.revision} 以来没有改动的稿件", f"no draft changed since {self.revision}"
        )
