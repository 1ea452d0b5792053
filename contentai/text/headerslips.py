"""Slips in a header that hide what it says: titles without the quotes that YAML needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from contentai.diagnostics import Span
from contentai.language import Bilingual
from contentai.located import DataError
from contentai.text import lazy
from contentai.text.headerplace import KEYS
from contentai.yamlread import read_yaml
from contentai.yamlvalue import Value

PHRASES: Final = ("title", "digest")
# A key at the beginning of a line, with the lines that belong to it.
_ENTRY = lazy.pattern(
    rf"(?m)^(?P<line>(?P<key>{'|'.join(KEYS)})[ \t]*:(?:[ \t]+(?P<value>[^\n]*?))?[ \t]*)(?=\n|\Z)"
    r"(?:\n{1,2}(?:[ \t]|-[ \t])[^\n]*)*"
)
# What YAML takes for a remark, behind a phrase without quotes; before a space it is meant for one.
_REMARK = lazy.pattern(
    rf"(?m)^(?:{'|'.join(PHRASES)}):[ \t]+"
    r"(?P<value>(?![\"'|>])(?:[^\n#]*[ \t])?#(?=[^\s#])[^\n]*?)[ \t]*$"
)


class Problem(NamedTuple):
    """Something in the header that could not be used, with its range in the text.

    ``suggestion`` is what was probably meant and can stand there instead, where that shows.
    """

    span: Span
    words: Bilingual
    suggestion: str = ""


class Entry(NamedTuple):
    """A key of a header that was read alone: the mapping at ``start``, or why there is none.

    ``written`` is where the value stands.
    """

    key: str
    start: int
    written: Span
    value: Value | None
    error: Bilingual


class Unquoted(NamedTuple):
    """A phrase without its quotes: where the words stand, and what is to be said."""

    read: Span
    problem: Problem


def entries(text: str, start: int, stop: int) -> Iterator[Entry]:
    """The keys of the header between ``start`` and ``stop``, each read alone."""
    for match in _ENTRY.finditer(_one_line_end(text), start, stop):
        place = Span(*match.span("value"))
        whole, line = text[slice(*match.span())], text[slice(*match.span("line"))]
        value, error = None, Bilingual("", "")
        for part in dict.fromkeys((whole, line)):
            try:
                value = read_yaml(part, "")
                break
            except DataError as refused:
                error = refused.words
        if value is None or value.is_mapping:
            yield Entry(match["key"], match.start(), place, value, error)


def without_quotes(text: str, place: Span, why: Bilingual) -> Unquoted | None:
    """A phrase that YAML refuses, read as it is written; None where there is nothing."""
    if place.start < 0 or place.start == place.end:
        return None
    written = text[slice(*place)]
    if written[0] in "\"'" and written.count(written[0]) == 1:  # a quote that is never closed
        place_read = Span(place.start + 1, place.end)
    else:
        place_read = place
    words = Bilingual(
        f"草稿头部读不懂：{why.zh}；先照字面读了，整个值要加引号",
        f"front matter: {why.en}; it was read as written, put the whole value in quotes",
    )
    return Unquoted(place_read, to_quote(place, text[slice(*place_read)], words))


def cut_off(text: str, start: int, stop: int) -> Iterator[Problem]:
    """Titles and digests of a readable header that YAML ends at a ``#``."""
    for match in _REMARK.finditer(_one_line_end(text), start, stop):
        lost = match["value"][match["value"].index("#") :]
        words = Bilingual(
            f"空格后面的 # 起是 YAML 的注释，“{lost}”没有读；是文案就给整个值加引号",
            f"what follows ' #' is a YAML comment and was not read; quote the value: {lost}",
        )
        yield to_quote(Span(*match.span("value")), match["value"], words)


def to_quote(span: Span, written: str, words: Bilingual) -> Problem:
    """The problem of a value that lacks its quotes, with the value in quotes."""
    return Problem(span, words, "'" + written.replace("'", "''") + "'")


def _one_line_end(text: str) -> str:
    """``text`` with every line ended by line feeds, of the same length."""
    return text.replace("\r", "\n")
