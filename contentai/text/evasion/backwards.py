"""Numbers written backwards where the text says so: 倒着念：00083100831."""

from __future__ import annotations

import re

from contentai.text import lazy
from contentai.text.evasion.digits import LOOK, MOBILE, Digit, groups, named
from contentai.text.evasion.edits import Edit

_BACKWARDS = lazy.pattern(
    "倒[着过]?来?[念读看打写]|倒着|反着|反过来|倒过来|倒序|逆序|反向|倒转|颠倒|从(?:后|右|尾)[往向到]"
    "(?:前|左|头)|从最后|反[写读念]|[:：]\\s?反\\s|镜像"
)
_LAST_DIGITS = lazy.pattern("[单尾][^一-鿿]{0,3}$")


def find_number(text: str, digits: list[Digit]) -> Edit | None:
    """A number written backwards, where the text says so or asks to get in touch."""
    value = "".join(d.value for d in digits)
    start, end = digits[0].at, digits[-1].at + 1
    around = text[max(0, start - LOOK) : start] + "\n" + text[end : end + LOOK]
    if MOBILE.fullmatch(value):
        return None
    if MOBILE.fullmatch(value[::-1]) is None:
        return _account(text, start, end, value)
    single = len(groups(digits)) == 1 and all(d.ascii for d in digits)
    if not (
        _BACKWARDS.search(around)
        or (
            single
            and named(text, start)
            and not _LAST_DIGITS.search(text[max(0, start - 6) : start])
            and value[0] != "0"
        )
    ):
        return None
    return Edit(start, end, value[::-1], "reversed", None, value[::-1])


# The cue goes with the number: left there, it would turn the number round again.
_CUE_BEFORE = lazy.pattern(f"(?:{_BACKWARDS.pattern})[^0-9\n]{{0,4}}$")
_CUE_AFTER = lazy.pattern(f"[^0-9\n]{{0,4}}(?:{_BACKWARDS.pattern})(?:就?是)?")
_ACCOUNT = lazy.pattern("[0-9]{6,11}")
_ASKED = lazy.pattern("(?:qq?|v|微信|微|电话|手机|账号|群|扣扣|号码?|加|id)", re.IGNORECASE)


def _account(text: str, start: int, end: int, value: str) -> Edit | None:
    """An account in plain digits with the cue right beside it: Q号倒着念：384901725."""
    if not _ACCOUNT.fullmatch(value) or not _ASKED.search(text[max(0, start - LOOK) : start]):
        return None
    before = _CUE_BEFORE.search(text[max(0, start - LOOK) : start])
    after = _CUE_AFTER.match(text[end : end + LOOK])
    if before:
        low = start - len(before.group())
        return Edit(low, end, ":" + value[::-1], "reversed", None, value[::-1])
    if after:
        return Edit(start, end + after.end(), value[::-1], "reversed", None, value[::-1])
    return None
