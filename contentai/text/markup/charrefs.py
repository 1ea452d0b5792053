"""HTML character references (``&amp;``, ``&#12290;``) read where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from html.entities import html5
from typing import NamedTuple

_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_DIGITS = frozenset("0123456789")
_HEX = frozenset("0123456789abcdefABCDEF")
_LONGEST = max(len(name) for name in html5)
_LONGEST_BARE = max(len(name) for name in html5 if not name.endswith(";"))
_NUMBER_SIZE = 9


class CharRef(NamedTuple):
    """A reference: the text it stands for and where it ends in the source."""

    text: str
    end: int


class Piece(NamedTuple):
    """A part of an attribute value: verbatim when ``text`` is None."""

    start: int
    end: int
    text: str | None


def charref(source: str, at: int, end: int, *, attribute: bool = False) -> CharRef | None:
    """The reference that begins with the ``&`` at ``at`` and lies before ``end``, if one does.

    Follows the HTML standard: old names need no semicolon, save in an attribute before a
    letter, a digit or ``=``. A number that names no character gives U+FFFD or nothing.
    """
    if source.startswith("#", at + 1):
        return _numeric(source, at, end)
    stop = _skip(source, at + 1, min(end, at + 1 + _LONGEST), _NAME)
    if stop < end and source[stop] == ";" and source[at + 1 : stop + 1] in html5:
        return CharRef(html5[source[at + 1 : stop + 1]], stop + 1)
    for last in range(min(stop, at + 1 + _LONGEST_BARE), at + 2, -1):
        name = source[at + 1 : last]
        if name in html5:
            follower = source[last] if last < end else ""
            if attribute and (follower == "=" or follower in _NAME):
                return None
            return CharRef(html5[name], last)
    return None


def pieces(source: str, start: int, end: int) -> Iterator[Piece]:
    """The attribute value ``source[start:end]``, its references apart from the rest."""
    at = start
    look = start
    while (amp := source.find("&", look, end)) >= 0:
        found = charref(source, amp, end, attribute=True)
        look = amp + 1
        if found:
            yield Piece(at, amp, None)
            yield Piece(amp, found.end, found.text)
            at = look = found.end
    yield Piece(at, end, None)


def decoded(source: str, start: int, end: int) -> str:
    """The attribute value ``source[start:end]`` with its references resolved."""
    return "".join(
        source[piece.start : piece.end] if piece.text is None else piece.text
        for piece in pieces(source, start, end)
    )


def _numeric(source: str, at: int, end: int) -> CharRef | None:
    hexadecimal = source[at + 2 : at + 3] in ("x", "X")
    first = at + (3 if hexadecimal else 2)
    stop = _skip(source, first, end, _HEX if hexadecimal else _DIGITS)
    if stop == first:
        return None
    number = source[first:stop].lstrip("0") or "0"
    if len(number) > _NUMBER_SIZE:
        text = "\ufffd"
    else:
        text = unescape(f"&#{'x' if hexadecimal else ''}{number};")
    return CharRef(text, stop + (stop < end and source[stop] == ";"))


def _skip(source: str, at: int, end: int, among: frozenset[str]) -> int:
    while at < end and source[at] in among:
        at += 1
    return at
