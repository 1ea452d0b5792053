"""Runs a command over its drafts: what is known already, and who judges the rest.

The configuration, the rules and the models are opened only when a draft comes that was not
judged before under the same ones. Whether they are the same is told by their content; a note of
the files' state saves reading them again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from contentai import __version__, resources
from contentai.config.place import find_config
from contentai.dependencies import PACKAGE, conditions_of, trees_of
from contentai.language import Bilingual, current
from contentai.lint.batch import Ways, judged
from contentai.lint.cache import Cache
from contentai.lint.codec import Unreadable, unpack
from contentai.lint.conditions import Conditions, digest, note, noted, recalled
from contentai.lint.outcome import FileOutcome, in_row
from contentai.lint.reading import Draft, FileError
from contentai.lint.stamps import content, installed_packages, state
from contentai.request import LintRequest, configuration
from contentai.text.names import SUFFIXES, UNREAD, WORD
from contentai.text.tokenize import fetch
from contentai.worker import (
    Opened,
    is_accident,
    judge,
    packed_outcome,
    piece_of,
    share_opened,
    size_of,
    start_worker,
    work,
)

if TYPE_CHECKING:
    from contentai.lint.crew import Crew
    from contentai.linter import Linter
    from contentai.rulebook.rule import Rule

_DIED = FileError(
    "died",
    Bilingual(
        "检查它的进程没了（内存不够？），别的稿件照常；单独查这一篇试试",
        "the process that checked it died (out of memory?); the others went on. Check it alone",
    ),
)


@dataclass
class Runner:
    """Judges drafts under a request; with a cache, only those that it has not judged before.

    ``jobs`` is how many processes do it; None for as many as the work is worth.
    """

    request: LintRequest
    cache: Cache | None = None
    jobs: int | None = 1
    _configuration: str = field(init=False)

    def __post_init__(self) -> None:
        self._configuration = configuration(self.request)

    @cached_property
    def linter(self) -> Linter:
        """The workspace, opened when it is first needed. Raises ``DataError``."""
        return self.request.open()

    @cached_property
    def conditions(self) -> Conditions:
        """Rules, models and configuration, looked at. Raises ``DataError``."""
        if self.cache is None:
            trees = trees_of(self.linter.workspace)
            return replace(conditions_of(self.linter.workspace), trees=trees, state=state(trees)[0])
        return noted(self.cache, self._asked) or self._conditions_now(self.cache)

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules by id."""
        return self.linter.workspace.rulebook.rules

    @property
    def channels(self) -> Mapping[str, Bilingual]:
        """The names of the channels by id."""
        return {id: c.name for id, c in self.linter.workspace.rulebook.channels.items()}

    def wanted(self, path: str) -> Collection[str]:
        """Ids of the rules in use for the draft at ``path``."""
        return self.linter.wanted(path)

    def text_column(self, path: str) -> str | None:
        """The column with the text of the table at ``path``, where the configuration says."""
        if not self.conditions.columns:
            return None
        config = self.linter.workspace.config
        return config.under(config.applied(path)).text_column

    def look(self) -> None:
        """Find out what is wrong with rules, options and configuration. Raises ``DataError``."""
        _ = self.conditions

    def has_changed(self) -> bool:
        """True when other rules, models or settings would count now.

        While they could not be used at all, only the configuration can tell.
        """
        if self._configuration != configuration(self.request):
            return True
        return "conditions" in self.__dict__ and not self.conditions.holds()

    def judge_again(self, outcome: FileOutcome, text: str) -> FileOutcome:
        """The draft of ``outcome`` as if it held ``text``."""
        return self.linter.lint_again(outcome, text)

    def judge_other(self, data: bytes, path: str) -> FileOutcome:
        """What the draft at ``path`` would come to if it held ``data``."""
        return self.linter.lint_bytes(data, path)

    def tidy(self) -> list[Bilingual]:
        """Bring the cache in order after a run; what there is to say about it."""
        if self.cache is None:
            return []
        self.cache.prune()
        return [self.cache.problem] if self.cache.problem else []

    def judged(self, drafts: Iterable[Draft]) -> Iterator[tuple[Draft, FileOutcome]]:
        """The drafts with their outcomes, in order. What one dies of stops no other."""
        ways = Ways(self._recalled, self._judged, piece_of, self._received, size_of)
        for draft, outcome in judged(drafts, ways, self.jobs, self._crew):
            yield draft, in_row(outcome, draft.row)

    def _conditions_now(self, cache: Cache) -> Conditions:
        from contentai.workspace import Workspace

        trees = trees_of(Workspace.open(config=self.request.config))
        at_rest, settled = state(trees)
        key = digest("key", *self._asked[1:], content(trees))
        conditions = recalled(cache, key) or conditions_of(self.linter.workspace)
        conditions = replace(conditions, key=key, trees=trees, state=at_rest)
        if conditions.holds():
            note(cache, self._asked, conditions, settled)
            return conditions
        return replace(conditions, key="")

    @cached_property
    def _asked(self) -> tuple[object, ...]:
        """Where the configuration and this program are, and what else findings depend on."""
        file = self.request.config or find_config(Path())
        options = asdict(replace(self.request, config=None))
        home = str(file.absolute()) if file else ""
        places = home, PACKAGE, str(resources.rules_dir())
        return places, __version__, installed_packages(), current(), options

    def _crew(self, size: int) -> Crew:
        from contentai.lint.crew import Crew  # brings multiprocessing

        # What is open here is open in copies of this process, which is most of their start.
        conditions_of(self.linter.workspace)  # opens rules and models
        fetch(self.linter.workspace.config.tokenizer)
        opened_as = self.conditions.state if self._opened_as_it_stood else ""
        share_opened(Opened(self.request, self.linter, opened_as))
        return Crew(size, start_worker, (self.request, self.conditions.trees), work, forked=True)

    def _recalled(self, draft: Draft) -> FileOutcome | None:
        if isinstance(draft.data, FileError):
            return FileOutcome(draft.name, error=draft.data)
        packed = self.cache.get(self._entry(draft)) if self.cache and self.conditions.key else None
        if packed is None:
            return None
        try:
            return unpack(packed, draft.name, draft.data)
        except Unreadable:
            return None

    def _judged(self, drafts: Sequence[Draft]) -> list[FileOutcome]:
        pieces = list(map(piece_of, drafts))
        outcomes = judge(self.linter, pieces)
        if self._opened_as_it_stood:
            for draft, (_, data, _), outcome in zip(drafts, pieces, outcomes, strict=True):
                self._keep(draft, outcome, packed_outcome(outcome, data))
        return outcomes

    def _received(self, draft: Draft, answer: Any) -> FileOutcome:
        assert isinstance(draft.data, bytes)
        if answer is None:
            return FileOutcome(draft.name, error=_DIED)
        packed, opened_as = answer
        outcome = unpack(packed, draft.name, draft.data)
        if opened_as == self.conditions.state:
            self._keep(draft, outcome, packed)
        return outcome

    @cached_property
    def _opened_as_it_stood(self) -> bool:
        """True when rules and models are still those that the key stands for."""
        return bool(self.conditions.key) and self.conditions.holds()

    def _keep(self, draft: Draft, outcome: FileOutcome, packed: bytes) -> None:
        if self.cache and self.conditions.key and not is_accident(outcome):
            self.cache.put(self._entry(draft), packed)

    def _entry(self, draft: Draft) -> str:
        name = draft.row.file if draft.row else draft.name
        suffix = PurePath(name).suffix.lower()
        place: list[object] = [
            suffix if suffix in (WORD, *UNREAD) else SUFFIXES.get(suffix, "plain")
        ]
        if draft.row:
            place = ["row", *draft.row.brief[1:]]
        if self.conditions.by_path and name not in ("", "-"):
            place += [str(Path(name).absolute()), os.path.realpath(name)]
        assert isinstance(draft.data, bytes)
        return digest("draft", self.conditions.key, place, hashlib.blake2b(draft.data).hexdigest())
