"""The values of a header, one by one: what cannot be understood becomes a problem at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from contentai.diagnostics import Span
from contentai.language import Bilingual
from contentai.located import DataError, nearest, unknown_word
from contentai.text.channel import unknown_channel
from contentai.text.header import FrontMatter, Ignored
from contentai.text.headerplace import CALLED, KEYS
from contentai.text.headerslips import Problem, to_quote
from contentai.text.names import CHANNELS, NEEDS, STAGES, channel_called
from contentai.yamlvalue import Value

T = TypeVar("T")
_BRACKETS = Bilingual(
    "这里应当是一段文字；方括号、花括号开头的要加引号", "expected text; put it in quotes"
)
# So like a known word that it can only be a slip of the pen.
_SURE = 0.75


class HeaderReader:
    """Reads the values of one header, collecting problems instead of stopping at them."""

    def __init__(self, text: str, base: int) -> None:
        self._text = text
        self._base = base
        self._problems: list[Problem] = []

    def read(self, value: Value, end: int) -> FrontMatter:
        """What a mapping says of a draft whose body starts at ``end``."""
        found = self._keys(value, KEYS)
        title, title_span = self._phrase(found.get("title"))
        digest, digest_span = self._phrase(found.get("digest"))
        product, needs = self._product(found.get("product"))
        return FrontMatter(
            end=end,
            title=title,
            title_span=title_span,
            digest=digest,
            digest_span=digest_span,
            channel=self._channel(found.get("channel")),
            segments=self._attempt(found.get("segment"), Value.texts) or (),
            stage=self._choice(found.get("stage"), STAGES, Bilingual("阶段", "stage")),
            product=product,
            needs=needs,
            publish_on=self._attempt(found.get("publish_on"), _read_date),
            source=self._attempt(found.get("source"), Value.text),
            campaign=self._attempt(found.get("campaign"), Value.text),
            ignored=self._ignored(found.get("contentai")),
            problems=tuple(self._problems),
        )

    def _keys(self, value: Value, known: tuple[str, ...]) -> Mapping[str, Value]:
        found: dict[str, Value] = {}
        names = {str(key.value) for key, _ in value.node.value}
        for key_node, value_node in value.node.value:
            key = Value(value.file, key_node)
            if not key.is_scalar:
                self._problem(key, Bilingual("这个键不是文字", "this key is not text"))
                continue
            name = str(key_node.value)
            if name in found:
                self._problem(key, Bilingual(f"键“{name}”写了两次", f"key {name!r} is given twice"))
            elif name not in known and (near := _near(name, known)):
                # Keys of other tools are none of our business; a slip of the pen is.
                self._problem(
                    key,
                    Bilingual(
                        f"不认识的键“{name}”，是不是“{near}”？",
                        f"unknown key {name!r}; did you mean {near!r}?",
                    ),
                    "" if near in names else near,
                )
            item = Value(value.file, value_node)
            if name not in found and not item.is_empty:
                found[name] = item
        return found

    def _problem(self, value: Value, words: Bilingual, suggestion: str = "") -> None:
        self._problems.append(Problem(span_of(value, self._base), words, suggestion))

    def _attempt(self, value: Value | None, reader: Callable[[Value], T]) -> T | None:
        if value is None:
            return None
        try:
            return reader(value)
        except DataError as error:
            self._problem(value, error.words)
            return None

    def _phrase(self, value: Value | None) -> tuple[str | None, Span | None]:
        if value is not None and not value.is_scalar:
            span = span_of(value, self._base)
            written = self._text[slice(*span)]
            if len(written.splitlines()) == 1 and written[0] in "[{":  # a title in brackets
                self._problems.append(to_quote(span, written, _BRACKETS))
                return written, span
        words = self._attempt(value, Value.text)
        if value is None or not words or not words.strip():
            return None, None
        span = span_of(value, self._base)
        at = self._text.find(words, span.start, span.end)
        return words, Span(at, at + len(words)) if at >= 0 else span

    def _choice(self, value: Value | None, known: tuple[str, ...], what: Bilingual) -> str | None:
        word = self._attempt(value, Value.text)
        if value is None or word is None:
            return None
        if word.strip().lower() in known:
            return word.strip().lower()
        self._problem(value, unknown_word(word, known, what), nearest(word, known, _SURE) or "")
        return None

    def _channel(self, value: Value | None) -> str | None:
        word = self._attempt(value, Value.text)
        if word is None:
            return None
        found = channel_called(word)
        if found is None and value is not None:
            self._problem(value, unknown_channel(word), nearest(word, CHANNELS, _SURE) or "")
        return found

    def _ignored(self, value: Value | None) -> tuple[Ignored, ...]:
        """``{ignore: [RULE reason, RULE: reason, …]}`` or ``{ignore: {RULE: reason}}``."""
        if value is None:
            return ()
        if not value.is_mapping:
            shape = Bilingual("contentai 下面应当是 ignore: [规则]", "expected ignore: [RULE]")
            self._problem(value, shape)
            return ()
        item = self._keys(value, ("ignore",)).get("ignore")
        if item is None:
            return ()
        if item.is_mapping:
            return tuple(self._reasons(item))
        entries: list[Ignored] = []
        for entry in item.items():
            if entry.is_mapping:  # as a colon behind the rule makes of it
                entries += self._reasons(entry)
                continue
            entry_words = self._attempt(entry, Value.text)
            if entry_words is not None:
                entries.append(Ignored(span_of(entry, self._base), entry_words))
        return tuple(entries)

    def _reasons(self, value: Value) -> Iterator[Ignored]:
        for key_node, value_node in value.node.value:
            key, reason = Value(value.file, key_node), Value(value.file, value_node)
            name = self._attempt(key, Value.text)
            why = "" if reason.is_empty else self._attempt(reason, Value.text)
            if name is not None and why is not None:
                yield Ignored(span_of(key, self._base), f"{name} {why}")

    def _product(self, value: Value | None) -> tuple[str | None, tuple[str, ...]]:
        if value is None:
            return None, ()
        if not value.is_mapping:
            return self._attempt(value, Value.text), ()
        table = self._keys(value, ("name", "needs"))
        name = self._attempt(table.get("name"), Value.text)
        needs = self._attempt(table.get("needs"), Value.texts) or ()
        for need in needs:
            if need not in NEEDS:
                what = Bilingual("产品需求", "product need")
                self._problem(table["needs"], unknown_word(need, NEEDS, what))
        return name, tuple(need for need in needs if need in NEEDS)


def span_of(value: Value, base: int) -> Span:
    """Where a value stands in a text of which YAML was given what follows ``base``."""
    return Span(base + value.node.start_mark.index, base + value.node.end_mark.index)


def _near(name: str, known: tuple[str, ...]) -> str | None:
    """The known key that was probably meant by another word."""
    called = CALLED.get(name)
    return called if called in known else nearest(name, known, _SURE)


def _read_date(value: Value) -> date:
    try:
        return date.fromisoformat(value.text().strip())
    except ValueError:
        raise value.error("日期应当写成 2026-01-31", "a date is written 2026-01-31") from None
