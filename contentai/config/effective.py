"""The settings that hold for one draft, each with the place that it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from contentai.config.settings import MIX, TOPIC_WEIGHTS, Config, Layer, Place
from contentai.language import Bilingual
from contentai.located import Word

Kind = Literal["default", "file", "override", "front_matter", "option"]
Plain = str | float | bool | None


class Origin(NamedTuple):
    """Where a setting comes from. ``override`` counts from 1; ``line`` is 0 without a file."""

    kind: Kind
    file: str = ""
    line: int = 0
    override: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        if self.kind == "override":
            number = self.override
            return str(
                Bilingual(f"{place}（overrides 第 {number} 条）", f"{place} (override {number})")
            )
        if self.kind == "front_matter":
            return str(Bilingual(f"{place}（稿件头部）", f"{place} (front matter)"))
        words = {
            "default": Bilingual("默认", "default"),
            "option": Bilingual("命令行选项", "option"),
        }
        return str(words[self.kind]) if self.kind in words else place


class Row(NamedTuple):
    """One setting, or one item of a list. None is for nothing set."""

    key: str
    value: Plain
    origin: Origin


DEFAULT = Origin("default")
_LISTS = ("segment", "select", "ignore", "enable", "rules")


def rows(
    config: Config, applied: tuple[int, ...], said: Mapping[str, Sequence[Row]]
) -> Iterator[Row]:
    """The settings under the overrides at the positions ``applied``.

    ``said`` are rows by key that win over them, from a draft's header or from options; what is
    ignored is joined.
    """
    whole = config.under(applied)
    origins = _Origins(config, applied)
    lists = {
        "segment": whole.segments,
        "select": whole.select,
        "ignore": whole.ignore,
        "enable": whole.enable,
        "rules": tuple(pack.name for pack in whole.packs),
    }
    for row in _of_drafts(whole, origins):
        if row.key in said:
            yield from said[row.key]
            if row.key == "ignore":
                yield from (Row("ignore", str(n), origins.of_word(n)) for n in whole.ignore)
        elif lists.get(row.key):
            for item in lists[row.key]:
                yield Row(row.key, str(item), origins.of_word(item, row.key))
        else:
            yield row


def _of_drafts(whole: Config, origins: _Origins) -> Iterator[Row]:
    """All settings; a list stands as one row without a value."""

    def row(key: str, value: Plain, place: str | None = None) -> Row:
        return Row(key, value, origins.of(place or key))

    yield row("channel", whole.channel)
    yield row("stage", whole.stage)
    for key in ("segment", "select", "ignore", "enable"):
        yield row(key, None)
    for name, severity in whole.severities.items():
        yield Row(f"severity.{name}", severity.value, origins.of_word(name))
    yield row("fail_on", whole.fail_on)
    yield row("text_column", whole.text_column)
    for fact, words in whole.account._asdict().items():
        yield row(f"account.{fact}", ", ".join(words) or None)
    policy = whole.suppressions
    required = "required" if policy.reason_required else "optional"
    yield row("suppressions.reason", required, "suppressions")
    unused = policy.unused.value if policy.unused else "never"
    yield row("suppressions.unused", unused, "suppressions")
    yield row("tokenizer", whole.tokenizer)
    yield row("models", str(whole.models) if whole.models else None)
    yield row("embedding.model", whole.embedding.model)
    yield row("library", str(whole.library) if whole.library else None)
    for part in TOPIC_WEIGHTS:
        yield row(f"topics.weights.{part}", whole.topics[part])
    for kind in MIX:
        yield row(f"mix.{kind}", whole.mix.get(kind))
    for name in whole.snippets:
        yield row(f"snippets.{name}", whole.snippets[name])
    for id in whole.keys:
        yield row(f"keys.{id}", whole.keys[id])
    yield row("editor.theme", whole.editor.theme)
    yield row("rules", None)


class _Origins:
    """Finds the origin of a key, or of a name that knows its place."""

    def __init__(self, config: Config, applied: tuple[int, ...]) -> None:
        self.places = dict(config.places)
        self.overrides: dict[Place, int] = {}
        for number in applied:
            layer = config.overrides[number].layer
            for key, place in layer.get("places", {}).items():
                self.places[key] = place
                self.overrides[place] = number + 1
            for word in _words(layer):
                self.overrides[Place(word.file, word.line)] = number + 1

    def of(self, key: str) -> Origin:
        """The origin of a setting by its key."""
        place = self.places.get(key)
        return self._at(place) if place else DEFAULT

    def of_word(self, word: str, key: str = "") -> Origin:
        """The origin of a name, or of its list where it does not know its place."""
        if isinstance(word, Word):
            return self._at(Place(word.file, word.line))
        return self.of(key)

    def _at(self, place: Place) -> Origin:
        number = self.overrides.get(place, 0)
        return Origin("override" if number else "file", place.file, place.line, number)


def _words(layer: Layer) -> Iterator[Word]:
    names = (
        *layer.get("select", ()),
        *layer.get("ignore", ()),
        *layer.get("enable", ()),
        *layer.get("severities", {}),
    )
    yield from (name for name in names if isinstance(name, Word))


def as_object(found: Iterable[Row]) -> dict[str, object]:
    """The rows for JSON: by key, a list of values with their origins where there can be several."""
    whole: dict[str, object] = {}
    for row in found:
        one = {"value": row.value, "from": row.origin._asdict()}
        if row.key in _LISTS:
            items = whole.setdefault(row.key, [])
            assert isinstance(items, list)
            if row.value is not None:
                items.append(one)
        else:
            whole[row.key] = one
    return whole
