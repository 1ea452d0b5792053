"""Mojibake: text that was read in the wrong encoding, found and marked, never changed.

Kinds, each with a cheap look first and a proof after it, since rare characters alone prove
nothing (茯苓、薏苡仁, 魑魅魍魉 and 羟基磷灰石 are words):

* U+FFFD and private use;
* 锟斤拷; 烫烫烫 and 屯屯屯 (fill bytes of a debugger) when they stand apart from other words or
  are six or longer: "屯屯屯！" is also how shoppers talk;
* UTF-8 or GBK read as Latin-1 (ä¸\xad, ÖÐÎÄ): decodes back to Chinese; for two-byte UTF-8 (Ã©)
  ftfy's ``badness`` decides;
* UTF-8 read as GBK (鏂囧瓧): encodes to GBK that is UTF-8 of at least three common Han;
* GBK read as Big5 and the reverse: mostly odd characters that turn into everyday ones;
* question marks where Han were lost: spaced ones between Han (摘 ? ? ?要), or lines of little else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contentai.diagnostics import Span
from contentai.text import lazy
from contentai.text.plausible import codes, common_share, plausibility, weigh, weigh_codes

_HAN: Final = "\u3400-\u9fff"
_LOST: Final = lazy.pattern("[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]+")
_FILL: Final = lazy.pattern("(?:[锟錕]斤拷)+(?:[锟錕]斤?)?|([烫屯燙葺])\\1{2,}")
_SIGNS: Final = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  # cp1252 80-9F
_CONT: Final = f"[\x80-\xbf{_SIGNS}]"
_LATIN_UTF8: Final = lazy.pattern(
    f"(?:[\xc2-\xdf]{_CONT}|[\xe0-\xef]{_CONT}{{2}}|[\xf0-\xf4]{_CONT}{{3}})+"
    f"(?:[\xe0-\xf4]{_CONT}{{0,2}}(?![a-zA-Z]))?"
)
_LATIN_GBK: Final = lazy.pattern("[\xa1-\xff]{4,}")
_TYPOGRAPHY: Final = frozenset("…‘’“”•–—")
_SPACED: Final = lazy.pattern(
    f"(?<=[{_HAN}])[ \u3000]{{0,3}}(\\?(?:[ \u3000]{{1,3}}\\?){{2,}})[ \u3000]{{0,3}}(?=[{_HAN}])"
)
_QUESTIONS: Final = lazy.pattern(r"\?{2,}")
_LETTER: Final = lazy.pattern(r"[^\W\d_]")
_PHASES: Final = (1, 2, 4)
_IS_PHASE: Final = 7
_IS_LOST: Final = 8
_IS_FILL: Final = 16
_IS_LATIN: Final = 32


def garbled(text: str) -> list[Span]:
    """Mojibake in ``text`` as spans of code points, sorted, neither touching nor overlapping.

    Takes time linear in ``text``.
    """
    spans = list(_question_marks(text))
    if text.isascii():
        return merged(spans)
    points = codes(text)
    kinds = int(np.bitwise_or.reduce(_kinds()[points]))
    if kinds & _IS_LOST:
        spans += (Span(*match.span()) for match in _LOST.finditer(text))
    if kinds & _IS_FILL:
        spans += _fill(text)
    if kinds & _IS_LATIN:
        spans += _latin(text)
    weights = weigh_codes(points)
    if kinds & _IS_PHASE == _IS_PHASE:
        spans += _utf8_as_gbk(text, points, weights)
    spans += _exchanged(text, points, weights)
    return merged(spans)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans sorted, those that touch or overlap made one, empty ones dropped."""
    result: list[Span] = []
    for span in sorted(spans):
        if span.start == span.end:
            continue
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def _fill(text: str) -> Iterator[Span]:
    for match in _FILL.finditer(text):
        if match[1] and match.end() - match.start() < 6:
            around = (
                text[max(0, match.start() - 1) : match.start()]
                + text[match.end() : match.end() + 1]
            )
            talk = around.strip() and not set(around) & set("锟斤拷烫屯\ufffd")
            if talk:
                continue
        yield Span(*match.span())


