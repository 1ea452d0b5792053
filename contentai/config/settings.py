"""The effective settings, and what one file or one override says about them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypedDict, TypeVar

from contentai.diagnostics import Severity
from contentai.language import Bilingual
from contentai.lint.suppress import USUAL_POLICY, Policy
from contentai.rulebook.facts import ANY, USUAL, Facts
from contentai.rulebook.loader import covers
from contentai.rulenames import plain_name
from contentai.text.names import POST_KINDS
from contentai.text.tokenize import Engine

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

T = TypeVar("T")

THEMES: Final = ("dark", "light", "contrast")
# What the parts of a topic's score weigh (see contentai.topics.rank).
TOPIC_WEIGHTS: Final[Mapping[str, float]] = {
    **{"affinity": 0.35, "value": 0.15, "novelty": 0.15, "season": 0.1, "evidence": 0.1},
    **{"performance": 0.1, "service": 0.05},
}


# Kinds of posts whose shares a team can plan.
MIX: Final = POST_KINDS


class Place(NamedTuple):
    """Where a setting is written; the line is 1-based."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Pack:
    """More rules: a folder relative to ``base``, or (``installed``) a pack of a package."""

    name: str
    base: Path
    installed: bool = False


@dataclass(frozen=True, slots=True)
class Embedding:
    """The embedder: the one that ships, or a model that sentence-transformers loads.

    ``model`` is ``static``, a folder relative to ``base``, or a name on the hub.
    """

    model: str = "static"
    base: Path = Path()


@dataclass(frozen=True, slots=True)
class Looks:
    """How the editor looks: its theme (dark, light, contrast)."""

    theme: str = "dark"


class Layer(TypedDict, total=False):
    """What one file or one override says; a key that is not there says nothing.

    Names of rules and packs are ``located.Word``, which knows its place. ``places`` has the
    others by their keys, dotted where they lie in a table: ``account.brand``.
    """

    channel: str
    stage: str
    segments: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    enable: tuple[str, ...]
    severities: Mapping[str, Severity]
    fail_on: str
    text_column: str
    tokenizer: Engine
    models: Path
    embedding: Embedding
    library: Path
    topics: Mapping[str, float]
    packs: tuple[Pack, ...]
    account: Facts
    suppressions: Policy
    mix: Mapping[str, float]
    snippets: Mapping[str, str]
    keys: Mapping[str, str]
    editor: Looks
    overrides: tuple[Override, ...]
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Override:
    """Settings for the drafts below ``base`` that the patterns ``globs`` match."""

    files: tuple[str, ...]
    base: Path
    layer: Layer
    globs: GitIgnoreSpec = field(compare=False)

    def applies(self, path: str | Path) -> bool:
        """True for a path of such a draft, as it is written or behind its links."""
        try:
            return any(
                place.is_relative_to(base) and self.globs.match_file(place.relative_to(base))
                for base, place in zip(_places(self.base), _places(path), strict=True)
            )
        except (OSError, ValueError):  # a NUL in the name: reading the file will tell
            return False


@dataclass(frozen=True, slots=True)
class Config:
    """The effective settings. ``file`` is None when nothing was configured.

    ``files`` are all that were read: it, and those it extends. ``models`` is a folder of models
    that take the place of the shipped ones. ``text_column`` is the column of tables that holds
    the text; where it is set, tables in folders are drafts. ``mix`` are the shares of posts that
    a team wants, in per cent; those not named share the rest. ``notes`` are what a reader of the
    files should know; ``places`` as in ``Layer``. ``keys`` are keys of the editor by the id of
    what they do; the editor knows the ids. ``snippets`` are texts for the editor by their names.
    """

    file: Path | None = None
    files: tuple[Path, ...] = field(default=(), compare=False)
    channel: str | None = None
    stage: str | None = None
    segments: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    enable: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: str = "error"
    text_column: str | None = None
    tokenizer: Engine = "rjieba"
    models: Path | None = None
    embedding: Embedding = Embedding()
    library: Path | None = None
    topics: Mapping[str, float] = field(default_factory=lambda: dict(TOPIC_WEIGHTS))
    packs: tuple[Pack, ...] = ()
    account: Facts = USUAL
    suppressions: Policy = USUAL_POLICY
    mix: Mapping[str, float] = field(default_factory=dict)
    snippets: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    editor: Looks = Looks()
    overrides: tuple[Override, ...] = ()
    notes: tuple[Bilingual, ...] = field(default=(), compare=False)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)

    @property
    def names_columns(self) -> bool:
        """True when some tables have their text column named."""
        return bool(self.text_column) or any("text_column" in o.layer for o in self.overrides)

    def applied(self, path: str | Path | None) -> tuple[int, ...]:
        """Which overrides apply to a draft, by their positions; none to one without a path."""
        if path is None or str(path) in ("", "-"):
            return ()
        return tuple(n for n, over in enumerate(self.overrides) if over.applies(path))

    def under(self, applied: tuple[int, ...]) -> Config:
        """These settings with those overrides; the later ones win."""
        return reduce(overlaid, (self.overrides[n].layer for n in applied), self)


def _places(path: str | Path) -> tuple[Path, Path]:
    """The absolute path as it is written, and behind all links."""
    return Path(os.path.normpath(Path(path).absolute())), Path(os.path.realpath(path))


def overlaid(config: Config, layer: Layer) -> Config:
    """The settings where ``layer`` has the last word.

    What is ignored or enabled, the packs and the overrides are joined. A rule that ``layer``
    selects or enables is no longer ignored, and one that it gives a severity has no other.
    """
    joined: Layer = {**layer}
    joined["ignore"] = _joined(_without(config.ignore, layer), layer.get("ignore", ()))
    joined["enable"] = _joined(config.enable, layer.get("enable", ()))
    joined["packs"] = _joined(config.packs, layer.get("packs", ()))
    joined["overrides"] = (*config.overrides, *layer.get("overrides", ()))
    joined["places"] = {**config.places, **layer.get("places", {})}
    joined["snippets"] = {**config.snippets, **layer.get("snippets", {})}
    joined["topics"] = {**config.topics, **layer.get("topics", {})}
    joined["keys"] = {**config.keys, **layer.get("keys", {})}
    joined["account"] = layer.get("account", ANY).over(config.account)
    severities = layer.get("severities", {})
    kept = {n: s for n, s in config.severities.items() if not covered(n, severities)}
    joined["severities"] = {**kept, **severities}
    return replace(config, **joined)


def _without(ignored: tuple[str, ...], layer: Layer) -> tuple[str, ...]:
    selected = (*layer.get("select", ()), *layer.get("enable", ()))
    return tuple(name for name in ignored if not any(covered(s, [name]) for s in selected))


def covered(name: str, names: Iterable[str]) -> bool:
    """True when one of ``names`` stands for every rule that ``name`` stands for."""
    wanted = plain_name(name)
    return any(covers(plain_name(other), wanted) for other in names)


def _joined(first: tuple[T, ...], then: tuple[T, ...]) -> tuple[T, ...]:
    """Both, each item once and where it was first."""
    return tuple(dict.fromkeys((*first, *then)))
