r"""Find and replace in one text: plain, by word, by RE2, as it is written or as it is read.

Nothing here knows Textual or the disk. Spans are code points of the text that was searched.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from contentai.diagnostics import Edit, Span
from contentai.language import Bilingual

if TYPE_CHECKING:
    from contentai.text.mapped import MappedText

Kind = Literal["plain", "word", "regex"]

# Full-width ASCII and the ideographic space, one for one.
_HALF: Final = {0x3000: " ", **{0xFF01 + n: chr(0x21 + n) for n in range(94)}}
_TEMPLATE = re.compile(r"\\(?:(\d{1,2})|g<([^<>]*)>|(.)|$)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, and what may differ.

    ``word``: only whole words by the tokenizer (最 is no hit in 最近). ``any_case`` takes A
    for a, ``any_width`` ， for , and ``folded`` reads the text as its reader does: 薇信,
    微-信 and V信 are 微信. Folding forgives case and width too.
    """

    wanted: str
    kind: Kind = "plain"
    any_case: bool = True
    any_width: bool = False
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One place found. ``groups`` are those of a regular expression, 0 the whole."""

    span: Span
    groups: tuple[Span | None, ...]


@dataclass(frozen=True, slots=True)
class Finder:
    """A query ready to be used on any number of texts."""

    query: Query
    pattern: Any = None
    needle: str = ""
    folded_needle: str = ""

    def find(self, text: str) -> list[Hit]:
        """All places in ``text``, in order and not overlapping; none is empty."""
        if not self.query.wanted:
            return []
        if self.pattern is not None:
            return list(_disjoint(self._by_pattern(text)))
        spans = _plain(self._seen(text), self.needle, text, self.query.kind)
        hits = [Hit(span, (span,)) for span in spans]
        if self.query.folded and self.folded_needle:
            mapped = _fold(text)
            seen = _lower(mapped.text)
            for start, end in _plain(seen, self.folded_needle, mapped.text, self.query.kind):
                span = mapped.span(start, end)
                hits.append(Hit(span, (span,)))
        return list(_disjoint(hits))

    def edits(self, text: str, hits: Iterable[Hit], by: str) -> tuple[Edit, ...] | Bilingual:
        r"""What replaces the hits by ``by``, or why that cannot be done.

        With a regular expression ``by`` may name groups (``\1``, ``\g<name>``) and use
        ``\n``, ``\t`` and ``\\``; else it is taken as it is.
        """
        if self.pattern is None:
            return tuple(Edit(hit.span, by) for hit in hits)
        parts = _template(by, self.pattern.groups, self.pattern.groupindex)
        if isinstance(parts, Bilingual):
            return parts
        return tuple(
            Edit(hit.span, "".join(_filled(text, hit, part) for part in parts)) for hit in hits
        )

    def _seen(self, text: str) -> str:
        """``text`` without the differences that do not count; places stay the same."""
        query = self.query
        seen = text.translate(_HALF) if query.any_width or query.folded else text
        return _lower(seen) if query.any_case or query.folded else seen

    def _by_pattern(self, text: str) -> Iterator[Hit]:
        query = self.query
        mapped = _fold(text) if query.folded else None
        seen = mapped.text if mapped else text.translate(_HALF) if query.any_width else text
        # RE2 reads UTF-8: a lone surrogate is searched as a question mark.
        for match in self.pattern.finditer(seen.encode("utf-8", "replace").decode()):
            spans: list[Span | None] = []
            for number in range(self.pattern.groups + 1):
                start, end = match.span(number)
                if start < 0:
                    spans.append(None)
                else:
                    spans.append(mapped.span(start, end) if mapped else Span(start, end))
            if spans[0] is not None:
                yield Hit(spans[0], tuple(spans))


def compile_query(query: Query) -> Finder | Bilingual:
    """The finder of a query, or what is wrong with its regular expression."""
    if query.kind != "regex":
        finder = Finder(query, needle=query.wanted)
        needle = finder._seen(query.wanted)
        folded = _lower(_fold(query.wanted).text) if query.folded else ""
        return Finder(query, needle=needle, folded_needle=folded)
    import re2

    from contentai.malformed import refused_pattern

    options = re2.Options()
    options.case_sensitive = not (query.any_case or query.folded)
    options.log_errors = False
    options.max_mem = 64 << 20
    try:
        return Finder(query, re2.compile("(?m)" + _as_searched(query), options=options))
    except re2.error as error:
        reason = error.args[0]
        why = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    except UnicodeEncodeError:
        why = "invalid UTF-8"
    return refused_pattern(why, query.wanted)


def changed(text: str, edits: Iterable[Edit]) -> str:
    """``text`` after edits that are in order and do not overlap."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*pieces, text[at:]])