def _latin(text: str) -> Iterator[Span]:
    for match in _LATIN_UTF8.finditer(text):
        if _is_latin_mojibake(text, match):
            yield Span(*match.span())
    for match in _LATIN_GBK.finditer(text):
        run = match[0]
        letters = sum(char >= "\xc0" and char not in "×÷" for char in run)
        if 3 * letters < len(run) or len(set(run)) < 3:
            continue
        recoded = run[: len(run) & ~1].encode("latin-1").decode("gb18030", "replace")
        if common_share(recoded) >= 0.8:
            yield Span(*match.span())


def _is_latin_mojibake(text: str, match: re.Match[str]) -> bool:
    run = match[0]
    # Drop a cut sequence at the end; what is left was UTF-8 if it decodes to more than Latin.
    decoded = _latin_bytes(run).decode("utf-8", "ignore")
    wide = sum(char >= "\u0800" for char in decoded)
    if wide >= 2:
        return True
    if wide == 1:
        before = text[match.start() - 1 : match.start()]
        tail = set(run[1:])
        # “Beyoncé…” is a name before signs that happen to be continuation bytes.
        return not (tail <= _TYPOGRAPHY or (before.isalpha() and before.isascii()))
    if run[0] not in "\xc2\xc3":
        return False
    from ftfy.badness import is_bad

    return bool(is_bad(text[max(0, match.start() - 8) : match.end() + 8]) and is_bad(run))


def _latin_bytes(run: str) -> bytes:
    return b"".join(
        char.encode("cp1252") if char in _SIGNS else char.encode("latin-1") for char in run
    )


def _question_marks(text: str) -> Iterator[Span]:
    if "? ?" in text or "?\u3000?" in text or "?  ?" in text:
        for match in _SPACED.finditer(text):
            yield Span(*match.span(1))
    if "??" not in text:
        return
    start = 0
    for line in text.splitlines(keepends=True):
        marks = line.count("?")
        if marks >= 8 and 2 * marks >= len(line) and not _LETTER.search(line):
            runs = [match.span() for match in _QUESTIONS.finditer(line)]
            if len(runs) >= 2:
                yield from (Span(start + first, start + last) for first, last in runs)
        start += len(line)


@lru_cache(maxsize=1)
def _kinds() -> NDArray[np.uint8]:
    """Per code point, which kinds of mojibake it may be part of.

    The three phases are where pairs of GBK lie in UTF-8: two Han, ``E4 B8 | AD E6 | 96 87``,
    make lead and continuation, continuation and lead, two continuations.
    """
    table = np.zeros(0x110000, dtype=np.uint8)
    # 80 leads no pair, so that a character whose second byte it is never comes through whole.
    leads, conts = range(0xE2, 0xF0), range(0x81, 0xC0)
    for bit, first, second in zip(
        _PHASES, (leads, conts, conts), (range(0x80, 0xC0), leads, range(0x80, 0xC0)), strict=True
    ):
        pairs = bytes(byte for a in first for b in second for byte in (a, b))
        found = codes(pairs.decode("gb18030", "ignore"))
        table[found[found >= 0x80]] |= bit
    table[[0xFFFD, *range(0xE000, 0xF900)]] |= _IS_LOST
    table[0xF0000:] |= _IS_LOST
    table[codes("锟錕烫屯燙葺")] |= _IS_FILL
    table[0xC0:0x100] |= _IS_LATIN
    return table


