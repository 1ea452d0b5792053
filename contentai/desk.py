"""The desk at which one run judges its drafts: what is known already, and who judges the rest.

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
from typing import TYPE_CHECKING, Any, NamedTuple

from contentai import __version__, resources
from contentai.config.place import KEPT, find_config
from contentai.language import Bilingual, current
from contentai.lint.batch import Ways, judged
from contentai.lint.cache import Cache
from contentai.lint.codec import Unreadable, pack, unpack
from contentai.lint.outcome import FileOutcome, in_row
from contentai.lint.reading import Draft, FileError
from contentai.lint.stamps import Tree, content, installed_packages, state
from contentai.lint.standing import Standing, digest, note, noted, recalled
from contentai.order import Order, configuration
from contentai.text.names import SUFFIXES, UNREAD, WORD
from contentai.text.tokenize import fetch

if TYPE_CHECKING:
    from contentai.forced import Forced
    from contentai.lint.crew import Crew
    from contentai.lint.row import Brief
    from contentai.rulebook.rule import Rule
    from contentai.workspace import Workspace

_PACKAGE = str(Path(__file__).resolve().parent)
_RULES = (".yaml", ".yml", KEPT)
_DIED = FileError(
    "died",
    Bilingual(
        "检查它的进程没了（内存不够？），别的稿件照常；单独查这一篇试试",
        "the process that checked it died (out of memory?); the others went on. Check it alone",
    ),
)


@dataclass
class Desk:
    """Judges drafts under an order; with a cache, only those that it has not judged before.

    ``jobs`` is how many processes do it; None for as many as the work is worth.
    """

    order: Order
    cache: Cache | None = None
    jobs: int | None = 1
    _configuration: str = field(init=False)

    def __post_init__(self) -> None:
        self._configuration = configuration(self.order)

    @cached_property
    def forced(self) -> Forced:
        """The workspace, opened when it is first needed. Raises ``DataError``."""
        return self.order.open()

    @cached_property
    def standing(self) -> Standing:
        """Rules, models and configuration, looked at. Raises ``DataError``."""
        if self.cache is None:
            trees = trees_of(self.forced.workspace)
            return replace(_looked_at(self.forced), trees=trees, state=state(trees)[0])
        return noted(self.cache, self._asked) or self._looked_at(self.cache)

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules by id."""
        return self.forced.workspace.rulebook.rules

    @property
    def channels(self) -> Mapping[str, Bilingual]:
        """The names of the channels by id."""
        return {id: c.name for id, c in self.forced.workspace.rulebook.channels.items()}

    def wanted(self, path: str) -> Collection[str]:
        """Ids of the rules in use for the draft at ``path``."""
        return self.forced.wanted(path)

    def text_column(self, path: str) -> str | None:
        """The column with the text of the table at ``path``, where the configuration says."""
        if not self.standing.columns:
            return None
        config = self.forced.workspace.config
        return config.under(config.applied(path)).text_column

    def look(self) -> None:
        """Find out what is wrong with rules, options and configuration. Raises ``DataError``."""
        _ = self.standing

    def has_changed(self) -> bool:
        """True when other rules, models or settings would count now.

        While they could not be used at all, only the configuration can tell.
        """
        if self._configuration != configuration(self.order):
            return True
        return "standing" in self.__dict__ and not self.standing.holds()

    def judge_again(self, outcome: FileOutcome, text: str) -> FileOutcome:
        """The draft of ``outcome`` as if it held ``text``."""
        return self.forced.lint_again(outcome, text)

    def judge_other(self, data: bytes, path: str) -> FileOutcome:
        """What the draft at ``path`` would come to if it held ``data``."""
        return self.forced.lint_bytes(data, path)

    def tidy(self) -> list[Bilingual]:
        """Bring the cache in order after a run; what there is to say about it."""
        if self.cache is None:
            return []
        self.cache.prune()
        return [self.cache.problem] if self.cache.problem else []

    def judged(self, drafts: Iterable[Draft]) -> Iterator[tuple[Draft, FileOutcome]]:
        """The drafts with their outcomes, in order. What one dies of stops no other."""
        ways = Ways(self._recalled, self._judged, _piece, self._received, _size)
        for draft, outcome in judged(drafts, ways, self.jobs, self._crew):
            yield draft, in_row(outcome, draft.row)

    def _looked_at(self, cache: Cache) -> Standing:
        from contentai.workspace import Workspace

        trees = trees_of(Workspace.open(config=self.order.config))
        at_rest, settled = state(trees)
        key = digest("key", *self._asked[1:], content(trees))
        standing = recalled(cache, key) or _looked_at(self.forced)
        standing = replace(standing, key=key, trees=trees, state=at_rest)
        if standing.holds():
            note(cache, self._asked, standing, settled)
            return standing
        return replace(standing, key="")

    @cached_property
    def _asked(self) -> tuple[object, ...]:
        """Where the configuration and this program are, and what else findings depend on."""
        file = self.order.config or find_config(Path())
        options = asdict(replace(self.order, config=None))
        home = str(file.absolute()) if file else ""
        places = home, _PACKAGE, str(resources.rules_dir())
        return places, __version__, installed_packages(), current(), options

    def _crew(self, size: int) -> Crew:
        from contentai.lint.crew import Crew  # brings multiprocessing

        # What is open here is open in copies of this process, which is most of their start.
        global _shop  # noqa: PLW0603 - see below
        _looked_at(self.forced)
        fetch(self.forced.workspace.config.tokenizer)
        _shop = _Shop(
            self.order, self.forced, self.standing.state if self._opened_as_it_stood else ""
        )
        return Crew(size, _open_shop, (self.order, self.standing.trees), _work, forked=True)

    def _recalled(self, draft: Draft) -> FileOutcome | None:
        if isinstance(draft.data, FileError):
            return FileOutcome(draft.name, error=draft.data)
        packed = self.cache.get(self._entry(draft)) if self.cache and self.standing.key else None
        if packed is None:
            return None
        try:
            return unpack(packed, draft.name, draft.data)
        except Unreadable:
            return None

    def _judged(self, drafts: Sequence[Draft]) -> list[FileOutcome]:
        pieces = list(map(_piece, drafts))
        outcomes = _judge(self.forced, pieces)
        if self._opened_as_it_stood:
            for draft, (_, data, _), outcome in zip(drafts, pieces, outcomes, strict=True):
                self._keep(draft, outcome, _packed(outcome, data))
        return outcomes

    def _received(self, draft: Draft, answer: Any) -> FileOutcome:
        assert isinstance(draft.data, bytes)
        if answer is None:
            return FileOutcome(draft.name, error=_DIED)
        packed, opened_as = answer
        outcome = unpack(packed, draft.name, draft.data)
        if opened_as == self.standing.state:
            self._keep(draft, outcome, packed)
        return outcome

    @cached_property
    def _opened_as_it_stood(self) -> bool:
        """True when rules and models are still those that the key stands for."""
        return bool(self.standing.key) and self.standing.holds()

    def _keep(self, draft: Draft, outcome: FileOutcome, packed: bytes) -> None:
        if self.cache and self.standing.key and not _is_accident(outcome):
            self.cache.put(self._entry(draft), packed)

    def _entry(self, draft: Draft) -> str:
        name = draft.row.file if draft.row else draft.name
        suffix = PurePath(name).suffix.lower()
        place: list[object] = [
            suffix if suffix in (WORD, *UNREAD) else SUFFIXES.get(suffix, "plain")
        ]
        if draft.row:
            place = ["row", *draft.row.brief[1:]]
        if self.standing.by_path and name not in ("", "-"):
            place += [str(Path(name).absolute()), os.path.realpath(name)]
        assert isinstance(draft.data, bytes)
        return digest("draft", self.standing.key, place, hashlib.blake2b(draft.data).hexdigest())


