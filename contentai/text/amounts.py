"""Numbers as prices are written: 1,280, 三百八, 2.6万, 九块九."""

from __future__ import annotations

from typing import Final

from contentai.text import lazy

_DIGITS: Final = dict(
    zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_PLACES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_AMOUNT: Final = lazy.pattern(
    r"([\d,]{1,12}(?:\.\d{1,4})?|[零〇一二两三四五六七八九十百千万]{1,8})\s?"
    r"([万千wk])?(?:[块元]([\d一二两三四五六七八九])?)?"
)
_TIMES: Final = {"万": 10_000, "w": 10_000, "千": 1000, "k": 1000}


def number_of(text: str) -> int | None:
    """A number in digits or in Chinese numerals up to 99,999,999; None for anything else.

    As it is said, 三百八 is 380 and 三百零八 is 308.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    total = part = digit = 0
    place = 1
    for sign in text:
        if sign in _DIGITS:
            digit = digit * 10 + _DIGITS[sign] if digit else _DIGITS[sign]
            place = place if _DIGITS[sign] else 1
        elif sign == "万":
            total, part, digit, place = (total + part + digit) * 10_000, 0, 0, 10_000
        elif sign in _PLACES:
            part, digit, place = part + (digit or 1) * _PLACES[sign], 0, _PLACES[sign]
        else:
            return None
    if place > 10 and digit < 10:
        digit *= place // 10
    return total + part + digit if text else None


def amounts(text: str) -> list[float]:
    """The numbers of ``text`` (folded) in order, 九块九 as 9.9."""
    found = []
    for match in _AMOUNT.finditer(text):
        written, unit, rest = match.groups()
        plain = written.replace(",", "")
        if plain[:1].isdigit() and plain.isascii():
            value = float(plain)
        elif (number := number_of(plain)) is not None:
            value = float(number)
        else:
            continue
        value *= _TIMES.get(unit, 1)
        found.append(value + (number_of(rest) or 0) / 10 if rest else value)
    return found
