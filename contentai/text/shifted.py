"""Text torn by a byte: the damage that careless annotating tools leave in GBK text.

Such a tool searches bytes, not characters. In 因為 (D2F2 9EE9) it finds F29E, 驗, and writes its
``(yàn)`` behind that: the 9E is now followed by a parenthesis, is decoded as ``?`` and swallows
it, and from E9 on every pair of bytes is read one byte late, up to the next ASCII byte. What
remains is ``因?yàn)橐苿?dòng)``: a ``?``, an orphan reading with its ``)``, and a run of wrong
characters, whose last lead byte either takes an ASCII letter for its trail (``釉O(shè)``: 設 is
D44F) or becomes a ``?`` itself. Replacing ，；！？ by ASCII byte-wise tears text in the same way:
``。可`` (A1A3 BFC9, A3BF being ？) → ``??`` and a run.

The lost byte is known from the reading (or the sign), so the run can be read as it was; where
that reading is more everyday than what stands there, the run is damaged, to the character.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from contentai.diagnostics import Span
from contentai.text import lazy
from contentai.text.annotations import strip_before
from contentai.text.pinyin import read_latin, syllables
from contentai.text.plausible import weight

_LATIN: Final = "a-z\u00e0-\u00fc\u0100-\u01dc\u0251\u0261"
_ENTRY: Final = lazy.pattern(
    rf"\?(?P<latin>[{_LATIN}]{{1,7}})[)）]|(?<!\?)\?(?P<sign>[?;,:!])(?=[^\x00-\x7f])"
)
_ANY: Final = tuple(range(0x40, 0xFF))
_RUN: Final = lazy.pattern(r"[^\x00-\x7f€]{0,200}")
#: A tag whose ``<`` was swallowed; the sign between the two is what a ``！`` was torn into.
_TORN_TAG: Final = lazy.pattern(r"\?[。，！？]?\?(?=/[a-z]{1,10}[1-6]?>)")


class Damage(NamedTuple):
    """A torn run and the characters of which one may have ended there before."""

    span: Span
    last: str


class _Torn(NamedTuple):
    end: int
    gain: int
    length: int
    last: str


def torn(text: str, annotated: bool) -> list[Damage]:
    """Every torn run of ``text``, in order; runs that touch are given apart.

    ``annotated``: whether the text has toned annotations, without which two signs and up to three
    odd characters are not evidence enough.
    """
    if "?" not in text:
        return []
    found: list[Damage] = []
    doubtful: list[Damage] = []
    at = 0
    while match := _ENTRY.search(text, at):
        at = match.end()
        if match["sign"]:
            run = _read_run(text, at, (ord(match["sign"]) + 0x80,))
            if run.gain < 4 * run.length or not run.length:
                continue
            damage = Damage(Span(match.start(), run.end), run.last)
            if run.length >= 4:
                found.append(damage)
            else:
                doubtful.append(damage)
        else:
            lost = _orphan(text, match)
            if lost is None:
                continue
            candidates, character = lost
            run = _read_run(text, at, candidates or _ANY)
            if not candidates and run.gain < 6:
                continue
            damage = Damage(Span(match.start(), run.end), run.last or character)
            found.append(damage)
        at = damage.span.end
    if found or annotated:
        found += doubtful
    found += [Damage(Span(*match.span()), "") for match in _TORN_TAG.finditer(text)]
    return sorted(found)


def _orphan(text: str, match: re.Match[str]) -> tuple[tuple[int, ...], str] | None:
    """What byte the ``?`` was: it ends a character that is read as the orphan says.

    Returns the bytes it may have been (perhaps none) and the character; None if the reading has
    its parenthesis or is not one.
    """
    before = text[max(0, match.start() - 60) : match.start()]
    if max(before.rfind("("), before.rfind("（")) > max(before.rfind(")"), before.rfind("）")):
        return None
    latin = read_latin(match["latin"])
    end = strip_before(text, match.start())
    if latin is None or not end:
        return None
    found = _lost_bytes(text[end - 1], latin.letters)
    if not found and not latin.marked:
        return None
    return tuple(byte for byte, _ in found), found[0][1] if found else ""


@lru_cache(maxsize=1024)
def _lost_bytes(before: str, letters: str) -> tuple[tuple[int, str], ...]:
    encoded = _encode(before)
    if len(encoded) != 2:
        return ()
    pairs = ((trail, _pair(encoded[1], trail)) for trail in range(0x40, 0xFF))
    return tuple((trail, char) for trail, char in pairs if letters in syllables(char))


def _read_run(text: str, start: int, candidates: tuple[int, ...]) -> _Torn:
    """Read the run at ``start`` as it was before one of ``candidates`` was lost.

    The run ends where reading it one byte earlier stops being an improvement.
    """
    match = _RUN.match(text, start)
    run = match[0] if match else ""
    follows = text[start + len(run) : start + len(run) + 1]
    trail = follows if follows == "€" or "@" <= follows <= "~" else ""
    gain, length, last = _reread(run, trail, candidates)
    end = start + length
    if length and length == len(run) and follows == "?" and not _is_orphan(text, end):
        end += 1  # the last lead byte, torn from its trail
    return _Torn(end, gain, length, last)


@lru_cache(maxsize=4096)
def _reread(run: str, trail: str, candidates: tuple[int, ...]) -> tuple[int, int, str]:
    """How much better the run reads one byte earlier, how far, and what may have ended it."""
    stream = bytearray(1)
    for char in run:
        encoded = _encode(char)
        if len(encoded) != 2:
            return 0, 0, ""
        stream += encoded
    if not run:
        return 0, 0, ""
    stream[0] = max(candidates, key=lambda byte: weight(_pair(byte, stream[1])))
    stream += b"\x80" if trail == "€" else trail.encode()
    gains = 0
    best, length = 0, 0
    for at, char in enumerate(run + trail):
        gains += weight(_pair(stream[2 * at], stream[2 * at + 1])) - weight(char)
        if gains > best or (at == len(run + trail) - 1 and gains > 0 and gains >= best - 8):
            best, length = gains, at + 1
    if length < len(run + trail):
        return best, length, ""
    last = _pair(stream[-2], stream[-1]) if trail else _pair(stream[-3], stream[-2])
    if trail:  # pairs may have been dropped on the way: only the trail is sure
        last += "".join(_pair(lead, stream[-1]) for lead in range(0x81, 0xFF))
    return best, length, last


def _is_orphan(text: str, at: int) -> bool:
    follows = _ENTRY.match(text, at)
    return follows is not None and follows["latin"] is not None


@lru_cache(maxsize=8192)
def _encode(char: str) -> bytes:
    """Two bytes of GBK, or another number of bytes where GBK has no such character."""
    return char.encode("gbk", "ignore")


@lru_cache(maxsize=1 << 15)
def _pair(lead: int, trail: int) -> str:
    decoded = bytes((lead, trail)).decode("gbk", "replace")
    return decoded if len(decoded) == 1 else "\ufffd"