def _utf8_as_gbk(
    text: str, points: NDArray[np.uint32], weights: NDArray[np.int8]
) -> Iterator[Span]:
    phase = _kinds()[points]
    if len(phase) < 5:
        return
    first, second, third = ((phase & bit) > 0 for bit in _PHASES)
    starts = np.flatnonzero(first[:-4] & second[1:-3] & third[2:-2] & first[3:-1] & second[4:])
    done = 0
    for start in map(int, starts):
        if start < done:
            continue
        end, cycle = start + 5, 5
        while end < len(phase) and phase[end] & _PHASES[cycle % 3]:
            end, cycle = end + 1, cycle + 1
        done = end
        recoded = text[start:end].encode("gb18030", "ignore").decode("utf-8", "ignore")
        han = sum("\u4e00" <= char <= "\u9fff" for char in recoded)
        if han < 3 or common_share(recoded) < 0.7 or plausibility(recoded) < 1:
            continue
        while end < len(text) and weights[end] <= -2:  # the pair that the next byte was drawn into
            end += 1
        done = end
        yield Span(start, end)


@lru_cache(maxsize=1)
def _exchanges() -> tuple[NDArray[np.int8], ...]:
    """Per code point, the weight of what its bytes mean in the other encoding.

    First GBK bytes read as Big5, then the reverse. Both take two bytes a character, so the
    exchange goes character by character; 0 where there is no other reading.
    """
    trails = (*range(0x40, 0x7F), *range(0x80, 0xFF))
    pairs = b"\n".join(bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in trails)
    read = {codec: pairs.decode(codec, "replace").split("\n") for codec in ("cp950", "gb18030")}
    tables = []
    for seen, meant in (("cp950", "gb18030"), ("gb18030", "cp950")):
        both = zip(read[seen], read[meant], strict=True)
        known = [(c, other) for c, other in both if len(c) == 1 and c != "\ufffd"]
        weights = weigh("".join(other if len(other) == 1 else "\0" for _, other in known))
        single = np.array([len(other) == 1 for _, other in known])
        table = np.zeros(0x110000, dtype=np.int8)
        table[codes("".join(c for c, _ in known))] = np.where(single, weights, -4)
        tables.append(table)
    return tuple(tables)


def _exchanged(text: str, points: NDArray[np.uint32], weights: NDArray[np.int8]) -> Iterator[Span]:
    """GBK read as Big5 and Big5 read as GBK."""
    # Cheap first: four characters side by side that are not everyday ones.
    odd = (weights < 2) & (points >= 0x80)
    if not (odd[:-3] & odd[1:-2] & odd[2:-1] & odd[3:]).any():
        return
    for table in _exchanges():
        gains = table[points].astype(np.int32) - weights
        total = np.concatenate(([0], gains.cumsum()))
        done = 0
        for start in map(int, np.flatnonzero(total[4:] - total[:-4] >= 14)):
            if start < done:
                continue
            first = _furthest(gains, start + 3, -1, done - 1)
            last = _furthest(gains, start, 1, len(gains))
            done = last + 1
            recoded = table[points[first : last + 1]]
            if _is_exchanged(text[first : last + 1], recoded, gains[first : last + 1]):
                yield Span(first, last + 1)


def _furthest(gains: NDArray[np.int32], start: int, step: int, stop: int) -> int:
    """The index, from ``start`` on, up to which the gains add up to most.

    Gives up where they have fallen by 14 or for eight characters.
    """
    best = total = 0
    furthest = at = start
    while at != stop and total > best - 14 and abs(at - furthest) <= 8:
        total += int(gains[at])
        if total > best:
            best, furthest = total, at
        at += step
    return furthest


def _is_exchanged(run: str, recoded: NDArray[np.int8], gains: NDArray[np.int32]) -> bool:
    foreign = sum(char >= "\x80" for char in run)
    han = sum("\u3400" <= char <= "\u9fff" for char in run)
    if foreign < 4 or 5 * han < 2 * foreign:  # Greek and kana are Greek and kana
        return False
    common = int((recoded > 0).sum()) / foreign
    return (
        common >= 0.8
        and int(recoded.sum()) >= 2.5 * foreign
        and int(gains.sum()) >= (6 if foreign < 6 else 4 if foreign < 10 else 2.5) * foreign
    )