def _looked_at(forced: Forced) -> Standing:
    """Open everything, so that what is wrong with it is known."""
    workspace = forced.workspace
    return Standing(
        by_path=bool(workspace.config.overrides),
        columns=workspace.config.names_columns,
        notes=workspace.notes,
        left_out=workspace.left_out,
    )


def made_by(workspace: Workspace) -> str:
    """What stands for this program, its rules, models and settings; "" while they change.

    Raises ``DataError`` for a missing pack.
    """
    at_rest, settled = state(trees_of(workspace))
    return digest("made by", __version__, installed_packages(), at_rest) if settled else ""


def trees_of(workspace: Workspace) -> tuple[Tree, ...]:
    """All files that findings depend on. Raises ``DataError`` for a missing pack."""
    from contentai.config.packs import pack_folders

    config = workspace.config
    return (
        Tree(_PACKAGE, without=("__pycache__", "static", "corpora")),
        Tree(str(resources.rules_dir()), (*_RULES, ".json")),
        *(Tree(str(folder.absolute()), _RULES) for folder in pack_folders(config.packs)),
        *([Tree(str(config.models.absolute()))] if config.models else []),
        *(Tree(str(file.absolute())) for file in config.files),
    )


# A draft's name, its bytes, and what else a row of a table is judged by.
Piece = tuple[str, bytes, "Brief | None"]


class _Shop(NamedTuple):
    """What was opened under an order, and what the files were like once it had been."""

    order: Order
    forced: Forced
    state: str


# What a worker process works with.
_shop: _Shop | None = None


def _open_shop(order: Order, trees: tuple[Tree, ...]) -> None:
    global _shop  # noqa: PLW0603 - a worker has no other place to keep what it opened
    if _shop is None or _shop.order != order:
        forced = order.open()
        _looked_at(forced)
        _shop = _Shop(order, forced, state(trees)[0])


def _work(pieces: Sequence[Piece]) -> list[tuple[bytes, str]]:
    assert _shop is not None
    return [
        (_packed(outcome, data), _shop.state)
        for outcome, (_, data, _) in zip(_judge(_shop.forced, pieces), pieces, strict=True)
    ]


def _piece(draft: Draft) -> Piece:
    assert isinstance(draft.data, bytes)
    return draft.name, draft.data, draft.row.brief if draft.row else None


def _size(draft: Draft) -> int:
    return len(draft.data) if isinstance(draft.data, bytes) else 0


def _judge(forced: Forced, pieces: Sequence[Piece]) -> list[FileOutcome]:
    """The outcomes of drafts; where contentai itself fails on one, that is its error."""
    try:
        return forced.lint_all(pieces)
    except Exception as error:
        if len(pieces) > 1:
            return [outcome for piece in pieces for outcome in _judge(forced, [piece])]
        told = f"{type(error).__name__}: {error}"
        words = Bilingual(
            f"检查它时程序出错（{told}），别的稿件照常；请报告给 contentai",
            f"contentai failed on it ({told}); the others went on. Please report this",
        )
        return [FileOutcome(pieces[0][0], error=FileError("internal", words))]


def _is_accident(outcome: FileOutcome) -> bool:
    """True for an error that may not come again."""
    return outcome.error is not None and outcome.error.kind in ("died", "internal")


def _packed(outcome: FileOutcome, data: bytes) -> bytes:
    """An outcome as bytes, without the source where the draft's bytes give it back."""
    seen = outcome.document
    lost = seen is not None and (seen.extracted or data.decode(seen.encoding) != seen.source)
    return pack(outcome, source=lost)
