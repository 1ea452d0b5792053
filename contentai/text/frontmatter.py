"""The YAML header of a draft: what it is for, where it goes, whom it addresses.

Nothing in it can stop a draft from being read: what cannot be understood becomes a
``Problem`` with its place, and the rest of the header counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple, TypeVar

from contentai.diagnostics import Span
from contentai.language import Bilingual
from contentai.located import DataError, nearest, unknown_word
from contentai.text.channel import unknown_channel
from contentai.text.headerplace import CALLED, KEYS, NoHeader, find_header
from contentai.text.headerslips import PHRASES, Problem, cut_off, entries, to_quote, without_quotes
from contentai.text.names import CHANNELS, STAGES, channel_called
from contentai.yamlread import read_yaml
from contentai.yamlvalue import Value, colon_hint

__all__ = ["KEYS", "NEEDS", "FrontMatter", "Ignored", "Problem", "read_front_matter"]

T = TypeVar("T")

_BRACKETS = Bilingual(
    "这里应当是一段文字；方括号、花括号开头的要加引号", "expected text; put it in quotes"
)
NEEDS: Final = ("install", "maintain")
# So like a known word that it can only be a slip of the pen.
_SURE = 0.75


class Ignored(NamedTuple):
    """Rules whose findings the header says are known, and why: ``LAW-001 reason``."""

    span: Span
    words: str


class FrontMatter(NamedTuple):
    """The header as far as it could be understood.

    ``end`` is where the body starts (0 without a header); ``title_span`` and
    ``digest_span`` are the ranges of those values in the text that held the header.
    ``whole`` is False where its keys could only be read one by one.
    """

    end: int = 0
    title: str | None = None
    title_span: Span | None = None
    digest: str | None = None
    digest_span: Span | None = None
    channel: str | None = None
    segments: tuple[str, ...] = ()
    stage: str | None = None
    product: str | None = None
    needs: tuple[str, ...] = ()
    publish_on: date | None = None
    source: str | None = None
    campaign: str | None = None
    ignored: tuple[Ignored, ...] = ()
    problems: tuple[Problem, ...] = ()
    whole: bool = True


def read_front_matter(text: str) -> FrontMatter:
    """The header at the start of ``text``; an empty one when there is none.

    A header opens with a first line ``---`` and closes with a line ``---`` or ``...``. What
    stands there below a blank line, with none of our keys, is the body's where it is no mapping.
    So is what is unclosed or has blank lines above it, which is a problem where it begins with
    one of our keys. Never raises.
    """
    place = find_header(text)
    if place is None:
        return FrontMatter()
    if isinstance(place, NoHeader):
        return FrontMatter(problems=(Problem(place.span, place.words),))
    start, stop, end, doubtful = place
    whole = Span(start, max(start, stop))
    if text.startswith("\ufeff", start):
        start += 1  # YAML readers pass over a byte order mark without counting it
    inside = text[start:stop]
    try:
        value = read_yaml(inside, "")
    except DataError as error:
        if doubtful:
            return FrontMatter()
        span = _line_span(text, start, stop, error.line) if error.line else whole
        if span.start == span.end:  # past the last line: what is open there began further up
            span = Span(start, start + len(inside.rstrip()))
        problem = Problem(
            span,
            Bilingual(f"草稿头部读不懂：{error.words.zh}", f"front matter: {error.words.en}"),
        )
        return _by_key(text, start, stop, problem)._replace(end=end)
    if value is None:
        return FrontMatter(end=end)
    if not value.is_mapping:
        if doubtful:
            return FrontMatter()
        hint = colon_hint(inside)
        words = Bilingual(
            f"草稿头部应当是“键: 值”{hint.zh}；现在当正文读了",
            f"front matter should be keys and values{hint.en}; it was read as text",
        )
        return FrontMatter(problems=(Problem(_span_of(value, start), words),))
    front = _Reader(text, start).read(value, end)
    cut = tuple(cut_off(text, start, stop))
    return front._replace(problems=(*front.problems, *cut)) if cut else front


def _by_key(text: str, start: int, stop: int, problem: Problem) -> FrontMatter:
    """What each key alone says of a header that is unreadable as a whole, with its ``problem``.

    A title or digest that only lacks its quotes is read as it is written, and is the problem.
    """
    kept = FrontMatter()
    problems: list[Problem] = []
    unquoted = False
    for entry in entries(text, start, stop):
        if entry.value:
            read = _Reader(text, entry.start).read(entry.value, 0)._asdict()
            problems += read.pop("problems")
        elif entry.key in PHRASES and (slip := without_quotes(text, entry.written, entry.error)):
            read = {entry.key: text[slice(*slip.read)], f"{entry.key}_span": slip.read}
            problems.append(slip.problem)
            unquoted = True
        else:
            continue
        kept = kept._replace(**{n: v for n, v in read.items() if v and not getattr(kept, n)})
    told = problems if unquoted else [problem, *problems]
    return kept._replace(problems=tuple(told), whole=False)


def _span_of(value: Value, base: int) -> Span:
    return Span(base + value.node.start_mark.index, base + value.node.end_mark.index)


def _line_span(text: str, start: int, stop: int, line: int) -> Span:
    at = start
    for piece in text[start:stop].splitlines(keepends=True)[: line - 1]:
        at += len(piece)
    end = at + len((text[at:stop].splitlines() or [""])[0])
    return Span(at, max(at, end))


class _Reader:
    """Reads the values of one header, collecting problems instead of stopping at them."""

    def __init__(self, text: str, base: int) -> None:
        self._text = text
        self._base = base
        self._problems: list[Problem] = []

    def read(self, value: Value, end: int) -> FrontMatter:
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
        self._problems.append(Problem(_span_of(value, self._base), words, suggestion))

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
            span = _span_of(value, self._base)
            written = self._text[slice(*span)]
            if len(written.splitlines()) == 1 and written[0] in "[{":  # a title in brackets
                self._problems.append(to_quote(span, written, _BRACKETS))
                return written, span
        words = self._attempt(value, Value.text)
        if value is None or not words or not words.strip():
            return None, None
        span = _span_of(value, self._base)
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
                entries.append(Ignored(_span_of(entry, self._base), entry_words))
        return tuple(entries)

    def _reasons(self, value: Value) -> Iterator[Ignored]:
        for key_node, value_node in value.node.value:
            key, reason = Value(value.file, key_node), Value(value.file, value_node)
            name = self._attempt(key, Value.text)
            why = "" if reason.is_empty else self._attempt(reason, Value.text)
            if name is not None and why is not None:
                yield Ignored(_span_of(key, self._base), f"{name} {why}")

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


def _near(name: str, known: tuple[str, ...]) -> str | None:
    """The known key that was probably meant by another word."""
    called = CALLED.get(name)
    return called if called in known else nearest(name, known, _SURE)


def _read_date(value: Value) -> date:
    try:
        return date.fromisoformat(value.text().strip())
    except ValueError:
        raise value.error("日期应当写成 2026-01-31", "a date is written 2026-01-31") from None