def next_hit(hits: list[Hit], at: int, *, back: bool = False) -> int | None:
    """Position in ``hits`` of the first that starts at ``at`` or later, round the end.

    ``back``: the last that starts before ``at``, round the start. None when there are none.
    """
    if not hits:
        return None
    position = bisect_left(hits, at, key=lambda hit: hit.span.start)
    return (position - 1 if back else position) % len(hits)


def _as_searched(query: Query) -> str:
    if query.folded:
        from contentai.rulebook.machine import fold_pattern

        return fold_pattern(query.wanted)
    if query.any_width:
        return query.wanted.translate({full: re.escape(half) for full, half in _HALF.items()})
    return query.wanted


def _plain(seen: str, needle: str, text: str, kind: Kind) -> Iterator[Span]:
    """Places of ``needle`` in ``seen``; with ``word`` those that ``text`` is cut at."""
    bounds = _Bounds(text)
    at = seen.find(needle) if needle else -1
    while at >= 0:
        end = at + len(needle)
        if kind == "word" and not (bounds.at(at) and bounds.at(end)):
            end = at + 1
        else:
            yield Span(at, end)
        at = seen.find(needle, end)


class _Bounds:
    """Where words of a text begin and end; lines are cut when they are first asked about."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[int, frozenset[int]] = {}

    def at(self, offset: int) -> bool:
        from contentai.text.tokenize import words

        start = self.text.rfind("\n", 0, offset) + 1
        if start not in self.lines:
            end = self.text.find("\n", start)
            at, found = start, {start}
            for word in words(self.text[start : end if end >= 0 else len(self.text)]):
                at += len(word)
                found.add(at)
            self.lines[start] = frozenset(found)
        return offset in self.lines[start]


def _lower(text: str) -> str:
    """Lower case, one character for one."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := c.lower()) == 1 else c for c in text)


def _fold(text: str) -> MappedText:
    from contentai.text.fold import fold

    return fold(text)


def _disjoint(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits in order, the longer first; what is empty or overlaps an earlier one is left."""
    end = 0
    for hit in sorted(hits, key=lambda hit: (hit.span.start, -hit.span.end)):
        if hit.span.start >= end and hit.span.end > hit.span.start:
            end = hit.span.end
            yield hit


def _template(by: str, groups: int, names: Mapping[str, int]) -> list[str | int] | Bilingual:
    parts: list[str | int] = []
    at = 0
    for match in _TEMPLATE.finditer(by):
        parts.append(by[at : match.start()])
        at = match.end()
        number, name, escaped = match.groups()
        if escaped is not None and escaped in _ESCAPES:
            parts.append(_ESCAPES[escaped])
            continue
        if name is not None and name in names:
            parts.append(names[name])
            continue
        wanted = number if number is not None else name
        if wanted is not None and wanted.isdecimal() and int(wanted) <= groups:
            parts.append(int(wanted))
            continue
        if wanted is not None:
            return Bilingual(
                f"替换文字里的 {match[0]} 没有对应的分组（共 {groups} 个）",
                f"{match[0]} in the replacement is no group (there are {groups})",
            )
        return Bilingual(
            f"替换文字里的 {match[0]} 不认识；要写反斜杠请写 \\\\",
            f"{match[0]} in the replacement means nothing; write \\\\ for a backslash",
        )
    return [*parts, by[at:]]


def _filled(text: str, hit: Hit, part: str | int) -> str:
    if isinstance(part, str):
        return part
    span = hit.groups[part]
    return "" if span is None else text[span.start : span.end]
